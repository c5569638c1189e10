import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAdapter } from '../../main/core/providers/index.ts';
import type { Adapter, Cursor, Outgoing } from '../../main/core/providers/provider.ts';
import { quiet } from './harness.ts';
import { answerJson, type Received, startServer, type TestServer } from './http-server.ts';

const ACCOUNT = `AC${'0'.repeat(32)}`;
const OURS = '+447700900100';
const CONTACT = '+447700900123';
const NOW = Date.UTC(2026, 10, 20, 12, 0, 0);
const sid = (n: number) => `SM${String(n).padStart(32, '0')}`;
const date = (secondsAgo: number) => new Date(NOW - secondsAgo * 1000).toUTCString().replace('GMT', '+0000');

/** A row as Twilio writes it; times in seconds before NOW. */
const row = (n: number, secondsAgo: number, over: Record<string, unknown> = {}) => ({
  sid: sid(n),
  account_sid: ACCOUNT,
  direction: 'inbound',
  from: CONTACT,
  to: OURS,
  body: `text ${n}`,
  status: 'received',
  num_segments: '1',
  num_media: '0',
  price: null,
  error_code: null,
  error_message: null,
  date_created: date(secondsAgo),
  date_sent: date(secondsAgo),
  date_updated: date(secondsAgo),
  ...over,
});

const listOf = (messages: object[], next: string | null = null) => ({
  messages,
  page: 0,
  page_size: 50,
  next_page_uri: next,
});
const PATH = `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`;
const message: Outgoing = { attemptId: 'a1', from: OURS, to: CONTACT, body: 'hello', validForSeconds: 240 };

describe('twilio on the wire', () => {
  let server: TestServer;
  let adapter: Adapter;
  /** Answers each kind of request: the list of texts to us, the list of texts from us, or a send. */
  let inbound: (request: Received) => unknown;
  let outbound: (request: Received) => unknown;
  let create: () => { status: number; body: unknown };

  const make = (over: Record<string, unknown> = {}) =>
    createAdapter(
      'twilio',
      { accountSid: ACCOUNT, secret: 'token', baseUrl: server.url, ...over },
      { now: () => NOW, timeoutMs: 2_000 },
    );

  beforeEach(async () => {
    inbound = () => listOf([]);
    outbound = () => listOf([]);
    create = () => ({ status: 201, body: row(1, 0, { direction: 'outbound-api', status: 'queued' }) });
    server = await startServer((request, answer) => {
      if (request.method === 'POST') return answerJson(answer, create().status, create().body);
      answerJson(answer, 200, request.url.includes('From=') ? outbound(request) : inbound(request));
    });
    adapter = make();
  });
  afterEach(() => server.close());

  const pull = (cursor: Cursor = null, openSince: number | null = null, who = adapter) =>
    who.pull({ cursor, numbers: [OURS], openSince }, quiet());

  it('follows relative next pages, drops doubles, and keeps inbound texts in the order in which they were said', async () => {
    inbound = ({ url }) =>
      url.includes('PageToken')
        ? listOf([row(2, 20), row(1, 30), row(9, 40, { direction: 'outbound-api', from: OURS, to: CONTACT })])
        : listOf(
            [row(3, 10, { date_created: null, date_sent: null }), row(2, 20)],
            `${PATH}?PageSize=2&Page=1&PageToken=PAx`,
          );
    const result = await pull();
    expect(result.inbound.map((m) => m.body)).toEqual(['text 1', 'text 2', 'text 3']);
    expect(result.inbound.map((m) => m.providerTime)).toEqual([NOW - 30_000, NOW - 20_000, NOW]);
  });

  it('never follows a next page to another server', async () => {
    for (const next of ['https://evil.example.test/x', '//evil.example.test/x']) {
      inbound = () => listOf([row(1, 1)], next);
      await expect(pull()).rejects.toMatchObject({ name: 'ProviderError', kind: 'malformed' });
    }
  });

  it('stops at what it knows, hands nothing over twice, and misses nothing that comes late', async () => {
    inbound = () => listOf([row(2, 20), row(1, 30)]);
    const first = await pull();
    const asked = server.received.length;
    inbound = () => listOf([row(4, 5), row(3, 25), row(2, 20), row(1, 30)]);
    const second = await pull(first.cursor);
    expect(second.inbound.map((m) => m.body)).toEqual(['text 3', 'text 4']);
    expect(server.received.length - asked).toBe(2);
    expect((await pull(second.cursor)).inbound).toEqual([]);
    // A pull that could not be committed is repeated with the same cursor.
    expect((await pull(first.cursor)).inbound.map((m) => m.body)).toEqual(['text 3', 'text 4']);
  });

  it('hands a text of last week over once, however quiet the number is', async () => {
    inbound = () => listOf([row(2, 20), row(1, 600_000)]);
    const first = await pull();
    expect(first.inbound).toHaveLength(2);
    const second = await pull(first.cursor);
    expect(second.inbound).toEqual([]);
    expect(server.received.at(-2)?.url).toContain('PageSize=100');
  });

  it('does not read the whole log in every poll', async () => {
    inbound = ({ url }) =>
      url.includes('PageToken')
        ? listOf([row(100, 90_000)], `${PATH}?PageToken=PAmore`)
        : listOf([row(2, 20), row(1, 3000)], `${PATH}?PageToken=PAold`);
    const first = await pull();
    server.received.length = 0;
    await pull(first.cursor);
    const pages = server.received.filter((request) => !request.url.includes('From='));
    expect(pages).toHaveLength(2);
  });

  it('reads a log longer than one pull takes bit by bit, and says that more waits', async () => {
    const PAGES = 25;
    inbound = ({ url }) => {
      const page = Number(/Page=(\d+)/.exec(url.replace('PageSize', ''))?.[1] ?? 0);
      const rows = [0, 1].map((n) => row(page * 2 + n + 1, page * 3600 + n));
      return listOf(rows, page + 1 < PAGES ? `${PATH}?Page=${page + 1}&PageToken=PA${page}` : null);
    };
    const seen = new Set<string>();
    let cursor: Cursor = null;
    let pulls = 0;
    for (let more = true; more; pulls += 1) {
      const result = await pull(cursor);
      for (const m of result.inbound) seen.add(m.providerId);
      ({ cursor } = result);
      more = result.more ?? false;
      expect(pulls).toBeLessThan(PAGES);
    }
    expect(seen.size).toBe(PAGES * 2);
    expect(pulls).toBeGreaterThan(1);
  });

  it('comes to an end where more texts lie in the overlap than one pull takes', async () => {
    inbound = ({ url }) => {
      const page = Number(/Page=(\d+)/.exec(url.replace('PageSize', ''))?.[1] ?? 0);
      return listOf([row(page + 1, page)], page < 40 ? `${PATH}?Page=${page + 1}&PageToken=PA${page}` : null);
    };
    const seen = new Set<string>();
    let cursor: Cursor = null;
    for (let pulls = 0; pulls < 10; pulls += 1) {
      const result = await pull(cursor);
      for (const m of result.inbound) seen.add(m.providerId);
      ({ cursor } = result);
      if (pulls === 9) expect(result.more).toBeUndefined();
    }
    expect(seen.size).toBe(41);
  });

  it('bears unknown statuses, strings for numbers, nulls and unknown fields', async () => {
    const out = (n: number, over: Record<string, unknown>) =>
      row(n, 5, { direction: 'outbound-api', from: OURS, to: CONTACT, ...over });
    outbound = () =>
      listOf([
        out(1, { status: 'teleported', num_segments: 2 }),
        out(2, { status: 'delivered', num_segments: '3', error_code: 0, novelty: { deep: true } }),
        out(3, { status: 'failed', error_code: '21610', num_segments: '0' }),
        out(4, { status: 'queued', body: null }),
        out(5, { status: null, date_updated: 'yesterday' }),
        out(6, { status: 'undelivered', error_code: 30003 }),
        out(7, {
          direction: 'outbound-reply',
          status: 'delivered',
          body: 'You have successfully been unsubscribed.',
        }),
      ]);
    const result = await pull(null, NOW - 60_000);
    expect(
      result.statuses.map(({ providerId, status, errorCode, segments }) => [
        providerId,
        status,
        errorCode,
        segments,
      ]),
    ).toEqual([
      [sid(1), 'unconfirmed', undefined, 2],
      [sid(2), 'delivered', undefined, 3],
      [sid(3), 'failed', '21610', undefined],
      [sid(6), 'failed', '30003', 1],
    ]);
    expect(result.providerTexts).toMatchObject([{ providerId: sid(7), from: OURS, to: CONTACT }]);
  });

  it('tells a status again until the cursor that goes with it comes back, then only if it changes', async () => {
    outbound = () =>
      listOf([row(1, 5, { direction: 'outbound-api', from: OURS, to: CONTACT, status: 'sent' })]);
    const first = await pull();
    expect((await pull()).statuses).toEqual(first.statuses);
    const third = await pull(first.cursor);
    expect(third.statuses).toEqual(first.statuses);
    const fourth = await pull(third.cursor);
    expect(fourth.statuses).toEqual([]);
    outbound = () =>
      listOf([row(1, 5, { direction: 'outbound-api', from: OURS, to: CONTACT, status: 'delivered' })]);
    expect((await pull(fourth.cursor)).statuses).toMatchObject([{ status: 'delivered' }]);
  });

  it('leaves out what no contact can be: short codes and names', async () => {
    inbound = () => listOf([row(1, 5, { from: '60777' }), row(2, 6, { from: 'Bank' }), row(3, 7)]);
    expect((await pull()).inbound.map((m) => m.providerId)).toEqual([sid(3)]);
  });

  it('sends one form with the sender number, the words and a short life', async () => {
    expect(await adapter.send(message, quiet())).toEqual({
      kind: 'accepted',
      providerId: sid(1),
      segments: 1,
    });
    const [request] = server.received;
    const form = new URLSearchParams(new TextDecoder().decode(request?.body));
    expect(Object.fromEntries(form)).toEqual({
      To: CONTACT,
      From: OURS,
      Body: 'hello',
      ValidityPeriod: '240',
    });
    expect(request?.url).toBe(PATH);
    const basic = (user: string) => `Basic ${Buffer.from(`${user}:token`).toString('base64')}`;
    expect(request?.headers.authorization).toBe(basic(ACCOUNT));
    const keySid = `SK${'1'.repeat(32)}`;
    await make({ keySid, messagingServiceSid: `MG${'2'.repeat(32)}` }).send(message, quiet());
    expect(server.received[1]?.headers.authorization).toBe(basic(keySid));
    expect(new TextDecoder().decode(server.received[1]?.body)).toContain('MessagingServiceSid=MG2222');
  });

  it.each([
    [400, 21610, { kind: 'refused', errorClass: 'recipient-blocked', code: '21610' }],
    [400, 21211, { kind: 'refused', errorClass: 'invalid-number' }],
    [400, 21614, { kind: 'refused', errorClass: 'landline' }],
    [400, 21408, { kind: 'refused', errorClass: 'route' }],
    [400, 21606, { kind: 'refused', errorClass: 'sender' }],
    [400, 21617, { kind: 'refused', errorClass: 'failed' }],
    [400, 21611, { kind: 'retry', code: '21611' }],
    [400, 77777, { kind: 'refused', errorClass: 'unknown-code', code: '77777' }],
    [401, 20003, { kind: 'refused', errorClass: 'configuration' }],
    [403, 70051, { kind: 'refused', errorClass: 'configuration' }],
    [429, 20429, { kind: 'retry', code: '20429' }],
    [500, 20500, { kind: 'unknown' }],
    [503, 20503, { kind: 'unknown' }],
  ])('reads HTTP %i with code %i', async (status, code, expected) => {
    create = () => ({
      status,
      body: { code, message: 'words', more_info: 'https://www.twilio.com', status },
    });
    expect(await adapter.send(message, quiet())).toMatchObject(expected);
  });

  it.each([
    [302, { kind: 'refused', errorClass: 'configuration' }],
    [403, { kind: 'refused', errorClass: 'configuration' }],
    [404, { kind: 'refused', errorClass: 'configuration' }],
    [418, { kind: 'unknown' }],
    [502, { kind: 'unknown' }],
  ])('makes of a web page with HTTP %i what can be known', async (status, expected) => {
    create = () => ({ status, body: '<html>' });
    expect(await adapter.send(message, quiet())).toMatchObject(expected);
    expect(server.received).toHaveLength(1);
  });

  it('takes 429 and then 201 for one text', async () => {
    let asked = 0;
    create = () => {
      asked += 0.5;
      return asked <= 1
        ? { status: 429, body: { code: 20429, message: '', status: 429 } }
        : { status: 201, body: row(5, 0, { direction: 'outbound-api', status: 'queued' }) };
    };
    expect((await adapter.send(message, quiet())).kind).toBe('retry');
    expect(await adapter.send(message, quiet())).toMatchObject({ kind: 'accepted', providerId: sid(5) });
  });

  it('calls a missing text absent only when the list has had time to show it', async () => {
    const ask = (secondsAgo: number) =>
      adapter.reconcile({ ...message, attemptedAt: NOW - secondsAgo * 1000, knownProviderIds: [] }, quiet());
    expect(await ask(5)).toEqual({ kind: 'cannot-tell' });
    expect(await ask(60)).toEqual({ kind: 'absent' });
    const out = { direction: 'outbound-api', from: OURS, to: CONTACT, body: 'hello', status: 'failed' };
    outbound = () => listOf([row(8, 500, out)]);
    expect(await ask(60), 'an older text with the same words').toEqual({ kind: 'absent' });
    outbound = () => listOf([row(8, 58, { ...out, body: '' })]);
    expect(await ask(60), 'a text whose words were erased').toEqual({ kind: 'cannot-tell' });
    outbound = () => listOf([row(8, 58, out)]);
    expect(await ask(60)).toEqual({ kind: 'found', providerId: sid(8), status: 'failed' });
  });
});
