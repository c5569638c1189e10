import type { ReactNode } from 'react';
import type { SessionState } from '../../../shared/contract/session.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { LoadingLines } from '../../components/Loading.tsx';
import { FirstRun } from './FirstRun.tsx';
import { SignIn } from './SignIn.tsx';
import styles from './Start.module.css';
import { Stopped } from './Stopped.tsx';
import { Unlock } from './Unlock.tsx';

type Props = { state: SessionState | undefined; error: unknown; onRetry: () => void };

/** Everything before somebody is signed in. */
export function Start({ state, error, onRetry }: Props) {
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <div className={styles.brand}>
          <span className={styles.mark} aria-hidden="true">
            H
          </span>
          Heed
        </div>
        {body(state, error, onRetry)}
      </div>
    </main>
  );
}

function body(state: SessionState | undefined, error: unknown, onRetry: () => void): ReactNode {
  if (!state) {
    return error ? (
      <ErrorNotice title="Heed does not answer" error={error} onRetry={onRetry}>
        If this goes on, close this window and start Heed again.
      </ErrorNotice>
    ) : (
      <LoadingLines label="Opening Heed" />
    );
  }
  switch (state.phase) {
    case 'first-run':
      return <FirstRun state={state} />;
    case 'locked':
      return <Unlock state={state} />;
    case 'stopped':
      return <Stopped problem={state.problem} onRetry={onRetry} />;
    default:
      return <SignIn state={state} />;
  }
}
