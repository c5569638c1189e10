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
  /** The folder of the organisation's store: it gets the new store; the old one is kept beside it. */
  readonly storeDir: string;
  readonly file: string;
  readonly lock: Lock;
  /** The key of the new store. */
  readonly key: StoreKey;
  readonly as: 'restore' | 'import';
  readonly actorId: string | null;
  /** The code of the admin's second factor, which is used up. */
  readonly code: string | null;
  readonly markFile: string;
  readonly tell?: (stage: Stage) => void;
};

const nextOf = (storeDir: string) => `${storeDir}.next`;

/**
 * Ends a work that a crash interrupted: a finished new store takes its place, an unfinished one is deleted.
 * Call it before the store is opened.
 */
export function finishBringing(storeDir: string, markFile: string): void {
  const next = nextOf(storeDir);
  if (!existsSync(next)) return;
  if (existsSync(join(next, READY))) swap(storeDir, markFile);
  else rmSync(next, { recursive: true, force: true });
}

/**
 * Moves the old store aside, never deletes it, since it may hold what nothing else holds. Each step can be
 * repeated.
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
  // The tide mark belongs to the store that was moved aside.
  rmSync(markFile, { force: true });
  renameSync(nextOf(storeDir), storeDir);
  rmSync(join(storeDir, READY), { force: true });
  flush(join(storeDir, '..'));
}

/**
 * Makes a store from a back-up or an export where no store can be used: made beside the old one, united with
 * what can still be read of it, verified, and only then put in its place. A crash leaves either the old one
 * or the finished new one. @throws ThreadFailed, StoreError
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
