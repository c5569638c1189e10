import { describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { ask, cookieOf, hostForAll, openSession, type Started, startHost } from './browserHost.ts';
import { converse, request, statusOf } from './rawRequests.ts';

/**
 * Callers that are not our window, over real sockets: other origins, other host names, forged and used-up
 * proofs, odd paths.
 */

/** Origin headers of others; PORT stands for the console's port. */
const ORIGINS = [
  'https://evil.example',
  'http://evil.example:PORT',
  'null',
  'http://127.0.0.1',
  'http://127.0.0.1:1',
  'http://127.0.0.2:PORT',
  'https://127.0.0.1:PORT',
  'HTTP://127.0.0.1:PORT',
  'http://127.0.0.1:PORT/',
  'http://127.0.0.1:PORT.',
  'http://127.0.0.1.:PORT',
  'http://127.0.0.1.evil.example:PORT',
  'http://evil.example@127.0.0.1:PORT',
  'http://localhost:PORT',
  'http://[::1]:PORT',
  'http://0x7f000001:PORT',
  'http://2130706433:PORT',
  'file://',
  'app://heed',
  'chrome-extension://abcdefghijklmnop',
  'http://127.0.0.1:PORT, http://evil.example',
  '*',
  'undefined',
];

/** Host headers with a name that somebody else points at 127.0.0.1, or another spelling of our address. */
const HOSTS = [
  'evil.example:PORT',
  'heed.local:PORT',
  'localhost.evil.example:PORT',
  '127.0.0.1',
  'localhost',
  'localhost.:PORT',
  '127.0.0.1.:PORT',
  'LOCALHOST:PORT',
  '0.0.0.0:PORT',
  '[::1]:PORT',
  '127.1:PORT',
  '2130706433:PORT',
  'evil.example@127.0.0.1:PORT',
  '127.0.0.1:0PORT',
  '127.0.0.1:PORT:80',
  '127.0.0.1:PORT evil.example',
];

const at = (text: string, { port }: Started) => text.replace('PORT', String(port));

/** The status with which an upgrade is refused; 101 where it is let in. */
function upgrade(
  { port }: Started,
  headers: Readonly<Record<string, string>>,
  path = '/rpc',
): Promise<number> {
  return new Promise((resolve, reject) => {
    const ws = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    ws.once('open', () => {
      ws.close();
      resolve(101);
    });
    ws.once('unexpected-response', (_, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    ws.once('error', reject);
  });
}

describe('other origins', () => {
  const theHost = hostForAll();

  test.each(ORIGINS)('%s: refused at every door, with our cookie too, and spends no link', async (origin) => {
    const started = theHost();
    const cookie = await openSession(started);
    const link = started.app.ports.newWindow() ?? '';
    const headers = { cookie, origin: at(origin, started) };
    for (const path of [
      '/',
      '/host.js',
      '/api',
      '/api/session',
      new URL(link).pathname + new URL(link).search,
    ])
      expect((await ask(started.origin + path, { headers })).status, path).toBe(403);
    expect(await upgrade(started, headers)).toBe(403);
    expect((await ask(link)).status).toBe(303);
  });

  test('a socket says where it comes from, or there is none; two origins are none', async () => {
    const started = await startHost();
    const cookie = await openSession(started);
    const { origin, port } = started;
    expect(await upgrade(started, { cookie, origin })).toBe(101);
    expect(await upgrade(started, { cookie })).toBe(403);
    const head = ['GET /rpc HTTP/1.1', `Host: 127.0.0.1:${port}`, `Cookie: ${cookie}`, 'Upgrade: websocket'];
    const socket = [
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${'A'.repeat(22)}==`,
    ];
    const both = [`Origin: ${origin}`, 'Origin: http://evil.example'];
    const heard = await converse(port, `${[...head, ...socket, ...both].join('\r\n')}\r\n\r\n`);
    expect(statusOf(heard)).toBe(403);
  });
});

describe('another name for us (DNS rebinding)', () => {
  const theHost = hostForAll();

  test.each(HOSTS)('%s: refused, although the browser believes it is our origin', async (name) => {
    const started = theHost();
    const cookie = await openSession(started);
    const link = new URL(started.app.ports.newWindow() ?? '');
    const host = at(name, started);
    for (const path of ['/', '/api/session', `/open${link.search}`]) {
      const headers = [`Host: ${host}`, `Origin: http://${host}`, `Cookie: ${cookie}`];
      const heard = await converse(started.port, request(`GET ${path}`, headers));
      expect([400, 403], path).toContain(statusOf(heard));
      expect(heard).not.toContain('set-cookie');
    }
    expect((await ask(link.href)).status).toBe(303);
  });

  test('no host, two hosts, or a whole address in the request line', async () => {
    const started = await startHost();
    const cookie = `Cookie: ${await openSession(started)}`;
    const ours = `Host: 127.0.0.1:${started.port}`;
    const hear = async (line: string, headers: readonly string[]) =>
      statusOf(await converse(started.port, request(line, headers)));
    expect(await hear('GET /', [cookie])).toBe(400);
    expect([400, 403]).toContain(await hear('GET /', ['Host: evil.example', ours, cookie]));
    expect(await hear('GET http://evil.example/', [ours, cookie])).toBe(400);
    expect(await hear(`GET http://127.0.0.1:${started.port}/`, [ours, cookie])).toBe(400);
    expect(await hear('OPTIONS *', [ours, cookie])).toBe(400);
    expect(await hear('CONNECT evil.example:443', [ours, cookie])).not.toBe(200);
    const old = await converse(started.port, `GET / HTTP/1.0\r\n${cookie}\r\n\r\n`);
    expect([400, 403]).toContain(statusOf(old));
    expect(await hear('GET /', [ours, cookie])).toBe(200);
  });
});

describe('proofs that are none', () => {
  test('only a whole cookie under its own name counts', async () => {
    const started = await startHost();
    const cookie = await openSession(started);
    const other = await startHost();
    const foreign = await openSession(other);
    const [name, value] = cookie.split('=');
    const forged = [
      `${name}=${'A'.repeat(43)}`,
      `${name}=${value?.slice(0, -1)}`,
      `${name}=${value}A`,
      `${name}=${value}%00`,
      `${name}=${value?.toLowerCase()}`,
      `${name}=`,
      `${name}`,
      `${name?.toUpperCase()}=${value}`,
      `x${name}=${value}`,
      `${name}x=${value}`,
      `__proto__=${value}`,
      `${name}=${foreign.split('=')[1]}`,
      foreign,
    ];
    for (const forgery of forged) {
      expect((await ask(started.origin, { headers: { cookie: forgery } })).status, forgery).toBe(401);
      expect(await upgrade(started, { cookie: forgery, origin: started.origin }), forgery).toBe(401);
    }
  });

  test('a link is spent once, by whichever of many comes first', async () => {
    const { host } = await startHost();
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(host.url)));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(19);
    expect(new Set(answers.map(cookieOf)).size).toBe(2);
    expect((await ask(host.url)).status).toBe(403);
  });

  test('a link counts nowhere else: not as a cookie, not as a bearer token, not for a socket', async () => {
    const started = await startHost();
    const token = new URL(started.host.url).searchParams.get('t') ?? '';
    const cookie = `heed-${started.port}=${token}`;
    expect((await ask(started.origin, { headers: { cookie } })).status).toBe(401);
    expect(await upgrade(started, { cookie, origin: started.origin })).toBe(401);
    expect(await upgrade(started, { origin: started.origin }, `/rpc?t=${token}`)).toBe(401);
    expect((await ask(started.host.url, { method: 'POST' })).status).not.toBe(303);
    expect((await ask(started.host.url)).status).toBe(303);
  });
});

const CROOKED = [
  '/../secret.json',
  '/..;/secret.json',
  '/./../secret.json',
  '/assets/../../secret.json',
  '/assets/..%2f..%2fsecret.json',
  '/%2e%2e/secret.json',
  '/%2E%2E%2Fsecret.json',
  '/%252e%252e/secret.json',
  '/%c0%ae%c0%ae/secret.json',
  '/..\\secret.json',
  '/..%5csecret.json',
  '/..%255csecret.json',
  '/assets\\..\\..\\secret.json',
  '/%00',
  '/secret.json%00.js',
  '/assets/app-1.js%00',
  '/.hidden.json',
  '/%2ehidden.json',
  '/assets/app-1.js/../../.hidden.json',
  '/file:/etc/passwd.txt',
  '/C:%5csecret.json',
  '/%5c%5cevil.example%5csecret.json',
  '/data.json',
  '/heed.log',
];

describe('odd paths', () => {
  const theHost = hostForAll();

  test.each(CROOKED)('%s gives nothing, on either port', async (path) => {
    const started = theHost();
    const headers = [`Host: 127.0.0.1:${started.port}`, `Cookie: ${await openSession(started)}`];
    const heard = await converse(started.port, request(`GET ${path}`, headers));
    expect([400, 404]).toContain(statusOf(heard));
    expect(heard).not.toContain('secret"');
    const hooks = Number(new URL(started.host.webhooks).port);
    for (const target of [path, `/webhooks${path}`, `/webhooks/c-1${path}`]) {
      const there = await converse(
        hooks,
        request(`POST ${target}`, ['Host: localhost', 'Content-Length: 0']),
      );
      expect([400, 404], target).toContain(statusOf(there));
    }
    expect(started.app.webhooks).toEqual([]);
  });

  test('two slashes, a long path and a whole address lead to no other place', async () => {
    const started = await startHost();
    const headers = [`Host: 127.0.0.1:${started.port}`, `Cookie: ${await openSession(started)}`];
    const hear = (target: string) => converse(started.port, request(`GET ${target}`, headers));
    const doubled = await hear('//evil.example/..%2fsecret.json');
    expect([400, 404]).toContain(statusOf(doubled));
    expect(doubled.toLowerCase()).not.toContain('location:');
    expect([200, 400, 404]).toContain(statusOf(await hear(`/${'a'.repeat(10_000)}`)));
    expect([400, 404]).toContain(statusOf(await hear(`/${'../'.repeat(3000)}secret.json`)));
    expect(statusOf(await hear(`/${'a'.repeat(17_000)}`))).toBe(431);
    expect(statusOf(await hear('/'))).toBe(200);
  });
});
