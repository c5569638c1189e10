import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Random } from '../base/ports.ts';
import { LogError } from './log/changeLog.ts';

/**
 * Changes are sealed with the organisation's key before they leave: AES-256-GCM, so that whoever keeps the
 * log can neither read one nor change it, nor give it out as another console's or another number's.
 */

/** `key`: 32 bytes. */
export type Sealing = { readonly organisation: string; readonly key: Buffer };
/** Whose change it is, and its number. */
export type Place = { readonly console: string; readonly number: number };

const FORMAT = 1;
/** NIST SP 800-38D, 8.2.2: a random nonce of 96 bits; its tag has 128. */
const NONCE = 12;
const TAG = 16;

const boundTo = (organisation: string, { console: name, number }: Place) =>
  Buffer.from(JSON.stringify(['heed-change', FORMAT, organisation, name, number]));

/** Format, nonce, tag and what is sealed, as bytes. */
export function seal({ organisation, key }: Sealing, at: Place, body: Buffer, random: Random): Buffer {
  const nonce = random.bytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
  cipher.setAAD(boundTo(organisation, at));
  const sealed = Buffer.concat([cipher.update(body), cipher.final()]);
  return Buffer.concat([Buffer.from([FORMAT]), nonce, cipher.getAuthTag(), sealed]);
}

/** @throws LogError broken: it was changed, or sealed with another key or for another place; outdated */
export function unseal({ organisation, key }: Sealing, at: Place, sealed: Buffer): Buffer {
  const [format = 0] = sealed;
  if (format > FORMAT)
    throw new LogError('outdated', 'A change was sealed by a newer Heed; update this console.');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + NONCE), {
      authTagLength: TAG,
    });
    decipher.setAAD(boundTo(organisation, at));
    decipher.setAuthTag(sealed.subarray(1 + NONCE, 1 + NONCE + TAG));
    return Buffer.concat([decipher.update(sealed.subarray(1 + NONCE + TAG)), decipher.final()]);
  } catch (error) {
    throw new LogError('broken', `Change ${at.number} of ${at.console} is not what was sealed.`, {
      cause: error,
    });
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
