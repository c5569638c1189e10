import type { Region } from '../../../shared/schema/words.ts';
import { keep, written } from '../../../shared/text/stored.ts';
import type { Core, Tx } from '../context.ts';
import { openAction } from '../inbox/openAction.ts';
import { append } from '../ledger/append.ts';
import { optOut } from '../ledger/optOut.ts';
import { noteNumberFact, takesNoTexts } from '../people/facts.ts';
import type { ErrorClass } from '../providers/provider.ts';
import { addBusinessDays } from '../rules/businessDays.ts';
import { one, run } from '../store/statement.ts';
import { noteBlock } from './providerBlock.ts';

type Row = {
  readonly subject: string;
  readonly number: string | null;
  readonly conversation_id: string | null;
  readonly sender_number_id: string | null;
  readonly connection_id: string | null;
  readonly campaign_id: string | null;
  readonly region: Region | null;
};

function fail(tx: Tx, messageId: string, code: string, detail: string): void {
  run(
    tx.db,
    `UPDATE message SET state = 'failed', error_code = ?, detail = ?, settled_at = ?, rev = ?
     WHERE id = ? AND state IN ('queued', 'sending', 'unknown', 'sent')`,
    code,
    detail,
    tx.now,
    tx.rev(),
    messageId,
  );
}

/** The provider or carrier refuses this person: note it, opt out, never retry, never switch sender number (design, rule 7). */
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
    automatic: true,
    actorId: null,
    reason: '',
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

/** The provider says that the number takes no texts: remembered for the number, and asked about once it counts. */
function refusedNumber(
  core: Core,
  tx: Tx,
  messageId: string,
  row: Row,
  errorClass: 'invalid-number' | 'landline' | 'unreachable',
  code: string,
  detail: string,
): void {
  const { subject, conversation_id: conversationId } = row;
  const kind = errorClass === 'invalid-number' ? 'dead' : errorClass;
  noteNumberFact(core, tx, { subject, kind, code, conversationId, messageId, actorId: null });
  if (!takesNoTexts(tx.db, subject)) return;
  openAction(core, tx, {
    kind: 'provider-refused',
    subject,
    conversationId,
    messageId,
    rule: 'invalid-number',
    matched: '',
    detail: keep('kept:send.invalidNumber', { code: written(code), detail }),
    holds: false,
    dueAt: addBusinessDays(tx.now, 10, row.region ?? 'US'),
  });
}

/**
 * Takes a refusal, said at once or later by a status, and does what its class asks for. The text itself fails, except for a fault
 * of ours (`configuration`): that stops the connection, and the caller has put the text back in the queue.
 */
export function takeRefusal(
  core: Core,
  tx: Tx,
  messageId: string,
  errorClass: Exclude<ErrorClass, 'retry' | 'unconfirmed'>,
  code: string,
  detail: string,
): void {
  const row = one<Row>(
    tx.db,
    `SELECT m.subject, m.number, m.conversation_id, m.sender_number_id, m.connection_id, c.campaign_id, k.region FROM message m
     LEFT JOIN conversation c ON c.id = m.conversation_id LEFT JOIN campaign k ON k.id = c.campaign_id WHERE m.id = ?`,
    messageId,
  );
  if (!row) return;
  tx.touch('conversations', row.subject);
  switch (errorClass) {
    case 'recipient-blocked':
    case 'carrier-opt-out':
      fail(tx, messageId, code, detail);
      refusedPerson(core, tx, messageId, row, errorClass === 'carrier-opt-out', code);
      return;
    case 'invalid-number':
    case 'landline':
    case 'unreachable':
      fail(tx, messageId, code, detail);
      refusedNumber(core, tx, messageId, row, errorClass, code, detail);
      return;
    case 'configuration':
      run(
        tx.db,
        "UPDATE connection SET state = 'stopped', state_detail = ?, rev = ? WHERE id = ?",
        keep('kept:coded', { text: detail, code: written(code) }),
        tx.rev(),
        row.connection_id,
      );
      append(core, tx, {
        kind: 'connection-stopped',
        actorId: null,
        evidenceId: row.connection_id,
        payload: { code },
      });
      tx.touch('connections');
      return;
    case 'pause':
      fail(tx, messageId, code, detail);
      run(
        tx.db,
        "UPDATE campaign SET state = 'paused', pause_reason = ?, rev = ? WHERE id = ? AND state = 'launched'",
        keep('kept:coded', { text: detail, code: written(code) }),
        tx.rev(),
        row.campaign_id,
      );
      append(core, tx, {
        kind: 'campaign-paused',
        actorId: null,
        evidenceId: row.campaign_id,
        payload: { code },
      });
      tx.touch('campaigns');
      return;
    case 'failed':
      fail(tx, messageId, code, detail);
      return;
  }
}
