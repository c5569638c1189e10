import { createHash } from 'node:crypto';
import type { Secrets } from '../base/ports.ts';
import type { Core } from '../store/context.ts';
import type { StoreKey } from '../store/open.ts';

/**
 * Which key a file was made with, without telling the key: 64 bits of a hash that is used for nothing else.
 */
export function keyIdOf(key: StoreKey): string {
  return createHash('sha256').update(`heed-key-id\n${key}`).digest('hex').slice(0, 16);
}

/**
 * Under which name a former key of the store stays behind the secret port. Whoever rotates the key keeps the
 * old one there.
 */
export const formerKeyName = (keyId: string): string => `store-key/${keyId}`;

/** The key of a back-up: the store's own, or a former one; null where this computer has it no longer. */
export async function keyWithId(
  core: { readonly key: StoreKey; readonly secrets: Secrets } | Pick<Core, 'key' | 'secrets'>,
  keyId: string,
): Promise<StoreKey | null> {
  if (keyIdOf(core.key) === keyId) return core.key;
  const former = await core.secrets.get(formerKeyName(keyId));
  return former !== null && keyIdOf(former) === keyId ? former : null;
}

/**
 * Names an organisation without telling anything: stores that share it hash numbers alike, so their opt-outs
 * can be united.
 */
export function organisationIdOf(subjectKey: string): string {
  return createHash('sha256').update(`heed-organisation\n${subjectKey}`).digest('hex').slice(0, 16);
}
