import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { checkFile, copyStore, rekeyFile } from '../../main/core/backup/wholeFile.ts';
import { unlock } from '../../main/core/store/cipher.ts';
import { type Cipher, cipherOf } from '../../main/core/store/cipherOf.ts';
import { openReader, openStore, STORE_FILE } from '../../main/core/store/open.ts';
import { cipherBy, quickCipher } from '../../main/core/store/quickCipher.ts';
import { troubleOf } from '../../main/core/store/trouble.ts';
import { writer } from '../helpers/core.ts';

/** A store has the cipher that suits the computer on which it was made, and opens on every other. */

const KEY = 'ab'.repeat(32);
const PAGE = 4096;
const root = mkdtempSync(join(tmpdir(), 'heed-cipher-test-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const WORD = 'rhubarb';
let places = 0;

/** The file of a closed store that holds a certain word. */
function made(cipher: Cipher): string {
  places += 1;
  const dir = join(root, String(places));
  mkdirSync(dir);
  // A store made by a computer that this cipher suits.
  const begun = new Database(join(dir, STORE_FILE));
  unlock(begun, { key: KEY }, cipher);
  begun.pragma('journal_mode = WAL');
  begun.close();
  const db = openStore(dir, KEY);
  db.prepare("INSERT INTO meta (key, value) VALUES ('word', ?)").run(WORD.repeat(1000));
  db.close();
  return join(dir, STORE_FILE);
}

test('AES computed in software is told by its time; a busy machine makes no difference', () => {
  const times = { aegis: [45, 90, 46], chacha20: [3.3, 9, 3.4] };
  expect(cipherBy((cipher, nth) => times[cipher][nth] ?? 0)).toBe('chacha20');
  const quick = { aegis: [1, 30, 50], chacha20: [3.2, 3.3, 3.4] };
  expect(cipherBy((cipher, nth) => quick[cipher][nth] ?? 0)).toBe('aegis');
  expect(quickCipher()).toBe(quickCipher());
  const dir = join(root, 'new');
  openStore(dir, KEY).close();
  expect(cipherOf(join(dir, STORE_FILE))).toBe(quickCipher());
});

test.each(['aegis', 'chacha20'] as const)(
  '%s: opens for writing, reading, copies and checks by its file alone',
  (cipher) => {
    const file = made(cipher);
    expect(cipherOf(file)).toBe(cipher);
    expect(readFileSync(file).includes(WORD)).toBe(false);
    const dir = join(file, '..');
    const again = openStore(dir, KEY);
    again.prepare("UPDATE meta SET value = 'more' WHERE key = 'word'").run();
    again.close();
    const reader = openReader(dir, KEY);
    expect(writer({ db: reader }).prepare("SELECT value FROM meta WHERE key = 'word'").pluck().get()).toBe(
      'more',
    );
    reader.close();
    expect(() => openStore(dir, 'cd'.repeat(32))).toThrow(expect.objectContaining({ code: 'wrong-key' }));
    const copy = `${file}.copy`;
    copyStore(file, KEY, copy);
    expect(cipherOf(copy)).toBe(cipher);
    expect(checkFile(copy, KEY).problems).toEqual([]);
  },
);

test.each(['aegis', 'chacha20'] as const)(
  '%s: a changed byte is noticed, and so is a changed name of the cipher',
  (cipher) => {
    const file = made(cipher);
    const whole = readFileSync(file);
    const read = (bytes: Buffer): string => {
      const path = join(root, 'changed.db');
      writeFileSync(path, bytes);
      const db = new Database(path, { readonly: true });
      try {
        unlock(db, { key: KEY });
        return db.pragma('integrity_check(1)', { simple: true }) === 'ok' ? 'ok' : 'damaged';
      } catch (error) {
        return troubleOf(error)?.code ?? String(error);
      } finally {
        db.close();
      }
    };
    expect(read(whole)).toBe('ok');
    const last = whole.length - PAGE;
    for (const at of [24, PAGE - 1, PAGE + 1000, 2 * PAGE - 33, 2 * PAGE - 20, last + 8, whole.length - 1]) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      expect(read(bytes), `byte ${at}`).toBe('damaged');
    }
    for (const reserved of [0, 32, 64, 80].filter((value) => value !== whole[20])) {
      const bytes = Buffer.from(whole);
      bytes[20] = reserved;
      expect(read(bytes), `reserved ${reserved}`).not.toBe('ok');
    }
  },
);

test.each(['aegis', 'chacha20'] as const)(
  '%s: a new key suits the computer, a passphrase suits any',
  (cipher) => {
    const file = made(cipher);
    const travels = join(root, `${cipher}.heed`);
    copyFileSync(file, travels);
    rekeyFile(travels, { key: KEY }, { passphrase: 'four words of a song' });
    expect(cipherOf(travels)).toBe('aegis');
    rekeyFile(travels, { passphrase: 'four words of a song' }, { key: KEY });
    expect(cipherOf(travels)).toBe(quickCipher());
    expect(checkFile(travels, KEY).problems).toEqual([]);
  },
);
