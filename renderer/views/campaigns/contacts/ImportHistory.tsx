import type { Job } from '../../../../shared/contract/lists.ts';
import type { Region } from '../../../../shared/schema/words.ts';
import { t } from '../../../../shared/text/say.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import styles from '../campaigns.module.css';
import own from './contacts.module.css';
import { ImportReport } from './ImportReport.tsx';

type Props = { readonly jobs: readonly Job[]; readonly region: Region };

/** Imports that have ended, newest first: the newest in full, the others folded. */
export function ImportHistory({ jobs, region }: Props) {
  const [newest, ...earlier] = jobs;
  if (newest === undefined) return null;
  return (
    <>
      <Ended job={newest} region={region} />
      {earlier.length > 0 ? (
        <details className={own.earlier}>
          <summary>{t('contacts:history.earlier', { count: earlier.length })}</summary>
          <div className={styles.stack}>
            {earlier.map((job) => (
              <Ended key={job.id} job={job} region={region} />
            ))}
          </div>
        </details>
      ) : null}
    </>
  );
}

function Ended({ job, region }: { readonly job: Job; readonly region: Region }) {
  if (job.state === 'failed')
    return <ErrorNotice title={t('contacts:history.stopped')}>{job.detail}</ErrorNotice>;
  if (job.state === 'cancelled') {
    return (
      <div className={own.panel} role="status">
        <span className={styles.strong}>{t('contacts:history.cancelled')}</span>{' '}
        <span className={styles.soft}>{job.detail || t('contacts:history.nothing')}</span>
      </div>
    );
  }
  return job.result ? (
    <ImportReport job={job} result={job.result} regionName={t(`words:region.${region}`)} />
  ) : null;
}
