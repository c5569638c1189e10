import { Progress } from '@mantine/core';
import type { TaskProgress as Reached } from '../../../shared/contract/backup.ts';
import { t } from '../../../shared/text/say.ts';
import styles from './files.module.css';

type Props = {
  /** What is being done. */
  readonly label: string;
  readonly progress: Reached | null;
};

/** Something that takes long: the step it is at, and how much of that is done where it can be told. */
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
