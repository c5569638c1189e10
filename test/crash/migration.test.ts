import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FaultPoint } from '../../main/core/base/faultPoint.ts';
import { unlock } from '../../main/core/store/cipher.ts';
import { migrate } from '../../main/core/store/migrate.ts';
import { migrations } from '../../main/core/store/migrations/index.ts';
import { openReader, openStore, STORE_FILE } from '../../main/core/store/open.ts';
import type { Reader, Writer } from '../../main/core/store/types.ts';

/** kill -9 while a store of an earlier version is brought up to date: it is the old one whole, and then the new one whole. */

const KEY = 'ab'.repeat(32);
const OLD = 20;
const newest = migrations.at(-1)?.version ?? 0;
const steps = migrations.filter((step) => step.version > OLD).length;
const root = mkdtempSync(join(tmpdir(), 'heed-crash-migration-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const versionOf = (db: Reader) => Number(db.pragma('user_version', { simple: true }));
const optOuts = (db: Reader) =>
  db
    .prepare('SELECT id, subject, number, cause, automatic, reversed, said_at FROM opt_out ORDER BY id')
    .all();

beforeAll(() => {
  const old = join(root, 'old');
  openStore(old, KEY).close();
  rmSync(join(old, STORE_FILE));
  const db = new Database(join(old, STORE_FILE)) as unknown as Writer;
  unlock(db, { key: KEY });
  db.pragma('journal_mode = WAL');
  db.pragma(`application_id = ${0x48454544}`);
  migrate(db, migrations, OLD);
  const insert = db.prepare(
    `INSERT INTO opt_out (id, subject, number, cause, automatic, said_at, received_at, at)
     VALUES (?, ?, ?, 'manual', 0, 1, 1, 1)`,
  );
  for (let index = 0; index < 100; index += 1)
    insert.run(`o${index}`, `subject ${index}`, `+1202555${String(100 + index).padStart(4, '0')}`);
  db.close();
});

test.each<[FaultPoint, number, number]>([
  ['migration.created', 1, OLD],
  ['migration.step', 1, OLD],
  ['migration.step', Math.ceil(steps / 2), OLD],
  ['migration.step', steps, OLD],
  ['migration.uncommitted', 1, OLD],
  ['migration.committed', 1, newest],
])('at %s, time %i: version %i is left, and nothing is lost', (point, nth, left) => {
  const dir = join(root, `${point}-${nth}`);
  cpSync(join(root, 'old'), dir, { recursive: true });
  const opening = JSON.stringify({ dir, key: KEY, point, nth });
  const died = spawnSync(process.execPath, [join(import.meta.dirname, 'openChild.ts'), opening]);
  expect(died.signal, String(died.stderr)).toBe('SIGKILL');

  const reader = openReader(dir, KEY);
  expect(versionOf(reader)).toBe(left);
  const kept = optOuts(reader);
  expect(kept).toHaveLength(100);
  reader.close();

  const db = openStore(dir, KEY);
  expect(versionOf(db)).toBe(newest);
  expect(optOuts(db)).toEqual(kept);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  db.close();
});
