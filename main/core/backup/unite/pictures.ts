import { removeUnused } from '../../pictures/pictureRecord.ts';
import { one } from '../../store/statement.ts';
import { bringTable, changesOf, newer, type Union } from './copy.ts';

/**
 * What both stores' pictures show, before the rows that refer to them: the same content is one picture,
 * whoever fetched it.
 */
export function bringContents(union: Union): void {
  const { db } = union.tx;
  bringTable(union, 'picture', {
    match: ({ hash }) => one<{ id: string }>(db, 'SELECT id FROM picture WHERE hash = ?', hash)?.id ?? null,
  });
}

/**
 * Pictures of both stores' texts and campaigns: one that either has fetched is there. A picture of one text
 * is known by its text and place. What nothing refers to then is deleted.
 */
export function bringPictures(union: Union): void {
  const { db } = union.tx;
  bringTable(union, 'message_picture', {
    match: ({ message_id, position }) =>
      one<{ id: string }>(
        db,
        'SELECT id FROM message_picture WHERE message_id = ? AND position = ?',
        message_id,
        position,
      )?.id ?? null,
    onConflict: (ours, theirs) =>
      ours.state !== 'there' && theirs.state === 'there' ? changesOf(ours, theirs) : null,
  });
  bringTable(union, 'campaign_picture', { onConflict: newer });
  removeUnused(union.tx);
}
