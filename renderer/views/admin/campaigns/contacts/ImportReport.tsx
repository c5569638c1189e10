import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ImportResult } from '../../../../../shared/contract/importOutcomes.ts';
import type { Job } from '../../../../../shared/contract/imports.ts';
import { t } from '../../../../../shared/text/say.ts';
import { api } from '../../../../client.ts';
import { ErrorNotice } from '../../../../components/ErrorNotice.tsx';
import { dateFormat, number } from '../../../../language/formats.ts';
import styles from '../campaigns.module.css';
import own from './contacts.module.css';
import { refusedRows, resultLines } from './importWords.ts';
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
          {t('contacts:report.imported', {
            imported: result.imported,
            rows: t('contacts:rows', { count: result.rows }),
          })}
        </span>
        <span className={styles.soft}>{when(job.createdAt)}</span>
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
              <b>{number(value)}</b>
              <span className={styles.soft}>{explains}</span>
            </dd>
          </div>
        ))}
        <div className={own.sum}>
          <dt>{t('contacts:report.inFile')}</dt>
          <dd>
            <b>{number(result.rows)}</b>
            <span className={styles.soft}>{lines.map(({ value }) => number(value)).join(' + ')}</span>
          </dd>
        </div>
      </dl>
      {job.detail ? <p>{job.detail}</p> : null}
      {refused > 0 ? (
        <div className={styles.actions}>
          <Button
            leftSection={<IconDownload size={16} aria-hidden />}
            loading={download.isPending}
            onClick={() => download.mutate({ id: job.id })}
          >
            {t('contacts:report.download', { count: refused })}
          </Button>
          <span className={styles.soft}>{t('contacts:report.reasons')}</span>
        </div>
      ) : null}
      {download.error ? <ErrorNotice title={t('contacts:report.noList')} error={download.error} /> : null}
    </div>
  );
}

const when = dateFormat({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
