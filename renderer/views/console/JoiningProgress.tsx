import { Progress } from '@mantine/core';
import { t } from '../../../shared/text/say.ts';
import styles from './Start.module.css';

type Props = {
  /** Pieces that are here, and all of them; `waits`: another console has not packed them yet. */
  readonly progress: { readonly done: number; readonly total: number; readonly waits: boolean } | null;
};

/** How far the data of the organisation are; null: it has just been asked for. */
export function JoiningProgress({ progress }: Props) {
  const { done, total, waits } = progress ?? { done: 0, total: 0, waits: true };
  const counted = !waits && total > 0;
  return (
    <div className={styles.progress} role="status">
      {t(waits ? 'consoles:screen.joining.waits' : 'consoles:screen.joining.underWay')}
      {counted ? <span>{t('consoles:screen.joining.pieces', { done, total })}</span> : null}
      <Progress
        value={counted && done < total ? (100 * done) / total : 100}
        animated={!counted || done === total}
        aria-label={t('consoles:screen.joining.underWay')}
      />
    </div>
  );
}
