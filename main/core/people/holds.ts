import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, one, run } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/**
 * A hold belongs to a number, known or not: nothing is sent to it, in any campaign, while an open task of it holds. The tasks are the
 * only truth; `conversation.hold_at` shows it in lists, and is written here alone.
 */

/** The open tasks that hold a number, in SQL, for EXISTS (SELECT 1 FROM …). `subject` is an expression of the query, never input. */
export function heldBy(subject: string): string {
  return `action held INDEXED BY action_subject
    WHERE held.subject = ${subject} AND held.state = 'open' AND held.holds = 1`;
}

/** Since when the number is on hold (UTC milliseconds); null: it is not. */
function heldSince(db: Reader, subject: string): number | null {
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

/** Writes into the number's conversations whether it is on hold. An opted-out or erased contact shows none. */
export function projectHold(tx: Tx, subject: string): void {
  const since = heldSince(tx.db, subject);
  run(
    tx.db,
    `UPDATE conversation SET hold_at = @since, rev = @rev
     WHERE subject = @subject AND hold_at IS NOT @since AND opt_state = 'none' AND number IS NOT NULL`,
    { since, rev: tx.rev(), subject },
  );
}

/** The same for all numbers, after rows came in from elsewhere. */
export function projectHolds(tx: Tx): void {
  const touched = all<{ subject: string }>(
    tx.db,
    `SELECT subject FROM action WHERE state = 'open' AND holds = 1
     UNION SELECT subject FROM conversation INDEXED BY conversation_hold WHERE hold_at IS NOT NULL`,
  );
  for (const { subject } of touched) projectHold(tx, subject);
}

/** A task that holds was opened: the number's conversations show it, and the ledger tells when the hold began. */
export function beginHold(
  core: Core,
  tx: Tx,
  hold: {
    readonly subject: string;
    /** Whether another task held the number before. */
    readonly wasHeld: boolean;
    readonly actorId: string | null;
    readonly messageId: string | null;
    readonly conversationId: string | null;
    readonly rule: string;
  },
): void {
  projectHold(tx, hold.subject);
  if (hold.wasHeld) return;
  append(core, tx, {
    kind: 'hold',
    actorId: hold.actorId,
    subject: hold.subject,
    evidenceId: hold.messageId,
    payload: { rule: hold.rule, conversation: hold.conversationId },
  });
}

/** A task that held was decided: the number may be texted again, unless another open task holds it. Waiting texts leave in turn. */
export function endHold(
  core: Core,
  tx: Tx,
  end: {
    readonly subject: string;
    readonly conversationId: string | null;
    readonly actorId: string | null;
  },
): void {
  projectHold(tx, end.subject);
  if (isHeld(tx.db, end.subject)) return;
  append(core, tx, {
    kind: 'carried-on',
    actorId: end.actorId,
    subject: end.subject,
    payload: { conversation: end.conversationId },
  });
}
