import { copyFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { flush } from './flush.ts';
import { type Migration, migrations, newestVersion } from './migrations.ts';
import { STORE_FILE, unreachable } from './presence.ts';
import type { Writer } from './types.ts';

/**
 * The store as an older Heed left it, copied before its tables change, so that a program that came as an
 * update and turns out to be broken takes nothing away. The copy opens with the same key. It lacks whatever
 * is saved afterwards, opt-outs too, so Heed never opens it by itself.
 */

const COPY = new RegExp(`^${STORE_FILE.replace('.', '\\.')}\\.version-\\d+(\\.part)?$`);
/** By then a broken update would have shown. Milliseconds. */
const KEPT_FOR = 30 * 24 * 60 * 60_000;

export const copyName = (version: number): string => `${STORE_FILE}.version-${version}`;

/** Names of the copies in a store's folder. */
const copiesIn = (storeDir: string): string[] => readdirSync(storeDir).filter((name) => COPY.test(name));

/** Takes the copies away: those that are older than `olderThan` milliseconds, or, without it, all. */
export function removeCopies(storeDir: string, olderThan = Number.NEGATIVE_INFINITY): void {
  for (const name of copiesIn(storeDir)) {
    const file = join(storeDir, name);
    if (Date.now() - statSync(file).mtimeMs > olderThan) rmSync(file, { force: true });
  }
}

/**
 * Copies the store where its version is about to rise; a new, empty store is not copied. There is one copy, of
 * the version before. Throws StoreError where there is no room for it; nothing was changed then.
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
    // Nobody else writes: the console holds its data folder, and nothing of it is running yet.
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
