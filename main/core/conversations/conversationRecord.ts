import type { Tx } from '../store/context.ts';
import { one, run } from '../store/statement.ts';

/**
 * Where a conversation stands by its own texts: the last one that counts decides. Texts that never left do not count, nor do
 * confirmations, what a provider sent in our name, and a request for help that was answered automatically.
 */
const STATE_BY_TEXTS = `CASE (
  SELECT m.direction FROM message m WHERE m.conversation_id = conversation.id
    AND m.state NOT IN ('cancelled', 'prevented', 'dropped') AND m.kind IN ('initial', 'reply', 'inbound')
    AND m.automatic IS NULL AND NOT (m.state = 'failed' AND m.provider_id IS NULL)
  ORDER BY m.at DESC, m.id DESC LIMIT 1)
  WHEN 'in' THEN 'to-answer' WHEN 'out' THEN 'waiting' ELSE 'to-send' END`;

/** Puts an open conversation back where its texts say, for instance after a queued text was taken back. */
export function restate(tx: Tx, conversationId: string): void {
  run(
    tx.db,
    `UPDATE conversation SET state = ${STATE_BY_TEXTS}, rev = ? WHERE id = ? AND state <> 'closed'`,
    tx.rev(),
    conversationId,
  );
}

/**
 * Writes the opt-outs in force into the number's conversations. Automatic wins over manual, since a texter must see none of an
 * automatic one; conversations that an opt-out closed open again when the last one is reversed.
 */
export function projectOptState(tx: Tx, subject: string): void {
  const deciding = one<{ cause: string; automatic: number }>(
    tx.db,
    'SELECT cause, automatic FROM opt_out WHERE subject = ? AND reversed = 0 ORDER BY automatic DESC, at LIMIT 1',
    subject,
  );
  if (deciding) {
    run(
      tx.db,
      `UPDATE conversation SET opt_state = ?, opt_cause = ?, state = 'closed', outcome = coalesce(outcome, 'opted-out'),
         hold_at = NULL, rev = ? WHERE subject = ?`,
      deciding.automatic ? 'automatic' : 'manual',
      deciding.cause,
      tx.rev(),
      subject,
    );
    return;
  }
  run(
    tx.db,
    `UPDATE conversation SET opt_state = 'none', opt_cause = NULL,
       state = CASE WHEN outcome = 'opted-out' THEN ${STATE_BY_TEXTS} ELSE state END,
       outcome = CASE WHEN outcome = 'opted-out' THEN NULL ELSE outcome END, rev = ? WHERE subject = ?`,
    tx.rev(),
    subject,
  );
}
