import { closeBlockedAction } from '../actions/blockedAction.ts';
import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import { one, run, sql } from '../store/statement.ts';

type State = 'inferred' | 'confirmed' | 'cleared';

function current(tx: Tx, senderNumberId: string, subject: string): State | null {
  return (
    one<{ state: State }>(
      tx.db,
      'SELECT state FROM provider_block WHERE subject = ? AND sender_number_id = ?',
      subject,
      senderNumberId,
    )?.state ?? null
  );
}

/**
 * Notes that the provider blocks this pair: inferred from a keyword, or confirmed by a refusal. A confirmed
 * block stays so until the contact texts START.
 */
export function noteBlock(
  core: Core,
  tx: Tx,
  senderNumberId: string,
  subject: string,
  state: 'inferred' | 'confirmed',
  code: string,
  messageId: string | null,
): void {
  const before = current(tx, senderNumberId, subject);
  if (before === state || (before === 'confirmed' && state === 'inferred')) return;
  run(
    tx.db,
    sql`INSERT INTO provider_block (sender_number_id, subject, state, code, message_id, noted_at, rev)
      VALUES (${senderNumberId}, ${subject}, ${state}, ${code}, ${messageId}, ${tx.now}, ${tx.rev()})
      ON CONFLICT (subject, sender_number_id) DO UPDATE SET state = excluded.state, code = excluded.code,
        message_id = excluded.message_id, noted_at = excluded.noted_at, cleared_at = NULL, rev = excluded.rev`,
  );
  append(core, tx, {
    kind: 'provider-block',
    actorId: null,
    subject,
    evidenceId: messageId,
    payload: { senderNumber: senderNumberId, state, code },
  });
  tx.touch('conversations', subject);
}

/**
 * The contact texted START to this sender number, so the provider lifts its block there, and nowhere else
 * (design, rule 8).
 */
export function clearBlock(
  core: Core,
  tx: Tx,
  senderNumberId: string,
  subject: string,
  messageId: string,
): void {
  const before = current(tx, senderNumberId, subject);
  if (before === null || before === 'cleared') return;
  run(
    tx.db,
    sql`UPDATE provider_block SET state = 'cleared', cleared_at = ${tx.now}, message_id = ${messageId}, rev = ${tx.rev()}
     WHERE subject = ${subject} AND sender_number_id = ${senderNumberId}`,
  );
  append(core, tx, {
    kind: 'provider-block-cleared',
    actorId: null,
    subject,
    evidenceId: messageId,
    payload: { senderNumber: senderNumberId },
  });
  closeBlockedAction(core, tx, subject);
  tx.touch('conversations', subject);
}
