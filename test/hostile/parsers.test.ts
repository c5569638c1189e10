import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CsvRow, probeCsv, readRows } from '../../main/core/jobs/csv.ts';
import { CsvProblem } from '../../main/core/jobs/csvSource.ts';
import { createBandwidthAdapter } from '../../main/core/providers/bandwidth/adapter.ts';
import { type Adapter, ProviderError } from '../../main/core/providers/provider.ts';
import { createTwilioAdapter } from '../../main/core/providers/twilio/adapter.ts';
import { signTwilio } from '../../main/core/providers/twilio/signature.ts';
import { decide } from '../../main/core/rules/decide.ts';
import { formatNumber, readAnyNumber, readNumber, shapeOf } from '../../shared/schema/phone.ts';
import { said } from '../../shared/text/stored.ts';
import { HOSTILE } from '../helpers/hostile.ts';
import { inbound, settings } from '../rules/facts.ts';

/** Whatever comes in from outside, what reads it answers with its own words or its own errors. Found cases are kept in the corpus. */

const hostile = fc.constantFrom(...HOSTILE.map(({ text }) => text.slice(0, 2000)));
const anyText = fc.oneof(hostile, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));

describe('a CSV', () => {
  const cell = fc.oneof(anyText, fc.constantFrom('2025550143', '07700 900123', '', '"', '""', '=1', '\0'));
  const line = fc.tuple(fc.constantFrom(',', ';', '\t', '|', ',,', '"'), fc.array(cell, { maxLength: 6 }));
  const lines = fc
    .array(line, { maxLength: 8 })
    .map((all) => all.map(([sign, cells]) => cells.join(sign)).join('\n'));
  const file = fc.oneof(
    fc.uint8Array({ maxLength: 600 }),
    lines.map((text) => new TextEncoder().encode(text)),
    lines.map((text) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))),
    fc.tuple(lines, fc.uint8Array({ maxLength: 20 })).map(([text, noise]) => {
      const bytes = Buffer.from(text);
      const half = Math.floor(bytes.length / 2);
      return new Uint8Array(Buffer.concat([bytes.subarray(0, half), noise, bytes.subarray(half)]));
    }),
  );

  test('of any bytes is rows in order, or a problem with a sentence', async () => {
    let [read, refused] = [0, 0];
    await fc.assert(
      fc.asyncProperty(file, async (bytes) => {
        try {
          const source = { bytes };
          const format = await probeCsv(source);
          const rows: CsvRow[] = [];
          for await (const some of readRows(source, format)) rows.push(...some);
          rows.reduce((before, row) => {
            expect(row.line).toBeGreaterThan(before);
            return row.line;
          }, 0);
          read += 1;
        } catch (error) {
          if (!(error instanceof CsvProblem)) throw error;
          expect(said(error.kept)).not.toBe('');
          expect(said(error.kept)).not.toContain('{"say"');
          refused += 1;
        }
      }),
      { numRuns: 300 },
    );
    expect(Math.min(read, refused)).toBeGreaterThan(0);
  });
});

describe('a phone number', () => {
  const almost = fc.stringMatching(/^[ 0-9()+.\-–٠-٩＋/x#tel:='"]{0,25}$/u);
  test('read from anything is none, or one that reads as itself everywhere', () => {
    let found = 0;
    const typed = fc.stringMatching(
      /^(?:\+?1[ .-]?)?\(?202\)?[ .-]?55501[0-9]{2}$|^(?:0|\+44 ?)7700 ?900[0-9]{3}$/,
    );
    fc.assert(
      fc.property(
        fc.oneof(anyText, almost, typed),
        fc.constantFrom('US' as const, 'CA' as const, 'GB' as const),
        (raw, region) => {
          shapeOf(raw);
          for (const read of [readNumber(raw, region), readAnyNumber(raw, region), readAnyNumber(raw)]) {
            if (!read.ok) continue;
            found += 1;
            expect(read.e164).toMatch(/^\+[1-9]\d{6,14}$/);
            expect(readAnyNumber(read.e164)).toMatchObject({ ok: true, e164: read.e164 });
            const shown = formatNumber(read.e164, region);
            expect(readAnyNumber(shown, region)).toMatchObject({ ok: true, e164: read.e164 });
          }
        },
      ),
      { numRuns: 1500 },
    );
    expect(found).toBeGreaterThan(100);
  });

  test('a cell of a megabyte is no number, and costs no more than its length', () => {
    for (const piece of ['1', ' ', '(', '+', '0', '٣', '-', '="', "'", 'tel:', '00 ', '\u200b'])
      expect(readAnyNumber(piece.repeat(1_000_000 / piece.length), 'US').ok).toBe(false);
  });
});

describe('the matcher', () => {
  test('a text of ours in which nobody sees anything is not sought for ever', () => {
    for (const ours of ['\u200b'.repeat(12), '\u3164'.repeat(20), ` ${'\u0301'.repeat(15)} `])
      expect(decide({ ...inbound('STOP texting me'), ourTexts: [ours] }, settings).decision).toBe('hold');
  });

  test('always has an answer, and its words are the contact’s own', () => {
    fc.assert(
      fc.property(
        fc.oneof(anyText, fc.lorem({ maxCount: 30 })),
        fc.array(anyText, { maxLength: 3 }),
        (text, ourTexts) => {
          const { matched } = decide({ ...inbound(text), ourTexts }, settings);
          const own = [text, ...ourTexts.map((ours) => text.split(ours.trim()).join(' . '))];
          expect(matched === '' || own.some((words) => words.includes(matched))).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});

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
    createTwilioAdapter({ accountSid, secret: TOKEN }, deps),
    createBandwidthAdapter({ accountId: '1', applicationId: 'a', ...secrets }, deps),
  ];
}

/** JSON that looks like what a provider sends, with anything in the place of anything. */
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
const event = fc
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
const payload = fc.oneof(event, fc.array(event, { maxLength: 4 }), page, record, value);
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
            // A 2xx or 5xx that names nothing may have sent: never a clean "no" that would be tried again.
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
