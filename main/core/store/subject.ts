import { createHmac, type KeyObject } from 'node:crypto';

/**
 * Characters of a subject: 84 bits. Among 100 million numbers, that any two have the same is less likely than
 * 1 in 10^9, and without the key nobody can search for such a pair.
 */
const LENGTH = 14;
/** The form of a subject. A phone number may have it too, so try to read a number first. */
export const SUBJECT = new RegExp(`^[\\w-]{${LENGTH}}$`);

/**
 * Keyed hash of an E.164 number: the beginning of HMAC-SHA256, base64url. The ledger and the guard know
 * numbers only by it.
 */
export function subjectOf(key: KeyObject, number: string): string {
  return createHmac('sha256', key).update(number).digest('base64url').slice(0, LENGTH);
}
