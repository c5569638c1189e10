import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { browserHost } from '../../main/hosts/common/page.ts';
import { answerScreen } from '../../main/hosts/electron/screen.ts';
import type { Host } from '../../renderer/host.ts';
import { temporaryFolder } from './browserHost.ts';
import { ipcRenderer, seen } from './electronDouble.ts';

vi.mock('electron', () => import('./electronDouble.ts'));

afterEach(() => {
  vi.unstubAllGlobals();
});

/** The page in which the preload runs. */
function stubPage(origin: string, top: boolean) {
  const posted: { message: unknown; origin: string; ports: MessagePort[] }[] = [];
  const page = {
    top: null as unknown,
    postMessage: (message: unknown, target: string, ports: MessagePort[]) =>
      posted.push({ message, origin: target, ports }),
  };
  if (top) page.top = page;
  vi.stubGlobal('window', page);
  vi.stubGlobal('location', { origin });
  return posted;
}

async function electronHost(): Promise<Host> {
  const preload = await import('../../main/hosts/electron/preload.ts');
  return preload.electronHost satisfies Host;
}

describe('both hosts satisfy the screen’s Host type', () => {
  test('browser: a WebSocket of the same origin', () => {
    const host = browserHost({ host: '127.0.0.1:4711', protocol: 'http:' }) satisfies Host;
    expect(host.connect()).toEqual({ via: 'websocket', url: 'ws://127.0.0.1:4711/rpc' });
  });

  test('Electron: one port to the main process, its other end to this page alone', async () => {
    const posted = stubPage('app://heed', true);
    const host = await electronHost();
    expect(seen.exposed.get('heed')).toBe(host);
    const link = host.connect();
    expect(link).toEqual({
      via: 'message-port',
      message: 'heed:connect',
      open: 'heed:open',
      closed: 'heed:closed',
    });
    expect(ipcRenderer.sent.map(({ channel, ports }) => [channel, ports.length])).toEqual([
      ['heed:connect', 1],
    ]);
    expect(posted).toHaveLength(1);
    expect(posted[0]?.origin).toBe('app://heed');
    const heard = new Promise((resolve) => {
      ipcRenderer.sent[0]?.ports[0]?.addEventListener('message', (event) => resolve(event.data));
    });
    ipcRenderer.sent[0]?.ports[0]?.start();
    posted[0]?.ports[0]?.postMessage('hello');
    expect(await heard).toBe('hello');
    posted[0]?.ports[0]?.close();
  });

  test.each([
    ['https://evil.example', true],
    ['app://heed', false],
  ])('Electron: nothing for %s, top frame %s', async (origin, top) => {
    const posted = stubPage(origin, top);
    const before = ipcRenderer.sent.length;
    const host = await electronHost();
    expect(() => host.connect()).toThrow('Not a window of Heed.');
    expect([posted.length, ipcRenderer.sent.length - before]).toEqual([0, 0]);
  });
});

describe('the screen on Electron’s own scheme', () => {
  function built(): string {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist', 'index.html'), '<title>Heed</title>');
    writeFileSync(join(folder, 'secret.json'), 'secret');
    return join(folder, 'dist');
  }
  const get = (url: string, method = 'GET') => answerScreen({ url, method }, built());

  test('pages come with the strict policy', async () => {
    const page = await get('app://heed/campaigns/1');
    expect(await page.text()).toContain('<title>Heed</title>');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('host.js, which the page asks for, is empty here', async () => {
    const script = await get('app://heed/host.js');
    expect([script.status, await script.text()]).toEqual([200, '']);
  });

  test.each([
    ['app://heed/%2e%2e%2fsecret.json', 404],
    ['app://heed/missing.js', 404],
    ['app://evil/', 403],
    ['https://heed/', 403],
  ])('refused: %s', async (url, status) => {
    const answer = await get(url);
    expect(answer.status).toBe(status);
    expect(await answer.text()).not.toContain('secret');
  });

  test('nothing but GET', async () => {
    expect((await get('app://heed/', 'POST')).status).toBe(403);
  });
});
