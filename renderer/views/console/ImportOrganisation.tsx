import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { t } from '../../../shared/text/say.ts';
import { api, client } from '../../client.ts';
import { FileChoice } from '../../components/backup/FileChoice.tsx';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { uploadFile } from '../../components/lists/upload.ts';
import { go } from '../../state/route.ts';
import { Restoring } from './Restoring.tsx';
import styles from './Start.module.css';

/** `needsOwn`: asks for a passphrase for the store on this computer. */
type Props = { readonly needsOwn: boolean; readonly onBack: () => void };

/** Begins with an organisation that was exported on another computer. */
export function ImportOrganisation({ needsOwn, onBack }: Props) {
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [own, setOwn] = useState('');
  const queries = useQueryClient();
  const bring = useMutation({
    mutationFn: async (chosen: File) => {
      const calls = { begin: client.lostStore.beginUpload, append: client.lostStore.appendUpload };
      const signal = new AbortController().signal;
      const uploadId = await uploadFile(chosen, calls, { signal, onProgress: () => {} });
      return client.lostStore.import({
        uploadId,
        passphrase,
        ...(needsOwn ? { keyStorePassphrase: own } : {}),
      });
    },
    onSuccess: async () => {
      go([]);
      await queries.invalidateQueries({ queryKey: api.session.key() });
    },
  });
  const ready = file !== null && passphrase !== '' && (!needsOwn || own.length >= 12);

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (file && ready) bring.mutate(file);
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <h1 className={styles.title}>{t('backup:start.importTitle')}</h1>
      <p className={styles.lead}>{t('backup:start.importLead')}</p>
      <FileChoice file={file} onChoose={setFile} />
      <PasswordInput
        label={t('backup:import.passphrase')}
        autoComplete="off"
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
      {needsOwn ? (
        <PasswordInput
          label={t('backup:start.keyStore')}
          description={t('backup:start.keyStoreHelp')}
          autoComplete="new-password"
          value={own}
          onChange={(event) => setOwn(event.currentTarget.value)}
        />
      ) : null}
      {bring.error ? <ErrorNotice title={t('backup:import.failed')} error={bring.error} /> : null}
      <Restoring />
      <div className={styles.acts}>
        <Button onClick={onBack}>{t('backup:start.back')}</Button>
        <Button type="submit" variant="filled" disabled={!ready} loading={bring.isPending}>
          {t('backup:import.act')}
        </Button>
      </div>
    </form>
  );
}
