import { z } from 'zod';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../base/errors.ts';
import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import { removeMeta, setMeta } from '../store/meta.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/**
 * Why nothing at all may leave, whatever the connections' state. The guard reads it with every text.
 * - `verification`: the ledger, or the opt-outs that follow from it, are not what was written. Then Heed does
 *   not know whom it may
 * text, and a text that should not have gone cannot be taken back, so nothing goes until an admin has looked.
 * - `restore`: the store was lost and came back from a back-up. What was sent and asked in between is not
 *   known.
 * - `moved`: another console works with this organisation now; both would text the same people.
 */
const Halt = z.object({ why: z.enum(['verification', 'restore', 'moved']), at: z.number() });
export type Halt = z.infer<typeof Halt>;

const KEY = 'sending-halted';

export function haltOf(db: Reader): Halt | null {
  const row = one<{ value: string }>(db, 'SELECT value FROM meta WHERE key = ?', KEY);
  return row ? Halt.parse(JSON.parse(row.value)) : null;
}

/** Stops all sending. The first reason stays, except that `moved` replaces the others. */
export function halt(core: Core, tx: Tx, why: Halt['why'], actorId: string | null): void {
  const before = haltOf(tx.db);
  if (before && (before.why === why || why !== 'moved')) return;
  setMeta(tx.db, KEY, JSON.stringify({ why, at: tx.now } satisfies Halt));
  append(core, tx, { kind: 'sending-halted', actorId, payload: { why } });
  tx.touch('conversations');
  tx.touch('jobs');
}

/** Removes the halt, for a store that begins on another console. */
export const forgetHalt = (tx: Tx): void => removeMeta(tx.db, KEY);

/** An admin has looked and lets texts leave again. @throws CoreError CONFLICT where nothing is halted */
export function carryOnSending(core: Core, tx: Tx, actorId: string): void {
  const before = haltOf(tx.db);
  if (!before) throw new CoreError('CONFLICT', t('backup:notHalted'));
  forgetHalt(tx);
  append(core, tx, { kind: 'sending-resumed', actorId, payload: { why: before.why } });
  // Has the guard asked again at once.
  tx.touch('connections');
  tx.touch('jobs');
}
