import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createIds } from '../../main/core/base/ids.ts';
import type { Ports } from '../../main/core/base/ports.ts';
import { openCore } from '../../main/core/open/openCore.ts';
import { unlock } from '../../main/core/store/cipher.ts';
import { memorySecrets, type TestCore, testClock, testPorts } from './core.ts';

export const FILE_KEY = 'ab'.repeat(32);

/**
 * An open core on a store in its own folder, encrypted as in real use. `remove` closes it and deletes the
 * folder.
 */
export function fileCore(
  options: {
    readonly key?: string;
    readonly dir?: string;
    readonly now?: number;
    /** Draws its own ids and keys, as a second computer would. */
    readonly apart?: boolean;
    readonly ports?: Partial<Ports>;
  } = {},
): TestCore & {
  readonly dir: string;
  remove(): void;
} {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'heed-file-'));
  const clock = testClock(options.now);
  const secrets = memorySecrets();
  const ports = testPorts(clock, {
    dataDir: dir,
    ...(options.apart
      ? {
          ids: createIds(clock),
          random: { bytes: (length: number) => randomBytes(length), fraction: () => 0.5 },
        }
      : {}),
    ...options.ports,
  });
  const core = openCore({
    ports,
    secrets,
    storeDir: join(dir, 'organisation'),
    key: options.key ?? FILE_KEY,
    demo: false,
  });
  return {
    core,
    clock,
    ports,
    secrets,
    dir,
    remove: () => {
      if (core.db.open) core.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/**
 * Every decrypted byte of a store's file, free space included. The journal is left out: SQLite copies the
 * file alone and serializes it.
 */
export function decrypted(file: string, key: string = FILE_KEY): Buffer {
  const dir = mkdtempSync(join(tmpdir(), 'heed-decrypted-'));
  const copy = join(dir, 'copy.db');
  copyFileSync(file, copy);
  const db = new Database(copy);
  try {
    unlock(db, { key });
    return db.serialize();
  } finally {
    db.close();
    rmSync(dir, { recursive: true });
  }
}
