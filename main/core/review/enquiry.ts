import type { Me } from '../../../shared/contract/access/session.ts';
import { t } from '../../../shared/text/say.ts';
import { written } from '../../../shared/text/stored.ts';
import { openAction } from '../actions/actionRecord.ts';
import { CoreError } from '../base/errors.ts';
import { readConversation } from '../conversations/conversation.ts';
import { resolveAction } from '../decisions/decideAction.ts';
import { addBusinessDays } from '../rules/businessDays.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';

/** Business days in which an enquiry should be answered, since the texter waits. */
const ANSWER_WITHIN = 1;

/**
 * A texter asks the supervisors about a conversation. It stays with the texter, marked, so they can still
 * opt the contact out, and nothing is lost if no supervisor is at work. @throws CoreError NOT_FOUND for a
 * conversation that they may not know of, CONFLICT while an enquiry is open
 */
export function askSupervisor(core: Core, tx: Tx, me: Me, conversationId: string, note: string): void {
  const row = readConversation(tx.db, me, conversationId);
  const open = one(
    tx.db,
    "SELECT 1 FROM action WHERE conversation_id = ? AND state = 'open' AND kind = 'escalated' AND rule = 'enquiry'",
    conversationId,
  );
  if (open) throw new CoreError('CONFLICT', t('core:review.asked'));
  openAction(core, tx, {
    kind: 'escalated',
    subject: row.subject,
    conversationId,
    messageId: null,
    rule: 'enquiry',
    matched: '',
    detail: written(note),
    holds: false,
    dueAt: addBusinessDays(tx.now, ANSWER_WITHIN, row.region),
    openedBy: me.id,
  });
}

/** @throws CoreError NOT_FOUND, CONFLICT when it was answered or taken back in the meantime */
export function answerEnquiry(core: Core, tx: Tx, me: Me, actionId: string, answer: string): void {
  const known = one(
    tx.db,
    "SELECT 1 FROM action WHERE id = ? AND kind = 'escalated' AND rule = 'enquiry'",
    actionId,
  );
  if (!known) throw new CoreError('NOT_FOUND', t('core:review.noQuestion'));
  resolveAction(core, tx, { actionId, resolution: 'dismiss', reason: answer, actorId: me.id });
}
