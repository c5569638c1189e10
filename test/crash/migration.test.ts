import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FaultPoint } from '../../main/core/base/faultPoint.ts';
import { newestVersion } from '../../main/core/store/migrations.ts';
import { connect, openStore, STORE_FILE } from '../../main/core/store/open.ts';
import type { Writer } from '../../main/core/store/types.ts';
import { LATER, migrateLater, plant, versionOf } from '../store/planted.ts';

/**
 * kill -9 while a later version rebuilds a table: the store is then wholly the old one, or wholly the new
 * one.
 */

const KEY = 'ab'.repeat(32);
const root = mkdtempSync(join(tmpdir(), 'heed-crash-migration-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const open = (dir: string) => connect(join(dir, STORE_FILE), KEY, false) as Writer;
const rows = (db: Writer) =>
  ['message', 'opt_out', 'conversation_fact', 'webhook_delivery'].map((table) =>
    db.prepare(`SELECT * FROM ${table} ORDER BY 1`).all(),
  );
const parts = (db: Writer) =>
  db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all();

let old: unknown;
let next: unknown;
beforeAll(() => {
  const db = openStore(join(root, 'old'), KEY);
  plant(db);
  old = [parts(db), rows(db)];
  db.close();
  cpSync(join(root, 'old'), join(root, 'next'), { recursive: true });
  const done = open(join(root, 'next'));
  migrateLater(done);
  next = [parts(done), rows(done)];
  done.close();
});

test.each<[FaultPoint, number]>([
  ['migration.copied', newestVersion()],
  ['migration.dropped', newestVersion()],
  ['migration.step', newestVersion()],
  ['migration.uncommitted', newestVersion()],
  ['migration.committed', LATER.version],
])('at %s: version %i is left whole, and what is tried again succeeds', (point, left) => {
  const dir = join(root, point);
  cpSync(join(root, 'old'), dir, { recursive: true });
  const action = JSON.stringify({ file: join(dir, STORE_FILE), key: KEY, point });
  const died = spawnSync(process.execPath, [join(import.meta.dirname, 'migrateChild.ts'), action]);
  expect(died.signal, String(died.stderr)).toBe('SIGKILL');

  const db = open(dir);
  expect(versionOf(db)).toBe(left);
  expect([parts(db), rows(db)]).toEqual(left === LATER.version ? next : old);
  migrateLater(db);
  expect([parts(db), rows(db)]).toEqual(next);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  db.close();
});
