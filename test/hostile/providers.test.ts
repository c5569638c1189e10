import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAdapter } from '../../main/core/providers/index.ts';
import { type Adapter, ProviderError } from '../../main/core/providers/provider.ts';
import { signTwilio } from '../../main/core/providers/twilio/signature.ts';
import { said } from '../../shared/text/stored.ts';
import { HOSTILE } from '../helpers/hostile.ts';

/** What may come from a provider, fuzzed: webhooks, pages of lists, answers to a send. */

const anyText = fc.oneof(
  fc.constantFrom(...HOSTILE.map(({ text }) => text.slice(0, 2000))),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
);

const NOW = 1_795_000_000_000;
const E164 = '+12025550123';
const TOKEN = 'fixture-auth-token';
const BASIC = `Basic ${Buffer.from('hook:pass').toString('base64')}`;

/** Both adapters, over a provider that answers every request with the same bytes. */
function adapters(answer: () => Response): readonly Adapter[] {
  const deps = { now: () => NOW, fetch: async () => answer() };
  const accountSid = `AC${'0'.repeat(32)}`;
  const secrets = { clientId: 'c', clientSecret: 's', webhookUser: 'hook', webhookPassword: 'pass' };
  return [
    createAdapter('twilio', { accountSid, secret: TOKEN }, deps),
    createAdapter('bandwidth', { accountId: '1', applicationId: 'a', ...secrets }, deps),
  ];
}

/** JSON that looks like a provider's, with any value in any place. */
const value = fc.oneof(
  { depthSize: 'small' },
  anyText,
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    E164,
    'in',
    'out',
    'received',
    'inbound',
    'message-received',
    'SM1',
    'queued',
    'failed',
    '4775',
  ),
  fc.constantFrom(
    'Mon, 23 Nov 2026 10:00:00 +0000',
    '2026-11-23T10:00:00Z',
    '1',
    -1,
    Number.MAX_VALUE,
    null,
    21610,
  ),
);
const FIELDS = [
  'type',
  'time',
  'to',
  'from',
  'text',
  'body',
  'sid',
  'id',
  'status',
  'direction',
  'errorCode',
  'error_code',
  'owner',
];
const MORE = [
  'date_sent',
  'date_created',
  'code',
  'message',
  'description',
  'num_segments',
  'segmentCount',
  'tag',
  'messageId',
];
const NAMES = [
  ...FIELDS,
  ...MORE,
  'messageStatus',
  'sourceTn',
  'destinationTn',
  'receiveTime',
  'fieldErrors',
  '__proto__',
];
const record = fc.dictionary(fc.constantFrom(...NAMES), value);
const anyEvent = fc
  .tuple(record, record)
  .map(([outer, message]) => ({ type: 'message-received', ...outer, message }));
const page = fc.tuple(fc.array(record, { maxLength: 4 }), value, record).map(([rows, next, rest]) => ({
  ...rest,
  messages: rows,
  next_page_uri: next,
  pageInfo: { nextLink: next },
  access_token: 'token',
  expires_in: 3600,
}));
/** Some right rows are among them, so that not every case ends at the first look. */
const right = fc.constantFrom(
  { messages: [], next_page_uri: null },
  { messages: [], totalCount: 0, pageInfo: {}, access_token: 'token', expires_in: 3600 },
);
const payload = fc.oneof(right, anyEvent, fc.array(anyEvent, { maxLength: 4 }), page, record, value);
const wire = fc.oneof(
  payload.map((each) => JSON.stringify(each)),
  payload.chain((each) => {
    const text = JSON.stringify(each) ?? '';
    return fc.nat(text.length).map((end) => text.slice(0, end));
  }),
  anyText,
);

describe('what a provider sends', () => {
  test('a webhook is a batch, malformed or forbidden; a batch holds real numbers, ids and times', () => {
    let batches = 0;
    const url = 'https://hooks.example.test/a';
    fc.assert(
      fc.property(
        wire,
        fc.dictionary(
          fc.constantFrom('From', 'To', 'Body', 'MessageSid', 'MessageStatus', 'OptOutType', 'ErrorCode'),
          fc.oneof(anyText, fc.constantFrom(E164, 'STOP', 'sent', 'SM1')),
        ),
        (body, fields) => {
          const params = new URLSearchParams(
            Object.entries(fields).map(([name, text]) => [name, text.toWellFormed()]),
          );
          const signature = signTwilio(TOKEN, url, new URLSearchParams(params.toString()));
          const [twilio, bandwidth] = adapters(() => new Response());
          const answers = [
            twilio?.parseWebhook({
              method: 'POST',
              url,
              headers: { 'x-twilio-signature': signature },
              body: new TextEncoder().encode(params.toString()),
            }),
            bandwidth?.parseWebhook({
              method: 'POST',
              url,
              headers: { authorization: BASIC },
              body: new TextEncoder().encode(body),
            }),
          ];
          for (const answer of answers) {
            expect(['batch', 'malformed']).toContain(answer?.kind);
            if (answer?.kind !== 'batch') continue;
            batches += 1;
            for (const text of answer.batch.inbound) {
              expect(text.from).toMatch(/^\+[1-9]\d{6,14}$/);
              expect(text.to).toMatch(/^\+[1-9]\d{6,14}$/);
              expect(Number.isFinite(text.providerTime)).toBe(true);
              expect(text.providerId).not.toBe('');
            }
            for (const status of answer.batch.statuses) expect(Number.isFinite(status.at)).toBe(true);
          }
        },
      ),
      { numRuns: 600 },
    );
    expect(batches).toBeGreaterThan(50);
  });

  test('a list page is read, or is an error of the provider with words for an admin', async () => {
    const quiet = new AbortController().signal;
    let read = 0;
    await fc.assert(
      fc.asyncProperty(
        wire,
        fc.constantFrom(200, 200, 200, 301, 400, 401, 404, 429, 500, 503),
        async (body, status) => {
          for (const adapter of adapters(() => new Response(body, { status }))) {
            try {
              const batch = await adapter.pull(
                { cursor: null, numbers: [E164], openSince: NOW - 60_000 },
                quiet,
              );
              for (const text of batch.inbound) expect(Number.isFinite(text.providerTime)).toBe(true);
              read += 1;
            } catch (error) {
              if (!(error instanceof ProviderError)) throw error;
              expect(error.message).not.toBe('');
            }
          }
        },
      ),
      { numRuns: 300 },
    );
    expect(read).toBeGreaterThan(0);
  });

  test('the answer to a send is one of the four outcomes, with a sentence; only what is certain is told as certain', async () => {
    const quiet = new AbortController().signal;
    const kinds = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        wire,
        fc.constantFrom(200, 201, 202, 302, 400, 401, 403, 404, 409, 418, 429, 500, 502),
        async (body, status) => {
          for (const adapter of adapters(() => new Response(body, { status }))) {
            const outcome = await adapter.send(
              { attemptId: 'm.1', from: E164, to: '+12025550124', body: 'Hello', validForSeconds: 60 },
              quiet,
            );
            kinds.add(outcome.kind);
            expect(['accepted', 'retry', 'refused', 'unknown']).toContain(outcome.kind);
            if (outcome.kind === 'accepted') expect(typeof outcome.providerId).toBe('string');
            else expect(said(outcome.detail)).not.toMatch(/^$|Opted out by hand/);
            // After a 2xx or 5xx that names no message the text may have been sent: it must never count as
            // a clean refusal and be tried again.
            if (status === 502)
              expect(outcome.kind === 'retry' && outcome.code.startsWith('http')).toBe(false);
          }
        },
      ),
      { numRuns: 300 },
    );
    expect(kinds.size).toBeGreaterThanOrEqual(3);
  });
});
