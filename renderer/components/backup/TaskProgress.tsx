import { Progress } from '@mantine/core';
import type { TaskProgress as Reached } from '../../../shared/contract/backup.ts';
import { t } from '../../../shared/text/say.ts';
import styles from './files.module.css';

type Props = {
  /** What is being done. */
  readonly label: string;
  readonly progress: Reached | null;
};

/** A long task: its present step, and how much of it is done if that is known. */
export function TaskProgress({ label, progress }: Props) {
  const counted = progress !== null && progress.total > 0 && progress.done < progress.total;
  return (
    <div className={styles.progress} role="status">
      {label}
      {progress ? <span className={styles.note}>{t(`backup:screen.${progress.step}`)}</span> : null}
      <Progress
        value={counted ? (100 * progress.done) / progress.total : 100}
        animated={!counted}
        aria-label={label}
      />
    </div>
  );
}
