import { Button, Progress } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { saveCsv } from '../../../components/base/download.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { complain } from '../../../components/base/notify.ts';
import { Rich } from '../../../language/Rich.tsx';
import { hrefOf } from '../../../state/route.ts';
import styles from '../optOuts.module.css';

/** An import or the undoing of one, under way or ended. */
export function ImportUnderWay({
  jobId,
  onAgain,
}: {
  readonly jobId: string;
  readonly onAgain: (() => void) | null;
}) {
  const { data: job } = useQuery({
    ...api.imports.job.queryOptions({ input: { id: jobId } }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 300 : false),
  });
  const cancel = useMutation(
    api.imports.cancel.mutationOptions({ onError: complain(t('optOuts:importing.notCancelled')) }),
  );
  const download = useMutation(
    api.imports.refused.mutationOptions({ onSuccess: ({ fileName, csv }) => saveCsv(fileName, csv) }),
  );
  if (!job) return null;
  const { progress, result } = job;
  const listed = result ? result.duplicate + result.invalid + result.toCheck : 0;
  const undoing = job.kind === 'opt-outs-undo';
  if (job.state === 'running') {
    return (
      <div style={{ flex: 1 }}>
        <div className={styles.line}>
          <span className={styles.grow}>
            {t(undoing ? 'optOuts:importing.undoing' : 'optOuts:importing.optingOut', {
              count: progress.rows,
            })}
          </span>
          <Button loading={cancel.isPending} onClick={() => cancel.mutate({ id: jobId })}>
            {t('common:act.cancel')}
          </Button>
        </div>
        <Progress
          mt={8}
          value={progress.totalBytes === 0 ? 0 : (100 * progress.bytes) / progress.totalBytes}
          aria-label={undoing ? t('optOuts:importing.undo') : t('optOuts:importing.import')}
        />
        {undoing ? null : <p className={styles.soft}>{t('optOuts:importing.cancelHint')}</p>}
      </div>
    );
  }
  return (
    <div style={{ flex: 1 }} role="status">
      {result === null ? (
        <p>{job.detail}</p>
      ) : undoing ? (
        <p>{t('optOuts:importing.undone', { count: result.imported })}</p>
      ) : (
        <p>
          <Rich
            text="optOuts:importing.made"
            values={{
              count: result.numbers,
              rows: result.rows,
              imported: result.imported,
              already: result.alreadyOptedOut,
              duplicate: result.duplicate,
              invalid: result.invalid,
            }}
            tags={{ b: <b /> }}
          />{' '}
          {result.cancelled > 0 ? t('optOuts:importing.cancelled', { count: result.cancelled }) : ''}{' '}
          {result.toCheck > 0 ? t('optOuts:importing.toCheck', { count: result.toCheck }) : ''}
        </p>
      )}
      {download.error ? <ErrorNotice title={t('optOuts:importing.noList')} error={download.error} /> : null}
      {listed > 0 && !undoing ? (
        <div className={styles.line} style={{ marginBottom: 12 }}>
          <Button
            leftSection={<IconDownload size={16} aria-hidden />}
            loading={download.isPending}
            onClick={() => download.mutate({ id: jobId })}
          >
            {t('optOuts:importing.download')}
          </Button>
        </div>
      ) : null}
      {onAgain ? (
        <div className={styles.line}>
          <Button component="a" href={hrefOf(['opt-outs'])}>
            {t('optOuts:importing.all')}
          </Button>
          <Button onClick={onAgain}>{t('optOuts:importing.another')}</Button>
        </div>
      ) : null}
    </div>
  );
}
