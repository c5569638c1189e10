import Database from 'better-sqlite3';

/** Key of the store: 64 hexadecimal digits (256 bits). Comes from the secret port, never from a setting. */
export type StoreKey = string;

/** What opens a file: the store's key as it is, or a passphrase, which is stretched. */
export type Lock = { readonly key: StoreKey } | { readonly passphrase: string };

/**
 * AEGIS-256: encrypts and authenticates each page in one pass, with a random nonce of 256 bits and a tag of
 * 256 bits in 64 bytes at its end. It takes the whole key, and where the processor has no AES instructions
 * the library computes the same in software. Named here word for word, so that another default of the library
 * changes nothing.
 */
const CIPHER = [
  "cipher = 'aegis'",
  "algorithm = 'aegis-256'",
  // For passphrases: Argon2id with the second recommended set of RFC 9106, section 4 (64 MiB, three passes).
  'tcost = 3',
  'mcost = 65536',
  'pcost = 4',
] as const;

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
const ofPragma = (lock: Lock) =>
  'key' in lock ? `"x'${lock.key}'"` : literal(lock.passphrase.normalize('NFC'));

/**
 * Sets cipher and key of a connection that has read nothing yet. Whether the key is right shows at the first
 * read, which fails with SQLITE_NOTADB if it is not; a damaged page fails with SQLITE_CORRUPT when it is
 * read.
 */
export function unlock(db: Database.Database, lock: Lock): void {
  for (const setting of CIPHER) db.pragma(setting);
  db.pragma(`key = ${ofPragma(lock)}`);
}

/**
 * Encrypts a whole file anew. Its connection was unlocked, and has the file for itself, without a write-ahead
 * log.
 */
export function encryptAnew(db: Database.Database, lock: Lock): void {
  db.pragma(`rekey = ${ofPragma(lock)}`);
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
