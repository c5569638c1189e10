import { Button } from '@mantine/core';
import type { SessionState } from '../../../shared/contract/access/session.ts';
import { t } from '../../../shared/text/say.ts';
import styles from './Start.module.css';

type Props = { problem: SessionState['problem']; onRetry: () => void };

/** At a desk while the console's store is not open: nothing to set up, unlock or restore from here. */
export function ClosedConsole({ problem, onRetry }: Props) {
  return (
    <>
      <h1 className={styles.title}>{problem?.message ?? t('desks:refused.closed')}</h1>
      <p className={styles.lead}>{problem?.remedy ?? t('desks:refused.askConsole')}</p>
      <div className={styles.acts}>
        <Button onClick={onRetry} size="sm">
          {t('start:stopped.retry')}
        </Button>
      </div>
    </>
  );
}
