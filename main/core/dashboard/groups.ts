import type { ConversationFilter } from '../../../shared/contract/conversations.ts';
import type { DashboardGroup, Figure } from '../../../shared/contract/dashboard.ts';
import type { Tally } from './cells.ts';

export type Sum = { texted: number; replied: number; optedOut: number };

export const nothing = (): Sum => ({ texted: 0, replied: 0, optedOut: 0 });

export function add(sum: Sum, row: Tally): void {
  sum.texted += row.texted;
  sum.replied += row.replied;
  sum.optedOut += row.opted_out;
}

/** Rows summed up by a key, in the order in which the keys first come. */
export function sumBy<Row extends Tally>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): Map<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const row of rows) {
    const key = keyOf(row);
    const sum = sums.get(key) ?? nothing();
    sums.set(key, sum);
    add(sum, row);
  }
  return sums;
}

/** `total`: how many contacts the whole cohort has. */
export function groupOf(
  key: string,
  label: string,
  sum: Sum,
  list: ConversationFilter,
  total: number,
): DashboardGroup {
  const figure = (count: number, more: ConversationFilter): Figure => ({
    count,
    of: sum.texted,
    list: { ...list, ...more },
  });
  return {
    key,
    label,
    texted: { count: sum.texted, of: total, list },
    optedOut: figure(sum.optedOut, { optOutHere: 'any' }),
    replied: figure(sum.replied, { replied: true }),
  };
}

/**
 * The value at or below which this part of the sorted values lies (nearest rank); null where there are none.
 */
export function quantile(sorted: readonly number[], part: number): number | null {
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? null;
}
