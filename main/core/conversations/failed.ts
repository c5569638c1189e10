import { countsAsLast } from '../store/schema/marks.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/** Whether the last text of conversation `c` is ours and was not delivered, as a column. */
export const LAST_FAILED =
  "EXISTS (SELECT 1 FROM conversation_mark l WHERE l.conversation_id = c.id AND l.mark = 'failed')";

export type FailedText = {
  readonly messageId: string;
  readonly kind: 'initial' | 'reply';
  readonly body: string;
  /**
   * Whether it may be sent again: a first text only where the provider surely took nothing, a reply always.
   */
  readonly again: boolean;
};

/** The last text of a conversation where it is ours and was not delivered. */
export function failedText(db: Reader, conversationId: string): FailedText | null {
  const last = one<{ id: string; kind: string; state: string; body: string; provider_id: string | null }>(
    db,
    `SELECT m.id, m.kind, m.state, m.body, m.provider_id FROM message m WHERE m.conversation_id = ? AND ${countsAsLast('m')}
     ORDER BY m.at DESC, m.id DESC LIMIT 1`,
    conversationId,
  );
  if (last?.state !== 'failed') return null;
  const kind = last.kind === 'initial' ? 'initial' : 'reply';
  return {
    messageId: last.id,
    kind,
    body: last.body,
    again: kind === 'reply' || last.provider_id === null,
  };
}
