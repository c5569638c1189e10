import type { ReplyPicture } from '../../../shared/contract/pictures.ts';
import type { PictureKind } from '../../../shared/schema/words.ts';
import { and, type Viewer, visible } from '../access/visible.ts';
import type { Tx } from '../store/context.ts';
import { all, one, run, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { mustNotBeErased, readConversation } from './conversation.ts';

/** A reply that somebody has begun and not sent. */
export type Draft = {
  readonly conversationId: string;
  readonly body: string;
  /** That of a canned reply, which goes with it. */
  readonly picture?: ReplyPicture & {
    readonly campaignId: string;
    readonly replyId: string;
    readonly title: string;
  };
};

type Row = Pick<Draft, 'conversationId' | 'body'> & {
  readonly campaignId: string;
  readonly replyId: string | null;
  readonly title: string | null;
  readonly hash: string | null;
  readonly kind: PictureKind | null;
  readonly bytes: number | null;
};

function toDraft({ conversationId, body, campaignId, replyId, title, hash, kind, bytes }: Row): Draft {
  if (replyId === null || title === null || hash === null || kind === null || bytes === null)
    return { conversationId, body };
  return { conversationId, body, picture: { campaignId, replyId, title, hash, kind, bytes } };
}

/** The viewer's own drafts, in conversations that they may see. */
export function listDrafts(db: Reader, viewer: Viewer): Draft[] {
  const seen = and(visible(viewer), { sql: 'd.account_id = ?', values: [viewer.id] });
  return all<Row>(
    db,
    `SELECT d.conversation_id AS conversationId, d.body, c.campaign_id AS campaignId, r.id AS replyId, r.title,
       f.hash, f.kind, f.bytes
     FROM draft d JOIN conversation c ON c.id = d.conversation_id
     LEFT JOIN canned_reply r ON r.id = d.picture_of LEFT JOIN picture f ON f.id = r.picture_id
     WHERE ${seen.sql} ORDER BY d.at DESC, d.conversation_id LIMIT 1000`,
    ...seen.values,
  ).map(toDraft);
}

/** `pictureOf`: the canned reply whose picture goes with it; null: none. */
type Written = {
  readonly conversationId: string;
  readonly body: string;
  readonly pictureOf: string | null;
};

/**
 * Saves what the viewer has written so far in a conversation; '' deletes it. Only the viewer sees it, and it
 * is not in the ledger, since it is no act. @throws CoreError NOT_FOUND; CONFLICT for an erased person, of
 * whom a window may still have words
 */
export function saveDraft(tx: Tx, viewer: Viewer, { conversationId, body, pictureOf }: Written): void {
  const row = passedOnFrom(tx.db, viewer, conversationId) ?? readConversation(tx.db, viewer, conversationId);
  if (body === '') {
    forgetDraft(tx, viewer.id, conversationId);
    return;
  }
  mustNotBeErased(row);
  run(
    tx.db,
    sql`INSERT INTO draft (account_id, conversation_id, body, at, picture_of)
      VALUES (${viewer.id}, ${conversationId}, ${body}, ${tx.now},
        (SELECT r.id FROM canned_reply r JOIN conversation c ON c.campaign_id = r.campaign_id
         WHERE r.id = ${pictureOf} AND c.id = ${conversationId}))
      ON CONFLICT (account_id, conversation_id)
        DO UPDATE SET body = excluded.body, at = excluded.at, picture_of = excluded.picture_of`,
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
