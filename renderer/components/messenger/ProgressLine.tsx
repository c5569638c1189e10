import { useQuery } from '@tanstack/react-query';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { useViewAs } from '../../state/viewing.ts';
import styles from './messenger.module.css';

/** How far one is today over all campaigns: a quiet line above the messenger. */
export function ProgressLine() {
  const { data } = useQuery(api.progress.read.queryOptions({ input: useViewAs() }));
  if (data === undefined) return null;
  const { sentToday, goal, toSend, waiting } = data;
  return (
    <span className={styles.progress}>
      {t('texter:progress', {
        sent: t('texter:progressSent', { count: sentToday, of: sentToday + toSend }),
        waiting: t('texter:progressWaiting', { count: waiting }),
      })}
      {goal === null ? null : ` · ${goalText(goal, sentToday)}`}
    </span>
  );
}

function goalText(goal: number, sent: number): string {
  return sent >= goal
    ? t('texter:goalReached', { goal })
    : t('texter:goalAhead', { goal, count: goal - sent });
}
