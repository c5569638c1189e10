import { and, type Viewer, visible } from '../access/visible.ts';
import type { Tx } from '../store/context.ts';
import { all, one, run, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { mustNotBeErased, readConversation } from './conversation.ts';

/** A reply that somebody has begun and not sent. */
export type Draft = { readonly conversationId: string; readonly body: string };

/** The viewer's own drafts, in conversations that they may see. */
export function listDrafts(db: Reader, viewer: Viewer): Draft[] {
  const seen = and(visible(viewer), { sql: 'd.account_id = ?', values: [viewer.id] });
  return all<Draft>(
    db,
    `SELECT d.conversation_id AS conversationId, d.body FROM draft d JOIN conversation c ON c.id = d.conversation_id
     WHERE ${seen.sql} ORDER BY d.at DESC, d.conversation_id LIMIT 1000`,
    ...seen.values,
  );
}

/**
 * Saves what the viewer has written so far in a conversation; '' deletes it. Only the viewer sees it, and it
 * is not in the ledger, since it is no act. @throws CoreError NOT_FOUND; CONFLICT for an erased person, of
 * whom a window may still have words
 */
export function saveDraft(tx: Tx, viewer: Viewer, conversationId: string, body: string): void {
  const row = passedOnFrom(tx.db, viewer, conversationId) ?? readConversation(tx.db, viewer, conversationId);
  if (body === '') {
    forgetDraft(tx, viewer.id, conversationId);
    return;
  }
  mustNotBeErased(row);
  run(
    tx.db,
    sql`INSERT INTO draft (account_id, conversation_id, body, at)
      VALUES (${viewer.id}, ${conversationId}, ${body}, ${tx.now})
     ON CONFLICT (account_id, conversation_id) DO UPDATE SET body = excluded.body, at = excluded.at`,
  );
}

/**
 * A conversation that another texter took over from the viewer: what the viewer was writing there is theirs
 * to keep. Undefined: there is none that they may know of.
 */
function passedOnFrom(db: Reader, viewer: Viewer, conversationId: string) {
  return one<{ number: string | null }>(
    db,
    `SELECT c.number FROM passed_on p INDEXED BY passed_on_conversation JOIN conversation c ON c.id = p.conversation_id
     WHERE p.conversation_id = ? AND p.from_id = ? AND p.seen_at IS NULL AND c.opt_state <> 'automatic'`,
    conversationId,
    viewer.id,
  );
}

/** Deletes a draft that was sent or is no longer wanted. */
export function forgetDraft(tx: Tx, accountId: string, conversationId: string): void {
  run(tx.db, sql`DELETE FROM draft WHERE account_id = ${accountId} AND conversation_id = ${conversationId}`);
}

/** Deletes everybody's drafts to an erased person. */
export function removeDraftsOf(tx: Tx, subject: string): void {
  run(
    tx.db,
    sql`DELETE FROM draft WHERE conversation_id IN (SELECT id FROM conversation WHERE subject = ${subject})`,
  );
}
