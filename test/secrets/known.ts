import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { formerKeyName, keyIdOf } from '../../main/core/backup/keyRing.ts';
import { listManifests } from '../../main/core/backup/manifest.ts';
import { secretName } from '../../main/core/connections/connections.ts';
import { openingKey } from '../../main/core/keys/openingKey.ts';
import { openReader, type StoreKey } from '../../main/core/store/open.ts';
import { all } from '../../main/core/store/statement.ts';
import { type Reader, StoreError } from '../../main/core/store/types.ts';
import { systemKeyName } from '../../main/core/systems/connectors.ts';
import { webhookSecretName } from '../../main/core/webhooksOut/rows.ts';
import { openVault } from '../../main/hosts/common/vault.ts';
import { type ProviderName, secretFields } from '../../shared/providers/index.ts';

/**
 * Every secret of a data folder that opens with this passphrase. `never`: may stand only in the vault.
 * `once`: also in the one answer that gave it out.
 */
export async function secretsOf(
  dataDir: string,
  passphrase: string,
): Promise<{ readonly never: Map<string, string>; readonly once: Map<string, string> }> {
  const never = new Map([['passphrase', passphrase]]);
  const once = new Map<string, string>();
  const file = join(dataDir, 'vault.json');
  const storeDir = join(dataDir, 'organisation');
  if (!existsSync(file) || !existsSync(storeDir)) return { never, once };
  const vault = await openVault(file, passphrase);
  const keep = async (kind: Map<string, string>, name: string) => {
    const secret = await vault.get(name);
    if (secret !== null) kind.set(name, secret);
  };
  await keep(never, 'store-key');
  const { key } = await openingKey(vault, storeDir);
  for (const { keyId } of listManifests(join(dataDir, 'back-ups')))
    if (keyId !== keyIdOf(key)) await keep(never, formerKeyName(keyId));
  const db = readerOf(storeDir, key);
  if (db === null) return { never, once };
  try {
    for (const { id, provider } of all<{ id: string; provider: ProviderName }>(
      db,
      'SELECT id, provider FROM connection',
    ))
      for (const field of secretFields(provider)) await keep(never, secretName(id, field));
    for (const { id } of all<{ id: string }>(db, 'SELECT id FROM webhook_endpoint')) {
      await keep(once, webhookSecretName(id));
      await keep(never, systemKeyName(id));
    }
    for (const { secret } of all<{ secret: string }>(db, 'SELECT secret FROM second_factor'))
      once.set(`second factor ${once.size}`, secret);
    // Numbers are known by a hash with this key, so the key is as secret as they are.
    for (const { value } of all<{ value: string }>(db, "SELECT value FROM meta WHERE key = 'subject-key'"))
      never.set('subject key', value);
  } finally {
    db.close();
  }
  return { never, once };
}

/** Null where a test has damaged the store, so that its content cannot be told. */
function readerOf(storeDir: string, key: StoreKey): Reader | null {
  try {
    return openReader(storeDir, key);
  } catch (error) {
    if (error instanceof StoreError) return null;
    throw error;
  }
}
