import { z } from 'zod';
import type { StatusEvent } from '../provider.ts';

const text = z.string().nullable().catch(null).default(null);
/** Twilio writes numbers as strings or numbers, and null before they are known. */
const numeric = z.union([z.number(), z.string()]).nullable().catch(null).default(null);

/**
 * The fields of a Message resource that Heed reads. Everything but `sid` and `direction` may be missing or
 * invalid.
 */
export const Row = z.looseObject({
  sid: z.string().min(1),
  direction: z.string(),
  from: text,
  to: text,
  body: text,
  status: text,
  date_created: text,
  date_sent: text,
  date_updated: text,
  error_code: numeric,
  num_segments: numeric,
  num_media: numeric,
});
export type Row = z.infer<typeof Row>;

export const ListPage = z.looseObject({
  messages: z.array(Row),
  next_page_uri: z.string().nullable().default(null),
});
export type ListPage = z.infer<typeof ListPage>;

function time(value: string | null): number | null {
  const parsed = value === null ? Number.NaN : Date.parse(value);
  return Number.isNaN(parsed) ? null : parsed;
}

/** When a text was written or sent, by the provider's clock; null where Twilio does not say. */
export function rowTime(row: Row): number | null {
  return time(row.date_created) ?? time(row.date_sent);
}

/** Segments, where Twilio knows them already ("0" means not yet). */
export function rowSegments(row: Row): number | undefined {
  const count = Number(row.num_segments);
  return Number.isInteger(count) && count > 0 ? count : undefined;
}

/** Twilio's count of media, as its own word for pictures: `{pictures: 1}`; nothing where there are none. */
export function picturesOf(count: string | number | null): { readonly pictures?: number } {
  const pictures = Number(count ?? 0);
  return Number.isInteger(pictures) && pictures > 0 ? { pictures } : {};
}

const STATUSES: Record<string, StatusEvent['status'] | null> = {
  accepted: null,
  scheduled: null,
  queued: null,
  sending: null,
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
  partially_delivered: 'unconfirmed',
};

/**
 * Heed's word for Twilio's status: null while nothing happened yet, `unconfirmed` for a status that Heed does
 * not know.
 */
export function heedStatus(status: string | null): StatusEvent['status'] | null {
  if (status === null) return null;
  const known = STATUSES[status];
  return known === undefined ? 'unconfirmed' : known;
}

/** What became of an outbound row, or null if nothing is known yet. */
export function statusEvent(row: Row, now: number): StatusEvent | null {
  const status = heedStatus(row.status);
  if (status === null) return null;
  const segments = rowSegments(row);
  const code = row.error_code === null || String(row.error_code) === '0' ? undefined : String(row.error_code);
  return {
    providerId: row.sid,
    status,
    at: time(row.date_updated) ?? rowTime(row) ?? now,
    ...(code === undefined ? {} : { errorCode: code }),
    ...(segments === undefined ? {} : { segments }),
  };
}
