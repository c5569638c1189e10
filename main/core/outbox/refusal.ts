import type { JoinedKind } from '../../../shared/providers/index.ts';
import type { Region } from '../../../shared/schema/words.ts';
import { keep, NOTHING, type Stored, written } from '../../../shared/text/stored.ts';
import { openAction } from '../actions/actionRecord.ts';
import { makeStopped } from '../connections/connectionRecord.ts';
import { stopSender } from '../connections/senderNumberRecord.ts';
import { recomputeState } from '../conversations/conversationRecord.ts';
import { failText } from '../conversations/messageRecord.ts';
import { append } from '../ledger/append.ts';
import { optOut } from '../optOuts/optOut.ts';
import { noteNumberFact, takesNoTexts } from '../people/facts.ts';
import type { ErrorClass } from '../providers/provider.ts';
import { addBusinessDays } from '../rules/businessDays.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';
import { helpUnanswered } from './helpAnswer.ts';
import { NOT_SENT } from './outcomeKnown.ts';
import { pauseAtRate } from './pauseAtRate.ts';
import { noteBlock } from './providerBlock.ts';

type Row = JoinedKind & {
  readonly subject: string;
  readonly number: string | null;
  readonly conversation_id: string | null;
  readonly sender_number_id: string | null;
  readonly connection_id: string | null;
  readonly campaign_id: string | null;
  readonly region: Region | null;
};

/**
 * Ends a text. One that the provider surely did not take was not sent, so its conversation gets the state it
 * had before.
 */
function fail(tx: Tx, messageId: string, conversationId: string | null, code: string, detail: Stored): void {
  failText(tx, messageId, code, detail);
  const took = one<{ took: number }>(
    tx.db,
    'SELECT provider_id IS NOT NULL AS took FROM message WHERE id = ?',
    messageId,
  );
  if (took?.took !== 0) return;
  helpUnanswered(tx, messageId);
  if (conversationId !== null) recomputeState(tx, conversationId);
}

/**
 * The provider or carrier refuses this person: note it, opt out, never retry, never take another sender
 * number (design, rule 7).
 */
function refusedPerson(
  core: Core,
  tx: Tx,
  messageId: string,
  row: Row,
  byCarrier: boolean,
  code: string,
): void {
  if (row.sender_number_id)
    noteBlock(core, tx, row.sender_number_id, row.subject, 'confirmed', code, messageId);
  optOut(core, tx, {
    subject: row.subject,
    number: row.number,
    cause: byCarrier ? 'carrier-refused' : 'provider-refused',
    actorId: null,
    reason: NOTHING,
    rule: `refusal:${code}`,
    matched: '',
    conversationId: row.conversation_id,
    messageId,
    senderNumberId: row.sender_number_id,
    importId: null,
    saidAt: tx.now,
    receivedAt: tx.now,
  });
}

/**
 * The provider says that the number takes no texts: note it for the number, and open an action once it
 * counts.
 */
function refusedNumber(
  core: Core,
  tx: Tx,
  messageId: string,
  row: Row,
  errorClass: 'invalid-number' | 'landline' | 'unreachable',
  code: string,
  detail: Stored,
): void {
  const { subject, conversation_id: conversationId } = row;
  const kind = errorClass === 'invalid-number' ? 'dead' : errorClass;
  noteNumberFact(core, tx, { subject, kind, code, conversationId, messageId, actorId: null });
  if (!takesNoTexts(tx.db, subject)) return;
  askAbout(
    core,
    tx,
    messageId,
    row,
    'invalid-number',
    keep('kept:send.invalidNumber', { code: written(code), detail }),
  );
}

/** Opens an action about one contact: whose text it was, what the provider said, and what to do. */
function askAbout(
  core: Core,
  tx: Tx,
  messageId: string,
  row: Row,
  rule: 'invalid-number' | typeof NOT_SENT,
  detail: Stored,
): void {
  openAction(core, tx, {
    kind: 'provider-refused',
    subject: row.subject,
    conversationId: row.conversation_id,
    messageId,
    rule,
    matched: '',
    detail,
    holds: false,
    dueAt: addBusinessDays(tx.now, 10, row.region ?? 'US'),
  });
}

function stopConnection(core: Core, tx: Tx, row: Row, code: string, detail: Stored): void {
  makeStopped(tx, row.connection_id, keep('kept:coded', { text: detail, code: written(code) }));
  append(core, tx, {
    kind: 'connection-stopped',
    actorId: null,
    evidenceId: row.connection_id,
    payload: { code },
  });
  tx.touch('connections');
}

const rowOf = (tx: Tx, messageId: string): Row | undefined =>
  one<Row>(
    tx.db,
    `SELECT m.subject, m.number, m.conversation_id, m.sender_number_id, m.connection_id, c.campaign_id, k.region, n.provider, n.profile
     FROM message m
     LEFT JOIN conversation c ON c.id = m.conversation_id LEFT JOIN campaign k ON k.id = c.campaign_id
     LEFT JOIN connection n ON n.id = m.connection_id WHERE m.id = ?`,
    messageId,
  );

/** Opts out whom the provider or carrier refuses, where the outcome of the text itself cannot be written. */
export function optOutRefused(
  core: Core,
  tx: Tx,
  messageId: string,
  errorClass: 'recipient-blocked' | 'carrier-opt-out',
  code: string,
): void {
  const row = rowOf(tx, messageId);
  if (!row) return;
  tx.touch('conversations', row.subject);
  refusedPerson(core, tx, messageId, row, errorClass === 'carrier-opt-out', code);
}

/**
 * Handles a refusal, that came at once or later as a status, by its class. A refusal about one contact ends
 * that text, one about a sender number stops that number, one about the account stops the connection. The
 * text itself fails, unless the fault is ours (`configuration`, `sender`): the caller has queued it again,
 * and it waits for the repair.
 */
export function takeRefusal(
  core: Core,
  tx: Tx,
  messageId: string,
  errorClass: Exclude<ErrorClass, 'retry' | 'unconfirmed'>,
  code: string,
  detail: Stored,
): void {
  const row = rowOf(tx, messageId);
  if (!row) return;
  tx.touch('conversations', row.subject);
  switch (errorClass) {
    case 'configuration':
      stopConnection(core, tx, row, code, detail);
      return;
    case 'sender':
      stopSender(core, tx, { senderNumberId: row.sender_number_id, messageId, code, detail });
      return;
    case 'recipient-blocked':
    case 'carrier-opt-out':
      fail(tx, messageId, row.conversation_id, code, detail);
      refusedPerson(core, tx, messageId, row, errorClass === 'carrier-opt-out', code);
      return;
    case 'invalid-number':
    case 'landline':
    case 'unreachable':
      fail(tx, messageId, row.conversation_id, code, detail);
      refusedNumber(core, tx, messageId, row, errorClass, code, detail);
      return;
    case 'route':
    case 'unknown-code':
      fail(tx, messageId, row.conversation_id, code, detail);
      askAbout(
        core,
        tx,
        messageId,
        row,
        NOT_SENT,
        keep('kept:send.refused', { code: written(code), detail }),
      );
      break;
    case 'pause':
    case 'failed':
      fail(tx, messageId, row.conversation_id, code, detail);
      break;
  }
  const { provider, profile } = row;
  if (provider !== null && profile !== null)
    pauseAtRate(core, tx, row.campaign_id, { errorClass, code, connection: { provider, profile } });
}
