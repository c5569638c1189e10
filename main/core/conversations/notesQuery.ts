import type { Note } from '../../../shared/contract/messenger.ts';
import { type Viewer, visibleNotes } from '../access/visible.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/** Milliseconds within which its author may change a note. */
const NOTE_EDITABLE = 15 * 60_000;

type Row = {
  readonly id: string;
  readonly account_id: string;
  readonly author_name: string;
  readonly body: string;
  readonly overseers_only: number;
  readonly at: number;
  readonly edited_at: number | null;
};

/**
 * Notes on a conversation, oldest first, or one of them. The caller has checked that the viewer may see the
 * conversation.
 */
export function readNotes(
  db: Reader,
  viewer: Viewer,
  conversationId: string,
  now: number,
  id: string | null = null,
): Note[] {
  const seen = visibleNotes(viewer);
  return all<Row>(
    db,
    `SELECT n.id, n.account_id, a.name AS author_name, n.body, n.overseers_only, n.at, n.edited_at
     FROM note n JOIN account a ON a.id = n.account_id
     WHERE n.conversation_id = ? AND ${seen.sql} AND (? IS NULL OR n.id = ?) ORDER BY n.at, n.id`,
    conversationId,
    ...seen.values,
    id,
    id,
  ).map((row) => ({
    id: row.id,
    authorName: row.author_name,
    body: row.body,
    at: row.at,
    editedAt: row.edited_at,
    editableUntil:
      row.account_id === viewer.id && row.at + NOTE_EDITABLE > now ? row.at + NOTE_EDITABLE : null,
    overseersOnly: row.overseers_only === 1,
  }));
}
