import { countSegments } from '../../../shared/text/segments.ts';
import styles from './thread.module.css';

/** "1 part · 62/160", and which characters make the text dearer than it looks. */
export function SegmentCount({ text }: { text: string }) {
  const { segments, units, unitsPerSegment, encoding, nonGsm } = countSegments(text);
  const parts = Math.max(1, segments);
  return (
    <span className={styles.segments}>
      {parts === 1 ? '1 part' : `${parts} parts`} · {units}/{unitsPerSegment * parts}
      {encoding === 'UCS-2' && nonGsm.length > 0 ? (
        <span className={styles.dear}>
          {' '}
          · {nonGsm.slice(0, 4).join(' ')} {nonGsm.length === 1 ? 'makes' : 'make'} parts shorter
        </span>
      ) : null}
    </span>
  );
}
