import type { WarningCode } from '../../../shared/contract/base/warning.ts';
import { ASKED_TO_STOP } from '../../../shared/contract/decisions/mayDecide.ts';
import type { ActionResolution } from '../../../shared/contract/people.ts';
import type { ActionKind } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { keep, written } from '../../../shared/text/stored.ts';
import { noTest } from '../access/visible.ts';
import { BLOCKED_ONLY, closeAction } from '../actions/actionRecord.ts';
import { openBlockedAction } from '../actions/blockedAction.ts';
import { endHold } from '../actions/holdChanges.ts';
import { CoreError } from '../base/errors.ts';
import { mustConfirm, warning } from '../base/warnings.ts';
import { markClosed, recomputeState, showLast } from '../conversations/conversationRecord.ts';
import { settleUnknown } from '../conversations/messageRecord.ts';
import { optOut, reverseOptOuts } from '../optOuts/optOut.ts';
import { preventQueued } from '../outbox/claim.ts';
import { readyToConfirm } from '../outbox/confirmationOffer.ts';
import { endNumberFacts, NO_TEXTS, noteNumberFact } from '../people/facts.ts';
import { inForce } from '../people/optedOut.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';

type Row = {
  readonly id: string;
  readonly kind: ActionKind;
  readonly subject: string;
  readonly conversation_id: string | null;
  readonly message_id: string | null;
  readonly rule: string;
  readonly matched: string;
  readonly state: string;
  readonly number: string | null;
  readonly holds: number;
};

/** Who decides, and their reason. */
type Deed = {
  readonly resolution: ActionResolution;
  readonly reason: string;
  readonly actorId: string;
  /** With an opt-out: send the contact this confirmation. */
  readonly confirmation?: string | undefined;
  /** Warnings that were confirmed by name, about the confirmation or about waiting texts. */
  readonly confirmed?: readonly WarningCode[];
};

/** The consequences, beside the action being done. */
export type Resolved = {
  readonly optOut: { readonly optOutId: string; readonly cancelled: number } | null;
};
const NOTHING_MORE: Resolved = { optOut: null };

/** The resolutions that each kind allows. */
const ENDS: Readonly<Record<ActionKind, readonly ActionResolution[]>> = {
  'opt-out-by-hand': ['opt-out', 'dismiss'],
  'likely-opt-out': ['opt-out', 'carry-on', 'dismiss'],
  'asked-to-resume': ['opt-in', 'dismiss'],
  'wrong-number': ['close-wrong-number', 'opt-out', 'dismiss'],
  'send-outcome-unknown': ['send-again', 'was-sent', 'not-sent'],
  'provider-refused': ['opt-out', 'close-wrong-number', 'carry-on', 'dismiss'],
  'review-mistaken': ['opt-in', 'dismiss'],
  escalated: ['dismiss'],
};

/** Opts out because of an action: what its text said, and when, is what counts. */
function optOutOnAction(core: Core, tx: Tx, row: Row, deed: Deed): Resolved {
  const text = one<{
    at: number;
    created_at: number;
    number: string | null;
    sender_number_id: string | null;
  }>(tx.db, 'SELECT at, created_at, number, sender_number_id FROM message WHERE id = ?', row.message_id);
  const conversation = one<{ number: string | null; sender_number_id: string | null }>(
    tx.db,
    'SELECT number, sender_number_id FROM conversation WHERE id = ?',
    row.conversation_id,
  );
  const confirm = readyToConfirm(core, tx, row.subject, row.conversation_id, {
    text: deed.confirmation,
    actorId: deed.actorId,
    confirmed: deed.confirmed,
  });
  const { optOutId, cancelled, mayConfirm } = optOut(core, tx, {
    subject: row.subject,
    number: text?.number ?? conversation?.number ?? row.number,
    cause: 'manual',
    actorId: deed.actorId,
    reason: written(deed.reason),
    rule: 'action',
    matched: row.matched,
    conversationId: row.conversation_id,
    messageId: row.message_id,
    senderNumberId: text?.sender_number_id ?? conversation?.sender_number_id ?? null,
    importId: null,
    saidAt: text?.at ?? tx.now,
    receivedAt: text?.created_at ?? tx.now,
  });
  if (mayConfirm) confirm?.(optOutId);
  return { optOut: { optOutId, cancelled } };
}

/** Carries on: the hold ends, or a number that was called invalid is tried again. */
function goOn(core: Core, tx: Tx, row: Row, deed: Deed): Resolved {
  const { subject, conversation_id: conversationId } = row;
  if (row.holds === 1) endHold(core, tx, { subject, conversationId, actorId: deed.actorId });
  if (row.kind === 'provider-refused' && deed.resolution === 'carry-on') {
    endNumberFacts(core, tx, { subject, kinds: NO_TEXTS, actorId: deed.actorId, why: 'used-again' });
  }
  // A person who is not opted out may still be blocked at the provider, which somebody should know.
  if (row.rule !== BLOCKED_ONLY) openBlockedAction(core, tx, row.subject);
  return NOTHING_MORE;
}

/**
 * Warns that texts which wait will leave when a person decides that the contact did not ask to stop. Texts
 * whose author confirmed them in spite of the request are not among them.
 */
function mustKnowWhatLeaves(tx: Tx, { kind, subject }: Row, { resolution, confirmed = [] }: Deed): void {
  if (!ASKED_TO_STOP.has(kind) || (resolution !== 'carry-on' && resolution !== 'dismiss')) return;
  mustConfirmWaiting(tx, subject, confirmed);
}

/** @throws UnconfirmedError where texts to this number wait and nobody has confirmed that they may leave */
export function mustConfirmWaiting(tx: Tx, subject: string, confirmed: readonly WarningCode[]): void {
  const sql = `SELECT count(*) AS count FROM message WHERE subject = ? AND state = 'queued' AND despite_stop = 0
    AND kind <> 'confirmation'`;
  const count = one<{ count: number }>(tx.db, sql, subject)?.count ?? 0;
  if (count > 0) mustConfirm([warning('texts-waiting', { count })], confirmed);
}

const BECAME = { 'send-again': 'queued', 'was-sent': 'sent', 'not-sent': 'failed' } as const;

function decideUnknown(tx: Tx, row: Row, resolution: keyof typeof BECAME): void {
  if (row.message_id !== null) settleUnknown(tx, row.message_id, BECAME[resolution], null);
  // A first text that was not sent can be written again.
  if (row.conversation_id !== null) recomputeState(tx, row.conversation_id);
}

/**
 * Closes a conversation as a wrong number and takes back what is queued in it. No opt-out (design, rule 3),
 * and no end of a hold: the person who answers there may have asked to stop. Whoever plays a wrong number in
 * a test of a script has said nothing of their own.
 */
export function closeAsWrongNumber(core: Core, tx: Tx, conversationId: string, actorId: string): void {
  markClosed(tx, conversationId, 'wrong-number');
  preventQueued(core, tx, conversationId);
  showLast(tx, conversationId);
  const who = one<{ subject: string; name: string }>(
    tx.db,
    `SELECT c.subject, c.first_name || ' ' || c.last_name AS name FROM conversation c WHERE c.id = ? AND ${noTest()}`,
    conversationId,
  );
  if (who)
    noteNumberFact(core, tx, { ...who, kind: 'wrong-number', conversationId, messageId: null, actorId });
}

/**
 * Notes a wrong number that is in no campaign. Nobody knows for whom it is wrong, so it counts for everybody
 * until a person uses it again.
 */
function noteWrongNumber(core: Core, tx: Tx, row: Row, deed: Deed): void {
  const { subject, message_id: messageId } = row;
  const nobody = { conversationId: null, messageId, actorId: deed.actorId };
  noteNumberFact(core, tx, { subject, kind: 'wrong-number', ...nobody });
}

function perform(core: Core, tx: Tx, row: Row, deed: Deed): Resolved {
  switch (deed.resolution) {
    case 'opt-out':
      return optOutOnAction(core, tx, row, deed);
    case 'carry-on':
    case 'dismiss':
      return goOn(core, tx, row, deed);
    case 'opt-in':
      reverseOptOuts(core, tx, {
        subject: row.subject,
        optOutIds: inForce(tx.db, row.subject),
        actorId: deed.actorId,
        reason: deed.reason
          ? written(deed.reason)
          : keep(row.kind === 'review-mistaken' ? 'kept:reason.mistaken' : 'kept:reason.resume'),
        undo: false,
      });
      if (row.conversation_id) recomputeState(tx, row.conversation_id);
      return NOTHING_MORE;
    case 'close-wrong-number':
      if (row.conversation_id) closeAsWrongNumber(core, tx, row.conversation_id, deed.actorId);
      else noteWrongNumber(core, tx, row, deed);
      return NOTHING_MORE;
    case 'send-again':
    case 'was-sent':
    case 'not-sent':
      decideUnknown(tx, row, deed.resolution);
      return NOTHING_MORE;
  }
}

/**
 * Decides an open action. The caller has checked the role and that the person may see the action (opting in:
 * admins only).
 * @throws CoreError NOT_FOUND, CONFLICT when it was decided meanwhile, INVALID when the kind does not allow
 * this; UnconfirmedError where waiting texts would leave
 */
export function resolveAction(core: Core, tx: Tx, input: Deed & { readonly actionId: string }): Resolved {
  const row = one<Row>(
    tx.db,
    'SELECT id, kind, subject, conversation_id, message_id, rule, matched, state, number, holds FROM action WHERE id = ?',
    input.actionId,
  );
  if (!row) throw new CoreError('NOT_FOUND', t('core:action.gone'));
  if (row.state !== 'open') throw new CoreError('CONFLICT', t('core:action.decided'));
  if (!ENDS[row.kind].includes(input.resolution)) throw new CoreError('INVALID', t('core:action.wrongEnd'));
  if (input.confirmation !== undefined && input.resolution !== 'opt-out')
    throw new CoreError('INVALID', t('core:action.confirmOnly'));
  mustKnowWhatLeaves(tx, row, input);
  const { resolution, actorId } = input;
  closeAction(core, tx, row, { resolution, actorId, answer: row.kind === 'escalated' ? input.reason : '' });
  tx.touch('conversations', row.subject);
  const resolved = perform(core, tx, row, input);
  core.wake();
  return resolved;
}
