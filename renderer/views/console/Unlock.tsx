import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { SessionState } from '../../../shared/contract/access/session.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import styles from './Start.module.css';

/** Asks for the passphrase of the store. */
export function Unlock({ state }: { state: SessionState }) {
  const [passphrase, setPassphrase] = useState('');
  const queries = useQueryClient();
  const unlock = useMutation(
    api.setup.unlock.mutationOptions({
      // A store that does not open has a page of its own.
      onSettled: () => queries.invalidateQueries({ queryKey: api.session.key() }),
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    unlock.mutate({ passphrase });
  };
  return (
    <form onSubmit={submit}>
      <h1 className={styles.title}>
        {state.organisation === ''
          ? t('start:unlock.titleNone')
          : t('start:unlock.title', { organisation: state.organisation })}
      </h1>
      <p className={styles.lead}>{t('start:unlock.lead')}</p>
      <div className={styles.fields}>
        <PasswordInput
          label={t('start:unlock.passphrase')}
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          autoComplete="current-password"
          data-autofocus
          autoFocus
        />
        {unlock.error ? <ErrorNotice title={t('start:unlock.failed')} error={unlock.error} /> : null}
      </div>
      <div className={styles.acts}>
        <Button
          type="submit"
          variant="filled"
          size="sm"
          loading={unlock.isPending}
          disabled={passphrase === ''}
        >
          {t('start:unlock.submit')}
        </Button>
      </div>
    </form>
  );
}
