import { sql } from '../store/statement.ts';

/** What a conversation shows, as expressions of a query on its table (conversationRecord.ts). */

/**
 * The state by the conversation's own texts: the last one that counts. Texts that never left do not count,
 * nor do confirmations, texts that a provider sent in our name, and a HELP that was answered automatically.
 */
export const STATE_BY_TEXTS = sql`CASE (
  SELECT m.direction FROM message m WHERE m.conversation_id = conversation.id
    AND m.state NOT IN ('cancelled', 'prevented', 'dropped') AND m.kind IN ('initial', 'reply', 'inbound')
    AND m.automatic IS NULL AND NOT (m.state = 'failed' AND m.provider_id IS NULL)
  ORDER BY m.at DESC, m.id DESC LIMIT 1)
  WHEN 'in' THEN 'to-answer' WHEN 'out' THEN 'waiting' ELSE 'to-send' END`;

/**
 * The conversation's own texts that lists may show: none that Heed wrote by itself, and none that never
 * left.
 */
export const SHOWN = sql`FROM message m WHERE m.conversation_id = conversation.id
    AND m.state NOT IN ('cancelled', 'prevented', 'dropped')
    AND (m.kind = 'inbound' OR (m.kind IN ('initial', 'reply') AND m.automatic IS NULL))
  ORDER BY m.at DESC, m.id DESC LIMIT 1`;
/** The last of them, as lists show it. */
export const SHOW_LAST = sql`last_text = coalesce((SELECT m.body ${SHOWN}), ''), last_direction = (SELECT m.direction ${SHOWN})`;

/** A reminder keeps the conversation aside until it is due, or a reply comes that it did not know. */
export const STATE_BY_REMINDER = sql`CASE ${STATE_BY_TEXTS}
  WHEN 'to-send' THEN 'to-send'
  WHEN 'waiting' THEN iif(EXISTS (SELECT 1 FROM reminder r WHERE r.conversation_id = conversation.id AND r.back_at IS NOT NULL),
    'to-answer', 'waiting')
  ELSE iif(EXISTS (SELECT 1 FROM reminder r WHERE r.conversation_id = conversation.id AND r.back_at IS NULL
    AND r.set_at >= (SELECT m.created_at ${SHOWN})), 'waiting', 'to-answer') END`;
