import { hash } from 'node:crypto';
import type { Core, Tx } from '../store/context.ts';

/** A new token for a sign-in or an API key: 256 random bits. The store keeps only its hash. */
export const newToken = (core: Core): string =>
  Buffer.from(core.ports.random.bytes(32)).toString('base64url');

/** SHA-256, base64url; 256 random bits need no slow hash. */
export const hashOf = (token: string): string => hash('sha256', token, 'base64url');

/** Notes that a token was used. A full disk is ignored, so that reading goes on. */
export function noteUse(core: Core, write: (tx: Tx) => void): void {
  try {
    core.write(write);
  } catch (error) {
    if (!core.report(error)) throw error;
  }
}
