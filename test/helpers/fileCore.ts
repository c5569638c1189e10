import { createDecipheriv, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ports } from '../../main/core/base/ports.ts';
import { openCore } from '../../main/core/open/openCore.ts';
import { createIds } from '../../main/hosts/common/ids.ts';
import { memorySecrets, type TestCore, testClock, testPorts } from './core.ts';

export const FILE_KEY = 'ab'.repeat(32);

/** An open core on a store in a folder of its own, encrypted as in life. `remove` closes it and takes the folder away. */
export function fileCore(
  options: {
    readonly key?: string;
    readonly dir?: string;
    readonly now?: number;
    /** Draws its own ids and keys, as a second computer does. */
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

const PAGE = 4096;
/** SQLCipher 4 keeps 16 bytes of initialisation vector and 64 of authentication at the end of each page. */
const RESERVED = 80;

/**
 * Every byte of a store's file as it lies behind the encryption, free space included: page by page, past SQLite, which would tidy up (its
 * own way to decrypt a file rewrites it).
 */
export function decrypted(file: string, key: string = FILE_KEY): Buffer {
  const bytes = readFileSync(file);
  const pages: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += PAGE) {
    const end = at + PAGE - RESERVED;
    const decipher = createDecipheriv('aes-256-cbc', Buffer.from(key, 'hex'), bytes.subarray(end, end + 16));
    decipher.setAutoPadding(false);
    // The first page begins with the salt.
    const text = bytes.subarray(at === 0 ? 16 : at, end);
    pages.push(Buffer.concat([decipher.update(text), decipher.final()]));
  }
  return Buffer.concat(pages);
}
