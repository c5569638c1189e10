import type { ReactNode } from 'react';
import styles from './small.module.css';

export type Tone = 'stop' | 'hold' | 'ok' | 'neutral' | 'brand';

/** A word or two beside a name. The colour only repeats the words. */
export function Tag({
  tone = 'neutral',
  title,
  children,
}: {
  tone?: Tone;
  title?: string;
  children: ReactNode;
}) {
  return (
    <span className={styles.tag} data-tone={tone} title={title}>
      {children}
    </span>
  );
}
