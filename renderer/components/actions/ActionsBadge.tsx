import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../client.ts';
import styles from './badge.module.css';
import { useActionSummary } from './useActions.ts';

/** How many actions wait, on the rail; coloured once one is overdue or a plain STOP waits. */
export function ActionsBadge(): ReactNode {
  const summary = useActionSummary();
  const stops = useStops();
  if (!summary || summary.open === 0) return null;
  return <Badge count={summary.open} late={summary.overdue > 0 || stops.waiting > 0} />;
}

type BadgeProps = { readonly count: number; readonly late: boolean; readonly inLine?: boolean };

/** At the corner of a place in the rail; `inLine`: behind the name of a part. */
export function Badge({ count, late, inLine = false }: BadgeProps): ReactNode {
  return (
    <span
      className={styles.badge}
      data-late={late || undefined}
      data-in-line={inLine || undefined}
      aria-hidden="true"
    >
      {count > 99 ? '99+' : count}
    </span>
  );
}

/** Plain STOPs that wait for a person, and overdue ones; none for texters, whose lists begin with theirs. */
export function useStops(): { waiting: number; overdue: number } {
  const counts = useQuery(api.conversation.counts.queryOptions({ input: {} })).data;
  return { waiting: counts?.stops ?? 0, overdue: counts?.stopsOverdue ?? 0 };
}
