import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { BandwidthConfig } from '../../../../shared/providers/bandwidth.ts';
import { isE164 } from '../e164.ts';
import type { ErrorTable } from '../errors.ts';
import { jsonOf } from '../http.ts';
import type {
  InboundMessage,
  StatusEvent,
  WebhookAccess,
  WebhookRequest,
  WebhookResult,
} from '../provider.ts';
import { isoTime, settle } from './rows.ts';

const text = z.string().nullable().catch(null).default(null);
const numbers = z
  .union([z.array(z.string()), z.string().transform((one) => [one])])
  .catch([])
  .default([]);

/**
 * The fields of an event that Heed reads: unknown fields are allowed, a field of a wrong type counts as
 * missing.
 */
const Event = z.looseObject({
  type: z.string(),
  time: text,
  to: numbers,
  errorCode: z.union([z.number(), z.string()]).nullable().catch(null).default(null),
  message: z.looseObject({
    id: z.string().min(1),
    owner: text,
    time: text,
    segmentCount: z.coerce.number().int().positive().optional().catch(undefined),
    direction: text,
    to: numbers,
    from: text,
    text: text,
    tag: text,
    media: z.array(z.string()).nullable().catch([]).default([]),
  }),
});
type Event = z.infer<typeof Event>;

/**
 * Far more than one call brings (mostly one event); the limit of a body's bytes alone would allow half a
 * million.
 */
const MOST_EVENTS = 5000;

export const bandwidthAccess = (config: BandwidthConfig): WebhookAccess => ({
  vendor: 'bandwidth',
  keys: { user: config.webhookUser ?? null, password: config.webhookPassword ?? null },
});

const digest = (value: string) => createHash('sha256').update(value).digest();

/** Compares in constant time. Without credentials of our own, nobody is let in. */
function signedIn(
  { user = null, password = null }: WebhookAccess['keys'],
  header: string | undefined,
): boolean {
  if (user === null || password === null || header === undefined) return false;
  const encoded = /^basic +([A-Za-z0-9+/=]+)$/i.exec(header.trim())?.[1];
  if (encoded === undefined) return false;
  const given = Buffer.from(encoded, 'base64').toString('utf8');
  return timingSafeEqual(digest(given), digest(`${user}:${password}`));
}

/** Parts of a picture message that are none: its layout, and its words once more. */
const NO_PICTURE = /\.(?:smil|txt|xml)(?:[?#]|$)/i;

const STATUSES: Record<string, StatusEvent['status']> = {
  'message-sending': 'sent',
  'message-sent': 'sent',
  'message-delivered': 'delivered',
  'message-read': 'delivered',
  'message-failed': 'failed',
};

function inboundOf(event: Event, now: number): InboundMessage | null {
  const { message } = event;
  if (event.type !== 'message-received' || message.direction !== 'in') return null;
  // The event names our number; a group message lists others beside it.
  const to = [message.owner, ...event.to, ...message.to].find(isE164);
  if (!isE164(message.from) || to === undefined) return null;
  const providerTime = isoTime(message.time) ?? isoTime(event.time) ?? now;
  const pictureSources = (message.media ?? []).filter((address) => !NO_PICTURE.test(address));
  const pictures = pictureSources.length;
  return {
    providerId: message.id,
    from: message.from,
    to,
    body: message.text ?? '',
    providerTime,
    ...(pictures > 0 ? { pictures, pictureSources } : {}),
  };
}

function statusOf(event: Event, table: ErrorTable, now: number): StatusEvent | null {
  const { message } = event;
  const status = STATUSES[event.type];
  if (status === undefined || message.direction === 'in') return null;
  const code = event.errorCode === null ? undefined : String(event.errorCode);
  return {
    providerId: message.id,
    status: settle(status, code, table.classify),
    at: isoTime(event.time) ?? now,
    ...(message.tag === null || message.tag === '' ? {} : { tag: message.tag }),
    ...(code === undefined ? {} : { errorCode: code }),
    ...(message.segmentCount === undefined ? {} : { segments: message.segmentCount }),
  };
}

/** Checks the Basic credentials, then reads an array of events or a single one. */
export function bandwidthWebhook(
  keys: WebhookAccess['keys'],
  table: ErrorTable,
  request: WebhookRequest,
  now: number,
): WebhookResult {
  if (!signedIn(keys, request.headers.authorization)) return { kind: 'forbidden' };
  const json = jsonOf(new TextDecoder().decode(request.body));
  const list: unknown[] = Array.isArray(json) ? json : [json];
  if (list.length > MOST_EVENTS) return { kind: 'malformed', detail: 'Too many events at once.' };
  const events = list.map((entry) => Event.safeParse(entry));
  const readable = events.flatMap((event) => (event.success ? [event.data] : []));
  // One unreadable event must not stop a STOP beside it; the sweep finds what was lost.
  if (readable.length === 0 && list.length > 0)
    return { kind: 'malformed', detail: 'Not an event of Bandwidth.' };
  return {
    kind: 'batch',
    batch: {
      inbound: readable.flatMap((event) => inboundOf(event, now) ?? []),
      statuses: readable.flatMap((event) => statusOf(event, table, now) ?? []),
      providerTexts: [],
    },
  };
}
