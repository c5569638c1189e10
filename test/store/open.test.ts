import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unlock } from '../../main/core/store/cipher.ts';
import { openReader, openStore, STORE_FILE } from '../../main/core/store/open.ts';
import { writer } from '../helpers/core.ts';

const KEY = 'ab'.repeat(32);
let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'heed-store-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function made(): Buffer {
  const db = openStore(dir, KEY);
  db.prepare("INSERT INTO meta (key, value) VALUES ('secret-word', 'rhubarb')").run();
  db.close();
  return readFileSync(join(dir, STORE_FILE));
}

const codeOf = (open: () => unknown): string => {
  try {
    open();
  } catch (error) {
    return error instanceof Error && 'code' in error ? `${error.code}` : 'no code';
  }
  return 'opened';
};

test('encrypted at rest: neither the header nor a word of the content can be read', () => {
  const bytes = made();
  expect(bytes.subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');
  expect(bytes.includes('rhubarb')).toBe(false);
  const db = openStore(dir, KEY);
  expect(db.prepare("SELECT value FROM meta WHERE key = 'secret-word'").get()).toEqual({ value: 'rhubarb' });
  expect([db.pragma('journal_mode', { simple: true }), db.pragma('synchronous', { simple: true })]).toEqual([
    'wal',
    2,
  ]);
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  db.close();
});

test('a wrong key is refused and nothing is changed', () => {
  const before = made();
  expect(codeOf(() => openStore(dir, 'cd'.repeat(32)))).toBe('wrong-key');
  expect(codeOf(() => openStore(dir, 'short'))).toBe('wrong-key');
  expect(readFileSync(join(dir, STORE_FILE)).equals(before)).toBe(true);
});

test('a file that is no store, or is cut short, is refused, never replaced by an empty store', () => {
  made();
  const file = join(dir, STORE_FILE);
  const whole = readFileSync(file);
  for (const bytes of [
    Buffer.from('hello, not a database '.repeat(300)),
    whole.subarray(0, 5000),
    Buffer.from(whole).fill(7, 16, 4000),
  ]) {
    rmSync(`${file}-wal`, { force: true });
    rmSync(`${file}-shm`, { force: true });
    writeFileSync(file, bytes);
    expect(['wrong-key', 'damaged']).toContain(codeOf(() => openStore(dir, KEY)));
    expect(readFileSync(file).equals(bytes)).toBe(true);
  }
});

test('another program’s database is refused by name', () => {
  const file = join(dir, STORE_FILE);
  const other = new Database(file);
  unlock(other, { key: KEY });
  other.exec('CREATE TABLE theirs (id)');
  other.close();
  expect(codeOf(() => openStore(dir, KEY))).toBe('foreign');
});

test('a store of a development version, encrypted in another way, is told apart and left as it is', () => {
  const file = join(dir, STORE_FILE);
  const earlier = new Database(file);
  earlier.pragma("cipher = 'sqlcipher'");
  earlier.pragma(`key = "x'${KEY}'"`);
  earlier.exec('CREATE TABLE meta (key TEXT)');
  earlier.close();
  const before = readFileSync(file);
  expect(() => openStore(dir, KEY)).toThrow(/earlier development version.*another data folder/);
  expect(codeOf(() => openStore(dir, 'cd'.repeat(32)))).toBe('wrong-key');
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('a reading connection cannot write', () => {
  made();
  const reader = openReader(dir, KEY);
  expect(() => writer({ db: reader }).exec("INSERT INTO meta (key, value) VALUES ('x', 'y')")).toThrow(
    /readonly/,
  );
  reader.close();
});
