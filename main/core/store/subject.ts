import { createHmac, type KeyObject } from 'node:crypto';

/**
 * Keyed hash of an E.164 number: 128 bits of HMAC-SHA256, base64url. The ledger and the guard know numbers
 * only by it.
 */
export function subjectOf(key: KeyObject, number: string): string {
  return createHmac('sha256', key).update(number).digest().subarray(0, 16).toString('base64url');
}
