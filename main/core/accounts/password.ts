import { type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import type { Random } from '../base/ports.ts';

type Cost = { readonly N: number; readonly r: number; readonly p: number };

/**
 * 32 MiB and three passes: one of the settings that OWASP's Password Storage Cheat Sheet names as equally
 * strong, and the one that lets several people sign in at once on a small computer. It stands in each hash,
 * so it may be raised: older hashes are replaced at sign-in.
 */
export const COST: Cost = { N: 2 ** 15, r: 8, p: 3 };
const KEY_BYTES = 32;

type Stored = { readonly cost: Cost; readonly salt: Buffer; readonly key: Buffer };

function derive(password: string, salt: Uint8Array, bytes: number, cost: Cost): Promise<Buffer> {
  const options: ScryptOptions = { ...cost, maxmem: 256 * cost.N * cost.r };
  return new Promise((resolve, reject) => {
    // The same password typed on another keyboard must count as the same.
    scrypt(password.normalize('NFKC'), salt, bytes, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/**
 * Parts of a stored hash; null for any other text, such as the `none` of an account that only an API key
 * uses.
 */
function readHash(stored: string): Stored | null {
  const [scheme, N, r, p, salt, key] = stored.split('$');
  if (scheme !== 'scrypt' || !N || !r || !p || !salt || !key) return null;
  return {
    cost: { N: Number(N), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64url'),
    key: Buffer.from(key, 'base64url'),
  };
}

/**
 * Returns `scrypt$N$r$p$salt$key`, salt and key in base64url. Takes more than a tenth of a second, off the
 * main thread.
 */
export async function hashPassword(password: string, random: Random, cost: Cost = COST): Promise<string> {
  const salt = random.bytes(16);
  const key = await derive(password, salt, KEY_BYTES, cost);
  return [
    'scrypt',
    cost.N,
    cost.r,
    cost.p,
    Buffer.from(salt).toString('base64url'),
    key.toString('base64url'),
  ].join('$');
}

/** Whether a hash was made with another cost than is asked for now. */
export function isOutdated(stored: string): boolean {
  const cost = readHash(stored)?.cost;
  return cost === undefined || cost.N !== COST.N || cost.r !== COST.r || cost.p !== COST.p;
}

/**
 * Whether the password is the one that was hashed. `stored` null: nobody has this login; the result is false
 * after the same work as for the hash `like`, so that the time does not tell which logins exist, even while
 * some hashes are older.
 */
export async function verifyPassword(
  password: string,
  stored: string | null,
  like: string | null = null,
): Promise<boolean> {
  const real = stored === null ? null : readHash(stored);
  const { cost, salt, key } = real ??
    (like === null ? null : readHash(like)) ?? {
      cost: COST,
      salt: Buffer.alloc(16),
      key: Buffer.alloc(KEY_BYTES),
    };
  const actual = await derive(password, salt, key.length, cost);
  return timingSafeEqual(actual, key) && real !== null;
}
