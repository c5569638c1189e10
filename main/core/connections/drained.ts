import type { Adapter, PullResult } from '../providers/provider.ts';
import type { Core } from '../store/context.ts';
import { one } from '../store/statement.ts';
import type { ConnectionRow } from './connections.ts';
import { webhooksMissingSince } from './missing.ts';

const MINUTE = 60_000;

type Reading = { readonly connection_id: string | null; readonly last_inbound_ok_at: number | null };

/**
 * Replies of this connection were read whole in this run, since its way in was last cut, and not longer ago
 * than the limit. Otherwise a STOP may be waiting unread, so nothing leaves.
 */
export function isInboundFresh(core: Core, row: Reading, limitMinutes: number, now: number): boolean {
  const { connection_id: id, last_inbound_ok_at: last } = row;
  if (id === null || last === null) return false;
  return last >= core.inbound.readSince(id, now) && now - last <= limitMinutes * MINUTE;
}

function isKnown(core: Core, connectionId: string, providerId: string): boolean {
  return (
    one(
      core.db,
      'SELECT 1 FROM message WHERE connection_id = ? AND provider_id = ?',
      connectionId,
      providerId,
    ) !== undefined
  );
}

/**
 * Whether a pull proves that no reply is unread. A polled provider: every page was read, from a moment after
 * the last cut on. One that calls by webhook gives no words in its list, so there it takes that (a) the list
 * was read whole, beyond the grace in which a callback may come, to a point after the last cut; (b) each
 * listed reply has arrived, or holds its contact; (c) after a cut, none is still on its way; (d) webhooks do
 * come: none has been missed since the last one. What the provider never lists cannot be known.
 */
export function isDrained(
  core: Core,
  row: Pick<ConnectionRow, 'id' | 'last_inbound_ok_at'>,
  inbound: Adapter['inbound'],
  result: PullResult,
  beganAt: number,
): boolean {
  if (result.more === true) return false;
  const since = core.inbound.readSince(row.id, beganAt);
  if ((result.readTo ?? beganAt) < since) return false;
  if (inbound === 'poll') return true;
  if (webhooksMissingSince(core.db, row.id) !== null) return false;
  const recovering = (row.last_inbound_ok_at ?? 0) < since;
  return !recovering || (result.young ?? []).every((id) => isKnown(core, row.id, id));
}
