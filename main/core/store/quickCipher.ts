import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { CIPHERS, type Cipher } from './cipherOf.ts';

/** Pages that are encrypted to see how long it takes, and how often. */
const PAGES = 200;
const TRIES = 3;
/**
 * With instructions AEGIS takes a third of the time of ChaCha20, without them 14 times as long. Nothing that
 * else goes on makes the one look like the other.
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

/** The cipher of the two that suits, by how long each takes; `time` is asked a few times for each. */
export function cipherBy(time: (cipher: Cipher, nth: number) => number): Cipher {
  const best = (cipher: Cipher) => Math.min(...Array.from({ length: TRIES }, (_, nth) => time(cipher, nth)));
  return best('aegis') > TOO_SLOW * best('chacha20') ? 'chacha20' : 'aegis';
}

let found: Cipher | undefined;

/**
 * The cipher for a new file on this computer: AEGIS-256, or ChaCha20 where the library has to compute AES
 * without the processor's instructions. It does not tell which way it goes, so both are tried on some empty
 * pages, once a thread, for some 20 milliseconds; where no file is made, never. Where that fails it is AEGIS,
 * which is right everywhere.
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
