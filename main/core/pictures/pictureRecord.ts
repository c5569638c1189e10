import type { PictureProblem } from '../../../shared/schema/words.ts';
import type { Tx } from '../store/context.ts';
import { one, run, type Sql, sql } from '../store/statement.ts';
import type { CleanPicture } from './clean/clean.ts';

/**
 * The only writer of the tables `picture`, `message_picture` and `campaign_picture`. A picture of a text that
 * came in:
 *
 *     waiting  to  there    it was fetched, checked and rewritten
 *     waiting  to  failed   it cannot be had, or is not shown; `problem` says why
 *     failed   to  waiting  a person asked to try again
 *
 * One of a text of ours is there from the beginning. A picture that no text, no campaign and no canned reply
 * has any more is deleted in the same transaction.
 */

/** Pictures of one text that are fetched; providers carry ten at most. */
const MOST = 10;

/** Notes that a text has pictures at its provider. `sources`: their addresses, where they are known. */
export function awaitPictures(
  tx: Tx,
  text: { readonly messageId: string; readonly subject: string },
  count: number,
  sources: readonly string[] = [],
): void {
  for (let position = 0; position < Math.min(count, MOST); position += 1) {
    run(
      tx.db,
      sql`INSERT INTO message_picture (id, message_id, position, subject, source, state, next_try_at, since, rev)
        VALUES (${tx.id()}, ${text.messageId}, ${position}, ${text.subject}, ${sources[position] ?? ''}, 'waiting',
          ${tx.now}, ${tx.now}, ${tx.rev()})`,
    );
  }
}

/** Keeps a picture, if it is new, for a row that refers to it in the same transaction. Returns its id. */
export function keepContent(tx: Tx, { kind, width, height, content, hash }: CleanPicture): string {
  const known = one<{ id: string }>(tx.db, 'SELECT id FROM picture WHERE hash = ?', hash);
  if (known) return known.id;
  const id = tx.id();
  run(
    tx.db,
    sql`INSERT INTO picture (id, hash, kind, width, height, bytes, created_at, content)
      VALUES (${id}, ${hash}, ${kind}, ${width}, ${height}, ${content.length}, ${tx.now}, ${content})`,
  );
  return id;
}

const isWaiting = (tx: Tx, id: string) =>
  one(tx.db, "SELECT 1 FROM message_picture WHERE id = ? AND state = 'waiting'", id) !== undefined;

/** The picture is here. Nothing is kept where its person was erased while it was fetched. */
export function keepPicture(tx: Tx, id: string, picture: CleanPicture): void {
  if (!isWaiting(tx, id)) return;
  run(
    tx.db,
    sql`UPDATE message_picture SET state = 'there', problem = NULL, source = '', picture_id = ${keepContent(tx, picture)},
        attempts = attempts + 1, rev = ${tx.rev()} WHERE id = ${id}`,
  );
}

/** A text of ours carries this picture, which a campaign has, or is new. */
export function attachPicture(
  tx: Tx,
  text: { readonly messageId: string; readonly subject: string },
  picture: CleanPicture | { readonly pictureId: string },
): void {
  const pictureId = 'pictureId' in picture ? picture.pictureId : keepContent(tx, picture);
  run(
    tx.db,
    sql`INSERT INTO message_picture (id, message_id, position, subject, state, picture_id, next_try_at, since, rev)
      VALUES (${tx.id()}, ${text.messageId}, 0, ${text.subject}, 'there', ${pictureId}, ${tx.now}, ${tx.now}, ${tx.rev()})`,
  );
}

/** The campaign's first texts carry this picture from now on; null: none. */
export function setCampaignPicture(
  tx: Tx,
  campaignId: string,
  picture: CleanPicture | { readonly pictureId: string } | null,
): void {
  if (picture === null) {
    run(tx.db, sql`DELETE FROM campaign_picture WHERE campaign_id = ${campaignId}`);
  } else {
    const pictureId = 'pictureId' in picture ? picture.pictureId : keepContent(tx, picture);
    run(
      tx.db,
      sql`INSERT INTO campaign_picture (campaign_id, picture_id, rev) VALUES (${campaignId}, ${pictureId}, ${tx.rev()})
        ON CONFLICT (campaign_id) DO UPDATE SET picture_id = excluded.picture_id, rev = excluded.rev`,
    );
  }
  removeUnused(tx);
}

export function refusePicture(tx: Tx, id: string, problem: PictureProblem): void {
  run(
    tx.db,
    sql`UPDATE message_picture SET state = 'failed', problem = ${problem}, attempts = attempts + 1, rev = ${tx.rev()}
      WHERE id = ${id} AND state = 'waiting'`,
  );
}

/** It could not be had now. `until`: UTC milliseconds. */
export function postponePicture(tx: Tx, id: string, until: number): void {
  run(
    tx.db,
    sql`UPDATE message_picture SET attempts = attempts + 1, next_try_at = ${until}, rev = ${tx.rev()}
      WHERE id = ${id} AND state = 'waiting'`,
  );
}

/** Waits again for one that could not be had. False: it waits already, or is there. */
export function tryPictureAgain(tx: Tx, id: string): boolean {
  return (
    run(
      tx.db,
      sql`UPDATE message_picture SET state = 'waiting', problem = NULL, attempts = 0, next_try_at = ${tx.now},
          since = ${tx.now}, rev = ${tx.rev()} WHERE id = ${id} AND state = 'failed'`,
    ) > 0
  );
}

/** Deletes all pictures of a person, but for those that others sent as well. */
export function removePicturesOf(tx: Tx, subject: string): void {
  if (run(tx.db, sql`DELETE FROM message_picture WHERE subject = ${subject}`) > 0) removeUnused(tx);
}

/**
 * Deletes pictures that nothing has, nor a row of another console that waits for others (backup/unite).
 * `which`: a condition over `picture`; all of them, if left out.
 */
export function removeUnused(tx: Tx, which: Sql = sql`TRUE`): void {
  run(
    tx.db,
    sql`DELETE FROM picture WHERE (${which}) AND NOT EXISTS (
      SELECT 1 FROM message_picture p WHERE p.picture_id = picture.id)
      AND NOT EXISTS (SELECT 1 FROM campaign_picture k WHERE k.picture_id = picture.id)
      AND NOT EXISTS (SELECT 1 FROM canned_reply r WHERE r.picture_id = picture.id)
      AND NOT EXISTS (SELECT 1 FROM early e WHERE instr(e.row, picture.id) > 0)`,
  );
}
