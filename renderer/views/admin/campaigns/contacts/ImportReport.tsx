import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ImportResult, Job } from '../../../../../shared/contract/imports.ts';
import { api } from '../../../../client.ts';
import { ErrorNotice } from '../../../../components/ErrorNotice.tsx';
import styles from '../campaigns.module.css';
import own from './contacts.module.css';
import { count, counted, refusedRows, resultLines } from './importWords.ts';
import { saveCsv } from './saveFile.ts';

type Props = { readonly job: Job; readonly result: ImportResult; readonly regionName: string };

/** Accounts for every row of the file: the lines add up to its rows. */
export function ImportReport({ job, result, regionName }: Props) {
  const refused = refusedRows(result);
  const download = useMutation(
    api.imports.refused.mutationOptions({ onSuccess: ({ fileName, csv }) => saveCsv(fileName, csv) }),
  );
  const lines = resultLines(result, regionName);
  return (
    <div className={own.panel}>
      <div className={own.panelHead}>
        <span className={styles.strong}>
          {count(result.imported)} of {counted(result.rows, 'row')} imported
        </span>
        <span className={styles.soft}>{new Date(job.createdAt).toLocaleString('en-GB', WHEN)}</span>
      </div>
      <div className={own.account} aria-hidden>
        {lines.map(({ key, value }) =>
          value > 0 ? <span key={key} data-kind={key} style={{ flexGrow: value }} /> : null,
        )}
      </div>
      <dl className={own.accountLines}>
        {lines.map(({ key, value, label, explains }) => (
          <div key={key}>
            <dt>
              <i data-kind={key} aria-hidden />
              {label}
            </dt>
            <dd>
              <b>{count(value)}</b>
              <span className={styles.soft}>{explains}</span>
            </dd>
          </div>
        ))}
        <div className={own.sum}>
          <dt>rows in the file</dt>
          <dd>
            <b>{count(result.rows)}</b>
            <span className={styles.soft}>{lines.map(({ value }) => count(value)).join(' + ')}</span>
          </dd>
        </div>
      </dl>
      {result.alreadyOptedOut > 0 ? (
        <p>
          <b>
            {count(result.alreadyOptedOut)} of the {count(result.imported)} imported
          </b>{' '}
          had opted out before. They are in the campaign and will not be texted.
        </p>
      ) : null}
      {refused > 0 ? (
        <div className={styles.actions}>
          <Button
            leftSection={<IconDownload size={16} aria-hidden />}
            loading={download.isPending}
            onClick={() => download.mutate({ id: job.id })}
          >
            Download the {counted(refused, 'refused row')}
          </Button>
          <span className={styles.soft}>Each with the reason, as CSV.</span>
        </div>
      ) : null}
      {download.error ? <ErrorNotice title="The list could not be made" error={download.error} /> : null}
    </div>
  );
}

const WHEN: Intl.DateTimeFormatOptions = {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
};
