import { t } from '../../../shared/text/say.ts';
import { and, type Viewer, visible, visibleTexts } from '../access/visible.ts';
import { CoreError } from '../base/errors.ts';
import { recomputeState, showLast } from '../conversations/conversationRecord.ts';
import { endQueued } from '../conversations/messageRecord.ts';
import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import { one, sql } from '../store/statement.ts';

/**
 * Takes back a text that is still queued; the conversation gets the state that its other texts give.
 * @throws CoreError NOT_FOUND, also for what the viewer may not see; CONFLICT when it is going out
 */
export function cancelMessage(
  core: Core,
  tx: Tx,
  viewer: Viewer & { readonly id: string },
  messageId: string,
): void {
  const seen = and(visible(viewer), visibleTexts(viewer));
  const message = one<{ conversation_id: string; subject: string }>(
    tx.db,
    `SELECT m.conversation_id, m.subject FROM message m JOIN conversation c ON c.id = m.conversation_id
     WHERE m.id = ? AND m.kind IN ('initial', 'reply') AND ${seen.sql}`,
    messageId,
    ...seen.values,
  );
  if (!message) throw new CoreError('NOT_FOUND', t('core:message.none'));
  const cancelled = endQueued(tx, sql`id = ${messageId}`, 'cancelled', { rule: null });
  if (cancelled.length === 0) throw new CoreError('CONFLICT', t('core:message.onItsWay'));
  recomputeState(tx, message.conversation_id);
  showLast(tx, message.conversation_id);
  append(core, tx, {
    kind: 'message-cancelled',
    actorId: viewer.id,
    subject: message.subject,
    conversationId: message.conversation_id,
    evidenceId: messageId,
  });
  tx.touch('conversations', message.subject);
}
