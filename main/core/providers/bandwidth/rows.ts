import { z } from 'zod';
import type { StatusEvent } from '../provider.ts';

const text = z.string().nullable().catch(null).default(null);
const numeric = z.coerce.number().nullable().catch(null).default(null);

/** One entry of the list: metadata, never text, never our tag. */
export const Row = z.looseObject({
  messageId: z.string().min(1),
  sourceTn: text,
  destinationTn: text,
  messageStatus: text,
  messageDirection: text,
  receiveTime: text,
  errorCode: numeric,
  segmentCount: numeric,
  messageLength: numeric,
});
export type Row = z.infer<typeof Row>;

export const ListPage = z.looseObject({
  messages: z.array(Row),
  pageInfo: z
    .looseObject({ nextPageToken: z.string().nullable().default(null) })
    .nullable()
    .default(null),
});
export type ListPage = z.infer<typeof ListPage>;

/** UTC milliseconds; null where the value is missing or is no time. */
export function isoTime(value: unknown): number | null {
  const parsed = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(parsed) ? null : parsed;
}

const STATUSES: Record<string, StatusEvent['status'] | null> = {
  QUEUED: null,
  ACCEPTED: null,
  SENDING: null,
  SENT: 'sent',
  DELIVERED: 'delivered',
  FAILED: 'failed',
  UNDELIVERED: 'failed',
};

/**
 * Heed's word for a status of the list; null while nothing is known, `unconfirmed` for one that Heed does not
 * know.
 */
export function heedStatus(status: string | null): StatusEvent['status'] | null {
  if (status === null) return null;
  const known = STATUSES[status.toUpperCase()];
  return known === undefined ? 'unconfirmed' : known;
}

/** A failure whose code means that nobody knows (9902: no receipt) is not reported as a failure. */
export function settle(
  status: StatusEvent['status'],
  errorCode: string | undefined,
  classify: (code: string) => string,
): StatusEvent['status'] {
  const open = status === 'failed' && errorCode !== undefined && classify(errorCode) === 'unconfirmed';
  return open ? 'unconfirmed' : status;
}
