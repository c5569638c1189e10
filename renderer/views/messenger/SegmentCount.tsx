import { plainOffer } from '../../../shared/text/plainForms.ts';
import { t } from '../../../shared/text/say.ts';
import { countSegments } from '../../../shared/text/segments.ts';
import { dearWords } from '../../components/text/segmentWords.ts';
import styles from './thread.module.css';

/** "1 text · 62/160", and which characters make it cost more where no plain ones can replace them. */
export function SegmentCount({ text }: { text: string }) {
  const counted = countSegments(text);
  const { segments, units, unitsPerSegment } = counted;
  const texts = Math.max(1, segments);
  const dear = plainOffer(text) ? null : dearWords(counted, text);
  return (
    <span className={styles.segments} title={dear ?? undefined}>
      {t('parts:segments.short', { count: texts, units, room: unitsPerSegment * texts })}
      {dear ? <span className={styles.dear}> · {dear}</span> : null}
    </span>
  );
}
