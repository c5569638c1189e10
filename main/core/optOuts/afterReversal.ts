import { reopenActions } from '../actions/actionRecord.ts';
import { openBlockedAction } from '../actions/blockedAction.ts';
import { projectHold } from '../conversations/conversationRecord.ts';
import { endQueued } from '../conversations/messageRecord.ts';
import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import { sql } from '../store/statement.ts';

/** Cancels a confirmation that still waits, since it would no longer be true. */
function cancelConfirmation(core: Core, tx: Tx, subject: string, optOutId: string): void {
  const waiting = sql`opt_out_id = ${optOutId} AND kind = 'confirmation'`;
  for (const { id } of endQueued(tx, waiting, 'cancelled', { rule: null })) {
    append(core, tx, { kind: 'message-cancelled', actorId: null, subject, evidenceId: id });
  }
}

/**
 * What follows a reversal, in its transaction and after the projection: waiting confirmations are cancelled;
 * after an undo the actions that the opt-out settled are open again; and a provider block that remains
 * becomes an action.
 */
export function afterReversal(
  core: Core,
  tx: Tx,
  reversal: { readonly subject: string; readonly optOutIds: readonly string[]; readonly undo: boolean },
  stillOptedOut: boolean,
): void {
  for (const optOutId of reversal.optOutIds) cancelConfirmation(core, tx, reversal.subject, optOutId);
  if (stillOptedOut) return;
  if (reversal.undo) {
    for (const optOutId of reversal.optOutIds) reopenActions(core, tx, reversal.subject, optOutId);
  }
  projectHold(tx, reversal.subject);
  openBlockedAction(core, tx, reversal.subject);
}
