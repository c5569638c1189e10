import { CAUSES } from '../../../shared/schema/causes.ts';
import { NOTHING, type Stored } from '../../../shared/text/stored.ts';
import { reopenActions, settleAsOptedIn, settleAsOptedOut } from '../actions/actionRecord.ts';
import { openBlockedAction } from '../actions/blockedAction.ts';
import { leaveReview, queueForReview } from '../actions/reviewItem.ts';
import { faultPoint } from '../base/faultPoint.ts';
import { projectHold, projectOptState } from '../conversations/conversationRecord.ts';
import { endQueued } from '../conversations/messageRecord.ts';
import { recordPrevented } from '../conversations/preventedRecord.ts';
import { append } from '../ledger/append.ts';
import { endErasure, isErased } from '../people/erased.ts';
import { isOptedOut } from '../people/optedOut.ts';
import type { Core, Tx } from '../store/context.ts';
import { sql } from '../store/statement.ts';
import { addOptOut, addReversal, addReversed, type OptOutFacts } from './optOutRecord.ts';

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
function afterReversal(
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

/** The person who asked, what they said and where; the rest follows. */
export type OptOutInput = Omit<OptOutFacts, 'id' | 'at' | 'automatic'>;

/**
 * Cancels every queued text to the number, in all campaigns, and records each as prevented. Confirmations
 * stay.
 */
function cancelQueued(tx: Tx, subject: string): number {
  const queued = endQueued(tx, sql`subject = ${subject} AND kind <> 'confirmation'`, 'cancelled', {
    rule: 'opted-out',
  });
  for (const message of queued) {
    recordPrevented(tx, {
      messageId: message.id,
      conversationId: message.conversation_id,
      subject,
      rule: 'opted-out',
      place: 'opt-out',
      body: message.body,
      actorId: message.author_id,
    });
  }
  return queued.length;
}

/**
 * Opts a number out for the whole organisation (design, rule 4): the fact, its ledger entry, queued texts
 * cancelled in all campaigns, conversations updated. Adds a fact also where one is in force, so that a
 * reversal of the earlier ones leaves this one (design, rule 9). `mayConfirm`: the cause allows a
 * confirmation, and the contact was not opted out before (design, rule 5).
 */
export function optOut(
  core: Core,
  tx: Tx,
  input: OptOutInput,
): { optOutId: string; cancelled: number; mayConfirm: boolean } {
  const { automatic, confirmed } = CAUSES[input.cause];
  const mayConfirm = confirmed && !isOptedOut(tx.db, input.subject);
  tx.touch('conversations', input.subject);
  tx.touch('actions', input.subject);
  // Of an erased person only the request itself is stored.
  const erased = isErased(tx.db, input.subject);
  const optOutId = tx.id();
  addOptOut(tx, {
    ...input,
    id: optOutId,
    automatic,
    number: erased ? null : input.number,
    matched: erased ? '' : input.matched,
    reason: erased ? NOTHING : input.reason,
    at: tx.now,
  });
  append(core, tx, {
    kind: 'opt-out',
    actorId: input.actorId,
    subject: input.subject,
    conversationId: input.conversationId,
    evidenceId: optOutId,
    payload: {
      cause: input.cause,
      automatic,
      rule: input.rule,
      message: input.messageId,
      saidAt: input.saidAt,
      receivedAt: input.receivedAt,
      enforcedAt: tx.now,
    },
  });
  faultPoint('outbox.opted-out');
  const cancelled = cancelQueued(tx, input.subject);
  if (cancelled > 0) faultPoint('outbox.cancelled');
  queueForReview(tx, optOutId);
  settleAsOptedOut(tx, input.subject, input.actorId);
  projectOptState(tx, input.subject);
  return { optOutId, cancelled, mayConfirm };
}

export type ReversalInput = {
  readonly subject: string;
  /** The opt-outs that the reversing person saw; others stay in force. */
  readonly optOutIds: readonly string[];
  readonly actorId: string;
  readonly reason: Stored;
  /** Undone within seconds by the person who made it. */
  readonly undo: boolean;
};

/**
 * Reverses the named opt-outs with new ledger entries; nothing is removed. Cancelled texts stay cancelled.
 */
export function reverseOptOuts(core: Core, tx: Tx, input: ReversalInput): { reversalId: string } {
  const reversalId = addReversal(tx, input);
  for (const optOutId of input.optOutIds) {
    addReversed(tx, reversalId, optOutId);
    leaveReview(tx, optOutId);
    append(core, tx, {
      kind: 'opt-out-reversed',
      actorId: input.actorId,
      subject: input.subject,
      evidenceId: reversalId,
      payload: { optOut: optOutId, undo: input.undo },
    });
  }
  settleAsOptedIn(tx, input.subject);
  projectOptState(tx, input.subject);
  const remains = isOptedOut(tx.db, input.subject);
  if (!remains) endErasure(tx.db, input.subject, tx.now);
  afterReversal(core, tx, input, remains);
  tx.touch('conversations', input.subject);
  tx.touch('actions', input.subject);
  return { reversalId };
}
