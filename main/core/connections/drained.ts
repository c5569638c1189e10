import type { Adapter, PullResult } from '../providers/provider.ts';
import type { Core } from '../store/context.ts';
import { one } from '../store/statement.ts';
import type { ConnectionRow } from './connections.ts';
import { webhooksMissingSince } from './missing.ts';

const MINUTE = 60_000;

type Reading = { readonly connection_id: string | null; readonly last_inbound_ok_at: number | null };

/**
 * Whether all replies of this connection were read in this run, after reading was last interrupted, and no
 * longer ago than the limit. Otherwise a STOP may be waiting unread, so nothing leaves (design, section 5).
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
 * Whether a pull proves that no reply is unread. For a polled provider: every page was read, from a moment
 * after the last interruption on. For one that calls by webhook, whose list has no words: (a) the list was
 * read completely, beyond the time in which a callback may come, to a point after the last interruption; (b)
 * each listed reply has arrived, or its contact is on hold; (c) after an interruption, none is still on its
 * way; (d) no webhook has been missing since the last one came. Replies that the provider never lists cannot
 * be known.
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
