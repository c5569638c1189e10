import { z } from 'zod';
import { isE164 } from '../e164.ts';
import type { AdapterDeps } from '../http.ts';
import type {
  Cursor,
  InboundMessage,
  ProviderText,
  PullRequest,
  PullResult,
  StatusEvent,
} from '../provider.ts';
import type { TwilioClient } from './client.ts';
import { picturesOf, type Row, rowTime, statusEvent } from './rows.ts';

const MINUTE = 60_000;
/**
 * Every poll reads this far behind the newest known text: rows may appear out of order, and times are whole
 * seconds.
 */
const OVERLAP = 10 * MINUTE;
/**
 * Once a day a wider search, since Twilio does not document which date a text has where no webhook is set.
 */
const SWEEP_EVERY = 24 * 60 * MINUTE;
const SWEEP_BACK = 48 * 60 * MINUTE;
/** Open texts older than this are searched for once a minute, not in every poll. */
const RECENT = 15 * MINUTE;
const PAGES = 10;
const KEPT_SIDS = 1000;
const KEPT_STATUSES = 100_000;

const Place = z.object({
  /** Time of the newest inbound row seen. */
  at: z.number(),
  /** The newest rows that were passed on already. */
  sids: z.array(z.string()),
  /** Pages left for the next pulls, each down to a floor. */
  backlog: z.array(z.object({ uri: z.string(), floor: z.number() })),
});
type Place = z.infer<typeof Place>;

const CursorData = z.object({
  v: z.literal(1),
  /** Distinguishes the cursors of one adapter, also those of two pulls at the same moment. */
  pull: z.number(),
  inbound: z.record(z.string(), Place),
  /** When the last pull was made. */
  polledAt: z.number(),
  deepAt: z.number(),
  sweptAt: z.number(),
});

function readCursor(cursor: Cursor, now: number): z.infer<typeof CursorData> {
  const fresh = { v: 1 as const, pull: 0, inbound: {}, polledAt: now, deepAt: 0, sweptAt: now };
  if (cursor === null) return fresh;
  try {
    // A cursor in an unknown form is ignored: everything is read again, and the inbox drops what it knows.
    return CursorData.safeParse(JSON.parse(cursor)).data ?? fresh;
  } catch {
    return fresh;
  }
}

/**
 * Reads from the newest on until a whole page lies below the floor. Returns the next page's address where the
 * budget ends first.
 */
async function walk(
  client: TwilioClient,
  first: URLSearchParams | string,
  floor: number,
  signal: AbortSignal,
): Promise<{ rows: Row[]; rest: string | null }> {
  const rows: Row[] = [];
  let page: URLSearchParams | string = first;
  for (let count = 0; count < PAGES; count += 1) {
    const { messages, next_page_uri: next } = await client.list(page, signal);
    rows.push(...messages);
    const allOld =
      messages.length > 0 && messages.every((row) => (rowTime(row) ?? Number.POSITIVE_INFINITY) < floor);
    if (next === null || next === page || allOld) return { rows, rest: null };
    page = next;
  }
  return { rows, rest: typeof page === 'string' ? page : null };
}

function toInbound(row: Row, now: number): InboundMessage | null {
  // A short code or a name is no contact: it cannot be texted, so it cannot be opted out.
  if (row.direction !== 'inbound' || !isE164(row.from) || !isE164(row.to)) return null;
  return {
    providerId: row.sid,
    from: row.from,
    to: row.to,
    body: row.body ?? '',
    providerTime: rowTime(row) ?? now,
    ...picturesOf(row.num_media),
  };
}

async function pullInbound(
  client: TwilioClient,
  number: string,
  place: Place | undefined,
  { sweep, away, now }: { readonly sweep: boolean; readonly away: boolean; readonly now: number },
  signal: AbortSignal,
) {
  const known = new Set(place?.sids);
  const floor = place === undefined ? 0 : place.at - (sweep ? SWEEP_BACK : OVERLAP);
  const query = new URLSearchParams({ To: number, PageSize: place === undefined || away ? '1000' : '100' });
  const head = await walk(client, query, floor, signal);
  const backlog = [...(place?.backlog ?? [])];
  const rows = head.rows;
  const last = head.rows.at(-1);
  const reached = last === undefined ? 0 : (rowTime(last) ?? now);
  // The rest is backlog only if it may hold new texts. The overlap behind known texts is read again in every
  // poll; where it is longer than one pull, the daily search covers it.
  if (head.rest !== null && (place === undefined || sweep || reached >= place.at)) {
    backlog.push({ uri: head.rest, floor });
  } else {
    const oldest = backlog.shift();
    if (oldest !== undefined) {
      const more = await walk(client, oldest.uri, oldest.floor, signal);
      rows.push(...more.rows);
      if (more.rest !== null) backlog.unshift({ uri: more.rest, floor: oldest.floor });
    }
  }
  const inbound = new Map<string, InboundMessage>();
  for (const row of rows) {
    const message = known.has(row.sid) ? null : toInbound(row, now);
    if (message !== null) inbound.set(row.sid, message);
  }
  // A date in the future must not make later texts look old.
  const at = rows.reduce((latest, row) => Math.max(latest, Math.min(rowTime(row) ?? 0, now)), place?.at ?? 0);
  const newest = rows.toSorted((a, b) => (rowTime(b) ?? at) - (rowTime(a) ?? at)).map((row) => row.sid);
  const sids = [...new Set(newest)].slice(0, KEPT_SIDS);
  return { inbound: [...inbound.values()], place: { at, sids, backlog } };
}

function toProviderText(row: Row, now: number): ProviderText | null {
  if (row.from === null || row.to === null) return null;
  return {
    providerId: row.sid,
    from: row.from,
    to: row.to,
    body: row.body ?? '',
    providerTime: rowTime(row) ?? now,
  };
}

/**
 * Polls Twilio's list. Statuses and provider texts are passed on once each. They count as passed on only when
 * the caller comes back with this pull's cursor, so a failed commit loses nothing.
 */
export function twilioPuller(client: TwilioClient, deps: AdapterDeps) {
  let known = new Map<string, string>();
  let handedOver = new Map<string, string>();
  let lastCursor: Cursor = null;
  let pulls = 0;

  return async (request: PullRequest, signal: AbortSignal): Promise<PullResult> => {
    const now = deps.now();
    const cursor = readCursor(request.cursor, now);
    const committed = request.cursor !== null && request.cursor === lastCursor;
    // Forgetting only means that a status is passed on twice.
    if (!committed || known.size > KEPT_STATUSES) known = new Map();
    if (committed) for (const entry of handedOver) known.set(...entry);
    handedOver = new Map();
    lastCursor = null;

    const sweep = now - cursor.sweptAt >= SWEEP_EVERY;
    const away = sweep || now - cursor.polledAt > OVERLAP;
    const deep = request.openSince !== null && now - cursor.deepAt >= MINUTE;
    const openSince = Math.max(request.openSince ?? now, deep ? 0 : now - RECENT);
    const outboundFloor = Math.min(openSince, cursor.polledAt) - OVERLAP;

    const inbound: InboundMessage[] = [];
    const statuses: StatusEvent[] = [];
    const providerTexts: ProviderText[] = [];
    const places: Record<string, Place> = {};
    const isNews = (row: Row) => {
      const state = `${row.status} ${row.error_code}`;
      handedOver.set(row.sid, state);
      return known.get(row.sid) !== state;
    };

    for (const number of request.numbers) {
      const result = await pullInbound(client, number, cursor.inbound[number], { sweep, away, now }, signal);
      inbound.push(...result.inbound);
      places[number] = result.place;
      const query = new URLSearchParams({ From: number, PageSize: deep ? '1000' : '100' });
      const { rows } = await walk(client, query, outboundFloor, signal);
      for (const row of new Map(rows.map((r) => [r.sid, r])).values()) {
        if (row.direction === 'inbound' || !isNews(row)) continue;
        const text = row.direction === 'outbound-reply' ? toProviderText(row, now) : null;
        const status = row.direction === 'outbound-reply' ? null : statusEvent(row, now);
        if (text !== null) providerTexts.push(text);
        if (status !== null) statuses.push(status);
      }
    }

    inbound.sort((a, b) => a.providerTime - b.providerTime);
    pulls += 1;
    lastCursor = JSON.stringify({
      v: 1,
      pull: pulls,
      inbound: places,
      polledAt: now,
      deepAt: deep ? now : cursor.deepAt,
      sweptAt: sweep ? now : cursor.sweptAt,
    } satisfies z.infer<typeof CursorData>);
    const more = Object.values(places).some((place) => place.backlog.length > 0);
    return { inbound, statuses, providerTexts, cursor: lastCursor, gaps: [], ...(more ? { more } : {}) };
  };
}
