import { simulatorCredentials as ours } from './credentials.ts';
import type { SimMessage } from './types.ts';

/** Bandwidth's shapes and words, as the simulator writes them. */

const TYPES: Record<number, string> = {
  400: 'request-validation',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  429: 'max-message-queue-size-exceeded',
};

/** The body of every error answer. */
export function bandwidthError(status: number, code: number | string | undefined): object {
  const type = typeof code === 'string' ? code : (TYPES[status] ?? 'internal-server-error');
  return { type, description: 'The request could not be processed' };
}

export function validationError(fieldName: string, description: string): object {
  return {
    type: 'request-validation',
    description: 'Your request could not be accepted.',
    fieldErrors: [{ fieldName, description }],
  };
}

const iso = (time: number) => new Date(time).toISOString();
const owner = (message: SimMessage) => (message.direction === 'inbound' ? message.to : message.from);

/** Bandwidth's own addresses: Heed asks for their path at the address of its connection. */
const mediaOf = ({ id, media }: SimMessage) =>
  Array.from(
    { length: media },
    (_, at) =>
      `https://messaging.bandwidth.com/api/v2/users/${ours.accountId}/media/${id}/${at}/picture-${at}.png`,
  );

/**
 * The `message` of a callback, and of the answer to a create request. With the text only where Bandwidth
 * gives it.
 */
export function bandwidthMessage(message: SimMessage, withText: boolean): Record<string, unknown> {
  return {
    id: message.id,
    owner: owner(message),
    applicationId: ours.applicationId,
    time: iso(message.createdAt),
    segmentCount: message.segments,
    direction: message.direction === 'inbound' ? 'in' : 'out',
    to: [message.to],
    from: message.from,
    text: withText ? message.body : '',
    ...(message.media > 0 ? { media: mediaOf(message) } : {}),
    ...(message.tag === null ? {} : { tag: message.tag }),
    ...(message.direction === 'inbound' ? { channel: 'SMS' } : { priority: 'default' }),
  };
}

const EVENTS: Partial<Record<SimMessage['status'], readonly [type: string, description: string]>> = {
  received: ['message-received', 'Incoming message received'],
  queued: ['message-sending', 'Message is sending'],
  sent: ['message-sent', 'Message has been sent'],
  delivered: ['message-delivered', 'Message delivered to carrier.'],
  undelivered: ['message-failed', 'undelivered'],
  failed: ['message-failed', 'rejected'],
};

/** The event that Bandwidth posts for a message's present state; null where it posts none. */
export function bandwidthEvent(message: SimMessage, at: number): Record<string, unknown> | null {
  const [type, description] = EVENTS[message.status] ?? [];
  if (type === undefined) return null;
  const inbound = message.direction === 'inbound';
  return {
    type,
    time: iso(at),
    description,
    to: message.to,
    ...(message.errorCode === null ? {} : { errorCode: message.errorCode }),
    message: bandwidthMessage(message, inbound),
  };
}

const LISTED: Record<SimMessage['status'], string> = {
  received: 'RECEIVED',
  accepted: 'ACCEPTED',
  queued: 'QUEUED',
  sent: 'SENT',
  delivered: 'DELIVERED',
  undelivered: 'UNDELIVERED',
  failed: 'FAILED',
  canceled: 'FAILED',
};

function listed(message: SimMessage): object {
  return {
    messageId: message.id,
    accountId: ours.accountId,
    sourceTn: message.from,
    destinationTn: message.to,
    messageStatus: LISTED[message.status],
    messageDirection: message.direction === 'inbound' ? 'INBOUND' : 'OUTBOUND',
    messageType: message.media > 0 ? 'mms' : 'sms',
    segmentCount: message.segments,
    errorCode: message.errorCode ?? 0,
    receiveTime: iso(message.createdAt),
    carrierName: null,
    messageSize: null,
    messageLength: message.body.length,
    attachmentCount: message.media,
    recipientCount: 1,
    campaignId: null,
  };
}

const WINDOW = 14 * 86_400_000;

function filters(query: URLSearchParams, now: number): (message: SimMessage) => boolean {
  const numbers = (name: string) =>
    query
      .get(name)
      ?.split(',')
      .map((value) => value.trim());
  const [source, destination] = [numbers('sourceTn'), numbers('destinationTn')];
  const time = (name: string, fallback: number) => Date.parse(query.get(name) ?? '') || fallback;
  const [from, until] = [time('fromDateTime', 0), time('toDateTime', Number.POSITIVE_INFINITY)];
  const [direction, status, id] = [
    query.get('messageDirection'),
    query.get('messageStatus'),
    query.get('messageId'),
  ];
  return (message) =>
    message.profile === 'provider-1' &&
    message.createdAt >= Math.max(from, now - WINDOW) &&
    message.createdAt <= until &&
    (source?.includes(message.from) ?? true) &&
    (destination?.includes(message.to) ?? true) &&
    (direction === null || (direction === 'INBOUND') === (message.direction === 'inbound')) &&
    (status === null || LISTED[message.status] === status) &&
    (id === null || message.id === id);
}

/** One page of the list: metadata only, fourteen days, no text and no tag. */
export function bandwidthPage(messages: readonly SimMessage[], query: URLSearchParams, now: number): object {
  const limit = Math.min(Math.max(Number(query.get('limit') ?? 100) || 100, 1), 1000);
  const offset = Number(query.get('pageToken') ?? 0) || 0;
  const ascending = query.get('sort')?.endsWith(':asc') ?? false;
  const rows = messages
    .filter(filters(query, now))
    .sort((a, b) => (a.createdAt - b.createdAt || a.order - b.order) * (ascending ? 1 : -1));
  const more = offset + limit < rows.length;
  return {
    totalCount: rows.length,
    pageInfo: more ? { nextPage: `?pageToken=${offset + limit}`, nextPageToken: String(offset + limit) } : {},
    messages: rows.slice(offset, offset + limit).map(listed),
  };
}
