import { recomputeState, showLast } from '../conversations/conversationRecord.ts';
import { endQueued, type NewText, queueText } from '../conversations/messageRecord.ts';
import { attachPicture } from '../pictures/pictureRecord.ts';
import type { Tx } from '../store/context.ts';
import { all, one, type Sql, sql } from '../store/statement.ts';

type Row = Pick<NewText, 'subject' | 'number' | 'body' | 'authorId' | 'waitsFor'> & {
  readonly conversationId: string;
  readonly despiteStop: 0 | 1;
  readonly notBefore: number;
  readonly pictureId: string | null;
};

/**
 * Takes these queued first texts back and writes each anew from another sender number, as it was. `which`: a
 * condition over `message`. Returns how many.
 */
export function writeAnew(tx: Tx, toSender: string, which: Sql): number {
  const connectionId =
    one<{ id: string }>(tx.db, sql`SELECT connection_id AS id FROM sender_number WHERE id = ${toSender}`)
      ?.id ?? null;
  const texts = all<Row>(
    tx.db,
    sql`SELECT conversation_id AS conversationId, subject, number, body, author_id AS authorId, rule AS waitsFor,
        despite_stop AS despiteStop, not_before AS notBefore,
        (SELECT p.picture_id FROM message_picture p WHERE p.message_id = message.id) AS pictureId
      FROM message WHERE state = 'queued' AND (${which}) ORDER BY id`,
  );
  endQueued(tx, which, 'cancelled', { rule: 'sender-retired' });
  for (const { pictureId, despiteStop, ...text } of texts) {
    const messageId = queueText(tx, {
      ...text,
      kind: 'initial',
      connectionId,
      senderNumberId: toSender,
      despiteStop: despiteStop === 1,
      notBefore: text.waitsFor === null ? text.notBefore : 0,
      ...(pictureId === null ? {} : { pictures: 1 }),
    });
    if (pictureId !== null) attachPicture(tx, { messageId, subject: text.subject }, { pictureId });
    recomputeState(tx, text.conversationId);
    showLast(tx, text.conversationId);
  }
  return texts.length;
}
