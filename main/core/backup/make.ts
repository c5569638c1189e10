import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupPlan } from '../../../shared/contract/backup.ts';
import { faultPoint } from '../base/faultPoint.ts';
import type { Core } from '../store/context.ts';
import { STORE_FILE } from '../store/open.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { fileSize } from '../store/upkeep.ts';
import { keyIdOf, organisationIdOf } from './keyRing.ts';
import {
  listManifests,
  type Manifest,
  partOf,
  place,
  removeBackup,
  removeParts,
  sizeOf,
} from './manifest.ts';
import { toLetGo } from './plan.ts';
import { onStoreWorker } from './storeWorkerClient.ts';

export const metaOf = (db: Reader, key: string): string | null =>
  one<{ value: string }>(db, 'SELECT value FROM meta WHERE key = ?', key)?.value ?? null;

export const organisationOf = (db: Reader): string => organisationIdOf(metaOf(db, 'subject-key') ?? '');

/** The folder of a store's back-ups. */
export function folderOf(core: Pick<Core, 'storeDir' | 'demo'>, plan: BackupPlan): string {
  // The demo's lie in its own folder, so that they are deleted with it.
  return plan.folder ?? join(core.storeDir, core.demo ? '.' : '..', 'back-ups');
}

export type Progress = {
  readonly step: 'copying' | 'checking';
  readonly done: number;
  readonly total: number;
};

/** Milliseconds between two readings of the copy's size, for the progress bar. */
const READ_SIZE_EVERY = 150;

/**
 * Makes one back-up: copies the store while it is in use, opens the copy with its key, reads every page and
 * recomputes its ledger; only then the back-up is listed. A crash leaves the earlier ones as they were, and
 * the next back-up removes the unfinished one.
 */
export async function makeBackup(
  core: Core,
  folder: string,
  kind: Manifest['kind'],
  options: { readonly signal?: AbortSignal; readonly onProgress?: (progress: Progress) => void } = {},
): Promise<Manifest> {
  const { db, ports, storeDir, key, device } = core;
  faultPoint('backup.begun');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  removeParts(folder);
  const madeAt = ports.clock.now();
  const stamp = new Date(madeAt)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[:-]/g, '');
  const id = `heed-${stamp}-${Buffer.from(ports.random.bytes(3)).toString('hex')}`;
  const part = partOf(folder, id);
  // Read before the copy: what is saved meanwhile may or may not be in it, and is in the next one.
  const clock = metaOf(db, 'clock') ?? '';
  const total = fileSize(db);
  const tell = options.onProgress ?? (() => {});
  const timer = setInterval(
    () => tell({ step: 'copying', done: Math.min(sizeOf(part), total), total }),
    READ_SIZE_EVERY,
  );
  try {
    const from = join(storeDir, STORE_FILE);
    await onStoreWorker({ kind: 'copy', from, key, to: part }, options.signal);
    faultPoint('backup.copied');
    clearInterval(timer);
    tell({ step: 'checking', done: total, total });
    const checked = await onStoreWorker({ kind: 'check', file: part, key }, options.signal);
    faultPoint('backup.sealed');
    const manifest: Manifest = {
      format: 'heed-back-up',
      version: 1,
      id,
      kind,
      madeAt,
      organisation: organisationOf(db),
      device,
      keyId: keyIdOf(key),
      storeVersion: checked?.version ?? 0,
      bytes: sizeOf(part),
      clock,
      entries: checked?.entries ?? 0,
      heads: [...(checked?.heads ?? [])],
      optOuts: checked?.optOuts ?? 0,
      inForce: checked?.inForce ?? 0,
      problems: [...(checked?.problems ?? [])],
    };
    place(folder, manifest);
    faultPoint('backup.placed');
    return manifest;
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** Removes this organisation's back-ups that the plan no longer keeps. Returns how many. */
export function rotate(core: Core, folder: string, plan: BackupPlan): number {
  const ours = listManifests(folder).filter((each) => each.organisation === organisationOf(core.db));
  const gone = toLetGo(plan, ours);
  for (const id of gone) removeBackup(folder, id);
  faultPoint('backup.rotated');
  return gone.length;
}
