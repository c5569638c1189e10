import type { Me } from '../../../shared/contract/access/session.ts';
import type { WarningCode } from '../../../shared/contract/base/warning.ts';
import { UNDO_SHOWN } from '../../../shared/contract/decisions/optOutByHand.ts';
import { CAUSES, type OptOutCause } from '../../../shared/schema/causes.ts';
import type { QuickReason } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { keep, type Stored, written } from '../../../shared/text/stored.ts';
import { CoreError } from '../base/errors.ts';
import { lastInbound } from '../conversations/conversation.ts';
import { optOut, reverseOptOuts } from '../optOuts/optOut.ts';
import { readyToConfirm } from '../outbox/confirmationOffer.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';

/** Milliseconds in which an undo is accepted: longer than it is offered, for slow connections. */
const UNDO_TAKEN = 15_000;

type By = {
  readonly subject: string;
  readonly number: string | null;
  readonly conversationId: string | null;
  readonly senderNumberId: string | null;
  readonly quick?: QuickReason | undefined;
  readonly reason: string;
  /** Send the contact this confirmation. */
  readonly confirmation?: string | undefined;
  readonly confirmed?: readonly WarningCode[];
};

/** The reason: a usual one as a stored sentence, with or without what the person wrote. */
function reasonOf({ quick, reason }: Pick<By, 'quick' | 'reason'>): Stored {
  const words = written(reason);
  if (quick === undefined) return words;
  const usual = keep(`kept:reason.${quick}`);
  return reason === '' ? usual : keep('kept:reason.withWords', { reason: usual, words });
}

/**
 * Opts a number out by hand. The contact's last text, if any, is the evidence and gives the time of the
 * request.
 * @throws UnconfirmedError where the words of a confirmation market; CoreError CONFLICT where a confirmation
 * may not be sent; nothing is done then
 */
export function optOutByHand(
  core: Core,
  tx: Tx,
  me: Me,
  by: By,
): { optOutId: string; undoUntil: number; cancelled: number } {
  const said = by.conversationId === null ? null : lastInbound(tx.db, by.conversationId);
  const { confirmation, confirmed, quick, ...whom } = by;
  const confirm = readyToConfirm(core, tx, by.subject, by.conversationId, {
    text: confirmation,
    actorId: me.id,
    confirmed,
  });
  const { optOutId, cancelled, mayConfirm } = optOut(core, tx, {
    ...whom,
    reason: reasonOf({ quick, reason: by.reason }),
    cause: 'manual',
    actorId: me.id,
    rule: 'by-hand',
    matched: '',
    messageId: said?.id ?? null,
    importId: null,
    saidAt: said?.at ?? tx.now,
    receivedAt: said?.createdAt ?? tx.now,
  });
  if (mayConfirm) confirm?.(optOutId);
  return { optOutId, undoUntil: tx.now + UNDO_SHOWN, cancelled };
}

/** Says that a confirmation has already left, which cannot be undone. */
function noteOf(tx: Tx, optOutId: string): string {
  const left = one(
    tx.db,
    "SELECT 1 FROM message WHERE opt_out_id = ? AND kind = 'confirmation' AND state IN ('sending', 'sent', 'delivered', 'unknown')",
    optOutId,
  );
  return left ? t('core:optOut.confirmationLeft') : '';
}

/**
 * Undoes one's own opt-out of a moment ago; others that are in force stay (design, rule 9). Returns what
 * cannot be undone, as a sentence; empty if nothing.
 * @throws CoreError NOT_FOUND; CONFLICT when it is too late, was made otherwise, or was reversed already
 */
export function undoOptOut(core: Core, tx: Tx, me: Me, optOutId: string): string {
  const row = one<{
    subject: string;
    cause: OptOutCause;
    automatic: number;
    actor_id: string | null;
    at: number;
    reversed: number;
  }>(tx.db, 'SELECT subject, cause, automatic, actor_id, at, reversed FROM opt_out WHERE id = ?', optOutId);
  // For a texter, an automatic opt-out and a colleague's do not exist.
  if (!row || (me.role === 'texter' && row.actor_id !== me.id))
    throw new CoreError('NOT_FOUND', t('core:optOut.none'));
  if (row.actor_id !== me.id || !CAUSES[row.cause].undone) {
    throw new CoreError('CONFLICT', t('core:optOut.othersUndo'));
  }
  if (row.reversed === 1) throw new CoreError('CONFLICT', t('core:optOut.reversed'));
  if (tx.now - row.at > UNDO_TAKEN) {
    throw new CoreError('CONFLICT', t('core:optOut.undoOver'));
  }
  reverseOptOuts(core, tx, {
    subject: row.subject,
    optOutIds: [optOutId],
    actorId: me.id,
    reason: keep('kept:reason.undone'),
    undo: true,
  });
  return noteOf(tx, optOutId);
}
