import { createHmac, hash, type KeyObject } from 'node:crypto';

/**
 * Characters of a subject: 84 bits. Among 100 million numbers, that any two have the same is less likely than
 * 1 in 10^9, and without the key nobody can search for such a pair.
 */
const LENGTH = 14;
/** The form of a subject. A phone number may have it too, so try to read a number first. */
export const SUBJECT = new RegExp(`^[\\w-]{${LENGTH}}$`);

/** Bytes of a block of SHA-256, and of its digests. */
const BLOCK = 64;
const DIGEST = 32;
/** Characters of an E.164 number at most. */
const LONGEST = 16;

/**
 * Makes the keyed hash of an E.164 number: the beginning of HMAC-SHA256, base64url. The ledger and the guard
 * know numbers only by it. `createHmac` would make an object for each number, which takes longer than both
 * hashes, so this hashes twice, as RFC 2104 says, behind blocks that are made once a key.
 */
export function subjectsUnder(key: KeyObject): (number: string) => string {
  const secret = key.export();
  const inner = Buffer.alloc(BLOCK + 3 * LONGEST).fill(0x36, 0, BLOCK);
  const outer = Buffer.alloc(BLOCK + DIGEST).fill(0x5c, 0, BLOCK);
  if (secret.length > BLOCK) throw new Error('A key of subjects has 64 bytes at most.');
  for (const [at, byte] of secret.entries()) {
    inner[at] = byte ^ 0x36;
    outer[at] = byte ^ 0x5c;
  }
  return (number) => {
    if (number.length > LONGEST)
      return createHmac('sha256', key).update(number).digest('base64url').slice(0, LENGTH);
    const end = BLOCK + inner.write(number, BLOCK);
    // As text, since a buffer for each digest would take longer than hashing.
    outer.write(hash('sha256', inner.subarray(0, end), 'binary'), BLOCK, 'latin1');
    return hash('sha256', outer, 'base64url').slice(0, LENGTH);
  };
}
