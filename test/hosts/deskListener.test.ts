import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { networkOf } from '../../main/core/base/network.ts';
import type { Secrets } from '../../main/core/base/ports.ts';
import { heedCertificate } from '../../main/core/desks/heedCertificate.ts';
import { deviceOf } from '../../main/hosts/desks/guest.ts';
import { memorySecrets } from '../helpers/core.ts';
import { temporaryFolder } from './browserHost.ts';
import { certificateFor, type DeskPlace, dial, get, openListener, visit } from './deskListener.ts';
import { converse, quickLimits, request } from './rawRequests.ts';

/** The port for desks, asked by whoever can reach it. */

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0)) await step();
});

async function started(options: Partial<Parameters<typeof openListener>[0]> = {}) {
  const staticDir = join(temporaryFolder(), 'dist');
  mkdirSync(join(staticDir, 'assets'), { recursive: true });
  writeFileSync(join(staticDir, 'index.html'), '<!doctype html><title>Heed</title>');
  writeFileSync(join(staticDir, 'assets', 'app-1.js'), 'export {};');
  const listener = await openListener({ staticDir, ...options });
  cleanUp.push(listener.close);
  return listener;
}
const isOpen = (answer: WebSocket | number | null): answer is WebSocket => answer instanceof WebSocket;
const DAY = 86_400_000;
const PROXIED = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' };

describe('over TLS', () => {
  test('the screen is there for anybody, with every protection of a window and HSTS; nothing else is', async () => {
    const desks = await started();
    const page = await get(desks);
    expect([page.status, page.body]).toEqual([200, expect.stringContaining('<title>Heed')]);
    expect(page.headers).toMatchObject({
      'strict-transport-security': 'max-age=31536000',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining(`connect-src 'self' wss://127.0.0.1:${desks.port};`),
    });
    expect(page.headers['set-cookie']).toBeUndefined();
    const script = await get(desks, '/host.js');
    expect(script.headers['set-cookie']).toEqual([
      expect.stringMatching(/^__Host-heed-desk=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/),
    ]);
    expect((await get(desks, '/assets/app-1.js')).headers['cache-control']).toContain('immutable');
    for (const path of ['/api', '/api/session', '/api/openapi.json', '/webhooks/c-1', '/open?t=1', '/.env'])
      expect((await get(desks, path)).status, path).toBe(404);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect((await get(desks, '/api/session', { method })).status).toBe(405);
    expect((await get(desks, '/', { headers: { 'content-length': '4' }, body: 'abcd' })).status).toBe(413);
  });

  test('another name, another origin and no cookie are refused', async () => {
    const desks = await started();
    const { port, origin } = desks;
    for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1', `localhost:${port}`])
      expect((await get(desks, '/', { headers: { host }, rejectUnauthorized: false })).status, host).toBe(
        403,
      );
    expect((await get(desks, '/', { headers: { origin: 'https://evil.example' } })).status).toBe(403);
    const cookie = await visit(desks);
    const forged = [
      [{ cookie, origin: 'https://evil.example' }, 403],
      [{ cookie, origin: 'null' }, 403],
      [{ cookie, origin: origin.replace('https', 'http') }, 403],
      [{ cookie, host: `evil.example:${port}`, origin: `https://evil.example:${port}` }, 403],
      [{}, 401],
      [{ cookie: '__Host-heed-desk=guess' }, 401],
      [{ cookie: `heed-${port}=${'a'.repeat(43)}` }, 401],
    ] as const;
    for (const [headers, status] of forged) expect(await dial(desks, headers)).toBe(status);
    const ours = await dial(desks, { cookie });
    expect(isOpen(ours)).toBe(true);
    if (isOpen(ours)) ours.close();
  });

  test('without encryption nothing is answered, and an old protocol is refused', async () => {
    const { port } = await started();
    expect(await converse(port, request('GET /', [`Host: 127.0.0.1:${port}`]))).toBe('');
    const old = connectTls({
      port,
      host: '127.0.0.1',
      rejectUnauthorized: false,
      maxVersion: 'TLSv1.1',
      minVersion: 'TLSv1',
    });
    await expect(
      new Promise((resolve, reject) => old.once('secureConnect', resolve).once('error', reject)),
    ).rejects.toThrow();
  });

  test('a forwarded address is nobody’s to say where no proxy calls', async () => {
    const desks = await started({ limits: quickLimits({ desk: { networkSockets: 1 } }) });
    const cookie = await visit(desks);
    const first = await dial(desks, { cookie, 'x-forwarded-for': '203.0.113.1' });
    expect(isOpen(first)).toBe(true);
    expect(await dial(desks, { cookie, 'x-forwarded-for': '203.0.113.2' })).toBe(503);
  });

  test('a token that is in use stays, one that nobody uses is not given to the next person', async () => {
    const desks = await started();
    const cookie = await visit(desks);
    expect(await visit(desks, { cookie })).not.toBe(cookie);
    const held = await dial(desks, { cookie });
    expect(await visit(desks, { cookie })).toBe('');
    if (isOpen(held)) held.close();
    expect(await visit(desks, { cookie: `__Host-heed-desk=known${'a'.repeat(38)}` })).toBe('');
  });

  test('a renewed certificate is what the next desk sees, and who is there stays', async () => {
    const desks = await started();
    const cookie = await visit(desks);
    const held = await dial(desks, { cookie });
    const next = await certificateFor(desks.origin);
    desks.renew(next);
    expect((await get({ ...desks, ca: next.cert })).status).toBe(200);
    await expect(get(desks)).rejects.toThrow();
    expect(isOpen(held) && held.readyState).toBe(WebSocket.OPEN);
  });
});

test('the key store is asked for Heed’s certificate only once that ends soon or the address is another', async () => {
  const now = Date.parse('2026-03-01T12:00:00Z');
  const secrets = memorySecrets();
  const first = await heedCertificate(secrets, 'https://desk.example.org', now, null);
  const silent: Secrets = { ...secrets, get: () => Promise.reject(new Error('the key store was asked')) };
  const again = (origin: string, at: number, from: Secrets) => heedCertificate(from, origin, at, first);
  expect(await again('https://desk.example.org', now + 300 * DAY, silent)).toBe(first);
  await expect(again('https://desk.example.org', now + 380 * DAY, silent)).rejects.toThrow('was asked');
  const renewed = await again('https://desk.example.org', now + 380 * DAY, secrets);
  const moved = await again('https://other.example.org', now, secrets);
  for (const next of [renewed, moved]) expect([next.key, next.cert]).toEqual([first.key, expect.any(String)]);
  expect(new Set([first.cert, renewed.cert, moved.cert]).size).toBe(3);
});

describe('behind a proxy', () => {
  test('its headers count, from its address alone, and it must say that the way to it is encrypted', async () => {
    const desks = await started({ proxy: '127.0.0.1' });
    expect((await get(desks, '/', { headers: PROXIED })).status).toBe(200);
    for (const headers of [
      {},
      { 'x-forwarded-for': '203.0.113.9' },
      { ...PROXIED, 'x-forwarded-proto': 'http' },
      { ...PROXIED, 'x-forwarded-for': 'unknown' },
      { ...PROXIED, 'x-forwarded-proto': 'https, http' },
    ])
      expect((await get(desks, '/', { headers })).status, JSON.stringify(headers)).toBe(403);
    await expect(get(desks, '/', { headers: PROXIED, localAddress: '127.0.0.2' })).rejects.toThrow();
    const cookie = await visit(desks, PROXIED);
    expect(await dial(desks, { ...PROXIED, cookie }, '127.0.0.2')).toBeNull();
    expect(await dial(desks, { cookie })).toBe(403);
    expect(isOpen(await dial(desks, { ...PROXIED, cookie }))).toBe(true);
  });

  test('a desk is counted by the address that the proxy saw last, not by what the desk says of itself', async () => {
    const desks = await started({ proxy: '127.0.0.1', limits: quickLimits({ desk: { networkSockets: 2 } }) });
    const cookie = await visit(desks, PROXIED);
    const from = (address: string) => dial(desks, { ...PROXIED, cookie, 'x-forwarded-for': address });
    for (const address of ['203.0.113.9', '198.51.100.1, 203.0.113.9'])
      expect(isOpen(await from(address))).toBe(true);
    expect(await from('198.51.100.2, 203.0.113.9')).toBe(503);
    expect(isOpen(await from('203.0.113.9, 198.51.100.3'))).toBe(true);
    for (const host of ['1', '2']) expect(isOpen(await from(`2001:db8::${host}`))).toBe(true);
    expect(await from('2001:db8::3')).toBe(503);
  });
});

describe('too much', () => {
  const open = async (desks: DeskPlace, count: number, cookie: string) =>
    Promise.all(Array.from({ length: count }, () => dial(desks, { cookie })));

  test('headers, and messages before and after a sign-in', async () => {
    const limits = quickLimits({
      desk: { strangerBytes: 1000, messageBytes: 5000 },
    });
    const desks = await started({ limits });
    const long = { 'x-long': 'x'.repeat(limits.both.headerBytes) };
    expect((await get(desks, '/', { headers: long })).status).toBe(431);
    const ended = async (cookie: string, length: number) => {
      const ws = await dial(desks, { cookie });
      if (!isOpen(ws)) throw new Error('refused');
      const code = new Promise<number>((resolve) => ws.once('close', resolve));
      ws.send('x'.repeat(length));
      return code;
    };
    // 1006: cut; 1009: too large; 1007: no call, so it was read.
    expect(await ended(await visit(desks), 1100)).toBe(1006);
    const known = `__Host-heed-desk=known${'a'.repeat(38)}`;
    expect(await ended(known, 1100)).toBe(1007);
    expect(await ended(known, 5100)).toBe(1009);
  });

  test('a desk that does not answer whether it is there is taken for gone', async () => {
    const desks = await started({ limits: quickLimits({ desk: { pingEvery: 20 } }) });
    const deaf = await dial(desks, { cookie: await visit(desks) });
    if (!isOpen(deaf)) throw new Error('refused');
    Object.assign(deaf, { pong: () => undefined });
    expect(await new Promise((resolve) => deaf.once('close', resolve))).toBe(1006);
  });

  test('a thousand sockets from one address leave room for others', async () => {
    const desks = await started({
      limits: quickLimits({ desk: { networkSockets: 20, sockets: 30, networkConnections: 2000 } }),
    });
    const cookie = await visit(desks);
    const all = await open(desks, 1000, cookie);
    expect(all.filter(isOpen)).toHaveLength(20);
    // Each of the others hears so, or is cut where the machine was too busy to answer in time.
    expect(all.filter((each) => each === 503 || each === null)).toHaveLength(980);
    expect(all).toContain(503);
    const elsewhere = await dial(desks, { cookie }, '127.0.0.2');
    expect(isOpen(elsewhere)).toBe(true);
    for (const each of all) if (isOpen(each)) each.terminate();
    await expect.poll(async () => isOpen(await dial(desks, { cookie }))).toBe(true);
  });

  test('connections: in all, and from one network', async () => {
    const desks = await started({ limits: quickLimits({ desk: { networkConnections: 3, connections: 5 } }) });
    const cookie = await visit(desks);
    const one = await open(desks, 5, cookie);
    expect(one.filter(isOpen)).toHaveLength(3);
    expect(isOpen(await dial(desks, { cookie }, '127.0.0.2'))).toBe(true);
    expect(isOpen(await dial(desks, { cookie }, '127.0.0.3'))).toBe(true);
    expect(await dial(desks, { cookie }, '127.0.0.4')).toBeNull();
  });
});

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::', '2001:db8:1:2::/64'],
  ['nonsense', 'nonsense'],
])('the network of %s is %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'Firefox, Linux'],
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0', 'Edge, Windows'],
  [
    'Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Safari/604.1',
    'Safari, iOS',
  ],
  ['Mozilla/5.0 (Macintosh) AppleWebKit/537.36 Chrome/130.0 Electron/45.0 Safari/537.36', 'Heed, macOS'],
  ['curl/8', ''],
  [undefined, ''],
])('%s is %s', (agent, device) => {
  expect(deviceOf(agent)).toBe(device);
});
