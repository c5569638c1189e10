import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cleanFile } from '../../main/core/erase/cleanFile.ts';
import { copyName } from '../../main/core/store/copyBefore.ts';
import { type Migration, migrations, newestVersion } from '../../main/core/store/migrations.ts';
import { openStore, STORE_FILE } from '../../main/core/store/open.ts';
import { noteRewritten } from '../../main/core/store/rewritten.ts';
import type { Writer } from '../../main/core/store/types.ts';
import { versionOf } from './planted.ts';

/** What an update does to a store, and what the older program still finds. */

const KEY = 'ab'.repeat(32);
const NOW = newestVersion();
const LATER: readonly Migration[] = [
  ...migrations,
  { version: NOW + 1, name: 'later', change: 'CREATE TABLE later (a)' },
];
const COPY = copyName(NOW);

let dir = '';
const opened: Writer[] = [];
const open = (steps?: readonly Migration[], folder = dir): Writer => {
  const db = openStore(folder, KEY, steps);
  opened.push(db);
  return db;
};
const wordIn = (db: Writer) => db.prepare("SELECT value FROM meta WHERE key = 'word'").get();
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'heed-store-'));
  const db = open();
  db.exec("INSERT INTO meta (key, value) VALUES ('word', 'rhubarb')");
});
afterEach(() => {
  for (const db of opened.splice(0)) db.close();
  rmSync(dir, { recursive: true, force: true });
});

test('a new store, and one that is up to date, are not copied', () => {
  open();
  expect(readdirSync(dir).filter((name) => name.includes('version'))).toEqual([]);
});

test('before its tables change the store is copied, journal and all, and the program before opens the copy', () => {
  expect(versionOf(open(LATER))).toBe(NOW + 1);
  const folder = mkdtempSync(join(tmpdir(), 'heed-store-'));
  copyFileSync(join(dir, COPY), join(folder, STORE_FILE));
  const before = open(undefined, folder);
  expect([versionOf(before), wordIn(before)]).toEqual([NOW, { value: 'rhubarb' }]);
  before.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the program before refuses the store itself, and says what to do and where the copy is', () => {
  open(LATER);
  expect(() => open()).toThrow(new RegExp(`newer Heed.*Install the newest Heed again.*${COPY}`));
});

test('a step that fails leaves the store as it was, with a copy beside it', () => {
  const bad = [...migrations, { version: NOW + 1, name: 'bad', change: 'DROP TABLE absent' }];
  expect(() => open(bad)).toThrow(/no such table/);
  expect(existsSync(join(dir, COPY))).toBe(true);
  const db = open();
  expect([versionOf(db), wordIn(db)]).toEqual([NOW, { value: 'rhubarb' }]);
});

test('the copy goes after a month, and at once where a person is erased', () => {
  const db = open(LATER);
  open(LATER);
  expect(existsSync(join(dir, COPY))).toBe(true);
  const longAgo = Date.now() / 1000 - 31 * 24 * 60 * 60;
  utimesSync(join(dir, COPY), longAgo, longAgo);
  open(LATER);
  expect(existsSync(join(dir, COPY))).toBe(false);
  copyFileSync(join(dir, STORE_FILE), join(dir, COPY));
  noteRewritten(db);
  cleanFile({ db, write: () => expect.unreachable() });
  expect(existsSync(join(dir, COPY))).toBe(false);
});
