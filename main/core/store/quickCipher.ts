import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { CIPHERS, type Cipher } from './cipherOf.ts';

/** How many pages are encrypted to measure the time, and how often. */
const PAGES = 200;
const TRIES = 3;
/**
 * With AES instructions AEGIS takes a third of ChaCha20's time, without them 14 times as long. No other load
 * on the computer could confuse the two.
 */
const TOO_SLOW = 4;

/** Microseconds of processor time that writing some pages takes. */
function timed(file: string, cipher: Cipher): number {
  const db = new Database(file);
  try {
    for (const setting of CIPHERS[cipher].settings) db.pragma(setting);
    db.pragma(`key = "x'${'5a'.repeat(32)}'"`);
    db.pragma('journal_mode = OFF');
    db.pragma('synchronous = OFF');
    const began = process.cpuUsage();
    db.exec(`CREATE TABLE page (bytes BLOB);
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${PAGES})
      INSERT INTO page SELECT zeroblob(3000) FROM n`);
    const { user, system } = process.cpuUsage(began);
    return user + system;
  } finally {
    db.close();
  }
}

/** The cipher that suits this computer, by measuring both; `time` is called a few times for each. */
export function cipherBy(time: (cipher: Cipher, nth: number) => number): Cipher {
  const best = (cipher: Cipher) => Math.min(...Array.from({ length: TRIES }, (_, nth) => time(cipher, nth)));
  return best('aegis') > TOO_SLOW * best('chacha20') ? 'chacha20' : 'aegis';
}

let found: Cipher | undefined;

/**
 * The cipher for a new file on this computer: AEGIS-256, or ChaCha20 where the library has to compute AES in
 * software. The library does not tell, so both are tried on some empty pages, once a thread, in about 20
 * milliseconds; only when a file is made. If that fails it is AEGIS, which is correct on every computer.
 */
export function quickCipher(): Cipher {
  if (found !== undefined) return found;
  let folder: string | undefined;
  try {
    const place = mkdtempSync(join(tmpdir(), 'heed-cipher-'));
    folder = place;
    found = cipherBy((cipher, nth) => timed(join(place, `${cipher}-${nth}`), cipher));
  } catch {
    found = 'aegis';
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
  return found;
}
