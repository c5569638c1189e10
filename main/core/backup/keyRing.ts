import { createHash } from 'node:crypto';
import type { Secrets } from '../base/ports.ts';
import type { Core } from '../store/context.ts';
import type { StoreKey } from '../store/open.ts';

/** Identifies the key of a file without revealing it: 64 bits of a hash that has no other use. */
export function keyIdOf(key: StoreKey): string {
  return createHash('sha256').update(`heed-key-id\n${key}`).digest('hex').slice(0, 16);
}

/**
 * The name under which the secret port keeps a former key of the store; a change of the key puts it there.
 */
export const formerKeyName = (keyId: string): string => `store-key/${keyId}`;

/** The key of a back-up: the store's own, or a former one; null where this computer no longer has it. */
export async function keyWithId(
  core: { readonly key: StoreKey; readonly secrets: Secrets } | Pick<Core, 'key' | 'secrets'>,
  keyId: string,
): Promise<StoreKey | null> {
  if (keyIdOf(core.key) === keyId) return core.key;
  const former = await core.secrets.get(formerKeyName(keyId));
  return former !== null && keyIdOf(former) === keyId ? former : null;
}

/**
 * Identifies an organisation without revealing anything. Stores with the same id hash numbers alike, so their
 * opt-outs can be united.
 */
export function organisationIdOf(subjectKey: string): string {
  return createHash('sha256').update(`heed-organisation\n${subjectKey}`).digest('hex').slice(0, 16);
}
