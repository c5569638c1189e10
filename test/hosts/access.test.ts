import { describe, expect, test } from 'vitest';
import { createWindows } from '../../main/hosts/browser/windows.ts';
import { testClock, testPorts } from '../helpers/core.ts';
import { ask, cookieOf, openSession, startHost } from './browserHost.ts';

describe('one-time links and sessions', () => {
  test('a link opens one window: cookie, then the screen', async () => {
    const started = await startHost();
    const opened = await ask(started.host.url);
    expect(opened.status).toBe(303);
    expect(opened.headers.location).toBe('/');
    expect(opened.headers['set-cookie']?.[0]).toMatch(
      new RegExp(`^heed-${started.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
    );
    const page = await ask(started.origin, { headers: { cookie: cookieOf(opened) } });
    expect(page.status).toBe(200);
    expect(page.body).toContain('<title>Heed</title>');
  });

  test('a link cannot be used twice', async () => {
    const { host } = await startHost();
    await ask(host.url);
    const again = await ask(host.url);
    expect(again.status).toBe(403);
    expect(again.headers['set-cookie']).toBeUndefined();
    expect(again.body).toContain('does not open Heed any more');
  });

  test.each(['', '?t=', '?t=guess', `?t=${'A'.repeat(43)}`])(
    'an invented token is refused: %s',
    async (query) => {
      const { origin } = await startHost();
      const answer = await ask(`${origin}/open${query}`);
      expect(answer.status).toBe(403);
      expect(answer.headers['set-cookie']).toBeUndefined();
    },
  );

  test('a further window gets a session of its own, unless its browser has one', async () => {
    const started = await startHost();
    const cookie = await openSession(started);
    const [first, second] = [started.app.ports.newWindow() ?? '', started.app.ports.newWindow() ?? ''];
    const other = await ask(first);
    expect(cookieOf(other)).not.toBe(cookie);
    const same = await ask(second, { headers: { cookie } });
    expect(same.status).toBe(303);
    expect(same.headers['set-cookie']).toBeUndefined();
    expect((await ask(second)).status).toBe(403);
  });

  test('a link with a life ends with it; the first one stays until used', () => {
    const clock = testClock();
    const windows = createWindows(clock, testPorts(clock).ids, () => {});
    const [short, first] = [windows.issue(5 * 60_000), windows.issue(null)];
    clock.advance(5 * 60_000);
    expect(windows.redeem(short)).toBeNull();
    expect(windows.redeem(first)).not.toBeNull();
  });

  test('a session without use ends after a day and is forgotten; a connected one stays', () => {
    const clock = testClock();
    const forgotten: string[] = [];
    const windows = createWindows(clock, testPorts(clock).ids, (id) => forgotten.push(id));
    const idle = windows.redeem(windows.issue(null)) ?? '';
    const busy = windows.redeem(windows.issue(null)) ?? '';
    const idleId = windows.find(idle);
    windows.connected(windows.find(busy) ?? '', 1);
    clock.advance(25 * 60 * 60_000);
    expect(windows.find(idle)).toBeNull();
    expect(forgotten).toEqual([idleId]);
    expect(windows.find(busy)).not.toBeNull();
  });
});

describe('without a session', () => {
  test('every path of the screen explains how to open Heed', async () => {
    const { origin } = await startHost();
    for (const path of ['/', '/campaigns', '/assets/app-1.js', '/host.js']) {
      const answer = await ask(origin + path);
      expect(answer.status).toBe(401);
      expect(answer.body).toContain('npm start');
    }
  });

  test('forged and foreign cookies count for nothing', async () => {
    const started = await startHost();
    const cookie = await openSession(started);
    const value = cookie.split('=')[1] ?? '';
    const flipped = `${value.startsWith('A') ? 'B' : 'A'}${value.slice(1)}`;
    const forgeries = [
      `heed-${started.port}=`,
      `heed-${started.port}=${flipped}`,
      `heed=${value}`,
      `heed-1=${value}`,
    ];
    for (const forgery of forgeries) {
      expect((await ask(started.origin, { headers: { cookie: forgery } })).status).toBe(401);
    }
    expect((await ask(started.origin, { headers: { cookie } })).status).toBe(200);
  });

  test("a link followed from another site's page loads once more, now with the cookie", async () => {
    const { origin } = await startHost();
    const crossed = await ask(origin, { headers: { 'sec-fetch-site': 'cross-site' } });
    expect(crossed.body).toContain('http-equiv="refresh"');
    const direct = await ask(origin, { headers: { 'sec-fetch-site': 'same-origin' } });
    expect(direct.body).not.toContain('http-equiv="refresh"');
  });
});

describe('Host and Origin', () => {
  test.each([
    'evil.example',
    'evil.example:PORT',
    '127.0.0.1',
    '127.0.0.1:1',
    '127.0.0.1.evil.example:PORT',
    'a@127.0.0.1:PORT',
  ])('a request for another host is refused, with a session too (DNS rebinding): %s', async (host) => {
    const started = await startHost();
    const cookie = await openSession(started);
    const headers = { cookie, host: host.replace('PORT', String(started.port)) };
    for (const path of ['/', '/api/session', '/api/openapi.json', '/open']) {
      const answer = await ask(started.origin + path, { headers });
      expect([400, 403]).toContain(answer.status);
      expect(answer.body).not.toContain('Heed</title>');
    }
  });

  test.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'http://localhost.evil.example'])(
    'a request from another origin is refused: %s',
    async (origin) => {
      const started = await startHost();
      const cookie = await openSession(started);
      const answer = await ask(`${started.origin}/api/session`, { headers: { cookie, origin } });
      expect(answer.status).toBe(403);
    },
  );

  test('our own origin is let in, by either name', async () => {
    const started = await startHost();
    for (const host of [`127.0.0.1:${started.port}`, `localhost:${started.port}`]) {
      const headers = { host, origin: `http://${host}` };
      expect((await ask(`${started.origin}/api/session`, { headers })).status).toBe(200);
    }
  });

  test('it listens on 127.0.0.1 and nowhere else', async () => {
    const { port, host } = await startHost();
    for (const used of [port, new URL(host.webhooks).port]) {
      await expect(ask(`http://127.0.0.2:${used}/`)).rejects.toThrow('ECONNREFUSED');
    }
  });
});
