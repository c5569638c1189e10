import type { TwilioConfig } from '../../../../shared/providers/twilio.ts';
import { isE164 } from '../e164.ts';
import type { Batch, InboundMessage, WebhookAccess, WebhookRequest, WebhookResult } from '../provider.ts';
import { heedStatus, picturesOf } from './rows.ts';
import { verifyTwilio } from './signature.ts';

const SIGNALS: Record<string, InboundMessage['signal']> = { STOP: 'stop', START: 'start', HELP: 'help' };

/** Twilio signs with the auth token, even where Heed itself signs in with an API key. */
export const twilioAccess = (config: TwilioConfig): WebhookAccess => ({
  vendor: 'twilio',
  keys: {
    token: config.authToken ?? (config.keySid === undefined ? config.secret : null),
    publicUrl: config.webhookPublicUrl ?? null,
  },
});

/** The address that Twilio called: the public one, where a tunnel or proxy stands between. */
function calledUrl(base: string | null, request: WebhookRequest): string {
  if (base === null) return request.url;
  const query = request.url.indexOf('?');
  return query === -1 || base.includes('?') ? base : base + request.url.slice(query);
}

function inboundOf(params: URLSearchParams, providerId: string, now: number): InboundMessage | null {
  const [from, to] = [params.get('From'), params.get('To')];
  if (!isE164(from) || !isE164(to)) return null;
  const signal = SIGNALS[(params.get('OptOutType') ?? '').toUpperCase()];
  return {
    providerId,
    from,
    to,
    body: params.get('Body') ?? '',
    // The form has no time; Twilio calls at once.
    providerTime: now,
    ...picturesOf(params.get('NumMedia')),
    ...(signal === undefined ? {} : { signal }),
  };
}

/** Checks Twilio's signature over all parameters, known or not, then reads an inbound text or a status. */
export function twilioWebhook(
  { token = null, publicUrl = null }: WebhookAccess['keys'],
  request: WebhookRequest,
  now: number,
): WebhookResult {
  const signature = request.headers['x-twilio-signature'];
  if (token === null || signature === undefined) return { kind: 'forbidden' };
  const url = calledUrl(publicUrl, request);
  const form = new URLSearchParams(request.method === 'GET' ? '' : new TextDecoder().decode(request.body));
  if (!verifyTwilio(token, signature, url, form)) return { kind: 'forbidden' };

  const params = request.method === 'GET' && URL.canParse(url) ? new URL(url).searchParams : form;
  const sid = params.get('MessageSid') ?? params.get('SmsSid');
  if (sid === null) return { kind: 'malformed', detail: 'A Twilio webhook without MessageSid.' };
  const empty: Batch = { inbound: [], statuses: [], providerTexts: [] };
  const state = params.get('MessageStatus');
  if (state !== null && state !== 'received' && state !== 'receiving') {
    const status = heedStatus(state);
    if (status === null) return { kind: 'batch', batch: empty };
    const errorCode = params.get('ErrorCode');
    const event = { providerId: sid, status, at: now, ...(errorCode ? { errorCode } : {}) };
    return { kind: 'batch', batch: { ...empty, statuses: [event] } };
  }
  const message = inboundOf(params, sid, now);
  return { kind: 'batch', batch: message === null ? empty : { ...empty, inbound: [message] } };
}
