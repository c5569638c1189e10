import type { Core, Tx } from '../context.ts';
import { append } from '../ledger/append.ts';
import { all, run } from '../store/statement.ts';

/** What became of a text is known after all, so nobody needs to be asked: its task is over. */
export function closeUnknown(core: Core, tx: Tx, messageId: string): void {
  const open = all<{ id: string; subject: string }>(
    tx.db,
    `SELECT a.id, a.subject FROM action a JOIN message m ON m.id = a.message_id
     WHERE m.id = ? AND a.subject = m.subject AND a.state = 'open' AND a.kind = 'send-outcome-unknown' AND m.state <> 'unknown'`,
    messageId,
  );
  for (const { id, subject } of open) {
    run(
      tx.db,
      "UPDATE action SET state = 'done', resolution = 'outcome-known', resolved_at = ?, rev = ? WHERE id = ?",
      tx.now,
      tx.rev(),
      id,
    );
    append(core, tx, {
      kind: 'action-resolved',
      actorId: null,
      subject,
      evidenceId: id,
      payload: { action: 'send-outcome-unknown', resolution: 'outcome-known' },
    });
    tx.touch('actions');
  }
}
