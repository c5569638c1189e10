import type { InboundStatus } from '../../../shared/contract/connection.ts';
import type { Core } from '../context.ts';
import { readSettings } from '../settings.ts';
import { all } from '../store/statement.ts';
import { isInboundFresh } from './drained.ts';
import { webhooksMissingSince } from './missing.ts';

type Row = {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly last_inbound_ok_at: number | null;
};

function stateOf(core: Core, row: Row, limit: number, now: number): Pick<InboundStatus, 'state' | 'since'> {
  const { id, last_inbound_ok_at } = row;
  if (row.state === 'stopped') return { state: 'stopped', since: null };
  const cutSince = core.inbound.cutSince(id);
  if (cutSince !== null) return { state: 'cut', since: cutSince };
  if (isInboundFresh(core, { connection_id: id, last_inbound_ok_at }, limit, now))
    return { state: 'fresh', since: null };
  const missing = webhooksMissingSince(core.db, id);
  if (missing !== null) return { state: 'missing', since: missing };
  const read = last_inbound_ok_at !== null && last_inbound_ok_at >= core.inbound.readSince(id, now);
  return read ? { state: 'stale', since: last_inbound_ok_at } : { state: 'reading', since: null };
}

/** Whether replies come in, for each connection that is in use: the same question that the guard asks, in words for the screen. */
export function inboundStatus(core: Core): { limitMinutes: number; connections: InboundStatus[] } {
  const now = core.ports.clock.now();
  const limitMinutes = readSettings(core.db).inboundLimitMinutes;
  const rows = all<Row>(
    core.db,
    "SELECT id, name, state, last_inbound_ok_at FROM connection WHERE state IN ('ready', 'stopped') ORDER BY name, id",
  );
  return {
    limitMinutes,
    connections: rows.map((row) => ({
      id: row.id,
      name: row.name,
      ...stateOf(core, row, limitMinutes, now),
    })),
  };
}
