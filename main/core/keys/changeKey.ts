import { renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { t } from '../../../shared/text/say.ts';
import { keep } from '../../../shared/text/stored.ts';
import { formerKeyName, keyIdOf } from '../backup/keyRing.ts';
import { sizeOf } from '../backup/manifest.ts';
import { onStoreWorker } from '../backup/storeWorkerClient.ts';
import { CoreError } from '../base/errors.ts';
import { faultPoint } from '../base/faultPoint.ts';
import { endsOf } from '../ledger/path.ts';
import type { OpenedCore } from '../open/openCore.ts';
import { flush } from '../store/flush.ts';
import { STORE_FILE, type StoreKey } from '../store/open.ts';
import { NEXT_STORE_KEY, newStoreKey, STORE_KEY } from '../store/storeKeys.ts';
import { StoreError } from '../store/types.ts';
import { emptyLog } from '../store/upkeep.ts';
import { intend, nextFile, removeNext } from './openingKey.ts';

export type KeyProgress = {
  readonly step: 'copying' | 'encrypting' | 'checking';
  /** Bytes. */
  readonly done: number;
  readonly total: number;
};

/** Milliseconds between two readings of the copy's size. */
const READ_SIZE_EVERY = 150;

/** Shown in every window meanwhile. */
const HELD = () => new StoreError('held', keep('keys:held.message'), keep('keys:held.remedy'));

const endsOfStore = ({ db }: OpenedCore) =>
  endsOf(db).map(({ chain, position, hash }) => ({ chain, position, hash }));

/** Copies the store, encrypts the copy with the next key, opens it and reads every page. */
async function makeNext(
  core: OpenedCore,
  next: StoreKey,
  tell: (progress: KeyProgress) => void,
): Promise<void> {
  const { storeDir, key } = core;
  const to = nextFile(storeDir);
  const from = join(storeDir, STORE_FILE);
  const total = sizeOf(from);
  const timer = setInterval(
    () => tell({ step: 'copying', done: Math.min(sizeOf(to), total), total }),
    READ_SIZE_EVERY,
  );
  try {
    await onStoreWorker({ kind: 'copy', from, key, to });
  } finally {
    clearInterval(timer);
  }
  tell({ step: 'encrypting', done: total, total });
  await onStoreWorker({ kind: 'rekey', file: to, from: { key }, to: { key: next } });
  tell({ step: 'checking', done: total, total });
  const checked = await onStoreWorker({ kind: 'check', file: to, key: next });
  if (checked === null || !isDeepStrictEqual(checked.heads, endsOfStore(core)))
    throw new CoreError('CONFLICT', t('keys:store.notWhole'));
}

/**
 * Puts the copy in the store's place, while the store is closed. The store's journal must be empty, since its
 * content would be lost.
 */
function swap(core: OpenedCore): void {
  const file = join(core.storeDir, STORE_FILE);
  core.freeze(null);
  emptyLog(core.db, { waits: true });
  const left = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  if (left > 0) throw new StoreError('busy', keep('keys:held.message'), keep('keys:store.inUse'));
  core.close();
  renameSync(nextFile(core.storeDir), file);
}

/**
 * Gives an open store a new key: encrypts a copy with it, verifies it, and puts it in the store's place in
 * one step. Meanwhile the store can be read and not written. The secret port keeps the former key under its
 * own name, since older back-ups open with it. Nothing else may use the store meanwhile. `reopen` is called
 * when the new store is in place, and must open it. A crash leaves a complete store with one of the two keys,
 * and both keys (openingKey.ts).
 * @throws CoreError, ThreadFailed, StoreError: the store is as it was and still open
 */
export async function changeStoreKey(
  core: OpenedCore,
  actorId: string,
  tell: (progress: KeyProgress) => void,
  reopen: (key: StoreKey) => void,
): Promise<void> {
  const { secrets, storeDir } = core;
  faultPoint('keys.begun');
  const next = newStoreKey(core.ports);
  // The key in use must be stored under its own name before the other name is used again.
  if ((await secrets.get(STORE_KEY)) !== core.key) await secrets.set(STORE_KEY, core.key);
  intend(core, actorId, next);
  core.freeze(HELD());
  try {
    await secrets.set(formerKeyName(keyIdOf(core.key)), core.key);
    await secrets.set(NEXT_STORE_KEY, next);
    removeNext(storeDir);
    faultPoint('keys.next-kept');
    await makeNext(core, next, tell);
    swap(core);
  } catch (error) {
    core.freeze(null);
    await secrets.delete(NEXT_STORE_KEY);
    removeNext(storeDir);
    throw error;
  }
  // From here on only the next key opens the store, so it is kept whatever fails.
  flush(storeDir);
  faultPoint('keys.rekeyed');
  reopen(next);
  await secrets.set(STORE_KEY, next);
  await secrets.delete(NEXT_STORE_KEY);
  faultPoint('keys.old-dropped');
}
