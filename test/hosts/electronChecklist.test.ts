import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { contentPolicy } from '../../main/hosts/common/contentPolicy.ts';
import { answerScreen } from '../../main/hosts/electron/screen.ts';
import * as electron from './electronDouble.ts';
import { constructorsOf, sourcesOf } from './sources.ts';

vi.mock('electron', () => import('./electronDouble.ts'));

/**
 * Electron's security recommendations (its documentation, "Security", a checklist of twenty), each by
 * number and name, with a proof that Heed follows it or the reason why it does not apply. A double
 * (electronDouble.ts) stands for the running program; what it cannot show is read in the sources.
 */

const { app, BrowserWindow, guards, ipcMain, ipcRenderer, mayHave, seen } = electron;
const root = join(import.meta.dirname, '../..');
const dataDir = mkdtempSync(join(tmpdir(), 'heed-'));
const given = `--heed=${JSON.stringify({ dataDir })}`;
const require = createRequire(import.meta.url);
const fromBuilder = createRequire(require.resolve('electron-builder/package.json'));
const builder = createRequire(fromBuilder.resolve('app-builder-lib/package.json'));
const config: { electronFuses: Record<string, unknown> } = builder('js-yaml').load(
  readFileSync(join(root, 'electron-builder.yml'), 'utf8'),
);

const HOST = sourcesOf('main/hosts/electron');
const SCREEN = sourcesOf('renderer');
/** The sources that hold a pattern, by file. */
const holding = (sources: ReadonlyMap<string, string>, pattern: RegExp) =>
  [...sources].filter(([, text]) => pattern.test(text)).map(([file]) => file);

type Preferences = Record<string, unknown>;
let preferences: Preferences;
let listeners: Map<string, (event: object) => void>;
let mayOpen: () => unknown;

beforeAll(async () => {
  process.argv.push(given);
  process.env.DICPATH = join(root, 'test/fixtures/dictionaries');
  await import('../../main/hosts/electron/main.ts');
  app.ready.resolve();
  await vi.waitUntil(() => BrowserWindow.all.length === 1, { timeout: 30_000 });
  preferences = BrowserWindow.all[0]?.options.webPreferences ?? {};
  listeners = new Map();
  app.emit(
    'web-contents-created',
    {},
    {
      on: (name: string, listener: (event: object) => void) => listeners.set(name, listener),
      setWindowOpenHandler: (handler: () => unknown) => {
        mayOpen = handler;
      },
    },
  );
});
afterAll(async () => {
  const exited = new Promise((resolve) => app.once('exited', resolve));
  app.emit('will-quit', { preventDefault: () => {} });
  await exited;
  process.argv.splice(process.argv.indexOf(given), 1);
  rmSync(dataDir, { recursive: true });
});

const cancelled = (url: string) => {
  let result: unknown;
  guards.beforeRequest?.({ url }, (value) => {
    result = value;
  });
  return (result as { cancel: boolean } | undefined)?.cancel;
};
const stays = (name: string, url: string) => {
  let prevented = false;
  listeners.get(name)?.({
    url,
    preventDefault: () => {
      prevented = true;
    },
  });
  return prevented;
};
const ELSEWHERE = [
  'http://example.com/',
  'https://example.com/',
  'ws://example.com/',
  'wss://example.com/',
  'ftp://example.com/',
  'file:///etc/passwd',
  'app://evil/',
  'app://heed.evil/',
  'app://user@heed/',
];
const directives = new Map(
  contentPolicy()
    .split('; ')
    .map((each) => {
      const [name = '', ...values] = each.split(' ');
      return [name, values] as const;
    }),
);

const CHECKLIST: readonly [number, string, () => void | Promise<void>][] = [
  [
    1,
    'Only load secure content',
    async () => {
      expect(BrowserWindow.all[0]?.url).toBe('app://heed/');
      expect(seen.schemes).toEqual([
        { scheme: 'app', privileges: expect.objectContaining({ secure: true }) },
      ]);
      for (const url of ELSEWHERE) expect(cancelled(url), url).toBe(true);
      expect(cancelled('app://heed/main.js')).toBe(false);
      expect((await answerScreen({ url: 'http://example.com/', method: 'GET' }, dataDir)).status).toBe(403);
    },
  ],
  [
    2,
    'Do not enable Node.js integration for remote content',
    () => {
      expect(preferences).toMatchObject({ nodeIntegration: false });
      expect(Object.keys(preferences)).not.toContain('nodeIntegrationInWorker');
      expect(Object.keys(preferences)).not.toContain('nodeIntegrationInSubFrames');
    },
  ],
  [3, 'Enable context isolation', () => expect(preferences).toMatchObject({ contextIsolation: true })],
  [
    4,
    'Enable process sandboxing',
    () => {
      expect(seen.calls.slice(0, 2)).toEqual(['setName Heed', 'enableSandbox']);
      expect(preferences).toMatchObject({ sandbox: true });
      expect(holding(HOST, /no-sandbox|no_sandbox/)).toEqual([]);
    },
  ],
  [
    5,
    'Handle session permission requests from remote content',
    () => {
      const remote = { isMainFrame: true, requestingUrl: 'https://evil.example/' };
      for (const permission of [
        'media',
        'geolocation',
        'notifications',
        'midi',
        'fileSystem',
        'openExternal',
      ])
        expect(mayHave(permission, remote), permission).toEqual([false, false]);
      expect(guards.device?.()).toBe(false);
      // There is one session, so none can lack these rules.
      expect(holding(HOST, /fromPartition|partition:/)).toEqual([]);
    },
  ],
  [6, 'Do not disable webSecurity', () => expect(preferences).toMatchObject({ webSecurity: true })],
  [
    7,
    'Define a Content Security Policy',
    async () => {
      const [handler] = [...seen.handlers.values()];
      mkdirSync(join(dataDir, 'screen'));
      writeFileSync(join(dataDir, 'screen', 'index.html'), '<title>Heed</title>');
      const page = await answerScreen({ url: 'app://heed/', method: 'GET' }, join(dataDir, 'screen'));
      expect(page.headers.get('content-security-policy')).toBe(contentPolicy());
      for (const url of ['app://heed/host.js', 'app://heed/none.js']) {
        const answer = await handler?.({ url, method: 'GET' });
        expect(answer?.headers.get('content-security-policy'), url).toBe(contentPolicy());
      }
      expect(directives.get('default-src')).toEqual(["'none'"]);
      expect(directives.get('script-src')).toEqual(["'self'"]);
      expect(directives.get('connect-src')).toEqual(["'self'"]);
      for (const name of ['object-src', 'base-uri', 'frame-ancestors'])
        expect(directives.get(name), name).toEqual(["'none'"]);
      expect(contentPolicy()).not.toMatch(/https?:|wss?:|\*|unsafe-eval/);
    },
  ],
  [
    8,
    'Do not enable allowRunningInsecureContent',
    () => expect(preferences).not.toHaveProperty('allowRunningInsecureContent'),
  ],
  [
    9,
    'Do not enable experimental features',
    () => {
      expect(preferences).not.toHaveProperty('experimentalFeatures');
      expect(holding(HOST, /experimental/i)).toEqual([]);
      // The one switch chooses the system's key store.
      const switches = [...HOST.values()].flatMap((text) => [...text.matchAll(/appendSwitch\('([\w-]+)'/g)]);
      expect(switches.map(([, name]) => name)).toEqual(['password-store']);
    },
  ],
  [10, 'Do not use enableBlinkFeatures', () => expect(preferences).not.toHaveProperty('enableBlinkFeatures')],
  [
    11,
    'Do not use allowpopups for WebViews (does not apply: there is no web view)',
    () => {
      expect(preferences).toMatchObject({ webviewTag: false });
      expect(holding(SCREEN, /<webview|allowpopups/i)).toEqual([]);
    },
  ],
  [
    12,
    'Verify WebView options before creation (does not apply: none is created)',
    () => {
      for (const url of [...ELSEWHERE, 'app://heed/'])
        expect(stays('will-attach-webview', url), url).toBe(true);
    },
  ],
  [
    13,
    'Disable or limit navigation',
    () => {
      for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate'])
        for (const url of ELSEWHERE) expect(stays(name, url), `${name} ${url}`).toBe(true);
      expect(stays('will-navigate', 'app://heed/campaigns')).toBe(false);
    },
  ],
  [14, 'Disable or limit creation of new windows', () => expect(mayOpen()).toEqual({ action: 'deny' })],
  [
    15,
    'Do not use shell.openExternal with untrusted content (does not apply: it is not used at all)',
    () => {
      // The shell shows the log and a report in their folders, and opens nothing else.
      const asked = [...HOST.values()].flatMap((text) => [...text.matchAll(/\bshell\.(\w+)/g)]);
      expect(new Set(asked.map(([, name]) => name))).toEqual(new Set(['showItemInFolder']));
      expect(holding(HOST, /openExternal/)).toEqual([]);
    },
  ],
  [
    16,
    'Use a current version of Electron',
    () => {
      const wanted: string = require('../../package.json').devDependencies.electron;
      const installed: string = require('electron/package.json').version;
      expect(installed).not.toMatch(/alpha|beta|nightly/);
      // A range that takes every fix of its release line; npm outdated tells which line is current.
      expect(wanted).toBe(`^${wanted.slice(1)}`);
      expect(installed.split('.')[0]).toBe(wanted.slice(1).split('.')[0]);
      expect(Number(installed.split('.')[0])).toBeGreaterThanOrEqual(45);
    },
  ],
  [
    17,
    'Validate the sender of all IPC messages',
    async () => {
      // Four channels, each of which checks the sender. electron.test.ts tries strangers at the first two.
      expect(ipcMain.eventNames()).toEqual(['heed:connect', 'heed:news']);
      expect(holding(HOST, /ipcMain\.(once|handleOnce)\b/)).toEqual([]);
      expect([...ipcMain.answers.keys()]).toEqual(['heed:spell', 'heed:organisations']);
      const organisations = async (id: number, frame: electron.Frame | null) =>
        ipcMain.answers.get('heed:organisations')?.(
          { sender: { id }, senderFrame: frame },
          { kind: 'state' },
        );
      expect(await organisations(1, { url: 'app://heed/', parent: null })).toMatchObject({ here: null });
      const spell = async (id: number, frame: electron.Frame | null) =>
        ipcMain.answers.get('heed:spell')?.({ sender: { id }, senderFrame: frame }, ['helo']);
      const answer = process.platform === 'linux' ? ['helo'] : [];
      expect(await spell(1, { url: 'app://heed/', parent: null })).toEqual(answer);
      const strangers: { readonly id: number; readonly frame: electron.Frame | null }[] = [
        { id: 1, frame: null },
        { id: 1, frame: { url: 'https://example.com/', parent: null } },
        { id: 1, frame: { url: 'app://heed/', parent: { url: 'app://heed/', parent: null } } },
        { id: 99, frame: { url: 'app://heed/', parent: null } },
      ];
      for (const { id, frame } of strangers) {
        const closed = vi.fn();
        const connected = vi.spyOn(seen.child ?? app, 'emit');
        ipcMain.emit('heed:connect', { sender: { id }, senderFrame: frame, ports: [{ close: closed }] });
        expect(closed).toHaveBeenCalledOnce();
        expect(connected).not.toHaveBeenCalled();
        connected.mockRestore();
        expect(await spell(id, frame)).toEqual([]);
        expect(await organisations(id, frame)).toBeNull();
      }
    },
  ],
  [
    18,
    'Avoid usage of the file:// protocol and prefer usage of custom protocols',
    () => {
      expect(holding(HOST, /loadFile\(|file:\/\//)).toEqual([]);
      expect([...seen.handlers.keys()]).toEqual(['app']);
      expect(cancelled('file:///etc/passwd')).toBe(true);
    },
  ],
  [
    19,
    'Check which fuses you can change',
    () => {
      // package.test.ts checks against electron-builder's own list that every fuse of Electron is set.
      expect(config.electronFuses).toMatchObject({
        runAsNode: false,
        enableNodeOptionsEnvironmentVariable: false,
        enableNodeCliInspectArguments: false,
        enableCookieEncryption: true,
        enableEmbeddedAsarIntegrityValidation: true,
        onlyLoadAppFromAsar: true,
        grantFileProtocolExtraPrivileges: false,
      });
    },
  ],
  [
    20,
    'Do not expose Electron APIs to untrusted web content',
    async () => {
      const window = { postMessage: vi.fn(), top: null as unknown };
      window.top = window;
      vi.stubGlobal('window', window);
      vi.stubGlobal('location', { origin: 'app://heed' });
      await import('../../main/hosts/electron/preload.ts');
      expect([...seen.exposed.keys()]).toEqual(['heed']);
      const surface = seen.exposed.get('heed') as {
        connect(...given: unknown[]): object;
        desktop: { tell(news: unknown): void };
      };
      expect(Object.entries(surface).map(([name, value]) => `${name}: ${typeof value}`)).toEqual([
        'kind: string',
        'connect: function',
        'desktop: object',
      ]);
      // Its one function passes nothing of Electron's: only the name of the message that brings the port.
      expect(surface.connect).toHaveLength(0);
      expect(surface.connect('evil:channel')).toMatchObject({ via: 'message-port', message: 'heed:connect' });
      expect(ipcRenderer.sent.map(({ channel }) => channel)).toEqual(['heed:connect']);
      expect(window.postMessage).toHaveBeenCalledWith('heed:connect', 'app://heed', [expect.anything()]);
      // What the page sends is passed on to be parsed; what it gets is a word of the desktop program, never
      // an event.
      surface.desktop.tell({ kind: 'front' });
      expect(ipcRenderer.told).toEqual([{ channel: 'heed:news', news: { kind: 'front' } }]);
      for (const order of ['keys', { evil: true }]) ipcRenderer.listeners.get('heed:order')?.(null, order);
      expect(window.postMessage).toHaveBeenLastCalledWith('heed:order keys', 'app://heed');
      vi.stubGlobal('location', { origin: 'https://example.com' });
      expect(() => surface.connect()).toThrow('Not a window of Heed');
      vi.stubGlobal('location', { origin: 'app://heed' });
      window.top = {};
      expect(() => surface.connect()).toThrow('Not a window of Heed');
      expect(ipcRenderer.sent).toHaveLength(1);
      vi.unstubAllGlobals();
    },
  ],
];

describe("Electron's security checklist", () => {
  test('has twenty recommendations, each with its number', () => {
    expect(CHECKLIST.map(([number]) => number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  test.each(CHECKLIST)('%i. %s', async (_number, _name, proof) => {
    await proof();
  });

  test('every window is made in one place, and no preference stands there that this list does not know', () => {
    expect(constructorsOf(HOST, ['BrowserWindow', 'WebContentsView', 'BrowserView'])).toEqual([
      'main/hosts/electron/windows.ts: BrowserWindow',
    ]);
    expect(Object.keys(preferences).sort()).toEqual(
      [
        'additionalArguments',
        'contextIsolation',
        'nodeIntegration',
        'preload',
        'sandbox',
        'webSecurity',
        'webviewTag',
      ].sort(),
    );
  });
});
