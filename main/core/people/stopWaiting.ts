import type { Warning } from '../../../shared/contract/base/warning.ts';
import { ASKED_TO_STOP } from '../../../shared/contract/decisions/mayDecide.ts';
import { warning } from '../base/warnings.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/**
 * Requests to stop that wait for a person because auto opt-outs are off (design, rule 3). Nothing is held by
 * them, and yet no text to such a number leaves unless its author was told and went on: in every campaign,
 * and also for texts that were queued before.
 */

/**
 * The kinds of actions about a request to stop, for `kind IN` in SQL: word for word as the index
 * action_asked_to_stop (store/schema/actions.ts) has them, so that SQLite finds it.
 */
export const STOP_KINDS = `(${[...ASKED_TO_STOP].map((kind) => `'${kind}'`).join(', ')})`;

/**
 * Open actions about such a request, as a condition over `action a`; those that hold are left out, since the
 * guard asks for holds apart.
 */
export const REQUEST_WAITS = `a.state = 'open' AND a.holds = 0 AND a.kind IN ${STOP_KINDS}`;

/** For a query whose row has the subject under `subject`. */
export const stopWaitsFor = (subject: string) =>
  `EXISTS (SELECT 1 FROM action a INDEXED BY action_subject WHERE a.subject = ${subject} AND ${REQUEST_WAITS})`;

/** What the author of a text to this number has to confirm; empty where nobody asked to stop. */
export function stopWarnings(db: Reader, subject: string): Warning[] {
  const waits = one<{ waits: number }>(db, `SELECT ${stopWaitsFor('?')} AS waits`, subject)?.waits === 1;
  return waits ? [warning('stop-waiting')] : [];
}

/** How many people asked to stop and wait for a decision. */
export function countWaitingStops(db: Reader): number {
  return (
    one<{ n: number }>(db, `SELECT count(DISTINCT a.subject) AS n FROM action a WHERE ${REQUEST_WAITS}`)?.n ??
    0
  );
}
