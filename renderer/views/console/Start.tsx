import type { ReactNode } from 'react';
import type { SessionState } from '../../../shared/contract/access/session.ts';
import { t } from '../../../shared/text/say.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../components/base/Loading.tsx';
import { Notices } from '../../components/base/Notices.tsx';
import { Duty } from './Duty.tsx';
import { FirstRun } from './FirstRun.tsx';
import { LanguageChoice } from './LanguageChoice.tsx';
import { SignIn } from './SignIn.tsx';
import styles from './Start.module.css';
import { Stopped } from './Stopped.tsx';
import { Unlock } from './Unlock.tsx';

type Props = { state: SessionState | undefined; error: unknown; onRetry: () => void };

/** Everything before somebody is signed in. */
export function Start({ state, error, onRetry }: Props) {
  return (
    <main className={styles.page}>
      <Notices />
      <div className={styles.card}>
        <div className={styles.brand}>
          <span className={styles.mark} aria-hidden="true">
            H
          </span>
          Heed
          <LanguageChoice />
        </div>
        {body(state, error, onRetry)}
      </div>
    </main>
  );
}

function body(state: SessionState | undefined, error: unknown, onRetry: () => void): ReactNode {
  if (!state) {
    return error ? (
      <ErrorNotice title={t('start:noAnswer.title')} error={error} onRetry={onRetry}>
        {t('start:noAnswer.text')}
      </ErrorNotice>
    ) : (
      <LoadingLines label={t('start:opening')} />
    );
  }
  switch (state.phase) {
    case 'first-run':
      return <FirstRun state={state} />;
    case 'locked':
      return <Unlock state={state} />;
    case 'stopped':
      return <Stopped problem={state.problem} onRetry={onRetry} />;
    case 'signed-in':
      return state.duty === null ? <LoadingLines label={t('start:opening')} /> : <Duty duty={state.duty} />;
    default:
      return <SignIn state={state} />;
  }
}
