import { Button, Progress } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Job } from '../../../../../shared/contract/imports.ts';
import { api } from '../../../../client.ts';
import { ErrorNotice } from '../../../../components/ErrorNotice.tsx';
import styles from '../campaigns.module.css';
import own from './contacts.module.css';
import { bytes, counted } from './importWords.ts';

type Props = { readonly job: Job };

/** A running import. Cancelling takes its rows back, so it is safe to press. */
export function ImportProgress({ job }: Props) {
  const queries = useQueryClient();
  const cancel = useMutation(
    api.imports.cancel.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.imports.key() }),
    }),
  );
  const { bytes: done, totalBytes, rows } = job.progress;
  const share = totalBytes === 0 ? 0 : (100 * done) / totalBytes;
  return (
    <div className={own.panel}>
      <div className={own.panelHead}>
        <span className={styles.strong}>Importing</span>
        <span className={styles.soft}>
          {totalBytes === 0
            ? 'about to begin'
            : `${counted(rows, 'row')} so far · ${bytes(done)} of ${bytes(totalBytes)}`}
        </span>
        <Button loading={cancel.isPending} onClick={() => cancel.mutate({ id: job.id })}>
          Cancel
        </Button>
      </div>
      <Progress value={share} aria-label="Import" />
      <p className={styles.soft}>
        Cancelling takes back every row of this file. You can go on working meanwhile.
      </p>
      {cancel.error ? <ErrorNotice title="It could not be cancelled" error={cancel.error} /> : null}
    </div>
  );
}
