import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { faultPoint } from '../base/faultPoint.ts';
import type { Ports } from '../base/ports.ts';
import type { Lock } from '../store/cipher.ts';
import { flush } from '../store/flush.ts';
import { readMark } from '../store/mark.ts';
import { STORE_FILE, type StoreKey } from '../store/open.ts';
import { type Brought, READY } from './bringNext.ts';
import type { Stage } from './uniteTasks.ts';
import { onUniteWorker } from './uniteWorkerClient.ts';

export type BringInput = {
  readonly ports: Ports;
  /** Folder of the organisation's store: it gets the new one; what lay there is kept beside it. */
  readonly storeDir: string;
  readonly file: string;
  readonly lock: Lock;
  /** Of the new store. */
  readonly key: StoreKey;
  readonly as: 'restore' | 'import';
  readonly actorId: string | null;
  /** The code of their second factor, so that it is used up. */
  readonly code: string | null;
  readonly markFile: string;
  readonly tell?: (stage: Stage) => void;
};

const nextOf = (storeDir: string) => `${storeDir}.next`;

/**
 * Ends what a crash interrupted: a new store that was finished takes its place, one that was not is thrown
 * away. Call it before the store is looked for.
 */
export function finishBringing(storeDir: string, markFile: string): void {
  const next = nextOf(storeDir);
  if (!existsSync(next)) return;
  if (existsSync(join(next, READY))) swap(storeDir, markFile);
  else rmSync(next, { recursive: true, force: true });
}

/**
 * The old store is put aside, never deleted: it may hold what nothing else holds. Each step can be repeated.
 */
function swap(storeDir: string, markFile: string): void {
  if (existsSync(join(storeDir, STORE_FILE))) {
    for (let count = 1; ; count += 1) {
      const aside = `${storeDir}.before-restore-${count}`;
      if (existsSync(aside)) continue;
      renameSync(storeDir, aside);
      break;
    }
  }
  rmSync(storeDir, { recursive: true, force: true });
  // The tide mark is of the store that was put aside.
  rmSync(markFile, { force: true });
  renameSync(nextOf(storeDir), storeDir);
  rmSync(join(storeDir, READY), { force: true });
  flush(join(storeDir, '..'));
}

/**
 * Makes a store from a back-up or an export where none can be used: made aside, united with whatever the old
 * store still tells, verified, and only then put in its place. A crash leaves either the old one or the
 * finished new one. @throws ThreadFailed, StoreError
 */
export async function bringStore(input: BringInput): Promise<Brought> {
  const { ports, storeDir, file, lock, key, as, actorId, code, markFile, tell } = input;
  faultPoint('backup.restoring');
  const next = nextOf(storeDir);
  const mark = readMark(markFile);
  const task = { storeDir, next, file, lock, key, as, actorId, mark, code };
  const brought = await onUniteWorker({ ports, tell }, (line, seed) => line.ask('bring', task, seed));
  swap(storeDir, markFile);
  faultPoint('backup.restored');
  return brought;
}
