import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { ask, hostForAll, openSession } from './browserHost.ts';

describe('files of the screen', () => {
  const host = hostForAll();

  test('files, places in the screen, and what is not there', async () => {
    const started = host();
    const cookie = await openSession(started);
    const get = (path: string) => ask(started.origin, { path, headers: { cookie } });
    const script = await get('/assets/app-1.js');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(script.headers['cache-control']).toContain('immutable');
    const place = await get('/campaigns/1');
    expect([place.status, place.headers['cache-control']]).toEqual([200, 'no-store']);
    expect(place.body).toContain('<title>Heed</title>');
    expect((await get('/assets/app-2.js')).status).toBe(404);
  });

  test('scripts are compressed for a browser that takes it, however their address is written', async () => {
    const started = host();
    const cookie = await openSession(started);
    const get = (path: string, accepted: string) =>
      fetch(started.origin + path, { headers: { cookie, 'accept-encoding': accepted } });
    const plain = await get('/assets/app-1.js', 'gzip, br;q=0');
    expect(plain.headers.get('content-encoding')).toBeNull();
    const text = await plain.text();
    for (const path of ['/assets/app-1.js', '//assets//app-1%2ejs', '/assets/app-1.js']) {
      const answer = await get(path, 'gzip, deflate, br');
      expect(answer.headers.get('content-encoding')).toBe('br');
      expect(await answer.text()).toBe(text);
    }
    expect((await get('/campaigns/1', 'br')).headers.get('content-encoding')).toBeNull();
  });

  test.each([
    '/../secret.json',
    '/assets/../../secret.json',
    '/%2e%2e/secret.json',
    '/assets/%2e%2e%2f%2e%2e%2fsecret.json',
    '/..%5csecret.json',
    '/.hidden.json',
    '/%2ehidden.json',
    '//secret.json',
    '/assets/app-1.js%00.json',
    '/%E0%A4%A',
    '/C:/secret.json',
    '/etc/passwd.txt',
  ])('a path that climbs or hides gives nothing: %s', async (path) => {
    const started = host();
    const cookie = await openSession(started);
    const answer = await ask(started.origin, { path, headers: { cookie } });
    expect(answer.body).not.toContain('secret');
    expect([400, 404]).toContain(answer.status);
  });

  test('every answer forbids foreign scripts, frames and sniffing', async () => {
    const started = host();
    const cookie = await openSession(started);
    for (const path of ['/', '/open', '/api', '/api/session', '/nothing.js', '/host.js']) {
      const { headers } = await ask(started.origin + path, { headers: { cookie } });
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['x-frame-options']).toBe('DENY');
      expect(headers['referrer-policy']).toBe('no-referrer');
    }
  });

  test('host.js gives the page its way to the core', async () => {
    const started = host();
    const cookie = await openSession(started);
    const script = await ask(`${started.origin}/host.js`, { headers: { cookie } });
    expect(script.headers['content-type']).toContain('text/javascript');
    const link = runInNewContext(`${script.body};heed.connect()`, {
      location: { host: `localhost:${started.port}` },
    });
    expect(link).toEqual({ via: 'websocket', url: `ws://localhost:${started.port}/rpc` });
  });
});
