import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/**
 * A hold belongs to a number, in a conversation or not: nothing is sent to it, in any campaign, while an open
 * action holds it (decision 17). Only the actions decide; `conversation.hold_at` shows it in lists.
 */

/**
 * The open actions that hold a number, as SQL for EXISTS (SELECT 1 FROM …). `subject` is an expression of the
 * query, never input.
 */
export function heldBy(subject: string): string {
  return `action held INDEXED BY action_subject
    WHERE held.subject = ${subject} AND held.state = 'open' AND held.holds = 1`;
}

/** Since when the number is on hold (UTC milliseconds); null: it is not. */
export function heldSince(db: Reader, subject: string): number | null {
  const row = one<{ at: number | null }>(
    db,
    `SELECT min(coalesce(held_at, opened_at)) AS at FROM action INDEXED BY action_subject
     WHERE subject = ? AND state = 'open' AND holds = 1`,
    subject,
  );
  return row?.at ?? null;
}

export function isHeld(db: Reader, subject: string): boolean {
  return heldSince(db, subject) !== null;
}
