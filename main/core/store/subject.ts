import { createHmac, type KeyObject } from 'node:crypto';

/**
 * Characters of a subject: 84 bits. That any two of 100 million numbers have the same is less likely than 1 in
 * 10^9, and nobody can look for such a pair without the key.
 */
const LENGTH = 14;
/** No phone number that can be read looks like one for long: ask for numbers first. */
export const SUBJECT = new RegExp(`^[\\w-]{${LENGTH}}$`);

/**
 * Keyed hash of an E.164 number: the beginning of HMAC-SHA256, base64url. The ledger and the guard know
 * numbers only by it.
 */
export function subjectOf(key: KeyObject, number: string): string {
  return createHmac('sha256', key).update(number).digest('base64url').slice(0, LENGTH);
}
