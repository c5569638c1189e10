import type { Warning } from '../../../shared/contract/base/warning.ts';
import { warning } from '../base/warnings.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/**
 * Requests to stop that wait for a person because auto opt-outs are off (design, rule 3). Nothing is held by
 * them, and yet no text to such a number leaves unless its author was told and went on: in every campaign,
 * and also for texts that were queued before.
 */

/**
 * Open actions about such a request, as a condition over `action a`; those that hold are left out, since the
 * guard asks for holds apart.
 */
export const REQUEST_WAITS =
  "a.state = 'open' AND a.holds = 0 AND a.kind IN ('opt-out-by-hand', 'likely-opt-out')";

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
