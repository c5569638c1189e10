import { t } from '../../../shared/text/say.ts';
import type { Viewer } from '../access/visible.ts';
import { CoreError } from '../base/errors.ts';
import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, run, sql } from '../store/statement.ts';
import { readConversation } from './conversation.ts';
import { bringBack, putAside, recomputeState } from './conversationRecord.ts';

const LONGEST = 366 * 24 * 60 * 60_000;

/**
 * Puts a conversation aside until a time: it leaves “To answer” now and comes back then, at the top. Nothing
 * is sent. Replaces an earlier one. @throws CoreError NOT_FOUND; INVALID for a time that is past or too far
 * away; CONFLICT where the conversation is closed
 */
export function setReminder(core: Core, tx: Tx, viewer: Viewer, conversationId: string, at: number): void {
  const row = readConversation(tx.db, viewer, conversationId);
  if (row.opt_state !== 'none') throw new CoreError('CONFLICT', t('core:reminder.optedOut'));
  if (row.state === 'closed') throw new CoreError('CONFLICT', t('core:reminder.closed'));
  if (at <= tx.now || at > tx.now + LONGEST) throw new CoreError('INVALID', t('core:reminder.time'));
  run(
    tx.db,
    sql`INSERT INTO reminder (conversation_id, account_id, due_at, back_at, set_at, rev)
      VALUES (${conversationId}, ${viewer.id}, ${at}, NULL, ${tx.now}, ${tx.rev()})
      ON CONFLICT (conversation_id) DO UPDATE SET account_id = excluded.account_id, due_at = excluded.due_at, back_at = NULL,
        set_at = excluded.set_at, rev = excluded.rev`,
  );
  putAside(tx, conversationId);
  append(core, tx, {
    kind: 'reminder-set',
    actorId: viewer.id,
    subject: row.subject,
    payload: { conversation: conversationId, at },
  });
  tx.touch('conversations', row.subject);
}

/** Deletes a reminder, with no word in the ledger; false where there was none. */
function endReminder(tx: Tx, conversationId: string): boolean {
  return run(tx.db, sql`DELETE FROM reminder WHERE conversation_id = ${conversationId}`) > 0;
}

/**
 * After a union: a reminder is over where its person left, the conversation is closed, or somebody wrote
 * since it came back. Returns whether it was.
 */
export function endOverReminders(tx: Tx, conversationId: string): boolean {
  return (
    run(
      tx.db,
      sql`DELETE FROM reminder WHERE conversation_id = ${conversationId} AND (
        EXISTS (SELECT 1 FROM conversation c WHERE c.id = ${conversationId} AND (c.opt_state <> 'none' OR c.state = 'closed'))
        OR EXISTS (SELECT 1 FROM message m WHERE m.conversation_id = ${conversationId} AND m.kind IN ('initial', 'reply')
          AND m.automatic IS NULL AND m.created_at >= reminder.back_at))`,
    ) > 0
  );
}

/** Removes the reminder; the conversation gets the state that its texts give. @throws CoreError NOT_FOUND */
export function clearReminder(core: Core, tx: Tx, viewer: Viewer, conversationId: string): void {
  const row = readConversation(tx.db, viewer, conversationId);
  if (!endReminder(tx, conversationId)) return;
  recomputeState(tx, conversationId);
  append(core, tx, {
    kind: 'reminder-cleared',
    actorId: viewer.id,
    subject: row.subject,
    payload: { conversation: conversationId },
  });
  tx.touch('conversations', row.subject);
}

/**
 * Brings back to the top of “To answer” what is due, also what fell due while Heed was closed. Returns how
 * many.
 */
export function bringBackReminders(core: Core): number {
  const due = `SELECT r.conversation_id AS id, c.subject FROM reminder r JOIN conversation c ON c.id = r.conversation_id
     WHERE r.back_at IS NULL AND r.due_at <= ? ORDER BY r.due_at LIMIT 500`;
  if (all(core.db, due, core.ports.clock.now()).length === 0) return 0;
  return core.write((tx) => {
    const rows = all<{ id: string; subject: string }>(tx.db, due, tx.now);
    for (const { id, subject } of rows) {
      run(
        tx.db,
        sql`UPDATE reminder SET back_at = ${tx.now}, rev = ${tx.rev()} WHERE conversation_id = ${id}`,
      );
      bringBack(tx, id);
      tx.touch('conversations', subject);
    }
    return rows.length;
  });
}

/** Deletes an erased person's reminders. */
export function removeRemindersOf(tx: Tx, subject: string): void {
  run(
    tx.db,
    sql`DELETE FROM reminder WHERE conversation_id IN (SELECT id FROM conversation
      WHERE subject = ${subject})`,
  );
}
