import { t } from '../../../shared/text/say.ts';
import { countSegments } from '../../../shared/text/segments.ts';
import styles from './thread.module.css';

/** "1 part · 62/160", and which characters make the text dearer than it looks. */
export function SegmentCount({ text }: { text: string }) {
  const { segments, units, unitsPerSegment, encoding, nonGsm } = countSegments(text);
  const parts = Math.max(1, segments);
  const dear =
    encoding === 'UCS-2' && nonGsm.length > 0
      ? t('texter:segments.dear', { signs: nonGsm.slice(0, 4).join(' ') })
      : undefined;
  return (
    <span className={styles.segments} title={dear}>
      {t('texter:segments.count', { count: parts, units, limit: unitsPerSegment * parts })}
      {dear ? <span className={styles.dear}> · {dear}</span> : null}
    </span>
  );
}
