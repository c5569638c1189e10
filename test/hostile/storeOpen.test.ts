import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openReader, openStore, STORE_FILE } from '../../main/core/store/open.ts';
import { refuseLost } from '../../main/core/store/presence.ts';
import { StoreError } from '../../main/core/store/types.ts';
import { writer } from '../helpers/core.ts';

/**
 * Whatever lies where the store should be: it opens with all its content, or it is refused with a remedy
 * and stays as it is. It never ends without a message, and never becomes a new, empty store.
 */

const KEY = 'ab'.repeat(32);
const MARK = 'rhubarb';
let dir = '';
let whole: Buffer;
let file = '';

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'heed-hostile-'));
  file = join(dir, STORE_FILE);
  const db = openStore(dir, KEY);
  db.prepare("INSERT INTO meta (key, value) VALUES ('mark', ?)").run(MARK);
  db.close();
  whole = readFileSync(file);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function lay(bytes: Uint8Array, wal: Uint8Array | null): void {
  for (const name of readdirSync(dir)) rmSync(join(dir, name));
  writeFileSync(file, bytes);
  if (wal !== null) writeFileSync(`${file}-wal`, wal);
}

/** 'opened' only with all its content; else the code of the refusal. */
function outcomeOf(open: typeof openStore | typeof openReader): string {
  try {
    const db = open(dir, KEY);
    const row = writer({ db }).prepare("SELECT value FROM meta WHERE key = 'mark'").get();
    db.close();
    return JSON.stringify(row) === JSON.stringify({ value: MARK }) ? 'opened' : 'EMPTY';
  } catch (error) {
    if (!(error instanceof StoreError)) {
      // The store opens, but a page of the table is damaged: whoever reads it gets an error.
      if (error instanceof Error && /malformed|not a database|disk image/.test(error.message))
        return 'damaged';
      throw error;
    }
    expect(error.message).not.toBe('');
    expect(error.remedy.length).toBeGreaterThan(10);
    return error.code;
  }
}

const REFUSED = ['wrong-key', 'damaged', 'foreign', 'missing', 'newer'];
const place = () => fc.nat(whole.length - 1);

test('random bytes, a file cut short, bytes changed, pages swapped: refused with a remedy, and left as they are', () => {
  const damaged = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 10_000 }),
    fc
      .uint8Array({ maxLength: 3000 })
      .map((noise) => Buffer.concat([Buffer.from('SQLite format 3\0'), noise])),
    fc.nat(3 * 4096).map((length) => new Uint8Array(length + 1)),
    fc.constantFrom(1, 100, 511, 512, 4095, 4096, 4097).map((length) => whole.subarray(0, length)),
    fc.nat(whole.length - 1).map((length) => whole.subarray(0, Math.max(length, 1))),
    fc.tuple(place(), fc.uint8Array({ minLength: 1, maxLength: 64 })).map(([at, noise]) => {
      const bytes = Buffer.from(whole);
      bytes.set(noise.subarray(0, bytes.length - at), at);
      return bytes;
    }),
    fc.tuple(place(), place()).map(([a, b]) => {
      const bytes = Buffer.from(whole);
      const page = (at: number) => Math.floor(at / 4096) * 4096;
      whole.copy(bytes, page(a), page(b), page(b) + 4096);
      return bytes;
    }),
    fc.uint8Array({ minLength: 1, maxLength: 5000 }).map((noise) => Buffer.concat([whole, noise])),
  );
  const seen = new Set<string>();
  fc.assert(
    fc.property(damaged, fc.option(fc.uint8Array({ maxLength: 5000 })), (bytes, wal) => {
      lay(bytes, wal);
      const outcomes = [outcomeOf(openStore), outcomeOf(openReader)];
      for (const outcome of outcomes) {
        seen.add(outcome);
        expect(['opened', ...REFUSED]).toContain(outcome);
      }
      // The store was refused when it was opened, so nothing was written.
      if (outcomes[0] === 'wrong-key') expect(readFileSync(file).equals(bytes)).toBe(true);
    }),
    { numRuns: 150 },
  );
  expect(seen.has('wrong-key')).toBe(true);
});

test('what lies beside the store without it never lets a new one be made', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 2000 }),
      fc.constantFrom('-wal', '-shm', '-journal'),
      (bytes, suffix) => {
        for (const name of readdirSync(dir)) rmSync(join(dir, name));
        writeFileSync(`${file}${suffix}`, bytes);
        const outcome = outcomeOf(openReader);
        expect(['missing', 'damaged']).toContain(outcome);
        if (suffix === '-wal' && bytes.length > 0) expect(outcomeOf(openStore)).not.toBe('EMPTY');
      },
    ),
    { numRuns: 40 },
  );
});

test('an empty file where a store was is not taken for a first run', () => {
  lay(new Uint8Array(), null);
  // The console first asks whether a store was set up; a set-up that was cut off leaves such a file as
  // well.
  expect(() => refuseLost(dir)).toThrow(StoreError);
  expect(outcomeOf(openReader)).not.toBe('opened');
});

test('the whole file, put back, opens', () => {
  lay(whole, null);
  copyFileSync(file, join(dir, 'copy'));
  expect([outcomeOf(openStore), outcomeOf(openReader)]).toEqual(['opened', 'opened']);
});
