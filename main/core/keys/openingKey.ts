import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { formerKeyName, keyIdOf } from '../backup/keyRing.ts';
import type { Secrets } from '../base/ports.ts';
import { append } from '../ledger/append.ts';
import { timeOf } from '../store/clock.ts';
import type { Core } from '../store/context.ts';
import { removeMeta, setMeta } from '../store/meta.ts';
import { connect, STORE_FILE, type StoreKey } from '../store/open.ts';
import { one } from '../store/statement.ts';
import { NEXT_STORE_KEY, organisationKey, STORE_KEY } from '../store/storeKeys.ts';
import { StoreError } from '../store/types.ts';

/** The copy with the new key, beside the store until it takes its place. */
export const nextFile = (storeDir: string): string => join(storeDir, `${STORE_FILE}.next`);

export function removeNext(storeDir: string): void {
  for (const end of ['', '-journal', '-wal', '-shm'])
    rmSync(`${nextFile(storeDir)}${end}`, { force: true, recursive: true });
}

function opens(storeDir: string, key: StoreKey): boolean {
  try {
    connect(join(storeDir, STORE_FILE), key, true).close();
    return true;
  } catch (error) {
    if (error instanceof StoreError && error.code === 'wrong-key') return false;
    throw error;
  }
}

/**
 * The key that opens the store, also where a change of the key was interrupted: the secret port has both keys
 * during a change. Changes nothing. @throws StoreError wrong-key where there is none
 */
export async function openingKey(
  secrets: Secrets,
  storeDir: string,
): Promise<{ readonly key: StoreKey; readonly cutOff: 'no' | 'before' | 'after' | 'unsure' }> {
  const key = await organisationKey(secrets);
  const next = await secrets.get(NEXT_STORE_KEY);
  if (next === null) return { key, cutOff: 'no' };
  if (opens(storeDir, next)) return { key: next, cutOff: 'after' };
  // A damaged file opens with neither key, and then neither may be deleted.
  return { key, cutOff: opens(storeDir, key) ? 'before' : 'unsure' };
}

/** The same, and ends an interrupted change: afterwards store and secret port have the same key. */
export async function settledKey(secrets: Secrets, storeDir: string): Promise<StoreKey> {
  const { key, cutOff } = await openingKey(secrets, storeDir);
  if (cutOff === 'before' || cutOff === 'after') {
    // A store that was encrypted with it, then damaged and moved aside, may have to be read one day.
    const next = await secrets.get(NEXT_STORE_KEY);
    if (cutOff === 'before' && next !== null) await secrets.set(formerKeyName(keyIdOf(next)), next);
    await secrets.set(STORE_KEY, key);
    removeNext(storeDir);
    await secrets.delete(NEXT_STORE_KEY);
  }
  return key;
}

const INTENT = 'key-change';

/**
 * Notes the intended change in the store itself, so that the next opening can enter it in the ledger even
 * after a crash.
 */
export function intend(core: Core, actorId: string, next: StoreKey): void {
  core.write((tx) => setMeta(tx.db, INTENT, `${keyIdOf(next)} ${actorId}`));
}

/** Enters a change of the key in the ledger, if there was one. Call it whenever the store was opened. */
export function recordKeyChange(core: Core): void {
  const intent = one<{ value: string }>(core.db, 'SELECT value FROM meta WHERE key = ?', INTENT)?.value;
  if (intent === undefined) return;
  const [keyId, actorId = null] = intent.split(' ');
  core.write((tx) => {
    const kind = keyIdOf(core.key) === keyId ? 'store-key-changed' : 'store-key-kept';
    append(core, tx, { kind, actorId });
    removeMeta(tx.db, INTENT);
    tx.touch('jobs');
  });
}

/** When the key was changed last. UTC milliseconds; null: never. */
export function keyChangedAt(core: Pick<Core, 'db'>): number | null {
  const last = one<{ clock: string }>(
    core.db,
    "SELECT clock FROM ledger WHERE kind = 'store-key-changed' ORDER BY seq DESC LIMIT 1",
  );
  return last ? timeOf(last.clock) : null;
}
