import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { clearMissing, noteMissing } from './connectionRecord.ts';

/**
 * Since when webhooks of this connection are known to be missing; null: none is, or one has come since. UTC
 * milliseconds.
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
 * The provider lists a reply that no webhook brought. It is kept in the store: whoever starts Heed anew has
 * not mended the way in, and the new run would not find this reply a second time.
 */
export function noteMissedCall(tx: Tx, connectionId: string): void {
  noteMissing(tx, connectionId);
  tx.touch('connections');
}

/** A webhook came in, with the right credentials: they do come. */
export function noteCalled(core: Core, connectionId: string): void {
  if (webhooksMissingSince(core.db, connectionId) === null) return;
  core.write((tx) => {
    clearMissing(tx, connectionId);
    tx.touch('connections');
  });
}
