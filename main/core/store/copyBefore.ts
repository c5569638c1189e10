import { copyFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { flush } from './flush.ts';
import { type Migration, migrations, newestVersion } from './migrations.ts';
import { STORE_FILE, unreachable } from './presence.ts';
import type { Writer } from './types.ts';

/**
 * Before its tables change, the store is copied as the older Heed left it, so that a broken update loses
 * nothing. The copy opens with the same key. It lacks what is saved afterwards, opt-outs too, so Heed never
 * opens it by itself.
 */

const COPY = new RegExp(`^${STORE_FILE.replace('.', '\\.')}\\.version-\\d+(\\.part)?$`);
/** Milliseconds. A broken update would have shown by then. */
const KEPT_FOR = 30 * 24 * 60 * 60_000;

export const copyName = (version: number): string => `${STORE_FILE}.version-${version}`;

/** Names of the copies in a store's folder. */
const copiesIn = (storeDir: string): string[] => readdirSync(storeDir).filter((name) => COPY.test(name));

/** Removes the copies that are older than `olderThan` milliseconds; without it, all. */
export function removeCopies(storeDir: string, olderThan = Number.NEGATIVE_INFINITY): void {
  for (const name of copiesIn(storeDir)) {
    const file = join(storeDir, name);
    if (Date.now() - statSync(file).mtimeMs > olderThan) rmSync(file, { force: true });
  }
}

/**
 * Copies the store if its version is about to rise; a new, empty store is not copied. There is one copy: of
 * the version before. Throws StoreError where the disk has no room for it; nothing has changed then.
 */
export function copyBefore(db: Writer, steps: readonly Migration[] = migrations): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  const storeDir = dirname(db.name);
  if (version === 0 || version >= newestVersion(steps)) {
    removeCopies(storeDir, KEPT_FOR);
    return;
  }
  const file = join(storeDir, copyName(version));
  const part = `${file}.part`;
  try {
    // Nobody else writes: the console holds its data folder, and no part of it runs yet.
    db.pragma('wal_checkpoint(TRUNCATE)');
    removeCopies(storeDir);
    copyFileSync(db.name, part);
    flush(part);
    renameSync(part, file);
    flush(storeDir);
  } catch (error) {
    rmSync(part, { force: true });
    throw unreachable(error);
  }
}
