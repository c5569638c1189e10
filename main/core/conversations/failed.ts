import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/**
 * The texts of which the last one counts: not those that never left, nor confirmations, nor HELP and its
 * automatic answer. `alias` names the message.
 */
const counts = (alias: string) =>
  `${alias}.state NOT IN ('cancelled', 'prevented', 'dropped') AND ${alias}.kind IN ('initial', 'reply', 'inbound')
   AND ${alias}.automatic IS NULL`;

/** Whether the last text of conversation `c` is ours and was not delivered, as a column. */
export const LAST_FAILED = `coalesce((SELECT l.state = 'failed' FROM message l WHERE l.conversation_id = c.id
  AND ${counts('l')} ORDER BY l.at DESC, l.id DESC LIMIT 1), 0)`;

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
    `SELECT m.id, m.kind, m.state, m.body, m.provider_id FROM message m WHERE m.conversation_id = ? AND ${counts('m')}
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

/**
 * Conversations `c` whose last text failed, found by the texts that failed, each once: what stands between
 * FROM and WHERE, and the condition. A count with a limit then reads no further than that.
 */
export const FAILED_FROM =
  'message m INDEXED BY message_refused CROSS JOIN conversation c ON c.id = m.conversation_id';
export const FAILED_WHERE = `m.state = 'failed' AND m.conversation_id IS NOT NULL AND m.seq = (SELECT l.seq FROM message l
  WHERE l.conversation_id = c.id AND ${counts('l')} ORDER BY l.at DESC, l.id DESC LIMIT 1)`;
