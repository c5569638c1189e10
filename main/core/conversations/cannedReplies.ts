import type { CannedReply } from '../../../shared/contract/campaigns.ts';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../base/errors.ts';
import type { Tx } from '../store/context.ts';
import { all, one, run, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/**
 * The only writer of the tables `canned_reply` and `canned_use`. A reply that is no longer offered is
 * retired and keeps its uses. Only deleting a draft deletes its replies, so that a union can tell which
 * side changed a campaign's replies last.
 */

export type ReplyRow = {
  readonly id: string;
  readonly folder: string;
  readonly title: string;
  readonly text: string;
  readonly question: string | null;
  readonly position: number;
};

/** Replies that campaigns offer, in order; `campaignId` null: of all campaigns. */
export function cannedReplies(db: Reader, campaignId: string | null): (ReplyRow & { campaign_id: string })[] {
  return all<ReplyRow & { campaign_id: string }>(
    db,
    sql`SELECT id, campaign_id, folder, title, text, question, position FROM canned_reply
      WHERE (${campaignId} IS NULL OR campaign_id = ${campaignId}) AND retired_at IS NULL ORDER BY campaign_id, position`,
  );
}

/** How often each reply of a campaign was sent, by this account and by all; without those never sent. */
export function replyUses(
  db: Reader,
  campaignId: string,
  accountId: string,
): Map<string, { readonly own: number; readonly all: number }> {
  const rows = all<{ id: string; own: number; total: number }>(
    db,
    sql`SELECT u.reply_id AS id, sum(iif(u.account_id = ${accountId}, u.uses, 0)) AS own, sum(u.uses) AS total
      FROM canned_reply r JOIN canned_use u ON u.reply_id = r.id WHERE r.campaign_id = ${campaignId} GROUP BY u.reply_id`,
  );
  return new Map(rows.map(({ id, own, total }) => [id, { own, all: total }]));
}

/**
 * Makes a campaign offer these replies, in this order, and no others. One without an id is taken for the
 * reply of the same title, if there is one, so that saving the list again loses no counts.
 */
export function writeReplies(tx: Tx, campaignId: string, replies: readonly CannedReply[]): void {
  const left = new Map(cannedReplies(tx.db, campaignId).map((row) => [row.id, row]));
  const named = new Set(replies.map(({ id }) => id));
  replies.forEach((reply, position) => {
    const { folder, title, text, question } = reply;
    const row =
      left.get(reply.id ?? '') ??
      [...left.values()].find((each) => each.title === title && !named.has(each.id));
    if (row === undefined) {
      run(
        tx.db,
        sql`INSERT INTO canned_reply (id, campaign_id, folder, title, text, question, position, rev)
          VALUES (${tx.id()}, ${campaignId}, ${folder}, ${title}, ${text}, ${question}, ${position}, ${tx.rev()})`,
      );
      return;
    }
    left.delete(row.id);
    const same =
      row.folder === folder && row.title === title && row.text === text && row.question === question;
    if (same && row.position === position) return;
    run(
      tx.db,
      sql`UPDATE canned_reply SET folder = ${folder}, title = ${title}, text = ${text}, question = ${question},
          position = ${position}, rev = ${tx.rev()} WHERE id = ${row.id}`,
    );
  });
  for (const id of left.keys()) retireReply(tx, id);
}

/** Retires a reply: it is no longer offered. */
export function retireReply(tx: Tx, id: string): void {
  run(tx.db, sql`UPDATE canned_reply SET retired_at = ${tx.now}, rev = ${tx.rev()} WHERE id = ${id}`);
}

/**
 * Counts that a text began as this reply, also where it is no longer offered. @throws CoreError INVALID for
 * one that the conversation's campaign never had
 */
export function countUse(tx: Tx, replyId: string, campaignId: string, accountId: string): void {
  const known = one(
    tx.db,
    sql`SELECT 1 FROM canned_reply WHERE id = ${replyId} AND campaign_id = ${campaignId}`,
  );
  if (known === undefined) throw new CoreError('INVALID', t('core:campaign.noReply'));
  run(
    tx.db,
    sql`INSERT INTO canned_use (reply_id, account_id, uses, last_at) VALUES (${replyId}, ${accountId}, 1, ${tx.now})
      ON CONFLICT DO UPDATE SET uses = uses + 1, last_at = excluded.last_at`,
  );
}

/** Deletes the replies of a draft that is deleted. */
export function removeReplies(tx: Tx, campaignId: string): void {
  run(tx.db, sql`DELETE FROM canned_reply WHERE campaign_id = ${campaignId}`);
}
