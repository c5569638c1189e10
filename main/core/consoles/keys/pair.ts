import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
} from 'node:crypto';
import type { Random } from '../../base/ports.ts';

/**
 * A console's own pair of keys (X25519, RFC 7748). What one console seals for another is opened by that one
 * alone, and can have been sealed by no third: both halves that are needed are the two consoles' own.
 */

/** 32 bytes each. */
export type Pair = { readonly own: Buffer; readonly open: Buffer };
/** Who seals what for whom; bound to what is sealed. */
export type Handing = {
  readonly organisation: string;
  readonly number: number;
  readonly from: string;
  readonly to: string;
};

/** What comes before the 32 bytes in DER (RFC 8410, 4 and 7). */
const PRIVATE = Buffer.from('302e020100300506032b656e04220420', 'hex');
const PUBLIC = Buffer.from('302a300506032b656e032100', 'hex');
const NONCE = 12;
const TAG = 16;

const privateKey = (own: Buffer) =>
  createPrivateKey({ key: Buffer.concat([PRIVATE, own]), format: 'der', type: 'pkcs8' });
const publicKey = (open: Buffer) =>
  createPublicKey({ key: Buffer.concat([PUBLIC, open]), format: 'der', type: 'spki' });

/** The pair of which this is the half that stays here. */
export function pairOf(own: Buffer): Pair {
  const der = createPublicKey(privateKey(own)).export({ format: 'der', type: 'spki' });
  return { own, open: der.subarray(PUBLIC.length) };
}

export const newPair = (random: Random): Pair => pairOf(Buffer.from(random.bytes(32)));

const boundTo = ({ organisation, number, from, to }: Handing) =>
  Buffer.from(JSON.stringify(['heed-key', organisation, number, from, to]));

/** The key between two consoles for one handing (HKDF, RFC 5869). Throws for a public half that is none. */
function between(own: Buffer, open: Buffer, handing: Handing): Buffer {
  const secret = diffieHellman({ privateKey: privateKey(own), publicKey: publicKey(open) });
  return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), boundTo(handing), 32));
}

/** Seals `body` for the console that has the other half of `open`. */
export function sealFor(own: Buffer, open: Buffer, handing: Handing, body: Buffer, random: Random): Buffer {
  const nonce = random.bytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', between(own, open, handing), nonce, { authTagLength: TAG });
  cipher.setAAD(boundTo(handing));
  const sealed = Buffer.concat([cipher.update(body), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** Opens what the console with the other half of `open` sealed. Throws where another did, or it changed. */
export function openFrom(own: Buffer, open: Buffer, handing: Handing, sealed: Buffer): Buffer {
  const key = between(own, open, handing);
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE), { authTagLength: TAG });
  decipher.setAAD(boundTo(handing));
  decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]);
}
