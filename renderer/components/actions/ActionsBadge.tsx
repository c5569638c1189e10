import type { ReactNode } from 'react';
import styles from './badge.module.css';
import { useActionSummary } from './useActions.ts';

/** How many actions wait, on the rail; coloured once one is overdue. */
export function ActionsBadge(): ReactNode {
  const summary = useActionSummary();
  if (!summary || summary.open === 0) return null;
  return (
    <span className={styles.badge} data-late={summary.overdue > 0 || undefined} aria-hidden="true">
      {summary.open > 99 ? '99+' : summary.open}
    </span>
  );
}
