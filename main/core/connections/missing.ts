import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { clearMissing, noteMissing } from './connectionRecord.ts';

/**
 * Since when webhooks of this connection are missing, UTC milliseconds; null: none is, or one has come since.
 */
export function webhooksMissingSince(db: Reader, connectionId: string): number | null {
  const row = one<{ at: number | null }>(
    db,
    'SELECT webhooks_missing_since AS at FROM connection WHERE id = ?',
    connectionId,
  );
  return row?.at ?? null;
}

/**
 * Notes a reply in the provider's list that no webhook brought. In the store, since a restart does not repair
 * the connection, and the new run would not find this reply again.
 */
export function noteMissedCall(tx: Tx, connectionId: string): void {
  noteMissing(tx, connectionId);
  tx.touch('connections');
}

/** Notes that a webhook came in with the right credentials. */
export function noteCalled(core: Core, connectionId: string): void {
  if (webhooksMissingSince(core.db, connectionId) === null) return;
  core.write((tx) => {
    clearMissing(tx, connectionId);
    tx.touch('connections');
  });
}
