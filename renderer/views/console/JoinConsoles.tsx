import { Button, PasswordInput, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { go } from '../../state/route.ts';
import { JoiningProgress } from './JoiningProgress.tsx';
import styles from './Start.module.css';
import { useJoining } from './useJoining.ts';

/** `needsOwn`: asks for a passphrase for the store on this computer. */
type Props = { readonly needsOwn: boolean; readonly onBack: () => void };

/** Makes this computer a console of an organisation that has others, by a code of one of them. */
export function JoinConsoles({ needsOwn, onBack }: Props) {
  const [code, setCode] = useState('');
  const [own, setOwn] = useState('');
  const queries = useQueryClient();
  const joined = () => {
    go([]);
    return queries.invalidateQueries({ queryKey: api.session.key() });
  };
  const join = useMutation(api.consoles.join.mutationOptions({ onSuccess: joined }));
  const progress = useJoining();
  const busy = join.isPending || progress !== null;
  const ready = code.trim() !== '' && (!needsOwn || own.length >= 12);

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (!ready || busy) return;
    join.mutate({ code: code.trim(), ...(needsOwn ? { keyStorePassphrase: own } : {}) });
  }
  return (
    <form className={styles.form} onSubmit={submit} autoComplete="off">
      <h1 className={styles.title}>{t('consoles:screen.joining.title')}</h1>
      <p className={styles.lead}>{t('consoles:screen.joining.lead')}</p>
      <Textarea
        label={t('consoles:screen.joining.code')}
        description={t('consoles:screen.joining.codeHelp')}
        autoComplete="off"
        spellCheck={false}
        rows={4}
        maxLength={10_000}
        autoFocus
        disabled={busy}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      {needsOwn ? (
        <PasswordInput
          label={t('backup:start.keyStore')}
          description={t('backup:start.keyStoreHelp')}
          autoComplete="new-password"
          disabled={busy}
          value={own}
          onChange={(event) => setOwn(event.currentTarget.value)}
        />
      ) : null}
      {join.error ? (
        <ErrorNotice title={t('consoles:screen.joining.failed')} error={join.error}>
          {t('consoles:screen.joining.next')}
        </ErrorNotice>
      ) : null}
      {busy ? <JoiningProgress progress={progress} /> : null}
      <div className={styles.acts}>
        <Button onClick={onBack} disabled={busy}>
          {t('backup:start.back')}
        </Button>
        <Button type="submit" variant="filled" disabled={!ready} loading={busy}>
          {t('consoles:screen.joining.act')}
        </Button>
      </div>
    </form>
  );
}
