import type { OptOutFilter } from '../../../shared/contract/optOuts.ts';
import { EVER, type Span } from '../../../shared/schema/range.ts';
import { and, type Condition } from '../access/visible.ts';
import { stretchesOf } from '../store/cells.ts';
import type { Side } from './optOutFilter.ts';

const is = (sql: string, ...values: unknown[]): Condition => ({ sql, values });

/** Whether the counters of the store know all that a filter asks of a table. */
export function inCells(filter: OptOutFilter, side: Side): boolean {
  const { search, texterId, review, cause, campaignId, importId, profile } = filter;
  if ((search ?? '').trim() !== '' || texterId !== undefined || review !== undefined) return false;
  return side === 'opt-out' || [cause, campaignId, importId, profile].every((asked) => asked === undefined);
}

export const spanOf = ({ from, to }: OptOutFilter): Span => ({ from: from ?? 0, to: to ?? EVER });

const PROFILE = `coalesce((SELECT k.profile FROM campaign k WHERE k.id = n.campaign_id),
  (SELECT h.profile FROM sender_number g JOIN connection h ON h.id = g.connection_id WHERE g.id = n.sender_number_id))`;

function conditionsOf(filter: OptOutFilter, side: Side): Condition[] {
  const { state, cause, campaignId, importId, profile } = filter;
  const parts: Condition[] = [];
  if (side === 'reversal') {
    if (state !== undefined) parts.push(is('n.undo = ?', state === 'undone' ? 1 : 0));
    return parts;
  }
  if (state !== undefined) parts.push(is('n.reversed = ?', state === 'reversed' ? 1 : 0));
  if (cause !== undefined) parts.push(is('n.cause = ?', cause));
  if (campaignId !== undefined) parts.push(is('n.campaign_id = ?', campaignId));
  if (importId !== undefined) parts.push(is('n.import_id = ?', importId));
  if (profile !== undefined) parts.push(is(`${PROFILE} = ?`, profile));
  return parts;
}

/**
 * The statements that add up the counters, one for each stretch of the filter’s span. Exported so that a test
 * can check their query plans.
 */
export function cellStatements(
  filter: OptOutFilter,
  side: Side,
): { sql: string; values: readonly unknown[] }[] {
  const table = side === 'opt-out' ? 'opt_out_count' : 'reversal_count';
  const reversed = side === 'opt-out' ? 'sum(n.n * n.reversed)' : '0';
  return stretchesOf(spanOf(filter)).map(({ step, from, to }) => {
    const where = and(
      is('n.step = ? AND n.at >= ? AND n.at < ?', step, from, to),
      ...conditionsOf(filter, side),
    );
    return {
      sql: `SELECT sum(n.n) AS n, ${reversed} AS reversed FROM ${table} n WHERE ${where.sql}`,
      values: where.values,
    };
  });
}
