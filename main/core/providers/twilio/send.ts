import { z } from 'zod';
import type { TwilioConfig } from '../../../../shared/providers/twilio.ts';
import { keep, written } from '../../../../shared/text/stored.ts';
import type { ErrorTable } from '../errors.ts';
import { type AdapterDeps, type Exchange, jsonOf, reach, retryAfter } from '../http.ts';
import type { Outgoing, SendOutcome } from '../provider.ts';
import type { TwilioClient } from './client.ts';
import { Row, rowSegments } from './rows.ts';

const TWILIO = written('Twilio');

const Problem = z.looseObject({ code: z.union([z.number(), z.string()]), message: z.string().catch('') });

/**
 * What the answer to a create request means. `retry` and `refused` only where Twilio surely did not take the
 * text.
 */
function readCreate(answer: Exchange, table: ErrorTable, now: number): SendOutcome {
  if (answer.kind === 'not-sent') {
    const { code, detail } = answer;
    return { kind: 'retry', code, detail, ...reach(code) };
  }
  if (answer.kind === 'cut') return { kind: 'unknown', detail: answer.detail };
  const { status } = answer;
  const json = jsonOf(answer.text);
  if (status >= 200 && status < 300) {
    const row = Row.safeParse(json);
    if (!row.success) return { kind: 'unknown', detail: keep('provider:namesNone', { provider: TWILIO }) };
    const segments = rowSegments(row.data);
    return { kind: 'accepted', providerId: row.data.sid, ...(segments === undefined ? {} : { segments }) };
  }
  if (status >= 500) return { kind: 'unknown', detail: keep('provider:twilio.fault', { status }) };
  const problem = Problem.safeParse(json);
  const code = problem.success ? String(problem.data.code) : `http-${status}`;
  const detail = problem.success
    ? keep('provider:withWords', {
        text: table.explain(code),
        words: written(`${code}: ${problem.data.message}`),
      })
    : keep('provider:read.tooMany', { provider: TWILIO });
  if (status === 429) {
    const afterMs = retryAfter(answer.headers, now);
    return { kind: 'retry', code, detail, ...(afterMs === undefined ? {} : { afterMs }) };
  }
  if (!problem.success) {
    // This answer is not from Twilio but from a proxy, a portal or a wrong address. It stops the connection,
    // so that no more texts fail.
    const misdirected = status < 400 || [401, 403, 404, 407].includes(status);
    if (misdirected)
      return {
        kind: 'refused',
        errorClass: 'configuration',
        code,
        detail: keep('provider:notTheirs', { provider: TWILIO, status }),
      };
    return { kind: 'unknown', detail: keep('provider:notTheirs', { provider: TWILIO, status }) };
  }
  // 401 is about the credentials, whatever its code; any other status means what its code means, and an
  // unknown code stops nothing else.
  const errorClass = status === 401 ? 'configuration' : table.classify(code);
  if (errorClass === 'retry') return { kind: 'retry', code, detail };
  return { kind: 'refused', errorClass: errorClass === 'unconfirmed' ? 'failed' : errorClass, code, detail };
}

/** Asks Twilio to send one text, from the conversation's own sender number. */
export async function sendTwilio(
  client: TwilioClient,
  config: TwilioConfig,
  table: ErrorTable,
  deps: AdapterDeps,
  message: Outgoing,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const form = new URLSearchParams({
    To: message.to,
    From: message.from,
    Body: message.body,
    // Twilio's default is ten hours, in which the person may have opted out.
    ValidityPeriod: String(Math.min(Math.max(Math.round(message.validForSeconds), 1), 36_000)),
  });
  if (config.messagingServiceSid !== undefined) form.set('MessagingServiceSid', config.messagingServiceSid);
  return readCreate(await client.create(form, signal, message.mayLeave), table, deps.now());
}
