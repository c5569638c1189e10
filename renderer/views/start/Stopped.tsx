import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { SessionState } from '../../../shared/contract/session.ts';
import { api } from '../../client.ts';
import styles from './Start.module.css';

type Props = { problem: SessionState['problem']; onRetry: () => void };

/** The store cannot be opened. Nothing is lost; what to do stands here. */
export function Stopped({ problem, onRetry }: Props) {
  const retry = useMutation(api.setup.retry.mutationOptions({ onSettled: onRetry }));
  return (
    <>
      <h1 className={styles.title}>Heed has stopped</h1>
      <div className={styles.problem} role="alert">
        <strong>{problem?.message ?? 'The store could not be opened.'}</strong>
        <p>{problem?.remedy ?? 'Close Heed and start it again.'}</p>
      </div>
      <p className={styles.lead}>Nothing is sent while Heed is stopped, and nothing has been deleted.</p>
      <div className={styles.acts}>
        <Button onClick={() => retry.mutate({})} loading={retry.isPending} size="sm">
          Look again
        </Button>
      </div>
    </>
  );
}
