import type { System } from '../../../shared/contract/systems.ts';
import type { WebhookTopic } from '../../../shared/contract/webhooksOut.ts';
import { type ConnectedSystem, USUAL_URL } from '../../../shared/systems/systems.ts';
import { t } from '../../../shared/text/say.ts';
import { said } from '../../../shared/text/stored.ts';
import { CoreError, InputError } from '../base/errors.ts';
import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import type { Reader } from '../store/types.ts';
import { readAddress } from '../webhooksOut/address.ts';
import {
  addEndpoint,
  changeEndpoint,
  changeSystem,
  deleteEndpoint,
  switchOff,
} from '../webhooksOut/endpointRecord.ts';
import { retryNow } from '../webhooksOut/endpoints.ts';
import { ledgerEnd } from '../webhooksOut/outbox.ts';
import {
  type EndpointRow,
  endpointRow,
  endpointRows,
  SystemSettings,
  settingsOf,
  topicsOf,
  waitingFor,
} from '../webhooksOut/rows.ts';
import { SystemProblem } from './connector.ts';
import { connectorOf, systemKeyName } from './connectors.ts';

const MOST = 10;

function noted(core: Core, tx: Tx, actorId: string, kind: string, id: string, payload = {}): void {
  append(core, tx, { kind, actorId, evidenceId: id, payload });
  tx.touch('integrations');
}

type SystemRow = EndpointRow & { readonly kind: ConnectedSystem };
const isSystem = (row: EndpointRow): row is SystemRow => row.kind !== 'webhook';

const systemRows = (db: Reader) => endpointRows(db).filter(isSystem);

/** @throws CoreError NOT_FOUND */
export function systemRow(db: Reader, id: string): SystemRow {
  const row = endpointRow(db, id);
  if (!isSystem(row)) throw new CoreError('NOT_FOUND', t('systems:none'));
  return row;
}

function toSystem(db: Reader, row: SystemRow): System {
  const { userName, mode, exportType } = settingsOf(row);
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    url: row.url,
    userName,
    mode,
    exportType,
    events: [...topicsOf(row)],
    state: row.state,
    detail: said(row.detail),
    waiting: waitingFor(db, row.id),
    lastDeliveredAt: row.last_delivered_at,
    pulledAt: row.pulled_at,
    createdAt: row.created_at,
  };
}

export const listSystems = (core: Core): System[] => systemRows(core.db).map((row) => toSystem(core.db, row));

type Facts = {
  readonly name?: string | undefined;
  readonly url?: string | undefined;
  readonly userName?: string | undefined;
  readonly mode?: SystemSettings['mode'] | undefined;
  readonly exportType?: number | undefined;
  readonly events?: readonly WebhookTopic[] | undefined;
};

const withoutUndefined = (values: object) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

function checked(kind: ConnectedSystem, url: string, userName: string): string {
  if (kind === 'ngp-van' && userName === '')
    throw new InputError([{ path: ['userName'], message: t('systems:noUserName') }]);
  const { href, search } = readAddress(url, false);
  if (search !== '') throw new InputError([{ path: ['url'], message: t('systems:noQuery') }]);
  return href.replace(/\/+$/, '');
}

/**
 * Connects a system, which is told of what happens from now on. The key goes to the key store first.
 * @throws CoreError INVALID for an address that may not be used, CONFLICT when there are too many
 */
export async function createSystem(
  core: Core,
  actorId: string,
  input: Facts & { readonly kind: ConnectedSystem; readonly name: string; readonly key: string },
): Promise<System> {
  const { kind, name, key, userName = '', mode, exportType, events = [] } = input;
  const url = checked(kind, input.url ?? USUAL_URL[kind], userName);
  if (systemRows(core.db).length >= MOST) throw new CoreError('CONFLICT', t('systems:most', { most: MOST }));
  const id = core.ports.ids.next();
  await core.secrets.set(systemKeyName(id), key);
  return core.write((tx) => {
    noted(core, tx, actorId, 'system-connected', id, { system: kind, events: events.join(' ') });
    const facts = { kind, name, url, events: [...new Set(events)], privateAllowed: false };
    addEndpoint(tx, id, facts, ledgerEnd(tx.db), actorId);
    changeSystem(tx, id, SystemSettings.parse(withoutUndefined({ userName, mode, exportType })));
    return toSystem(tx.db, systemRow(tx.db, id));
  });
}

/**
 * Changes a system. Switching it on tries at once what waits. Another host is never given the old key.
 * @throws CoreError NOT_FOUND, INVALID
 */
export async function updateSystem(
  core: Core,
  actorId: string,
  id: string,
  change: Facts & { readonly key?: string | undefined; readonly on?: boolean | undefined },
): Promise<System> {
  const before = systemRow(core.db, id);
  const settings = settingsOf(before);
  const { userName, mode, exportType } = change;
  const url = checked(before.kind, change.url ?? before.url, userName ?? settings.userName);
  if (change.key === undefined && new URL(url).origin !== new URL(before.url).origin)
    throw new InputError([{ path: ['key'], message: t('systems:keyAgain') }]);
  if (change.key !== undefined) await core.secrets.set(systemKeyName(id), change.key);
  return core.write((tx) => {
    const row = systemRow(tx.db, id);
    const events = [...new Set(change.events ?? topicsOf(row))];
    changeEndpoint(tx, id, { name: change.name ?? row.name, url, events, privateAllowed: false });
    changeSystem(
      tx,
      id,
      SystemSettings.parse({ ...settingsOf(row), ...withoutUndefined({ userName, mode, exportType }) }),
    );
    if (change.on === false) switchOff(tx, id);
    else if (change.on === true || (row.state === 'on' && (change.key ?? change.url) !== undefined))
      retryNow(tx, id);
    noted(core, tx, actorId, 'system-changed', id, {
      events: events.join(' '),
      address: url === row.url ? 'same' : 'changed',
      key: change.key === undefined ? 'same' : 'changed',
      state: endpointRow(tx.db, id).state,
    });
    return toSystem(tx.db, systemRow(tx.db, id));
  });
}

/** Disconnects a system: what waits is dropped, and its key forgotten. @throws CoreError NOT_FOUND */
export async function removeSystem(core: Core, actorId: string, id: string): Promise<void> {
  core.write((tx) => {
    systemRow(tx.db, id);
    deleteEndpoint(tx, id);
    noted(core, tx, actorId, 'system-removed', id);
  });
  await core.secrets.delete(systemKeyName(id));
}

/** Milliseconds that somebody at a screen waits for a system. */
const PATIENCE = 60_000;

/** Asks a system for somebody who waits. @throws CoreError NOT_FOUND; CONFLICT with what the system said */
export async function askSystem<T>(
  core: Core,
  id: string,
  work: (connector: Awaited<ReturnType<typeof connectorOf>>, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const row = systemRow(core.db, id);
  try {
    return await work(await connectorOf(core, row), AbortSignal.timeout(PATIENCE));
  } catch (error) {
    if (error instanceof SystemProblem) throw new CoreError('CONFLICT', said(error.kept), { cause: error });
    if (error instanceof DOMException)
      throw new CoreError('CONFLICT', t('systems:tooSlow'), { cause: error });
    throw error;
  }
}

/** @throws CoreError NOT_FOUND */
export async function testSystem(core: Core, id: string): Promise<{ well: boolean; detail: string }> {
  systemRow(core.db, id);
  try {
    await askSystem(core, id, (connector, signal) => connector.test(signal));
    return { well: true, detail: '' };
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    return { well: false, detail: error.message };
  }
}
