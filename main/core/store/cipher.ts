import Database from 'better-sqlite3';
import { CIPHERS, type Cipher, cipherOf } from './cipherOf.ts';
import { quickCipher } from './quickCipher.ts';

/** Key of the store: 64 hexadecimal digits (256 bits). Comes from the secret port, never from a setting. */
export type StoreKey = string;

/** What opens a file: the store's key itself, or a passphrase, which is stretched. */
export type Lock = { readonly key: StoreKey } | { readonly passphrase: string };

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
const ofPragma = (lock: Lock) =>
  'key' in lock ? `"x'${lock.key}'"` : literal(lock.passphrase.normalize('NFC'));

/**
 * Sets cipher and key of a connection that has read nothing yet: the cipher that the file has, or
 * `cipherOfNew` for a new file (if left out, the one that suits this computer). A wrong key shows at the
 * first read, which fails with SQLITE_NOTADB; a damaged page fails with SQLITE_CORRUPT when it is read.
 */
export function unlock(db: Database.Database, lock: Lock, cipherOfNew?: Cipher): void {
  use(db, cipherOf(db.name) ?? cipherOfNew ?? quickCipher());
  db.pragma(`key = ${ofPragma(lock)}`);
}

/**
 * Encrypts a whole file anew: with a key in the cipher that suits this computer, with a passphrase in AEGIS,
 * which stretches it by Argon2id. `db` must be unlocked, alone on the file, and without a write-ahead log.
 */
export function encryptAnew(db: Database.Database, lock: Lock): void {
  use(db, 'key' in lock ? quickCipher() : 'aegis');
  db.pragma(`rekey = ${ofPragma(lock)}`);
}

function use(db: Database.Database, cipher: Cipher): void {
  for (const setting of CIPHERS[cipher].settings) db.pragma(setting);
}

/**
 * Whether this key opens the file with SQLCipher, as development versions before the first release used it.
 */
export function isOfDevelopment(file: string, key: StoreKey): boolean {
  const db = new Database(file, { readonly: true });
  try {
    db.pragma("cipher = 'sqlcipher'");
    db.pragma(`key = "x'${key}'"`);
    db.prepare('SELECT 1 FROM sqlite_schema').get();
    return true;
  } catch {
    return false;
  } finally {
    db.close();
  }
}
