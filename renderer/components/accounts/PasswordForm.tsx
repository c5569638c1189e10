import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { ErrorNotice } from '../base/ErrorNotice.tsx';
import styles from './account.module.css';

type Props = {
  /** The present one was given by an admin. */
  readonly oneTime?: boolean;
  readonly onDone: () => void;
};

const SHORTEST = 10;

/** A new password of one's own; the present one is asked for again. */
export function PasswordForm({ oneTime = false, onDone }: Props) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [repeat, setRepeat] = useState('');
  const queries = useQueryClient();
  const change = useMutation(
    api.session.changePassword.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.session.key() });
        onDone();
      },
    }),
  );
  const differ = repeat !== '' && repeat !== next;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ current, next });
  };
  return (
    <form className={styles.stack} onSubmit={submit}>
      <PasswordInput
        label={t(oneTime ? 'accounts:password.oneTime' : 'accounts:password.current')}
        autoComplete="current-password"
        value={current}
        data-autofocus
        onChange={(event) => setCurrent(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('accounts:password.next')}
        description={t('accounts:password.how')}
        autoComplete="new-password"
        value={next}
        onChange={(event) => setNext(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('accounts:password.repeat')}
        autoComplete="new-password"
        value={repeat}
        error={differ ? t('accounts:password.differ') : null}
        onChange={(event) => setRepeat(event.currentTarget.value)}
      />
      {change.error ? <ErrorNotice title={t('accounts:password.failed')} error={change.error} /> : null}
      <div className={styles.acts}>
        <Button
          type="submit"
          variant="filled"
          loading={change.isPending}
          disabled={current === '' || next.length < SHORTEST || repeat !== next}
        >
          {t('accounts:password.change')}
        </Button>
      </div>
    </form>
  );
}
