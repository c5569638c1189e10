import { Button, Progress } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { t } from '../../../../../shared/text/say.ts';
import { api } from '../../../../client.ts';
import { complain } from '../../../../components/say.ts';
import { Rich } from '../../../../language/Rich.tsx';
import { hrefOf } from '../../../../state/route.ts';
import styles from '../optOuts.module.css';

/** An import or the undoing of one, under way or ended. */
export function ImportRun({
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
    api.imports.cancel.mutationOptions({ onError: complain(t('optOuts:run.notCancelled')) }),
  );
  if (!job) return null;
  const { progress, result } = job;
  const undoing = job.kind === 'opt-outs-undo';
  if (job.state === 'running') {
    return (
      <div style={{ flex: 1 }}>
        <div className={styles.line}>
          <span className={styles.grow}>
            {t(undoing ? 'optOuts:run.undoing' : 'optOuts:run.optingOut', { count: progress.rows })}
          </span>
          <Button loading={cancel.isPending} onClick={() => cancel.mutate({ id: jobId })}>
            {t('common:act.cancel')}
          </Button>
        </div>
        <Progress
          mt={8}
          value={progress.totalBytes === 0 ? 0 : (100 * progress.bytes) / progress.totalBytes}
          aria-label={undoing ? t('optOuts:run.undo') : t('optOuts:run.import')}
        />
        {undoing ? null : <p className={styles.soft}>{t('optOuts:run.cancelHint')}</p>}
      </div>
    );
  }
  return (
    <div style={{ flex: 1 }} role="status">
      {result === null ? (
        <p>{job.detail}</p>
      ) : undoing ? (
        <p>{t('optOuts:run.undone', { count: result.imported })}</p>
      ) : (
        <p>
          <Rich
            text="optOuts:run.made"
            values={{
              count: result.imported,
              rows: result.rows,
              already: result.alreadyOptedOut,
              repeated: result.duplicate,
              invalid: result.invalid,
              cancelled: result.cancelled,
            }}
            tags={{ b: <b /> }}
          />
        </p>
      )}
      {onAgain ? (
        <div className={styles.line}>
          <Button component="a" href={hrefOf(['opt-outs'])}>
            {t('optOuts:run.all')}
          </Button>
          <Button onClick={onAgain}>{t('optOuts:run.another')}</Button>
        </div>
      ) : null}
    </div>
  );
}
