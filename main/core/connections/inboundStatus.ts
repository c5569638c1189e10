import type { InboundStatus } from '../../../shared/contract/connections.ts';
import { readSettings } from '../settings/settings.ts';
import type { Core } from '../store/context.ts';
import { all } from '../store/statement.ts';
import { isInboundFresh } from './drained.ts';
import { webhooksMissingSince } from './missing.ts';
import { movedFrom } from './webhookBase.ts';

type Row = {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly last_inbound_ok_at: number | null;
};

/**
 * Until when replies of a connection with webhooks are still being read after a start or an interruption: the
 * provider gets time to bring what it kept. Null: not known, or only a moment.
 */
export function readBy(core: Core, connectionId: string, now: number): number | null {
  if (core.inbound.cutSince(connectionId) !== null || webhooksMissingSince(core.db, connectionId) !== null)
    return null;
  const until = core.inbound.readSince(connectionId, now) + core.inbound.behind(connectionId);
  return Number.isFinite(until) && until > now ? until : null;
}

function stateOf(core: Core, row: Row, limit: number, now: number): Pick<InboundStatus, 'state' | 'since'> {
  const { id, last_inbound_ok_at } = row;
  if (!core.sending.mine(id)) {
    const { cutSince, holders } = core.sending.state();
    if (cutSince !== null) return { state: 'log', since: cutSince };
    // Between two consoles: the next one reads first.
    return { state: holders.has(id) ? 'elsewhere' : 'reading', since: null };
  }
  if (row.state === 'stopped') return { state: 'stopped', since: null };
  if (row.state === 'waiting-test-reply') return { state: 'moved', since: null };
  const cutSince = core.inbound.cutSince(id);
  if (cutSince !== null) return { state: 'cut', since: cutSince };
  if (isInboundFresh(core, { connection_id: id, last_inbound_ok_at }, limit, now))
    return { state: 'fresh', since: null };
  const missing = webhooksMissingSince(core.db, id);
  if (missing !== null) return { state: 'missing', since: missing };
  const read = last_inbound_ok_at !== null && last_inbound_ok_at >= core.inbound.readSince(id, now);
  return read ? { state: 'stale', since: last_inbound_ok_at } : { state: 'reading', since: null };
}

function withEnd(core: Core, id: string, found: Pick<InboundStatus, 'state' | 'since'>, now: number) {
  return { ...found, until: found.state === 'reading' ? readBy(core, id, now) : null };
}

/**
 * Whether replies come in, for each connection in use, and whether other consoles can be asked: what the
 * guard checks, in words for the screen.
 */
export function inboundStatus(core: Core): {
  limitMinutes: number;
  connections: InboundStatus[];
  apartSince: number | null;
} {
  const now = core.ports.clock.now();
  const limitMinutes = readSettings(core.db).inboundLimitMinutes;
  const rows = all<Row>(
    core.db,
    "SELECT id, name, state, last_inbound_ok_at FROM connection WHERE state <> 'untested' ORDER BY name, id",
  ).filter(
    // A connection that waits for its first reply is not in use yet.
    (row) => row.state !== 'waiting-test-reply' || movedFrom(core, row.id) !== null,
  );
  return {
    limitMinutes,
    apartSince: core.sending.state().cutSince,
    connections: rows.map((row) => ({
      id: row.id,
      name: row.name,
      ...withEnd(core, row.id, stateOf(core, row, limitMinutes, now), now),
    })),
  };
}
