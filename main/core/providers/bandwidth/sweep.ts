import { z } from 'zod';
import type { BandwidthConfig } from '../../../../shared/providers/bandwidth.ts';
import { isE164 } from '../e164.ts';
import type { ErrorTable } from '../errors.ts';
import type { AdapterDeps } from '../http.ts';
import type { Cursor, PullRequest, PullResult, StatusEvent } from '../provider.ts';
import type { BandwidthClient } from './client.ts';
import { heedStatus, isoTime, type Row, settle } from './rows.ts';

const HOUR = 3_600_000;
/** Bandwidth lists the last fourteen days. */
const WINDOW = 14 * 24 * HOUR - HOUR;
/**
 * A text may reach the list late, so each sweep repeats the last hour, and the caller drops what it knows.
 */
const OVERLAP = HOUR;
/** A filter of Bandwidth takes ten numbers. */
const NUMBERS = 10;
const PAGES = 10;

const CursorData = z.object({ v: z.literal(1), sweptTo: z.number() });

function sweptTo(cursor: Cursor): number | null {
  if (cursor === null) return null;
  try {
    return CursorData.safeParse(JSON.parse(cursor)).data?.sweptTo ?? null;
  } catch {
    return null;
  }
}

async function listAll(client: BandwidthClient, query: URLSearchParams, signal: AbortSignal) {
  const rows: Row[] = [];
  for (let count = 0; count < PAGES; count += 1) {
    const { messages, pageInfo } = await client.list(query, signal);
    rows.push(...messages);
    const next = pageInfo?.nextPageToken ?? '';
    if (next === '') return { rows, whole: true };
    query.set('pageToken', next);
  }
  return { rows, whole: false };
}

function statusOf(row: Row, table: ErrorTable, now: number): StatusEvent | null {
  const status = heedStatus(row.messageStatus);
  if (status === null) return null;
  const code = row.errorCode === null || row.errorCode === 0 ? undefined : String(row.errorCode);
  return {
    providerId: row.messageId,
    status: settle(status, code, table.classify),
    at: isoTime(row.receiveTime) ?? now,
    ...(code === undefined ? {} : { errorCode: code }),
    ...(row.segmentCount === null || row.segmentCount < 1 ? {} : { segments: row.segmentCount }),
  };
}

/**
 * What Bandwidth's list says: that inbound texts came in (never their words), and what became of ours.
 * `gaps` names every inbound text since the last sweep; the caller removes those whose callback arrived.
 * `young` are those whose callback may still come; with a provider's clock that runs ahead, for longer. The
 * first sweep starts at the present.
 */
export async function sweepBandwidth(
  client: BandwidthClient,
  config: BandwidthConfig,
  table: ErrorTable,
  deps: AdapterDeps,
  request: PullRequest,
  signal: AbortSignal,
): Promise<PullResult> {
  const now = deps.now();
  const since = sweptTo(request.cursor);
  const until = now - config.gapGraceSeconds * 1000;
  const gaps: PullResult['gaps'][number][] = [];
  const young: string[] = [];
  const statuses: StatusEvent[] = [];
  let reached = until;

  for (let start = 0; start < request.numbers.length; start += NUMBERS) {
    const numbers = request.numbers.slice(start, start + NUMBERS).join(',');
    if (since !== null) {
      const from = Math.max(since - OVERLAP, now - WINDOW);
      const query = new URLSearchParams({
        messageDirection: 'INBOUND',
        destinationTn: numbers,
        limit: '1000',
      });
      query.set('sort', 'receiveTime:asc');
      query.set('fromDateTime', new Date(from).toISOString());
      const { rows, whole } = await listAll(client, query, signal);
      for (const row of rows) {
        const at = isoTime(row.receiveTime) ?? now;
        if (row.messageDirection?.toUpperCase() !== 'INBOUND') continue;
        if (!isE164(row.sourceTn) || !isE164(row.destinationTn)) continue;
        if (at > until) young.push(row.messageId);
        else gaps.push({ providerId: row.messageId, from: row.sourceTn, to: row.destinationTn, at });
      }
      // Oldest first, so the next sweep continues with what did not fit.
      if (!whole) reached = Math.min(reached, isoTime(rows.at(-1)?.receiveTime) ?? since);
    }
    if (request.openSince !== null) {
      const from = Math.max(request.openSince - HOUR / 60, now - WINDOW);
      const query = new URLSearchParams({ messageDirection: 'OUTBOUND', sourceTn: numbers, limit: '1000' });
      query.set('sort', 'receiveTime:asc');
      query.set('fromDateTime', new Date(from).toISOString());
      const { rows } = await listAll(client, query, signal);
      statuses.push(...rows.flatMap((row) => statusOf(row, table, now) ?? []));
    }
  }
  const cursor = JSON.stringify({ v: 1, sweptTo: reached } satisfies z.infer<typeof CursorData>);
  return {
    inbound: [],
    statuses,
    providerTexts: [],
    cursor,
    gaps,
    young,
    // Nothing was sent before the first sweep, so there is no reply.
    ...(since === null ? {} : { readTo: reached }),
    ...(since !== null && since < now - WINDOW ? { unseen: { from: since, to: now - WINDOW } } : {}),
    ...(reached < until ? { more: true } : {}),
  };
}
