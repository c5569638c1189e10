import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unlock } from '../../main/core/store/cipher.ts';
import { openStore, STORE_FILE } from '../../main/core/store/open.ts';
import { troubleOf } from '../../main/core/store/trouble.ts';
import type { Writer } from '../../main/core/store/types.ts';

/** A changed byte is noticed in every kind of page, and in the journal. */

const KEY = 'ab'.repeat(32);
const PAGE = 4096;
const root = mkdtempSync(join(tmpdir(), 'heed-damage-'));
const file = join(root, 'whole', STORE_FILE);
let whole: Buffer;
beforeAll(() => {
  const db = openStore(join(root, 'whole'), KEY);
  const meta = db.prepare('INSERT INTO meta (key, value) VALUES (?, ?)');
  db.transaction(() => {
    for (let index = 0; index < 3000; index += 1) meta.run(`key ${index}`, 'some words '.repeat(20));
    db.prepare("INSERT INTO setting (key, value, rev) VALUES ('long', ?, 'r')").run('x'.repeat(20_000));
    const account = db.prepare(
      "INSERT INTO account (id, login, name, role, password, created_at, rev) VALUES (?, ?, 'A', 'texter', 'x', 1, 'r')",
    );
    for (let index = 0; index < 3000; index += 1) account.run(`a${index}`, `login ${index}`);
  })();
  db.close();
  whole = readFileSync(file);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/**
 * Reads every page of a file; whether all are whole. SQLite reports a fault in its answer, or as an error.
 */
function read(path: string): string {
  const db = new Database(path, { readonly: true });
  try {
    unlock(db, { key: KEY });
    return db.pragma('integrity_check(1)', { simple: true }) === 'ok' ? 'ok' : 'damaged';
  } catch (error) {
    return troubleOf(error)?.code ?? `${error}`;
  } finally {
    db.close();
  }
}

/**
 * The kinds of pages by what their first byte says (https://www.sqlite.org/fileformat2.html, section 1.6).
 */
const KINDS: Readonly<Record<number, string>> = {
  2: 'inside an index',
  5: 'inside a table',
  10: 'leaf of an index',
  13: 'leaf of a table',
};

function pagesByKind(): ReadonlyMap<string, number> {
  const db = new Database(file, { readonly: true });
  unlock(db, { key: KEY });
  const plain = db.serialize();
  db.close();
  const found = new Map([['the first page', 0]]);
  for (let page = 1; page * PAGE < plain.length; page += 1) {
    const kind = KINDS[plain[page * PAGE] ?? 0] ?? 'overflow';
    if (!found.has(kind)) found.set(kind, page);
  }
  return found;
}

test('in every kind of page, in its content, its tag and its nonce', () => {
  const kinds = pagesByKind();
  expect([...kinds.keys()].sort()).toEqual(['the first page', 'overflow', ...Object.values(KINDS)].sort());
  const path = join(root, 'changed.db');
  writeFileSync(path, whole);
  expect(read(path)).toBe('ok');
  for (const [kind, page] of kinds)
    for (const at of [24, 1000, PAGE - 65, PAGE - 64, PAGE - 33, PAGE - 32, PAGE - 1]) {
      const bytes = Buffer.from(whole);
      const index = page * PAGE + at;
      bytes[index] = (bytes[index] ?? 0) ^ 1;
      writeFileSync(path, bytes);
      expect(read(path), `${kind}, byte ${at}`).toBe('damaged');
    }
});

test('a whole page in another’s place', () => {
  const [from, to] = [...pagesByKind().values()].slice(1, 3) as [number, number];
  const bytes = Buffer.from(whole);
  whole.copy(bytes, to * PAGE, from * PAGE, (from + 1) * PAGE);
  const path = join(root, 'moved.db');
  writeFileSync(path, bytes);
  expect(read(path)).toBe('damaged');
});

test('in the journal: what was written there is never read as something else', () => {
  const db = openStore(join(root, 'journal'), KEY);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.prepare("INSERT INTO meta (key, value) VALUES ('a', 'first')").run();
  db.prepare("UPDATE meta SET value = 'second' WHERE key = 'a'").run();
  const from = join(root, 'journal', STORE_FILE);
  const journal = readFileSync(`${from}-wal`);
  const path = join(root, 'journal.db');
  const valueWith = (bytes: Buffer) => {
    rmSync(`${path}-shm`, { force: true });
    copyFileSync(from, path);
    writeFileSync(`${path}-wal`, bytes);
    const copy = new Database(path) as unknown as Writer;
    try {
      unlock(copy, { key: KEY });
      const row = copy.prepare("SELECT value FROM meta WHERE key = 'a'").get() as
        | { value: string }
        | undefined;
      return row?.value ?? 'nothing';
    } catch (error) {
      return troubleOf(error)?.code;
    } finally {
      copy.close();
    }
  };
  expect(valueWith(journal)).toBe('second');
  const met = new Set<string | undefined>();
  // Every frame is a header of 24 bytes and a page; before them the journal has a header of 32 bytes.
  for (let at = 32; at < journal.length; at += 173) {
    const bytes = Buffer.from(journal);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    met.add(valueWith(bytes));
  }
  // SQLite ends a journal at the first checksum that does not fit, and the mark knows that it was longer
  // (mark.test.ts).
  expect([...met].sort()).toEqual(['first', 'nothing']);
  db.close();
});
