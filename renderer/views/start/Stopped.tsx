import { Button } from '@mantine/core';
import type { SessionState } from '../../../shared/contract/session.ts';
import styles from './Start.module.css';

type Props = { problem: SessionState['problem']; onRetry: () => void };

/** The store cannot be opened. Nothing is lost; what to do stands here. */
export function Stopped({ problem, onRetry }: Props) {
  return (
    <>
      <h1 className={styles.title}>Heed has stopped</h1>
      <div className={styles.problem} role="alert">
        <strong>{problem?.message ?? 'The store could not be opened.'}</strong>
        <p>{problem?.remedy ?? 'Close Heed and start it again.'}</p>
      </div>
      <p className={styles.lead}>Nothing is sent while Heed is stopped, and nothing has been deleted.</p>
      <div className={styles.acts}>
        <Button onClick={onRetry} size="sm">
          Look again
        </Button>
      </div>
    </>
  );
}
