import { keep, written } from '../../../shared/text/stored.ts';
import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import { run } from '../store/statement.ts';

/**
 * A provider refuses texts from this sender number, for a reason of its own or of its registration. Nothing more is sent from it until
 * an admin has put that right; the connection's other numbers go on. Texts that wait for it stay where they are.
 */
export function stopSender(
  core: Core,
  tx: Tx,
  stopped: {
    readonly senderNumberId: string | null;
    /** Of the text that was refused: whoever looks finds the contact there. */
    readonly messageId: string;
    readonly code: string;
    readonly detail: string;
  },
): void {
  const { senderNumberId, messageId, code, detail } = stopped;
  const changed = run(
    tx.db,
    'UPDATE sender_number SET stopped_at = ?, stopped_detail = ?, rev = ? WHERE id = ? AND stopped_at IS NULL',
    tx.now,
    keep('kept:coded', { text: detail, code: written(code) }),
    tx.rev(),
    senderNumberId,
  );
  if (changed === 0) return;
  append(core, tx, {
    kind: 'sender-stopped',
    actorId: null,
    evidenceId: messageId,
    payload: { senderNumber: senderNumberId, code },
  });
  tx.touch('connections');
  tx.touch('conversations');
}

/**
 * What was wrong is put right: what waits for it is asked about again. `which`: one number, as an admin said, or all of a connection
 * that passed its test; `actorId` is null after a test.
 */
export function releaseSenders(
  core: Core,
  tx: Tx,
  which: { readonly senderNumberId: string } | { readonly connectionId: string },
  actorId: string | null,
): void {
  const [column, id] =
    'senderNumberId' in which
      ? (['id', which.senderNumberId] as const)
      : (['connection_id', which.connectionId] as const);
  const released = run(
    tx.db,
    `UPDATE sender_number SET stopped_at = NULL, stopped_detail = '', rev = ? WHERE ${column} = ? AND stopped_at IS NOT NULL`,
    tx.rev(),
    id,
  );
  if (released === 0) return;
  append(core, tx, { kind: 'sender-released', actorId, payload: { of: id } });
  tx.touch('connections');
  tx.touch('conversations');
}
