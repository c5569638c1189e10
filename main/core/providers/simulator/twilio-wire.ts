import type { SimMessage } from './types.ts';

/** Twilio's shapes and words, as the simulator writes them. */

/** RFC 2822 with seconds, the only granularity that Twilio gives. */
function rfc2822(time: number): string {
  return new Date(time).toUTCString().replace('GMT', '+0000');
}

const MESSAGES: Record<string, string> = {
  20003: 'Authenticate',
  20404: 'The requested resource was not found',
  20429: 'Too Many Requests',
  21211: "Invalid 'To' Phone Number",
  21602: 'Message body is required.',
  21603: "A 'From' phone number is required.",
  21606:
    "The 'From' phone number provided is not a valid message-capable Twilio phone number for this destination.",
  21610: 'Attempt to send to unsubscribed recipient',
  21617: 'The concatenated message body exceeds the 1600 character limit',
};

/** The body of every error answer. */
export function twilioError(status: number, code: number | string | undefined): object {
  const known = code ?? (status === 401 ? 20003 : status === 429 ? 20429 : status >= 500 ? 20500 : 20001);
  return {
    code: Number(known),
    message: MESSAGES[String(known)] ?? 'The request could not be processed',
    more_info: `https://www.twilio.com/docs/errors/${known}`,
    status,
  };
}

/** A Message resource: numbers as strings where Twilio writes strings, dates that may be null. */
export function twilioMessage(message: SimMessage, accountSid: string): object {
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${message.id}`;
  const pending = message.status === 'accepted';
  return {
    body: message.body,
    num_segments: pending ? '0' : String(message.segments),
    direction: message.direction,
    from: pending ? null : message.from,
    date_updated: rfc2822(message.updatedAt),
    price: message.status === 'delivered' ? '-0.04000' : null,
    error_message: message.errorCode === null ? null : (MESSAGES[message.errorCode] ?? null),
    uri: `${uri}.json`,
    account_sid: accountSid,
    num_media: String(message.media),
    to: message.to,
    date_created: rfc2822(message.createdAt),
    status: message.status,
    sid: message.id,
    date_sent: message.sentAt === null ? null : rfc2822(message.sentAt),
    messaging_service_sid: message.serviceSid,
    error_code: message.errorCode,
    price_unit: 'USD',
    api_version: '2010-04-01',
    subresource_uris: { media: `${uri}/Media.json`, feedback: `${uri}/Feedback.json` },
  };
}

/** The id of a text's file, from the text's own. */
export const mediaSid = ({ id }: SimMessage, at: number): string =>
  `ME${id.slice(2, 32)}${at.toString(16).padStart(2, '0')}`;

/** The files that came with a text. */
export function twilioMediaList(message: SimMessage, accountSid: string): object {
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${message.id}/Media`;
  return {
    media_list: Array.from({ length: message.media }, (_, at) => ({
      sid: mediaSid(message, at),
      account_sid: accountSid,
      parent_sid: message.id,
      content_type: 'image/png',
      date_created: rfc2822(message.createdAt),
      date_updated: rfc2822(message.updatedAt),
      uri: `${uri}/${mediaSid(message, at)}.json`,
    })),
    uri: `${uri}.json`,
    next_page_uri: null,
  };
}

const DAY = 86_400_000;

function matchesDate(message: SimMessage, query: URLSearchParams): boolean {
  const sent = message.sentAt ?? message.createdAt;
  const bound = (name: string) => {
    const value = query.get(name);
    return value === null ? null : Date.parse(value);
  };
  const on = bound('DateSent');
  const before = bound('DateSent<');
  const after = bound('DateSent>');
  if (on !== null && Math.floor(sent / DAY) !== Math.floor(on / DAY)) return false;
  if (before !== null && Math.floor(sent / DAY) > Math.floor(before / DAY)) return false;
  return after === null || Math.floor(sent / DAY) >= Math.floor(after / DAY);
}

/**
 * One page, newest first. The page token names the last message of the page before, so that new messages do
 * not shift pages.
 */
export function twilioPage(
  messages: readonly SimMessage[],
  query: URLSearchParams,
  accountSid: string,
): object {
  const pageSize = Math.min(Math.max(Number(query.get('PageSize') ?? 50) || 50, 1), 1000);
  const page = Number(query.get('Page') ?? 0) || 0;
  const [from, to, token] = [query.get('From'), query.get('To'), query.get('PageToken')];
  const rows = messages
    .filter((m) => m.profile === 'provider-2')
    .filter(
      (m) => (from === null || m.from === from) && (to === null || m.to === to) && matchesDate(m, query),
    )
    .sort((a, b) => b.createdAt - a.createdAt || b.order - a.order);
  const start = token === null ? page * pageSize : rows.findIndex((m) => m.id === token.slice(2)) + 1;
  const shown = rows.slice(start, start + pageSize);
  const path = `/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const link = (index: number, after: string | undefined) => {
    const params = new URLSearchParams(query);
    params.set('PageSize', String(pageSize));
    params.set('Page', String(index));
    params.delete('PageToken');
    if (after !== undefined) params.set('PageToken', `PA${after}`);
    return `${path}?${params}`;
  };
  const last = shown.at(-1);
  return {
    first_page_uri: link(0, undefined),
    end: start + shown.length - 1,
    previous_page_uri: page > 0 ? link(page - 1, undefined) : null,
    messages: shown.map((message) => twilioMessage(message, accountSid)),
    uri: `${path}?${query}`,
    page_size: pageSize,
    start,
    next_page_uri: last !== undefined && start + shown.length < rows.length ? link(page + 1, last.id) : null,
    page,
  };
}
