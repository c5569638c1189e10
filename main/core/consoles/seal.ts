import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Random } from '../base/ports.ts';
import { LogError } from './log/changeLog.ts';

/**
 * Changes are sealed with the organisation's key before they leave: AES-256-GCM, so that whoever keeps the
 * log can neither read one nor change it, nor give it out as another console's or another number's. The key
 * is renewed when a console goes (`keys/`), so what is sealed tells the number of its key.
 */

/** A key of the organisation: 32 bytes, and its number, counted from 1. */
export type NumberedKey = { readonly number: number; readonly key: Buffer };

/** The keys that the organisation has had, as far as this console has them. */
export type KnownKeys = {
  /** With which everything is sealed from now on. */
  newest(): NumberedKey;
  /** null: it is not here. */
  find(number: number): Buffer | null;
  /** Takes those that others have made since. @throws LogError; StoreError */
  take(): Promise<void>;
};
export type Sealing = { readonly organisation: string; readonly keys: KnownKeys };

/** One key alone, such as the one with which an invitation is sealed. */
export const oneKey = (key: Buffer): KnownKeys => ({
  newest: () => ({ number: 1, key }),
  find: (number) => (number === 1 ? key : null),
  take: async () => undefined,
});

/** Whose change it is, and its number. */
export type Place = { readonly console: string; readonly number: number };

const FORMAT = 1;
/** NIST SP 800-38D, 8.2.2: a random nonce of 96 bits; its tag has 128. */
const NONCE = 12;
const TAG = 16;
/** Of the number of a key: an unsigned integer of 32 bits, the high byte first. */
const KEY_NUMBER = 4;
/** One byte for the format. */
const HEAD = 1 + KEY_NUMBER;

const boundTo = (organisation: string, { console: name, number }: Place, key: number) =>
  Buffer.from(JSON.stringify(['heed-change', FORMAT, organisation, name, number, key]));

/** Format, number of the key, nonce, tag and what is sealed, as bytes. */
export function seal({ organisation, keys }: Sealing, at: Place, body: Buffer, random: Random): Buffer {
  const { number, key } = keys.newest();
  const head = Buffer.alloc(HEAD, FORMAT);
  head.writeUInt32BE(number, 1);
  const nonce = random.bytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
  cipher.setAAD(boundTo(organisation, at, number));
  const sealed = Buffer.concat([cipher.update(body), cipher.final()]);
  return Buffer.concat([head, nonce, cipher.getAuthTag(), sealed]);
}

/** With which key something is sealed, as it says of itself; 0: it says none. @throws LogError outdated */
export function keyNumberOf(sealed: Buffer): number {
  const [format = 0] = sealed;
  if (format > FORMAT)
    throw new LogError('outdated', 'A change was sealed by a newer Heed; update this console.');
  return sealed.length < HEAD ? 0 : sealed.readUInt32BE(1);
}

/** Takes the key of what is to be opened, where it is not here yet. @throws LogError; StoreError */
export async function takeKeyOf({ keys }: Sealing, sealed: Buffer): Promise<void> {
  if (keys.find(keyNumberOf(sealed)) === null) await keys.take();
}

/**
 * @throws LogError broken: it was changed, or sealed with another key, one that is not here, or for another
 * place; outdated
 */
export function unseal({ organisation, keys }: Sealing, at: Place, sealed: Buffer): Buffer {
  const number = keyNumberOf(sealed);
  const key = keys.find(number);
  const wrong = (cause?: unknown) =>
    new LogError('broken', `Change ${at.number} of ${at.console} is not what was sealed.`, { cause });
  if (key === null) throw wrong();
  const parts = sealed.subarray(HEAD);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, parts.subarray(0, NONCE), { authTagLength: TAG });
    decipher.setAAD(boundTo(organisation, at, number));
    decipher.setAuthTag(parts.subarray(NONCE, NONCE + TAG));
    return Buffer.concat([decipher.update(parts.subarray(NONCE + TAG)), decipher.final()]);
  } catch (error) {
    throw wrong(error);
  }
}

/** A console's name has the place of a change that no console makes. */
const NAME = 0;

/** What people call a console, for others of its organisation alone. */
export const sealName = (sealing: Sealing, id: string, name: string, random: Random): Buffer =>
  seal(sealing, { console: id, number: NAME }, Buffer.from(name), random);

/** @throws LogError */
export const unsealName = (sealing: Sealing, id: string, sealed: Buffer): string =>
  unseal(sealing, { console: id, number: NAME }, sealed).toString('utf8');
