import type { ReactNode } from 'react';
import styles from './parts.module.css';

type Props = {
  readonly id?: string;
  readonly title: string;
  readonly lead?: ReactNode;
  /** Stands to the right of the title: a tag, a button. */
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
};

/** One subject on a calm panel. The heading takes the focus when a section list jumps to it. */
export function Section({ id, title, lead, aside, children }: Props) {
  return (
    <section id={id} className={styles.section} aria-labelledby={id ? `${id}-title` : undefined}>
      <header className={styles.sectionHead}>
        <h2 id={id ? `${id}-title` : undefined} tabIndex={-1} className={styles.sectionTitle}>
          {title}
        </h2>
        {aside}
      </header>
      {lead ? <p className={styles.lead}>{lead}</p> : null}
      {children}
    </section>
  );
}
