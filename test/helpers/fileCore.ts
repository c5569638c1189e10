import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openCore } from '../../main/core/openCore.ts';
import { STORE_FILE } from '../../main/core/store/open.ts';
import { createIds } from '../../main/hosts/common/ids.ts';
import { memorySecrets, type TestCore, testClock, testPorts } from './core.ts';

export const FILE_KEY = 'ab'.repeat(32);

/** An open core on a store in a folder of its own, encrypted as in life. `remove` closes it and takes the folder away. */
export function fileCore(
  options: {
    readonly key?: string;
    readonly dir?: string;
    readonly now?: number /** Draws its own ids and keys, as a second computer does. */;
    readonly apart?: boolean;
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

/** Every byte of a store's file, free space included, as it lies behind the encryption. Leaves the file alone. */
export function decrypted(file: string, key: string = FILE_KEY): Buffer {
  const dir = mkdtempSync(join(tmpdir(), 'heed-bytes-'));
  try {
    const copy = join(dir, STORE_FILE);
    cpSync(file, copy);
    const db = new Database(copy);
    db.pragma("cipher = 'sqlcipher'");
    db.pragma(`key = "x'${key}'"`);
    db.pragma('journal_mode = DELETE');
    db.pragma("rekey = ''");
    db.close();
    return readFileSync(copy);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
