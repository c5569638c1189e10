import { z } from 'zod';
import type { Connection } from '../../../shared/contract/connections.ts';
import { factsOf, type ProviderName, secretFields } from '../../../shared/providers/index.ts';
import type { Profile } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { type Stored, said } from '../../../shared/text/stored.ts';
import { CoreError } from '../base/errors.ts';
import { secretName } from '../connections/connections.ts';
import { movedFrom } from '../connections/webhookBase.ts';
import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { numbersOf } from './numberRow.ts';

type Row = {
  readonly id: string;
  readonly provider: ProviderName;
  readonly profile: Profile;
  readonly name: string;
  readonly config: string;
  readonly state: Connection['state'];
  readonly state_detail: Stored;
  readonly last_inbound_ok_at: number | null;
};
export type Config = Readonly<Record<string, unknown>>;
const Config = z.record(z.string(), z.unknown());

/** The stored settings of a connection, without its secrets. */
export const configOf = (row: Pick<Row, 'config'>): Config => Config.parse(JSON.parse(row.config));

async function secretsSet(core: Core, row: Row): Promise<string[]> {
  const fields = secretFields(row.provider);
  const values = await Promise.all(fields.map((field) => core.secrets.get(secretName(row.id, field))));
  return fields.filter((_, index) => values[index] !== null);
}

async function toConnection(core: Core, row: Row): Promise<Connection> {
  const { inbound } = factsOf(row);
  const config = configOf(row);
  const base = core.ports.webhookBase();
  const moved = inbound === 'webhook' ? movedFrom(core, row.id) : null;
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
    senderNumbers: numbersOf(core.db, row.id),
  };
}

/** @throws CoreError NOT_FOUND */
export function rowOf(db: Reader, id: string): Row {
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

/** Enters an act on a connection or its numbers in the ledger. */
export function noted(
  core: Core,
  tx: Tx,
  actorId: string,
  kind: string,
  payload: Parameters<typeof append>[2]['payload'] & {},
) {
  append(core, tx, { kind, actorId, payload });
  tx.touch('connections');
}
