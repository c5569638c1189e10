import { and, type Viewer, visible } from '../access/visible.ts';
import { SHOWN_NAME } from '../conversations/rows.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { LONGEST_HOLD } from './enqueue.ts';

/** A reply of one's own that can still be taken back. `leftMs`: until it may leave. */
export type HeldReply = {
  readonly messageId: string;
  readonly conversationId: string;
  readonly name: string;
  readonly body: string;
  readonly leftMs: number;
};

function heldStatement(viewer: Viewer, now: number) {
  const which = and(visible(viewer), {
    sql: `m.author_id = ? AND m.created_at >= ? AND m.state = 'queued' AND m.kind = 'reply' AND m.rule IS NULL
      AND m.attempt = 0 AND m.not_before > ?`,
    values: [viewer.id, now - LONGEST_HOLD, now],
  });
  return {
    sql: `SELECT m.id AS messageId, c.id AS conversationId, ${SHOWN_NAME} AS name,
        m.body, m.not_before - ? AS leftMs
      FROM message m INDEXED BY message_author CROSS JOIN conversation c ON c.id = m.conversation_id
      WHERE ${which.sql} ORDER BY m.created_at, m.id`,
    values: [now, ...which.values],
  };
}

/**
 * Replies of the viewer that are held before they leave, the latest last: whatever window they were written
 * in, and after a reload. None of them has been claimed.
 */
export function heldReplies(db: Reader, viewer: Viewer, now: number): HeldReply[] {
  const { sql, values } = heldStatement(viewer, now);
  return all<HeldReply>(db, sql, ...values);
}
