import { keep, type Stored, written } from '../../../shared/text/stored.ts';
import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import { names, run, sql } from '../store/statement.ts';

/**
 * The only writer of the table `sender_number`: our numbers at connections. A retired one (`active` 0) sends
 * nothing and stays, since conversations name it; one that its provider stopped (`stopped_at`) sends again
 * when an admin has repaired the cause.
 */

export function addSenderNumber(tx: Tx, connectionId: string, number: string, label: string): string {
  const id = tx.id();
  run(
    tx.db,
    sql`INSERT INTO sender_number (id, connection_id, number, label, rev)
      VALUES (${id}, ${connectionId}, ${number}, ${label}, ${tx.rev()})`,
  );
  return id;
}

/** Changes the fields that are not undefined. */
export function changeSenderNumber(
  tx: Tx,
  id: string,
  { label, active }: { readonly label?: string | undefined; readonly active?: boolean | undefined },
): void {
  const inUse = active === undefined ? null : Number(active);
  run(
    tx.db,
    sql`UPDATE sender_number SET label = coalesce(${label ?? null}, label), active = coalesce(${inUse}, active),
        rev = ${tx.rev()} WHERE id = ${id}`,
  );
}

/** Deletes a connection's numbers, to which nothing refers. */
export function deleteSenderNumbers(tx: Tx, connectionId: string): void {
  run(tx.db, sql`DELETE FROM sender_number WHERE connection_id = ${connectionId}`);
}

/**
 * Stops a sender number whose texts a provider refuses, for a reason of the number or its registration.
 * Nothing more is sent from it until an admin has repaired that; the connection's other numbers go on. Texts
 * that wait for it stay queued.
 */
export function stopSender(
  core: Core,
  tx: Tx,
  stopped: {
    readonly senderNumberId: string | null;
    /** The refused text, by which an admin finds the contact. */
    readonly messageId: string;
    readonly code: string;
    readonly detail: Stored;
  },
): void {
  const { senderNumberId, messageId, code, detail } = stopped;
  const sentence = keep('kept:coded', { text: detail, code: written(code) });
  const changed = run(
    tx.db,
    sql`UPDATE sender_number SET stopped_at = ${tx.now}, stopped_detail = ${sentence}, rev = ${tx.rev()}
      WHERE id = ${senderNumberId} AND stopped_at IS NULL`,
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
 * Lets numbers send again: one number, as an admin said, or all of a connection that passed its test
 * (`actorId` null). Waiting texts are checked again.
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
    sql`UPDATE sender_number SET stopped_at = NULL, stopped_detail = '', rev = ${tx.rev()}
      WHERE ${names(column)} = ${id} AND stopped_at IS NOT NULL`,
  );
  if (released === 0) return;
  append(core, tx, { kind: 'sender-released', actorId, payload: { of: id } });
  tx.touch('connections');
  tx.touch('conversations');
}

/** Empties the detail, which named an erased person. */
export function emptyStoppedDetail(tx: Tx, id: string): void {
  run(tx.db, sql`UPDATE sender_number SET stopped_detail = '' WHERE id = ${id}`);
}
