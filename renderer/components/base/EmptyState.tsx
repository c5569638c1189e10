import type { ReactNode } from 'react';
import styles from './small.module.css';

type Props = { title: string; icon?: ReactNode; children?: ReactNode; action?: ReactNode };

/** Says that there is nothing here, why, and what could be done. */
export function EmptyState({ title, icon, children, action }: Props) {
  return (
    <div className={styles.empty}>
      {icon ? (
        <div className={styles.emptyIcon} aria-hidden="true">
          {icon}
        </div>
      ) : null}
      <div className={styles.emptyTitle}>{title}</div>
      {children ? <div className={styles.emptyText}>{children}</div> : null}
      {action ? <div className={styles.emptyAct}>{action}</div> : null}
    </div>
  );
}
