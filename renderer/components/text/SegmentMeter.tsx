import type { ReactNode } from 'react';
import { countSegments } from '../../../shared/text/segments.ts';
import styles from '../base/parts.module.css';
import { encodingHint, segmentLine } from './segmentWords.ts';

type Props = {
  readonly text: string;
  /** Shown where the text needs more than one segment. */
  readonly costs?: string;
  /** Offers plain characters in place of those that make it cost more, if there are any. */
  readonly offer?: ReactNode;
};

/** How many segments a text is billed as, and which character makes it more. */
export function SegmentMeter({ text, costs, offer }: Props) {
  const segments = countSegments(text);
  const hint = encodingHint(segments);
  return (
    <div className={styles.meter}>
      <span>{segmentLine(segments)}</span>
      {segments.segments > 1 && costs ? <span>{costs}</span> : null}
      {hint ? <span className={styles.meterHint}>{hint}</span> : null}
      {offer}
    </div>
  );
}
