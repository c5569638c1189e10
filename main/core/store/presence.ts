import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { keep, written } from '../../../shared/text/stored.ts';
import { codeOf } from '../base/errors.ts';
import { StoreError } from './types.ts';

export const STORE_FILE = 'heed.db';

/** Bytes of a file; null when there is none. Throws StoreError where the folder cannot be read. */
function sizeOf(file: string): number | null {
  try {
    return statSync(file, { throwIfNoEntry: false })?.size ?? null;
  } catch (error) {
    throw unreachable(error);
  }
}

/** What an error of the file system means for a person. */
export function unreachable(error: unknown): StoreError {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new StoreError('full', keep('store:folderFull'), keep('store:freeStart'), { cause: error });
  }
  return new StoreError(
    'unwritable',
    keep('store:folder', { code: written(code || 'unknown') }),
    keep('store:folderCheck'),
    { cause: error },
  );
}

/** Makes the folder of a store, readable for this user of the computer alone. Throws StoreError. */
export function makeFolder(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unreachable(error);
  }
}

/**
 * Whether the folder holds a store's file, even an empty one, or its journal alone. A folder that cannot be
 * read is an error, never "no store".
 */
export function holdsStore(dir: string): boolean {
  const file = join(dir, STORE_FILE);
  return sizeOf(file) !== null || (sizeOf(`${file}-wal`) ?? 0) > 0;
}

/** Removes what an interrupted set-up left: the files of an empty store, and nothing else. */
export function removeUnfinished(dir: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(join(dir, `${STORE_FILE}${end}`), { force: true });
}

/** Bytes of a page; no store is smaller than one. */
const PAGE = 4096;

const BACK_UP = keep('store:putBack');

/** Refuses a folder that once held a store of this console and holds none now. Throws StoreError. */
export function refuseLost(dir: string): void {
  const size = sizeOf(join(dir, STORE_FILE));
  if (size === null) throw new StoreError('missing', keep('store:gone'), BACK_UP);
  if (size === 0) throw new StoreError('damaged', keep('store:empty'), BACK_UP);
}

/**
 * Refuses to make a store where a store's journal lies: the journal may hold what the lost file does not, and
 * a new store would destroy it. Also where only the beginning of a file is left, which SQLite would take for
 * an empty one and overwrite. Throws StoreError.
 */
export function refuseRemains(dir: string): void {
  const file = join(dir, STORE_FILE);
  const size = sizeOf(file) ?? 0;
  if (size === 0 && (sizeOf(`${file}-wal`) ?? 0) > 0) refuseLost(dir);
  if (size > 0 && size < PAGE) throw new StoreError('damaged', keep('store:damagedPart'), BACK_UP);
}
