import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { t } from '../../../../shared/text/say.ts';
import { client } from '../../../client.ts';
import { FileChoice } from '../../../components/backup/FileChoice.tsx';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { Section } from '../../../components/base/Section.tsx';
import { uploadFile } from '../../../components/lists/upload.ts';
import settings from '../settings.module.css';

type Props = { readonly busy: boolean };

/** Unites an exported file of the same organisation. */
export function ImportPart({ busy }: Props) {
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const queries = useQueryClient();
  const bring = useMutation({
    mutationFn: async (chosen: File) => {
      const signal = new AbortController().signal;
      const uploadId = await uploadFile(chosen, client.imports, { signal, onProgress: () => {} });
      return client.backup.import({ uploadId, passphrase });
    },
    onSuccess: () => {
      setFile(null);
      setPassphrase('');
    },
    onSettled: () => queries.invalidateQueries(),
  });
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (file) bring.mutate(file);
  }
  return (
    <Section id="import" title={t('backup:import.title')} lead={t('backup:import.lead')}>
      <form className={settings.stack} noValidate onSubmit={submit}>
        <FileChoice file={file} onChoose={setFile} />
        <PasswordInput
          label={t('backup:import.passphrase')}
          autoComplete="off"
          maw={420}
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
        {bring.error ? <ErrorNotice title={t('backup:import.failed')} error={bring.error} /> : null}
        {bring.data ? (
          <p role="status">
            {t('backup:import.done', {
              optOuts: bring.data.united.optOuts,
              texts: bring.data.united.texts,
              conversations: bring.data.united.conversations,
            })}
          </p>
        ) : null}
        <div className={settings.actions}>
          <Button
            type="submit"
            variant="filled"
            disabled={busy || !file || passphrase === ''}
            loading={bring.isPending}
          >
            {t('backup:import.act')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
