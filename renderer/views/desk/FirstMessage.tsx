import { t } from '../../../shared/text/say.ts';
import { SegmentCount } from './SegmentCount.tsx';
import styles from './thread.module.css';

/** The first message as this person will get it, where it will stand. */
export function FirstMessage({ text }: { text: string }) {
  return (
    <div className={styles.first}>
      <div className={styles.firstText}>{text}</div>
      <div className={styles.firstMeta}>
        {t('texter:first.meta')} · <SegmentCount text={text} />
      </div>
    </div>
  );
}
