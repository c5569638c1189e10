import { z } from 'zod';
import type { ChangedNumber, Connection, SenderNumber } from '../../../shared/contract/connection.ts';
import type { WarningCode } from '../../../shared/contract/warning.ts';
import type { Profile, ProviderName } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { settingProblem } from '../../../shared/text/settingName.ts';
import { said } from '../../../shared/text/stored.ts';
import { CoreError, InputError } from '../base/errors.ts';
import { secretName } from '../connections/connections.ts';
import { releaseSenders } from '../connections/stoppedSender.ts';
import { movedFrom } from '../connections/webhookBase.ts';
import { append } from '../ledger/append.ts';
import { connectionConfigSchema, secretFields } from '../providers/index.ts';
import type { Core, Tx } from '../store/context.ts';
import { refuseInDemo } from '../store/demoOnly.ts';
import { all, one, run } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { giveUpNumber } from './retireNumber.ts';

type Row = {
  readonly id: string;
  readonly provider: ProviderName;
  readonly profile: Profile;
  readonly name: string;
  readonly config: string;
  readonly state: Connection['state'];
  readonly state_detail: string;
  readonly last_inbound_ok_at: number | null;
};
type NumberRow = {
  id: string;
  connection_id: string;
  number: string;
  label: string;
  active: number;
  stopped_at: number | null;
  stopped_detail: string;
};
const NUMBER = 'id, connection_id, number, label, active, stopped_at, stopped_detail';
type Config = Readonly<Record<string, unknown>>;

const Config = z.record(z.string(), z.unknown());

function toNumber(row: NumberRow): SenderNumber {
  return {
    id: row.id,
    connectionId: row.connection_id,
    number: row.number,
    label: row.label,
    active: row.active === 1,
    stopped: row.stopped_at === null ? null : said(row.stopped_detail),
  };
}

/** Twilio is polled, Bandwidth calls; the simulator does as its profile's provider does. */
function inboundOf(row: Pick<Row, 'provider' | 'profile'>): 'poll' | 'webhook' {
  if (row.provider === 'simulator') return row.profile === 'provider-2' ? 'poll' : 'webhook';
  return row.provider === 'twilio' ? 'poll' : 'webhook';
}

async function secretsSet(core: Core, row: Row): Promise<string[]> {
  const fields = secretFields(row.provider);
  const values = await Promise.all(fields.map((field) => core.secrets.get(secretName(row.id, field))));
  return fields.filter((_, index) => values[index] !== null);
}

async function toConnection(core: Core, row: Row): Promise<Connection> {
  const inbound = inboundOf(row);
  const config = Config.parse(JSON.parse(row.config));
  const base = core.ports.webhookBase();
  const moved = inbound === 'webhook' ? movedFrom(core, row.id) : null;
  const numbers = all<NumberRow>(
    core.db,
    `SELECT ${NUMBER} FROM sender_number WHERE connection_id = ? ORDER BY number`,
    row.id,
  );
  return {
    id: row.id,
    provider: row.provider,
    profile: row.profile,
    name: row.name,
    config,
    practice: config.practice === true,
    secretsSet: await secretsSet(core, row),
    state: row.state,
    detail: said(row.state_detail),
    lastInboundOkAt: row.last_inbound_ok_at,
    inbound,
    webhookUrl: inbound === 'webhook' && base !== null ? `${base}/webhooks/${row.id}` : null,
    webhookMovedFrom: moved === null ? null : `${moved}/webhooks/${row.id}`,
    refusedCalls: core.refusedCalls.of(row.id, core.ports.clock.now()),
    senderNumbers: numbers.map(toNumber),
  };
}

function rowOf(db: Reader, id: string): Row {
  const row = one<Row>(db, 'SELECT * FROM connection WHERE id = ?', id);
  if (!row) throw new CoreError('NOT_FOUND', t('core:connection.none'));
  return row;
}

export function listConnections(core: Core): Promise<Connection[]> {
  const rows = all<Row>(core.db, 'SELECT * FROM connection ORDER BY name, id');
  return Promise.all(rows.map((row) => toConnection(core, row)));
}

/** @throws CoreError NOT_FOUND */
export function readConnection(core: Core, id: string): Promise<Connection> {
  return toConnection(core, rowOf(core.db, id));
}

/** Checks settings, secrets included, and keeps the two apart. @throws InputError naming the settings that are wrong */
function split(
  provider: ProviderName,
  profile: Profile,
  given: Config,
): { config: Config; secrets: Map<string, string> } {
  const own = provider === 'simulator' ? { ...given, profile } : given;
  const read = connectionConfigSchema(provider).safeParse(own);
  if (!read.success) {
    const issues = read.error.issues.map(({ path: [key = ''] }) => ({
      path: ['config', String(key)],
      message: settingProblem(provider, String(key), !own[String(key)]),
    }));
    throw new InputError(issues, { cause: read.error });
  }
  const config: Record<string, unknown> = { ...read.data };
  const secrets = new Map<string, string>();
  for (const field of secretFields(provider)) {
    if (typeof config[field] === 'string') secrets.set(field, config[field]);
    delete config[field];
  }
  return { config, secrets };
}

async function keep(core: Core, id: string, secrets: ReadonlyMap<string, string>): Promise<void> {
  for (const [field, value] of secrets) await core.secrets.set(secretName(id, field), value);
}

/** A null empties a setting, so it is none. */
const withoutNulls = (config: Config): Config =>
  Object.fromEntries(Object.entries(config).filter(([, value]) => value !== null));

/** A change names settings of its own provider, and no others. @throws InputError */
function refuseForeign(provider: ProviderName, change: Config): void {
  const known = Object.keys(connectionConfigSchema(provider).shape).filter((name) => name !== 'profile');
  const foreign = Object.keys(change).filter((name) => !known.includes(name));
  if (foreign.length === 0) return;
  throw new InputError(
    foreign.map((name) => ({
      path: ['config', name],
      message: t('api:unknownField.some', { name: `config.${name}`, known: known.join(', ') }),
    })),
  );
}

const SERVES: Record<Exclude<ProviderName, 'simulator'>, Profile> = {
  bandwidth: 'provider-1',
  twilio: 'provider-2',
};

/** Stores a new connection, untested. Secrets go to the key store first, so no row ever stands without them. */
export async function createConnection(
  core: Core,
  actorId: string,
  input: { provider: ProviderName; profile: Profile; name: string; config: Config },
): Promise<Connection> {
  const { provider, profile, name } = input;
  if (provider !== 'simulator' && SERVES[provider] !== profile) {
    throw new CoreError('INVALID', t('core:connection.profile'));
  }
  const { config, secrets } = split(provider, profile, withoutNulls(input.config));
  refuseInDemo(core, provider, config.baseUrl);
  const id = core.ports.ids.next();
  await keep(core, id, secrets);
  core.write((tx) => {
    run(
      tx.db,
      "INSERT INTO connection (id, provider, profile, name, config, state, rev) VALUES (?, ?, ?, ?, ?, 'untested', ?)",
      id,
      provider,
      profile,
      name,
      JSON.stringify(config),
      tx.rev(),
    );
    noted(core, tx, actorId, 'connection-created', { connection: id, provider, profile });
  });
  return readConnection(core, id);
}

/**
 * Changes name or access. Settings that are left out stay, secrets too; null empties one. New access must be tested anew.
 * @throws CoreError NOT_FOUND, INVALID naming the settings that are wrong
 */
export async function updateConnection(
  core: Core,
  actorId: string,
  id: string,
  change: { name?: string | undefined; config?: Config | undefined },
): Promise<Connection> {
  const row = rowOf(core.db, id);
  const before = Config.parse(JSON.parse(row.config));
  let config: Config | null = null;
  if (change.config) {
    refuseForeign(row.provider, change.config);
    const known: Record<string, unknown> = { ...before };
    for (const field of secretFields(row.provider)) {
      known[field] = (await core.secrets.get(secretName(id, field))) ?? undefined;
    }
    const parts = split(row.provider, row.profile, withoutNulls({ ...known, ...change.config }));
    refuseInDemo(core, row.provider, parts.config.baseUrl);
    await keep(core, id, parts.secrets);
    for (const field of secretFields(row.provider))
      if (change.config[field] === null) await core.secrets.delete(secretName(id, field));
    config = parts.config;
  }
  core.write((tx) => {
    run(
      tx.db,
      `UPDATE connection SET name = coalesce(?, name), config = coalesce(?, config),
         state = CASE WHEN ? THEN 'untested' ELSE state END, state_detail = CASE WHEN ? THEN '' ELSE state_detail END,
         rev = ? WHERE id = ?`,
      change.name ?? null,
      config && JSON.stringify(config),
      config ? 1 : 0,
      config ? 1 : 0,
      tx.rev(),
      id,
    );
    noted(core, tx, actorId, 'connection-changed', { connection: id, access: config !== null });
  });
  return readConnection(core, id);
}

function noted(
  core: Core,
  tx: Tx,
  actorId: string,
  kind: string,
  payload: Parameters<typeof append>[2]['payload'] & {},
) {
  append(core, tx, { kind, actorId, payload });
  tx.touch('connections');
}

/** @throws CoreError NOT_FOUND, CONFLICT when the number is known already */
export function addNumber(
  core: Core,
  tx: Tx,
  actorId: string,
  connectionId: string,
  number: string,
  label: string,
): SenderNumber {
  rowOf(tx.db, connectionId);
  if (one(tx.db, 'SELECT 1 FROM sender_number WHERE number = ?', number)) {
    throw new CoreError('CONFLICT', t('core:connection.numberThere'));
  }
  const id = tx.id();
  run(
    tx.db,
    'INSERT INTO sender_number (id, connection_id, number, label, rev) VALUES (?, ?, ?, ?, ?)',
    id,
    connectionId,
    number,
    label,
    tx.rev(),
  );
  noted(core, tx, actorId, 'sender-number-added', { connection: connectionId, senderNumber: id });
  return { id, connectionId, number, label, active: true, stopped: null };
}

export type NumberChange = {
  readonly label?: string | undefined;
  readonly active?: boolean | undefined;
  /** With `active: false`: the sender number that takes over first texts and the people whom nobody has texted. */
  readonly moveTo?: string | undefined;
  readonly confirmed?: readonly WarningCode[];
};

const NOTHING_MOVED = { texts: 0, contacts: 0, givenUp: 0 };

/**
 * Labels or retires a sender number.
 * @throws CoreError NOT_FOUND, INVALID for a number that cannot take over; UnconfirmedError where texts would be given up
 */
export function updateNumber(
  core: Core,
  tx: Tx,
  actorId: string,
  id: string,
  change: NumberChange,
): ChangedNumber {
  if (!one(tx.db, 'SELECT 1 FROM sender_number WHERE id = ?', id))
    throw new CoreError('NOT_FOUND', t('core:connection.noNumber'));
  if (change.moveTo !== undefined && change.active !== false)
    throw new CoreError('INVALID', t('core:connection.moveRetired'));
  const moved =
    change.active === false
      ? giveUpNumber(core, tx, actorId, id, { moveTo: change.moveTo, confirmed: change.confirmed ?? [] })
      : NOTHING_MOVED;
  run(
    tx.db,
    'UPDATE sender_number SET label = coalesce(?, label), active = coalesce(?, active), rev = ? WHERE id = ?',
    change.label ?? null,
    change.active === undefined ? null : Number(change.active),
    tx.rev(),
    id,
  );
  if (change.active === true) releaseSenders(core, tx, { senderNumberId: id }, actorId);
  const row = one<NumberRow>(tx.db, `SELECT ${NUMBER} FROM sender_number WHERE id = ?`, id);
  if (!row) throw new CoreError('NOT_FOUND', t('core:connection.noNumber'));
  noted(core, tx, actorId, 'sender-number-changed', {
    senderNumber: id,
    active: row.active === 1,
    ...(moved.givenUp > 0 ? { givenUp: moved.givenUp } : {}),
  });
  tx.touch('conversations');
  return { ...toNumber(row), moved };
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
    run(tx.db, 'DELETE FROM sender_number WHERE connection_id = ?', id);
    run(tx.db, 'DELETE FROM connection WHERE id = ?', id);
    noted(core, tx, actorId, 'connection-removed', { connection: id });
  });
  for (const field of secretFields(row.provider)) await core.secrets.delete(secretName(id, field));
}
