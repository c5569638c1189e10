import { Button, Progress } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../../../../client.ts';
import { complain } from '../../../../components/say.ts';
import { hrefOf } from '../../../../state/route.ts';
import styles from '../optOuts.module.css';
import { count } from '../recordWords.ts';

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
  const cancel = useMutation(api.imports.cancel.mutationOptions({ onError: complain('Not cancelled') }));
  if (!job) return null;
  const { progress, result } = job;
  const undoing = job.kind === 'opt-outs-undo';
  if (job.state === 'running') {
    return (
      <div style={{ flex: 1 }}>
        <div className={styles.line}>
          <span className={styles.grow}>
            {undoing ? 'Undoing the import' : 'Opting out'} · {count(progress.rows)} rows so far
          </span>
          <Button loading={cancel.isPending} onClick={() => cancel.mutate({ id: jobId })}>
            Cancel
          </Button>
        </div>
        <Progress
          mt={8}
          value={progress.totalBytes === 0 ? 0 : (100 * progress.bytes) / progress.totalBytes}
          aria-label={undoing ? 'Undoing' : 'Import'}
        />
        {undoing ? null : (
          <p className={styles.soft}>
            A cancel stops here: who was opted out by then stays so, and can be undone below.
          </p>
        )}
      </div>
    );
  }
  return (
    <div style={{ flex: 1 }} role="status">
      {result === null ? (
        <p>{job.detail}</p>
      ) : undoing ? (
        <p>Undone: {count(result.imported)} opt-outs of this import are reversed.</p>
      ) : (
        <p>
          <b>{count(result.imported)} opt-outs made</b> from {count(result.rows)} rows: of these{' '}
          {count(result.alreadyOptedOut)} were opted out already. {count(result.duplicate)} repeated,{' '}
          {count(result.invalid)} invalid. {count(result.cancelled)} queued messages cancelled.
        </p>
      )}
      {onAgain ? (
        <div className={styles.line}>
          <Button component="a" href={hrefOf(['opt-outs'])}>
            See all opt-outs
          </Button>
          <Button onClick={onAgain}>Add another list</Button>
        </div>
      ) : null}
    </div>
  );
}
