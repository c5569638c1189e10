import { type Connection, wrongProfile } from '../../../shared/contract/connections.ts';
import { type ProviderName, profilesOf, secretFields } from '../../../shared/providers/index.ts';
import type { Profile } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../base/errors.ts';
import { addConnection, changeConnection, deleteConnection } from '../connections/connectionRecord.ts';
import { secretName } from '../connections/connections.ts';
import { deleteSenderNumbers } from '../connections/senderNumberRecord.ts';
import type { Core } from '../store/context.ts';
import { refuseInDemo } from '../store/demoOnly.ts';
import { one } from '../store/statement.ts';
import { refuseForeign, split, withoutNulls } from './connectionChecks.ts';
import { type Config, configOf, noted, readConnection, rowOf } from './connectionRow.ts';

async function storeSecrets(core: Core, id: string, secrets: ReadonlyMap<string, string>): Promise<void> {
  for (const [field, value] of secrets) await core.secrets.set(secretName(id, field), value);
}

/** Stores a new connection, untested. Secrets go to the key store first, so that no row is without them. */
export async function createConnection(
  core: Core,
  actorId: string,
  input: { provider: ProviderName; profile: Profile; name: string; config: Config },
): Promise<Connection> {
  const { provider, profile, name } = input;
  if (!profilesOf(provider).includes(profile)) {
    throw new CoreError('INVALID', wrongProfile(provider));
  }
  const { config, secrets } = split(provider, profile, withoutNulls(input.config));
  refuseInDemo(core, provider, config.baseUrl);
  const id = core.ports.ids.next();
  await storeSecrets(core, id, secrets);
  core.write((tx) => {
    addConnection(tx, { id, provider, profile, name, config });
    noted(core, tx, actorId, 'connection-created', { connection: id, provider, profile });
  });
  return readConnection(core, id);
}

/**
 * Changes name or access. Settings and secrets that are left out stay; null empties one. Changed access must
 * be tested again.
 * @throws CoreError NOT_FOUND, INVALID naming the settings that are wrong
 */
export async function updateConnection(
  core: Core,
  actorId: string,
  id: string,
  change: { name?: string | undefined; config?: Config | undefined },
): Promise<Connection> {
  const row = rowOf(core.db, id);
  const before = configOf(row);
  let config: Config | null = null;
  if (change.config) {
    refuseForeign(row.provider, change.config);
    const known: Record<string, unknown> = { ...before };
    for (const field of secretFields(row.provider)) {
      known[field] = (await core.secrets.get(secretName(id, field))) ?? undefined;
    }
    const parts = split(row.provider, row.profile, withoutNulls({ ...known, ...change.config }));
    refuseInDemo(core, row.provider, parts.config.baseUrl);
    await storeSecrets(core, id, parts.secrets);
    for (const field of secretFields(row.provider))
      if (change.config[field] === null) await core.secrets.delete(secretName(id, field));
    config = parts.config;
  }
  core.write((tx) => {
    changeConnection(tx, id, { name: change.name ?? null, config });
    noted(core, tx, actorId, 'connection-changed', { connection: id, access: config !== null });
  });
  return readConnection(core, id);
}

/** Removes a connection that nothing refers to, and its secrets. @throws CoreError NOT_FOUND, CONFLICT */
export async function removeConnection(core: Core, actorId: string, id: string): Promise<void> {
  const row = rowOf(core.db, id);
  core.write((tx) => {
    const numbers = '(SELECT id FROM sender_number WHERE connection_id = ?)';
    const used = [
      'SELECT 1 FROM message WHERE connection_id = ? LIMIT 1',
      `SELECT 1 FROM conversation WHERE sender_number_id IN ${numbers} LIMIT 1`,
      `SELECT 1 FROM provider_block WHERE sender_number_id IN ${numbers} LIMIT 1`,
      `SELECT 1 FROM opt_out WHERE sender_number_id IN ${numbers} LIMIT 1`,
    ].some((sql) => one(tx.db, sql, id));
    if (used) {
      throw new CoreError('CONFLICT', t('core:connection.used'));
    }
    deleteSenderNumbers(tx, id);
    deleteConnection(tx, id);
    noted(core, tx, actorId, 'connection-removed', { connection: id });
  });
  for (const field of secretFields(row.provider)) await core.secrets.delete(secretName(id, field));
}
