import type { CannedReply } from '../../../shared/contract/campaigns.ts';
import type { ReplyPicture } from '../../../shared/contract/pictures.ts';
import type { PictureKind } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../base/errors.ts';
import type { CleanPicture } from '../pictures/clean/clean.ts';
import { keepContent, removeUnused } from '../pictures/pictureRecord.ts';
import { timeOf } from '../store/clock.ts';
import type { Tx } from '../store/context.ts';
import { all, one, run, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/**
 * The only writer of the tables `canned_reply` and `canned_use`. A reply that is no longer offered is
 * retired, without its picture, and keeps its uses. Only deleting a draft deletes its replies, so that a
 * union can tell which side changed a campaign's replies last.
 */

export type ReplyRow = {
  readonly id: string;
  readonly folder: string;
  readonly title: string;
  readonly text: string;
  readonly question: string | null;
  readonly position: number;
  readonly picture: ReplyPicture | null;
};

type Kept = Omit<ReplyRow, 'picture'> & {
  readonly campaign_id: string;
  readonly kind: PictureKind | null;
  readonly bytes: number | null;
  readonly hash: string | null;
};

/** Replies that campaigns offer, in order; `campaignId` null: of all campaigns. */
export function cannedReplies(db: Reader, campaignId: string | null): (ReplyRow & { campaign_id: string })[] {
  return all<Kept>(
    db,
    sql`SELECT r.id, r.campaign_id, r.folder, r.title, r.text, r.question, r.position, f.kind, f.bytes, f.hash
      FROM canned_reply r LEFT JOIN picture f ON f.id = r.picture_id
      WHERE (${campaignId} IS NULL OR r.campaign_id = ${campaignId}) AND r.retired_at IS NULL
      ORDER BY r.campaign_id, r.position`,
  ).map(({ kind, bytes, hash, ...reply }) => ({
    ...reply,
    picture: kind === null || bytes === null || hash === null ? null : { kind, bytes, hash },
  }));
}

/** The picture of a reply of this campaign; undefined: it has none, or there is no such reply. */
export function pictureOfReply(
  db: Reader,
  campaignId: string,
  replyId: string,
): { readonly pictureId: string; readonly hash: string } | undefined {
  return one<{ pictureId: string; hash: string }>(
    db,
    sql`SELECT f.id AS pictureId, f.hash FROM canned_reply r JOIN picture f ON f.id = r.picture_id
      WHERE r.id = ${replyId} AND r.campaign_id = ${campaignId}`,
  );
}

/**
 * A reply of this campaign carries this picture from now on; null: none.
 * @throws CoreError NOT_FOUND for one that the campaign does not offer
 */
export function setReplyPicture(
  tx: Tx,
  campaignId: string,
  replyId: string,
  picture: CleanPicture | null,
): void {
  const pictureId = picture === null ? null : keepContent(tx, picture);
  const changed = run(
    tx.db,
    sql`UPDATE canned_reply SET picture_id = ${pictureId}, rev = ${tx.rev()}
      WHERE id = ${replyId} AND campaign_id = ${campaignId} AND retired_at IS NULL`,
  );
  if (changed === 0) throw new CoreError('NOT_FOUND', t('core:campaign.noReply'));
  markSaved(tx, campaignId);
  removeUnused(tx);
}

/**
 * Has a new campaign offer what another one does: new replies with the same pictures, whose uses count from
 * zero. The question that they fit is kept where questions are copied.
 */
export function copyReplies(tx: Tx, from: string, to: string, withQuestions: boolean): void {
  for (const { id, folder, title, text, question, position } of cannedReplies(tx.db, from)) {
    const picture = pictureOfReply(tx.db, from, id)?.pictureId ?? null;
    run(
      tx.db,
      sql`INSERT INTO canned_reply (id, campaign_id, folder, title, text, question, position, picture_id, rev)
        VALUES (${tx.id()}, ${to}, ${folder}, ${title}, ${text}, ${withQuestions ? question : null}, ${position},
          ${picture}, ${tx.rev()})`,
    );
  }
  markSaved(tx, to);
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
  if (left.size > 0) removeUnused(tx);
  markSaved(tx, campaignId);
}

/** All replies of a campaign have one revision, by which a union knows what was saved together. */
function markSaved(tx: Tx, campaignId: string): void {
  run(tx.db, sql`UPDATE canned_reply SET rev = ${tx.rev()} WHERE campaign_id = ${campaignId}`);
}

/**
 * After a union: a campaign offers what was saved last, and earlier replies are retired since then. Those
 * that whoever saved them had retired stay as they are.
 */
export function retireOlder(tx: Tx, campaignId: string, newest: string, since: number): void {
  const rows = all<{ id: string; retired_at: number | null; rev: string }>(
    tx.db,
    sql`SELECT id, retired_at, rev FROM canned_reply WHERE campaign_id = ${campaignId} AND rev < ${newest}
      AND (retired_at IS NULL OR retired_at <> ${since})`,
  );
  for (const { id, retired_at, rev } of rows) {
    if (retired_at !== null && retired_at <= timeOf(rev)) continue;
    run(tx.db, sql`UPDATE canned_reply SET retired_at = ${since} WHERE id = ${id}`);
  }
}

/** Retires a reply: it is no longer offered. Call `removeUnused` afterwards. */
function retireReply(tx: Tx, id: string): void {
  run(
    tx.db,
    sql`UPDATE canned_reply SET retired_at = ${tx.now}, picture_id = NULL, rev = ${tx.rev()} WHERE id = ${id}`,
  );
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
  removeUnused(tx);
}
