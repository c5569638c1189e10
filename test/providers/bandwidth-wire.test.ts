import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAdapter } from '../../main/core/providers/index.ts';
import type { Adapter, Outgoing } from '../../main/core/providers/provider.ts';
import { quiet } from './harness.ts';
import { answerJson, type Received, startServer, type TestServer } from './http-server.ts';

const OURS = '+12025550100';
const CONTACT = '+12025550123';
const HOUR = 3_600_000;
const outgoing = (body: string): Outgoing => ({
  attemptId: `try-${body}`,
  from: OURS,
  to: CONTACT,
  body,
  validForSeconds: 180,
});

describe('bandwidth on the wire', () => {
  let server: TestServer;
  let adapter: Adapter;
  let now: number;
  let tokens: number;
  let onToken: (answer: ServerResponse) => void;
  let onCreate: (request: Received, answer: ServerResponse) => void;
  let onList: (query: URLSearchParams) => unknown;

  const of = (path: string) => server.received.filter((request) => request.url.startsWith(path));
  const tokenRequests = () => of('/api/v1/oauth2/token');
  const creates = () => of('/api/v2/users/55/messages').filter((request) => request.method === 'POST');
  const giveToken = (answer: ServerResponse, expiresIn: unknown = 3600) => {
    tokens += 1;
    answerJson(answer, 200, { access_token: `token-${tokens}`, token_type: 'Bearer', expires_in: expiresIn });
  };
  const accept = (answer: ServerResponse) =>
    answerJson(answer, 202, {
      id: `m-${creates().length}`,
      segmentCount: 2,
      direction: 'out',
      to: [CONTACT],
      from: OURS,
    });

  beforeEach(async () => {
    now = Date.UTC(2026, 11, 2, 12);
    tokens = 0;
    onToken = giveToken;
    onCreate = (_, answer) => accept(answer);
    onList = () => ({ totalCount: 0, pageInfo: {}, messages: [] });
    server = await startServer((request, answer) => {
      if (request.url.startsWith('/api/v1/')) return onToken(answer);
      if (request.method === 'POST') return onCreate(request, answer);
      answerJson(answer, 200, onList(new URL(request.url, 'http://x').searchParams));
    });
    const settings = { accountId: '55', applicationId: 'app', clientId: 'id', clientSecret: 'secret' };
    adapter = createAdapter(
      'bandwidth',
      { ...settings, baseUrl: server.url, tokenBaseUrl: server.url },
      { now: () => now, timeoutMs: 2_000 },
    );
  });
  afterEach(() => server.close());

  it('sends JSON to one contact, with our attempt as tag and an end to its life', async () => {
    expect(await adapter.send(outgoing('hi'), quiet())).toEqual({
      kind: 'accepted',
      providerId: 'm-1',
      segments: 2,
    });
    const [request] = creates();
    expect(JSON.parse(new TextDecoder().decode(request?.body))).toEqual({
      applicationId: 'app',
      to: [CONTACT],
      from: OURS,
      text: 'hi',
      tag: 'try-hi',
      expiration: '2026-12-02T12:03:00.000Z',
    });
  });

  it('signs in with client credentials alone; Basic never goes to the messages path', async () => {
    await adapter.send(outgoing('hi'), quiet());
    const [token] = tokenRequests();
    expect(token?.headers.authorization).toBe(`Basic ${Buffer.from('id:secret').toString('base64')}`);
    expect(new TextDecoder().decode(token?.body)).toBe('grant_type=client_credentials');
    expect(creates()[0]?.headers.authorization).toBe('Bearer token-1');
  });

  it('asks for one token however many texts leave at once', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, n) => adapter.send(outgoing(`${n}`), quiet())),
    );
    expect(outcomes.every((outcome) => outcome.kind === 'accepted')).toBe(true);
    expect(tokenRequests()).toHaveLength(1);
  });

  it('refreshes a token before it ends, in the middle of a batch', async () => {
    onToken = (answer) => giveToken(answer, '600');
    await adapter.send(outgoing('a'), quiet());
    now += 530_000;
    await adapter.send(outgoing('b'), quiet());
    expect(tokenRequests()).toHaveLength(1);
    now += 20_000;
    await adapter.send(outgoing('c'), quiet());
    expect(creates().map((request) => request.headers.authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-1',
      'Bearer token-2',
    ]);
  });

  it('replaces a token that was refused once, and no more than once', async () => {
    onCreate = (request, answer) =>
      request.headers.authorization === 'Bearer token-1'
        ? answerJson(answer, 401, { type: 'unauthorized', description: '' })
        : accept(answer);
    expect(await adapter.send(outgoing('a'), quiet())).toMatchObject({ kind: 'accepted' });
    expect(tokenRequests()).toHaveLength(2);
    onCreate = (_, answer) => answerJson(answer, 401, { type: 'unauthorized', description: '' });
    const before = creates().length;
    expect(await adapter.send(outgoing('b'), quiet())).toMatchObject({
      kind: 'refused',
      errorClass: 'configuration',
    });
    expect(creates().length - before).toBe(2);
  });

  it('has sent nothing while it has no token, and says whose fault it is', async () => {
    onToken = (answer) => answerJson(answer, 503, {});
    expect(await adapter.send(outgoing('a'), quiet())).toMatchObject({ kind: 'retry' });
    onToken = (answer) => void answer.writeHead(200).end('<html>');
    expect(await adapter.send(outgoing('a'), quiet())).toMatchObject({ kind: 'retry' });
    onToken = (answer) => answerJson(answer, 401, { error: 'invalid_client' });
    expect(await adapter.send(outgoing('a'), quiet())).toMatchObject({
      kind: 'refused',
      errorClass: 'configuration',
    });
    expect(creates()).toEqual([]);
    onToken = giveToken;
    expect(await adapter.send(outgoing('a'), quiet())).toMatchObject({ kind: 'accepted' });
  });

  it.each([
    [
      400,
      { type: 'request-validation', fieldErrors: [{ fieldName: 'to', description: 'bad' }] },
      { kind: 'refused', errorClass: 'invalid-number' },
    ],
    [
      400,
      { type: 'request-validation', fieldErrors: [{ fieldName: 'from', description: 'bad' }] },
      { kind: 'refused', errorClass: 'sender' },
    ],
    [
      400,
      { type: 'request-validation', fieldErrors: [{ fieldName: 'mood', description: 'bad' }] },
      { kind: 'refused', errorClass: 'failed' },
    ],
    [400, { type: 'never-heard-of' }, { kind: 'refused', errorClass: 'unknown-code' }],
    [403, { type: 'never-heard-of' }, { kind: 'refused', errorClass: 'unknown-code' }],
    [403, { type: 'forbidden', description: '' }, { kind: 'refused', errorClass: 'configuration' }],
    [
      429,
      { type: 'max-message-queue-size-exceeded', description: '' },
      { kind: 'retry', code: 'max-message-queue-size-exceeded', afterMs: 5000 },
    ],
    [500, { type: 'internal-server-error', description: '' }, { kind: 'retry' }],
    [502, '<html>', { kind: 'unknown' }],
  ])('reads HTTP %i %j', async (status, body, expected) => {
    onCreate = (_, answer) => {
      if (typeof body === 'string') answer.writeHead(status).end(body);
      else answerJson(answer, status, body, status === 429 ? { 'retry-after': '5' } : {});
    };
    expect(await adapter.send(outgoing('a'), quiet())).toMatchObject(expected);
  });

  const listed = (id: string, ago: number, over: Record<string, unknown> = {}) => ({
    messageId: id,
    sourceTn: CONTACT,
    destinationTn: OURS,
    messageStatus: 'RECEIVED',
    messageDirection: 'INBOUND',
    messageType: 'sms',
    segmentCount: 1,
    errorCode: 0,
    receiveTime: new Date(now - ago).toISOString(),
    messageLength: 4,
    ...over,
  });
  const pull = (cursor: string | null, openSince: number | null = null) =>
    adapter.pull({ cursor, numbers: [OURS], openSince }, quiet());

  it('names inbound texts that the list knows, so that those whose words were lost can be held', async () => {
    const first = await pull(null);
    expect(first).toMatchObject({ inbound: [], gaps: [] });
    now += HOUR;
    onList = (query) => {
      expect(query.get('messageDirection')).toBe('INBOUND');
      expect(query.get('destinationTn')).toBe(OURS);
      if (query.get('pageToken') === 'p2') return { pageInfo: {}, messages: [listed('lost-2', 10 * 60_000)] };
      const messages = [
        listed('lost-1', 20 * 60_000),
        listed('just-now', 1000),
        listed('short', 20 * 60_000, { sourceTn: '60777' }),
      ];
      return { pageInfo: { nextPageToken: 'p2' }, messages };
    };
    const second = await pull(first.cursor);
    expect(second.gaps.map((gap) => gap.providerId)).toEqual(['lost-1', 'lost-2']);
    expect(second.gaps[0]).toEqual({ providerId: 'lost-1', from: CONTACT, to: OURS, at: now - 20 * 60_000 });
    now += 5 * 60_000;
    onList = () => ({ pageInfo: null, messages: [listed('just-now', 5 * 60_000)] });
    expect((await pull(second.cursor)).gaps.map((gap) => gap.providerId)).toEqual(['just-now']);
  });

  it('reads from the list what became of open texts, without words and without tag', async () => {
    const out = (id: string, messageStatus: string, errorCode: unknown = 0) =>
      listed(id, 60_000, {
        messageDirection: 'OUTBOUND',
        sourceTn: OURS,
        destinationTn: CONTACT,
        messageStatus,
        errorCode,
      });
    onList = () => ({
      messages: [
        out('a', 'DELIVERED'),
        out('b', 'FAILED', '4775'),
        out('c', 'QUEUED'),
        out('d', 'FAILED', 9902),
        out('e', 'NOVEL'),
      ],
    });
    const { statuses } = await pull(null, now - HOUR);
    expect(statuses.map(({ providerId, status, errorCode }) => [providerId, status, errorCode])).toEqual([
      ['a', 'delivered', undefined],
      ['b', 'failed', '4775'],
      ['d', 'unconfirmed', '9902'],
      ['e', 'unconfirmed', undefined],
    ]);
  });

  it('finds a missing text only where one alone can be meant', async () => {
    const out = (id: string, over: Record<string, unknown> = {}) =>
      listed(id, 0, { messageDirection: 'OUTBOUND', messageStatus: 'SENT', messageLength: 5, ...over });
    const ask = (messages: object[]) => {
      onList = () => ({ messages });
      return adapter.reconcile(
        { ...outgoing('hello'), attemptedAt: now - 1000, knownProviderIds: ['known'] },
        quiet(),
      );
    };
    expect(await ask([out('known'), out('x'), out('other', { messageLength: 6 })])).toEqual({
      kind: 'found',
      providerId: 'x',
      status: 'sent',
    });
    expect(await ask([out('x'), out('y')])).toEqual({ kind: 'cannot-tell' });
    expect(await ask([])).toEqual({ kind: 'cannot-tell' });
    expect(await ask([out('x', { receiveTime: new Date(now - HOUR).toISOString() })])).toEqual({
      kind: 'cannot-tell',
    });
  });
});
