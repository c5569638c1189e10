import { merge } from '../../../shared/text/template.ts';
import { recomputeState } from '../conversations/conversationRecord.ts';
import { markAutomatic, queueText } from '../conversations/messageRecord.ts';
import type { Place } from '../conversations/place.ts';
import { append } from '../ledger/append.ts';
import { readSettings } from '../settings/settings.ts';
import type { Core, Tx } from '../store/context.ts';
import { one, sql } from '../store/statement.ts';

/** Milliseconds in which a person is answered automatically at most once. */
export const HELP_ONCE_IN = 24 * 3_600_000;
/** Before everything that waits for the same sender number, since the person is looking at their phone. */
const AT_ONCE = -1;

/** Whether an answer to HELP went to this person, or is being sent, within the last day. */
export function helpAnswered(tx: Tx, subject: string): boolean {
  return (
    one(
      tx.db,
      `SELECT 1 FROM message WHERE subject = ? AND at > ? AND direction = 'out' AND automatic = 'help'
         AND state NOT IN ('prevented', 'cancelled') LIMIT 1`,
      subject,
      tx.now - HELP_ONCE_IN,
    ) !== undefined
  );
}

/** Notes that HELP has been answered, by Heed or by the provider, so its conversation waits for no answer. */
export function noteHelp(tx: Tx, messageId: string, conversationId: string | null): void {
  markAutomatic(tx, sql`id = ${messageId}`, 'help');
  if (conversationId !== null) recomputeState(tx, conversationId);
}

/** Notes that the answer did not leave, so a person must answer. */
export function helpUnanswered(tx: Tx, messageId: string): void {
  const answer = one<{ subject: string; conversation_id: string | null; at: number }>(
    tx.db,
    "SELECT subject, conversation_id, at FROM message WHERE id = ? AND automatic = 'help'",
    messageId,
  );
  if (!answer) return;
  markAutomatic(
    tx,
    sql`subject = ${answer.subject} AND conversation_id IS ${answer.conversation_id} AND direction = 'in'
      AND automatic = 'help' AND created_at = ${answer.at}`,
    null,
  );
  if (answer.conversation_id !== null) recomputeState(tx, answer.conversation_id);
}

/**
 * Queues the answer to HELP: who writes, how to stop, whom to ask. It passes the guard like any text, as
 * `help`: only texting hours, campaign and conversation do not stop it, since the person has just written.
 */
export function enqueueHelp(
  core: Core,
  tx: Tx,
  asked: { readonly place: Place; readonly messageId: string; readonly notAfter: number },
): void {
  const { place, messageId, notAfter } = asked;
  const sender = one<{ connection_id: string }>(
    tx.db,
    'SELECT connection_id FROM sender_number WHERE id = ?',
    place.senderNumberId,
  );
  if (!sender || place.senderNumberId === null) return;
  const { helpText, helpContact, organisation } = readSettings(core.db);
  const { text } = merge(helpText, { organisation, contact: helpContact });
  const id = queueText(tx, {
    conversationId: place.conversationId,
    subject: place.subject,
    number: place.number,
    connectionId: sender.connection_id,
    senderNumberId: place.senderNumberId,
    kind: 'reply',
    automatic: 'help',
    body: text,
    notBefore: AT_ONCE,
    notAfter,
  });
  noteHelp(tx, messageId, place.conversationId);
  append(core, tx, {
    kind: 'help-answered',
    actorId: null,
    subject: place.subject,
    conversationId: place.conversationId,
    evidenceId: id,
  });
  core.wake();
}
