import type { ClosedAs } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import type { Viewer } from '../access/visible.ts';
import { listActions } from '../actions/list.ts';
import { CoreError } from '../base/errors.ts';
import { addTexter } from '../conversations/campaignRecord.ts';
import { readConversation } from '../conversations/conversation.ts';
import { assignTexter, markClosed, markOpen } from '../conversations/conversationRecord.ts';
import { append } from '../ledger/append.ts';
import { endNumberFacts } from '../people/facts.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';
import { OVERSEERS } from '../store/tx.ts';
import { closeAsWrongNumber, resolveAction } from './decideAction.ts';

/**
 * Closes a conversation. Closing it as a wrong number is no opt-out (design, rule 3), and settles the action
 * that asks whether it is one.
 */
export function closeConversation(core: Core, tx: Tx, viewer: Viewer, id: string, outcome: ClosedAs): void {
  const row = readConversation(tx.db, viewer, id);
  if (row.opt_state !== 'none') throw new CoreError('CONFLICT', t('core:conversation.optedOutClosed'));
  if (outcome !== 'wrong-number') markClosed(tx, id, outcome);
  else {
    for (const { id: actionId } of listActions(tx.db, viewer, { conversationId: id, kind: 'wrong-number' })) {
      resolveAction(core, tx, { actionId, resolution: 'close-wrong-number', reason: '', actorId: viewer.id });
    }
    closeAsWrongNumber(core, tx, id, viewer.id);
  }
  append(core, tx, {
    kind: 'conversation-closed',
    actorId: viewer.id,
    subject: row.subject,
    payload: { conversation: id, outcome },
  });
  tx.touch('conversations', row.subject);
}

/**
 * Opens a closed conversation with the state that its texts give. @throws CoreError CONFLICT for a contact
 * who is opted out
 */
export function reopenConversation(core: Core, tx: Tx, viewer: Viewer, id: string): void {
  const row = readConversation(tx.db, viewer, id);
  if (row.opt_state !== 'none') throw new CoreError('CONFLICT', t('core:conversation.optInOpens'));
  if (row.state !== 'closed') return;
  markOpen(tx, id);
  // It was no wrong number after all, so what was noted of it ends.
  endNumberFacts(core, tx, {
    subject: row.subject,
    kinds: ['wrong-number'],
    conversationId: id,
    actorId: viewer.id,
    why: 'reopened',
  });
  append(core, tx, {
    kind: 'conversation-reopened',
    actorId: viewer.id,
    subject: row.subject,
    payload: { conversation: id },
  });
  tx.touch('conversations', row.subject);
}

/**
 * Assigns a conversation to a texter, or to nobody. @throws CoreError NOT_FOUND; INVALID for an account that
 * cannot text
 */
export function giveConversation(
  core: Core,
  tx: Tx,
  viewer: Viewer,
  id: string,
  texterId: string | null,
): void {
  const row = readConversation(tx.db, viewer, id);
  if (row.is_test === 1) throw new CoreError('CONFLICT', t('core:test.stays'));
  if (texterId !== null) checkTexter(tx, texterId);
  tx.touch('conversations', row.subject);
  assignTexter(tx, texterId, [id]);
  // The texter's list must show the campaign of the conversation.
  const joins = texterId !== null && addTexter(tx, row.campaign_id, texterId);
  append(core, tx, {
    kind: 'conversation-assigned',
    actorId: viewer.id,
    subject: row.subject,
    payload: { conversation: id, texter: texterId },
  });
  tx.touch('conversations', row.subject);
  // Told to one who texts there already, it would be all that they hear of one that is hidden from them.
  tx.touch('campaigns', joins ? { texters: [texterId] } : OVERSEERS);
}

/** Texters and admins text, supervisors do not. @throws CoreError INVALID */
export function checkTexter(tx: Tx, accountId: string): void {
  const able = one(
    tx.db,
    "SELECT 1 FROM account WHERE id = ? AND active = 1 AND role IN ('texter', 'admin')",
    accountId,
  );
  if (!able) throw new CoreError('INVALID', t('core:conversation.activeOnly'));
}
