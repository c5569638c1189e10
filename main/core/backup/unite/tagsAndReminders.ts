import { recomputeState } from '../../conversations/conversationRecord.ts';
import { endReminder } from '../../conversations/reminders.ts';
import { takeTagOff } from '../../conversations/tags.ts';
import type { Tx } from '../../store/context.ts';
import { all } from '../../store/statement.ts';
import type { Union } from './copy.ts';

/**
 * What is taken off a conversation leaves no row, so of a tag and a reminder the latest ledger entry of
 * either store decides: one that was taken off, or cleared, does not come back with the other store's row.
 * After the entries came in; not in a restore, which goes back on purpose.
 */
export function endAgain({ tx, same }: Union): void {
  const idsOf = (id: string) => [...new Set([id, same.get(id) ?? id])];
  for (const { tag, conversation } of takenOff(tx))
    for (const tagId of idsOf(tag)) for (const id of idsOf(conversation)) takeTagOff(tx, tagId, id);
  for (const { conversation } of cleared(tx)) for (const id of idsOf(conversation)) end(tx, id);
  for (const { conversation } of done(tx)) end(tx, conversation);
}

function end(tx: Tx, conversationId: string): void {
  if (endReminder(tx, conversationId)) recomputeState(tx, conversationId);
}

function takenOff(tx: Tx) {
  return all<{ tag: string; conversation: string }>(
    tx.db,
    `SELECT tag, conversation FROM (SELECT evidence_id AS tag, payload ->> 'conversation' AS conversation, kind, max(clock)
       FROM ledger WHERE kind IN ('tag-set', 'tag-taken-off') GROUP BY 1, 2)
     WHERE kind = 'tag-taken-off'`,
  );
}

function cleared(tx: Tx) {
  return all<{ conversation: string }>(
    tx.db,
    `SELECT conversation FROM (SELECT payload ->> 'conversation' AS conversation, kind, max(clock)
       FROM ledger WHERE kind IN ('reminder-set', 'reminder-cleared') GROUP BY 1)
     WHERE kind = 'reminder-cleared'`,
  );
}

/** Reminders that are over: their person left or the conversation is closed, or it was answered since. */
function done(tx: Tx) {
  return all<{ conversation: string }>(
    tx.db,
    `SELECT r.conversation_id AS conversation FROM reminder r JOIN conversation c ON c.id = r.conversation_id
     WHERE c.opt_state <> 'none' OR c.state = 'closed' OR EXISTS (SELECT 1 FROM message m
       WHERE m.conversation_id = r.conversation_id AND m.kind IN ('initial', 'reply') AND m.automatic IS NULL
         AND m.at >= coalesce(r.back_at, r.due_at))`,
  );
}
