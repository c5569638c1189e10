import type { WaitingStops } from '../../../shared/contract/settings.ts';
import { factsIfAny, type JoinedKind } from '../../../shared/providers/index.ts';
import { keep } from '../../../shared/text/stored.ts';
import { holdAction } from '../actions/actionRecord.ts';
import { optOut } from '../optOuts/optOut.ts';
import { enqueueConfirmation } from '../outbox/confirmation.ts';
import { REQUEST_WAITS } from '../people/stopWaiting.ts';
import { CONFIRM_WITHIN } from '../rules/decide.ts';
import { providerMatcher } from '../rules/providerMatcher.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, one } from '../store/statement.ts';

type Waiting = JoinedKind & {
  readonly id: string;
  readonly kind: 'opt-out-by-hand' | 'likely-opt-out';
  readonly subject: string;
  readonly conversation_id: string | null;
  readonly message_id: string | null;
  readonly rule: string;
  readonly matched: string;
  readonly opened_at: number;
  readonly number: string | null;
  readonly sender_number_id: string | null;
  readonly said_at: number | null;
  readonly received_at: number | null;
  readonly body: string | null;
};

const WAITING = `SELECT a.id, a.kind, a.subject, a.conversation_id, a.message_id, a.rule, a.matched, a.opened_at,
    coalesce(m.number, c.number) AS number, coalesce(m.sender_number_id, c.sender_number_id) AS sender_number_id,
    m.at AS said_at, m.created_at AS received_at, m.body, n.provider, n.profile
  FROM action a LEFT JOIN conversation c ON c.id = a.conversation_id LEFT JOIN message m ON m.id = a.message_id
  LEFT JOIN connection n ON n.id = m.connection_id
  WHERE ${REQUEST_WAITS} ORDER BY a.opened_at, a.id`;

/**
 * Opts out as if auto opt-outs had been on when the request came; with a confirmation only within its five
 * minutes.
 */
function optOutNow(core: Core, tx: Tx, row: Waiting): void {
  const saidAt = row.said_at ?? row.opened_at;
  const { optOutId, mayConfirm } = optOut(core, tx, {
    subject: row.subject,
    number: row.number,
    cause: 'auto-keyword',
    actorId: null,
    reason: keep('kept:reason.turnedOn'),
    rule: row.rule,
    matched: row.matched,
    conversationId: row.conversation_id,
    messageId: row.message_id,
    senderNumberId: row.sender_number_id,
    importId: null,
    saidAt,
    receivedAt: row.received_at ?? row.opened_at,
  });
  const notAfter = Math.min(saidAt, tx.now) + CONFIRM_WITHIN;
  const provider = factsIfAny(row);
  const answered = provider !== undefined && providerMatcher(provider.optOuts, row.body ?? '') === 'stop';
  if (!mayConfirm || answered || tx.now > notAfter || !row.number || !row.sender_number_id) return;
  enqueueConfirmation(core, tx, {
    optOutId,
    subject: row.subject,
    number: row.number,
    conversationId: row.conversation_id,
    senderNumberId: row.sender_number_id,
    notAfter,
  });
}

/** Puts the number on hold, in every campaign, until somebody decides. */
function holdNow(core: Core, tx: Tx, row: Waiting): void {
  holdAction(core, tx, row.id, {
    subject: row.subject,
    messageId: row.message_id,
    conversationId: row.conversation_id,
    rule: row.rule,
  });
}

/**
 * Settles the waiting requests in the transaction that turns auto opt-outs on. A plain STOP becomes an
 * opt-out or a hold, as the admin chose; words that may be a request become a hold. A picture without words
 * goes on asking a person: it holds nothing while they are on either (design, decision 78).
 */
export function settleWaitingStops(core: Core, tx: Tx, how: WaitingStops): void {
  for (const row of all<Waiting>(tx.db, WAITING)) {
    // An earlier opt-out of this loop may have settled it.
    const open = one(tx.db, "SELECT 1 FROM action WHERE id = ? AND state = 'open'", row.id) !== undefined;
    if (!open || row.rule === 'picture') continue;
    if (row.kind === 'opt-out-by-hand' && how === 'opt-out') optOutNow(core, tx, row);
    else holdNow(core, tx, row);
  }
}
