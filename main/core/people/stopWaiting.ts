import type { Warning } from '../../../shared/contract/base/warning.ts';
import { ASKED_TO_STOP } from '../../../shared/contract/decisions/mayDecide.ts';
import { warning } from '../base/warnings.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/**
 * Waiting requests: people asked to stop while auto opt-outs were off (design, rule 3, decision 15). Nothing
 * is held, but no text to such a number leaves unless its author confirmed it: in every campaign, also texts
 * that were queued before.
 */

/**
 * The kinds of actions about a request to stop, for `kind IN` in SQL: word for word as in the index
 * action_asked_to_stop (store/schema/actions.ts), so that SQLite uses it.
 */
export const STOP_KINDS = `(${[...ASKED_TO_STOP].map((kind) => `'${kind}'`).join(', ')})`;

/**
 * A condition over `action a` for open actions about such a request, without those that hold, about which the
 * guard asks separately.
 */
export const REQUEST_WAITS = `a.state = 'open' AND a.holds = 0 AND a.kind IN ${STOP_KINDS}`;

/** For a query whose rows have the subject under `subject`. */
export const stopWaitsFor = (subject: string) =>
  `EXISTS (SELECT 1 FROM action a INDEXED BY action_subject WHERE a.subject = ${subject} AND ${REQUEST_WAITS})`;

/** The warnings for the author of a text to this number; empty where nobody asked to stop. */
export function stopWarnings(db: Reader, subject: string): Warning[] {
  const waits = one<{ waits: number }>(db, `SELECT ${stopWaitsFor('?')} AS waits`, subject)?.waits === 1;
  return waits ? [warning('stop-waiting')] : [];
}

/** How many people asked to stop and wait for a decision; pictures without words are not counted. */
export function countWaitingStops(db: Reader): number {
  return (
    one<{ n: number }>(
      db,
      `SELECT count(DISTINCT a.subject) AS n FROM action a WHERE ${REQUEST_WAITS} AND a.rule <> 'picture'`,
    )?.n ?? 0
  );
}
