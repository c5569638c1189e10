import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { OpenedCore } from '../../main/core/open/openCore.ts';
import { unlock } from '../../main/core/store/cipher.ts';
import type { Core } from '../../main/core/store/context.ts';
import { StoreError } from '../../main/core/store/types.ts';
import { keep } from '../../shared/text/stored.ts';
import { writer } from '../helpers/core.ts';
import { folder } from './place.ts';

/** Ways to keep an open store from being written, and to let it be written again. */
export type Hindrance = {
  readonly name: string;
  /** What the person reads of it. */
  readonly shows: RegExp;
  /** Heed itself works on the store, and nobody has to do anything. */
  readonly passing?: true;
  /** Where the data folder may lie in this test. */
  place(): string;
  begin(core: Core): void;
  end(): void;
  /** Called when the test is over. */
  remove(): void;
};

/** Mounts a file system of 24 MB, where this account may mount one (Linux, root). */
function smallDisk(): Hindrance | null {
  const point = mkdtempSync(join(tmpdir(), 'heed-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', point]).status === 0;
  if (!mounted) {
    rmSync(point, { recursive: true });
    return null;
  }
  const filler = join(point, 'filler');
  return {
    name: 'a small file system that is full',
    shows: /disk is full/,
    place: () => {
      const dir = join(point, 'data');
      mkdirSync(dir);
      return dir;
    },
    begin(core) {
      // Space left within the journal would hide that the disk is full.
      writer(core).pragma('wal_checkpoint(TRUNCATE)');
      for (let size = 4 << 20; size >= 512; size /= 2) {
        try {
          for (;;) writeFileSync(filler, Buffer.alloc(size), { flag: 'a' });
        } catch {
          // The disk is filled by pieces of this size; smaller writes may still fit.
        }
      }
    },
    end: () => rmSync(filler),
    remove: () => {
      spawnSync('umount', ['-l', point]);
      rmSync(point, { recursive: true, force: true });
    },
  };
}

/** From then on every statement that writes fails with this code of SQLite. */
function injected(code: string, shows: RegExp): Hindrance {
  const db = new Database(':memory:');
  const statements = Object.getPrototypeOf(db.prepare('SELECT 1'));
  db.close();
  const run = statements.run;
  return {
    name: `${code}, injected`,
    shows,
    place: folder,
    begin() {
      statements.run = () => {
        throw new Database.SqliteError('injected', code);
      };
    },
    end: () => {
      statements.run = run;
    },
    remove: () => {
      statements.run = run;
    },
  };
}

/** Another program holds the lock of the store. */
function busy(): Hindrance {
  let other: Database.Database | null = null;
  return {
    name: 'another program that holds the store',
    shows: /another program/,
    place: folder,
    begin(core) {
      writer(core).pragma('busy_timeout = 20');
      other = new Database(join(core.storeDir, 'heed.db'));
      unlock(other, { key: core.key });
      other.exec('BEGIN IMMEDIATE');
    },
    end: () => void other?.close(),
    remove: () => void other?.close(),
  };
}

function writeProtected(): Hindrance {
  let held: Core | null = null;
  return {
    name: 'write protection',
    shows: /cannot be written/,
    place: folder,
    begin(core) {
      held = core;
      writer(core).pragma('query_only = ON');
    },
    end: () => void (held && writer(held).pragma('query_only = OFF')),
    remove: () => {},
  };
}

const canFreeze = (core: Core): core is OpenedCore => 'freeze' in core;

/** As during a restore: another connection of Heed writes, and this one only reads. */
function restoring(): Hindrance {
  const other = busy();
  let held: OpenedCore | null = null;
  return {
    ...other,
    name: 'a restore that writes',
    passing: true,
    shows: /being merged with a copy/,
    begin(core) {
      if (!canFreeze(core)) throw new Error('This core cannot rest.');
      held = core;
      core.freeze(new StoreError('held', keep('backup:held.message'), keep('backup:held.remedy')));
      other.begin(core);
    },
    end() {
      other.end();
      held?.freeze(null);
    },
  };
}

export function hindrances(): Hindrance[] {
  return [
    smallDisk(),
    injected('SQLITE_FULL', /disk is full/),
    injected('SQLITE_IOERR_WRITE', /disk of the data folder/),
    busy(),
    writeProtected(),
    restoring(),
  ].filter((each) => each !== null);
}
