import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { LIMITS } from '../../main/hosts/common/limits.ts';
import { ask, openSession, type Started, startHost } from './browserHost.ts';
import { converse, dialRaw, quickLimits, request, statusOf } from './rawRequests.ts';

/**
 * Too much, too slow and too many, over real sockets. No time is measured: the tests wait until the console
 * closes the connection.
 */

const hosts = ({ port }: Started) => `Host: 127.0.0.1:${port}`;

function open(started: Started, cookie: string): Promise<WebSocket | number> {
  return new Promise((resolve, reject) => {
    const ws = new WebSocket(`ws://127.0.0.1:${started.port}/rpc`, {
      headers: { cookie, origin: started.origin },
    });
    ws.once('open', () => resolve(ws));
    ws.once('unexpected-response', (_, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    ws.once('error', reject);
  });
}

async function opened(started: Started, cookie: string): Promise<WebSocket> {
  const ws = await open(started, cookie);
  if (typeof ws === 'number') throw new Error(`refused: ${ws}`);
  return ws;
}
const closeCode = (ws: WebSocket) => new Promise<number>((resolve) => ws.once('close', resolve));

describe('too large', () => {
  test('headers: one that is long, and many that are short', async () => {
    const started = await startHost();
    const long = `X-Long: ${'x'.repeat(LIMITS.both.headerBytes)}`;
    const many = Array.from({ length: 2000 }, (_, index) => `X-${index}: 12345678`);
    for (const port of [started.port, Number(new URL(started.host.webhooks).port)]) {
      for (const headers of [[long], many, [`Cookie: ${'a=b; '.repeat(4000)}`]])
        expect(statusOf(await converse(port, request('GET /', [hosts(started), ...headers])))).toBe(431);
    }
    expect((await ask(`${started.host.apiUrl}/session`)).status).toBe(200);
  });

  test('a message, whole or in fragments', async () => {
    const started = await startHost();
    const cookie = await openSession(started);
    const whole = await opened(started, cookie);
    whole.send('x'.repeat(LIMITS.window.messageBytes + 1));
    expect(await closeCode(whole)).toBe(1009);
    const pieces = await opened(started, cookie);
    const closed = closeCode(pieces);
    pieces.on('error', () => {});
    for (let sent = 0; sent <= LIMITS.window.messageBytes; sent += 256 * 1024)
      pieces.send('x'.repeat(256 * 1024), { fin: false });
    expect(await closed).toBe(1009);
    expect((await opened(started, cookie)).readyState).toBe(WebSocket.OPEN);
  });

  test('a body at a place that reads none is not waited for', async () => {
    const limits = quickLimits({ window: { requestTimeout: 300 }, both: { headersTimeout: 200 } });
    const started = await startHost({ limits });
    const head = `POST /campaigns HTTP/1.1\r\n${hosts(started)}\r\nContent-Length: 99999999\r\n\r\n`;
    expect([401, 404, 408, 413]).toContain(statusOf(await converse(started.port, `${head}x`)));
  });

  test('a message that is nonsense ends that connection alone', async () => {
    const started = await startHost();
    const cookie = await openSession(started);
    for (const nonsense of [
      '{',
      '[]',
      'null',
      `${'['.repeat(500_000)}`,
      '{"i":"__proto__"}',
      '\0',
      Buffer.alloc(9),
    ]) {
      const ws = await opened(started, cookie);
      ws.send(nonsense);
      ws.close();
      await closeCode(ws);
    }
    expect((await ask(`${started.host.apiUrl}/session`)).status).toBe(200);
  });
});

describe('too slow', () => {
  const limits = quickLimits({
    both: { headersTimeout: 150 },
    window: { requestTimeout: 300 },
    webhook: { requestTimeout: 300 },
  });

  test.each(['window', 'webhook'] as const)('%s: headers that drip, a body that drips', async (which) => {
    const started = await startHost({ limits });
    const port = which === 'window' ? started.port : Number(new URL(started.host.webhooks).port);
    const path = which === 'window' ? '/api/session' : '/webhooks/c-1';
    const head = `POST ${path} HTTP/1.1\r\n${hosts(started)}\r\n`;
    const body = `Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`;
    const chunks = `Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`;
    for (const begun of [head, head + body, head + chunks]) {
      const slow = await dialRaw(port, begun);
      // A byte now and then must not gain more time.
      const drip = setInterval(() => slow.socket.write(begun === head ? 'X' : '1\r\n1\r\n'), 20);
      const heard = await slow.closed;
      clearInterval(drip);
      expect([0, 400, 408]).toContain(statusOf(heard));
    }
    expect(started.app.webhooks).toEqual([]);
  });

  test('a connection that says nothing is closed, and others are served meanwhile', async () => {
    const started = await startHost({ limits });
    const silent = await Promise.all(Array.from({ length: 50 }, () => dialRaw(started.port)));
    const half = await Promise.all(Array.from({ length: 50 }, () => dialRaw(started.port, 'GET / HT')));
    expect((await ask(`${started.host.apiUrl}/session`)).status).toBe(200);
    for (const each of [...silent, ...half]) expect([0, 408]).toContain(statusOf(await each.closed));
  });
});

describe('too many', () => {
  test('connections: one too many is closed at once; when another ends there is room again', async () => {
    const started = await startHost({
      limits: quickLimits({ window: { connections: 4 }, webhook: { connections: 4 } }),
    });
    for (const port of [started.port, Number(new URL(started.host.webhooks).port)]) {
      const held = await Promise.all(Array.from({ length: 4 }, () => dialRaw(port)));
      expect(await converse(port, request('GET /', [hosts(started)]))).toBe('');
      for (const each of held) each.socket.destroy();
      await expect
        .poll(async () => statusOf(await converse(port, request('GET /', [hosts(started)]))))
        .toBeGreaterThanOrEqual(401);
    }
  });

  test('sockets: one more than there may be is refused, by whatever window', async () => {
    const started = await startHost({ limits: quickLimits({ window: { sockets: 3 } }) });
    const cookie = await openSession(started);
    const sockets = await Promise.all([1, 2, 3].map(() => opened(started, cookie)));
    expect(await open(started, cookie)).toBe(503);
    const closed = closeCode(sockets[0] ?? (await opened(started, cookie)));
    sockets[0]?.close();
    await closed;
    await expect.poll(async () => typeof (await open(started, cookie))).toBe('object');
  });

  test('requests that would be taken for two are refused', async () => {
    const started = await startHost();
    const start = `POST /api/session HTTP/1.1\r\n${hosts(started)}\r\n`;
    const smuggled = 'GET /api/accounts HTTP/1.1\r\n\r\n';
    for (const lengths of [
      'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n',
      'Content-Length: 4\r\nContent-Length: 5\r\n',
      'Transfer-Encoding: chunked, identity\r\n',
      'Transfer-Encoding : chunked\r\n',
      'Content-Length: +4\r\n',
    ]) {
      for (const port of [started.port, Number(new URL(started.host.webhooks).port)])
        expect(statusOf(await converse(port, `${start}${lengths}\r\n0\r\n\r\n${smuggled}`)), lengths).toBe(
          400,
        );
    }
  });
});

const bytes = (count: number) =>
  count >= 1024 * 1024 ? `${count / 1024 / 1024} MiB` : `${count / 1024} KiB`;
const time = (ms: number) => {
  if (ms >= 3_600_000) return `${ms / 3_600_000} h`;
  return ms > 60_000 ? `${ms / 60_000} min` : `${ms / 1000} s`;
};

const same = (value: string) => [value, value, value] as const;

test('the README of the hosts states the very limits that hold', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../main/hosts/README.md'), 'utf8');
  const { both, window, webhook, desk } = LIMITS;
  const none = '–';
  const rows: readonly [string, string, string, string][] = [
    ['Request line and headers', ...same(bytes(both.headerBytes))],
    ['Time for the headers', ...same(time(both.headersTimeout))],
    [
      'Time for a request',
      time(window.requestTimeout),
      time(webhook.requestTimeout),
      time(desk.requestTimeout),
    ],
    ['Body', bytes(window.bodyBytes), bytes(webhook.bodyBytes), 'none'],
    [
      'Connections at once',
      String(window.connections),
      String(webhook.connections),
      String(desk.connections),
    ],
    ['Connections of one network', none, none, String(desk.networkConnections)],
    ['Bodies held at once', none, bytes(webhook.heldBytes), none],
    ['Statuses not yet answered', none, String(webhook.statuses), none],
    ['One message over a socket', bytes(window.messageBytes), none, bytes(desk.messageBytes)],
    ['A message before a sign-in', bytes(window.messageBytes), none, bytes(desk.strangerBytes)],
    ['What a desk has not read', none, none, bytes(desk.unreadBytes)],
    ['Silence of a desk', none, none, time(desk.pingEvery)],
    ['Sockets at once', String(window.sockets), none, String(desk.sockets)],
    ['Sockets of one network', none, none, String(desk.networkSockets)],
    ['Life of a further link', time(window.linkLife), none, none],
    ['Session without use', time(window.idleSession), none, none],
  ];
  const table = readme.split('\n').filter((line) => line.startsWith('|'));
  for (const [name, ...values] of rows) {
    const row = table
      .find((line) => line.startsWith(`| ${name} `))
      ?.split('|')
      .map((cell) => cell.trim());
    expect(row?.slice(2, 5), name).toEqual(values);
  }
});
