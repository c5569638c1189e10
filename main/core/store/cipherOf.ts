import { closeSync, openSync, readSync } from 'node:fs';

/** The ciphers that a file of ours may have. Both authenticate each page, so damage is noticed. */
export type Cipher = 'aegis' | 'chacha20';

type Facts = {
  /** Bytes at the end of each page for nonce and tag; SQLite keeps the figure in its header. */
  readonly reserved: number;
  readonly settings: readonly string[];
};

/**
 * Every parameter is named, so that a new default of the library changes nothing.
 * - **AEGIS-256** encrypts and authenticates a page in one pass, with a random nonce of 256 bits and a tag of
 * 256 bits. It needs AES instructions (and AVX on x86); without them the library computes the same in
 * software, 14 times as slowly as ChaCha20.
 * - **ChaCha20-Poly1305** with a random nonce of 128 bits, from which each page gets a key of its own, and a
 * tag of 128 bits. It needs no special instructions.
 */
export const CIPHERS: Readonly<Record<Cipher, Facts>> = {
  aegis: {
    reserved: 64,
    settings: [
      "cipher = 'aegis'",
      "algorithm = 'aegis-256'",
      // For passphrases: Argon2id with the second recommended set of RFC 9106, section 4 (64 MiB, three
      // passes).
      'tcost = 3',
      'mcost = 65536',
      'pcost = 4',
    ],
  },
  chacha20: { reserved: 32, settings: ["cipher = 'chacha20'", 'legacy = 0'] },
};

/** The byte of a file's header that says how many bytes of each page are reserved; never encrypted. */
const RESERVED_AT = 20;

/**
 * The cipher of a file, by the bytes that it reserves; null where there is no file yet. A file with another
 * figure is taken for AEGIS; it then fails to open, since every page is authenticated with the key.
 */
export function cipherOf(file: string): Cipher | null {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch {
    return null;
  }
  try {
    const reserved = Buffer.alloc(1);
    if (readSync(handle, reserved, 0, 1, RESERVED_AT) === 0) return null;
    return reserved[0] === CIPHERS.chacha20.reserved ? 'chacha20' : 'aegis';
  } finally {
    closeSync(handle);
  }
}
