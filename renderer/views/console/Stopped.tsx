import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import type { SessionState } from '../../../shared/contract/access/session.ts';
import { t } from '../../../shared/text/say.ts';
import { api, isCode } from '../../client.ts';
import { CodeField } from '../../components/accounts/CodeField.tsx';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { dateFormat } from '../../language/formats.ts';
import { Restoring } from './Restoring.tsx';
import styles from './Start.module.css';

type Props = { problem: SessionState['problem']; onRetry: () => void };

/** The store cannot be opened: says that nothing is lost, and what to do. */
export function Stopped({ problem, onRetry }: Props) {
  const retry = useMutation(api.setup.retry.mutationOptions({ onSettled: onRetry }));
  return (
    <>
      <h1 className={styles.title}>{t('start:stopped.title')}</h1>
      <div className={styles.problem} role="alert">
        <strong>{problem?.message ?? t('start:stopped.message')}</strong>
        <p>{problem?.remedy ?? t('start:stopped.remedy')}</p>
      </div>
      <p className={styles.lead}>{t('start:stopped.lead')}</p>
      {problem?.key ? null : <LostBackups onRestored={onRetry} />}
      <div className={styles.acts}>
        <Button onClick={() => retry.mutate({})} loading={retry.isPending} size="sm">
          {t('start:stopped.retry')}
        </Button>
      </div>
    </>
  );
}

const moment = dateFormat({ dateStyle: 'medium', timeStyle: 'short' });

/** Restores a back-up in place of a store that does not open. Nothing where none was found. */
function LostBackups({ onRestored }: { readonly onRestored: () => void }) {
  const list = useQuery(api.lostStore.list.queryOptions());
  const [chosen, setChosen] = useState<string | null>(null);
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [asked, setAsked] = useState(false);
  const restore = useMutation(
    api.lostStore.restore.mutationOptions({
      onSuccess: onRestored,
      onError: (error) => {
        if (isCode(error, 'SECOND_FACTOR')) setAsked(true);
      },
    }),
  );
  const items = list.data ?? [];
  const id = chosen ?? items[0]?.id;
  if (list.isPending) return null;
  if (id === undefined) return <p className={styles.lead}>{t('backup:start.none')}</p>;

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (id !== undefined) restore.mutate({ id, login, password, ...(asked ? { code } : {}) });
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <h2 className={styles.subTitle}>{t('backup:start.lost')}</h2>
      <p className={styles.lead}>{t('backup:start.lostLead')}</p>
      <NativeSelect
        label={t('backup:start.which')}
        value={id}
        data={items.map((item) => ({
          value: item.id,
          label:
            item.problems.length === 0
              ? moment(item.madeAt)
              : `${moment(item.madeAt)} (${t('backup:screen.broken')})`,
        }))}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <TextInput
        label={t('backup:start.login')}
        autoComplete="username"
        value={login}
        onChange={(event) => setLogin(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('backup:start.password')}
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {asked ? <CodeField value={code} onChange={setCode} /> : null}
      {restore.error && !(asked && code === '') ? (
        <ErrorNotice title={t('backup:start.failed')} error={restore.error} />
      ) : null}
      <Restoring onEnded={onRestored} />
      <Button
        type="submit"
        variant="filled"
        size="sm"
        loading={restore.isPending}
        disabled={login === '' || password === '' || (asked && code.trim() === '')}
      >
        {t('backup:start.act')}
      </Button>
    </form>
  );
}
