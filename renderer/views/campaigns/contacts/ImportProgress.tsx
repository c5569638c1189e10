import { Button, Progress } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Job } from '../../../../shared/contract/lists.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { bytes } from '../../../components/base/fileSize.ts';
import styles from '../campaigns.module.css';
import own from './contacts.module.css';

type Props = { readonly job: Job };

/** A running import. Cancelling it removes its rows. */
export function ImportProgress({ job }: Props) {
  const queries = useQueryClient();
  const cancel = useMutation(
    api.imports.cancel.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.imports.key() }),
    }),
  );
  const { bytes: done, totalBytes } = job.progress;
  const share = totalBytes === 0 ? 0 : (100 * done) / totalBytes;
  return (
    <div className={own.panel}>
      <div className={own.panelHead}>
        <span className={styles.strong}>{t('contacts:running.title')}</span>
        <span className={styles.soft}>{soFar(job)}</span>
        <Button loading={cancel.isPending} onClick={() => cancel.mutate({ id: job.id })}>
          {t('common:act.cancel')}
        </Button>
      </div>
      <Progress value={share} aria-label={t('contacts:running.label')} />
      <p className={styles.soft}>{t('contacts:running.hint')}</p>
      {cancel.error ? <ErrorNotice title={t('contacts:running.notCancelled')} error={cancel.error} /> : null}
    </div>
  );
}

function soFar({ source, progress: { bytes: done, totalBytes, rows } }: Job): string {
  if (totalBytes === 0) return t('contacts:running.begins');
  if (source !== '') return t('contacts:running.peopleSoFar', { done, total: totalBytes });
  const read = { done: bytes(done), total: bytes(totalBytes) };
  return t('contacts:running.soFar', { rows: t('contacts:counted.rows.total', { count: rows }), ...read });
}
