import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ImportResult } from '../../../../shared/contract/lists/importOutcomes.ts';
import type { Job } from '../../../../shared/contract/lists.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { saveCsv } from '../../../components/base/download.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { dateFormat } from '../../../language/formats.ts';
import styles from '../campaigns.module.css';
import { Accounting } from './Accounting.tsx';
import own from './contacts.module.css';
import { refusedRows } from './importWords.ts';

type Props = { readonly job: Job; readonly result: ImportResult; readonly regionName: string };

/** Accounts for every row of the file: the lines add up to its rows. */
export function ImportReport({ job, result, regionName }: Props) {
  const refused = refusedRows(result);
  const counted = job.source === '' ? 'rows' : 'people';
  const download = useMutation(
    api.imports.refused.mutationOptions({ onSuccess: ({ fileName, csv }) => saveCsv(fileName, csv) }),
  );
  return (
    <div className={own.panel}>
      <div className={own.panelHead}>
        <span className={styles.strong}>
          {t('contacts:report.imported', {
            imported: result.imported,
            total: t(`contacts:counted.${counted}.total`, { count: result.rows }),
          })}
        </span>
        <span className={styles.soft}>{when(job.createdAt)}</span>
      </div>
      {job.source === '' ? null : <p className={styles.soft}>{job.source}</p>}
      <Accounting result={result} regionName={regionName} counted={counted} />
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
