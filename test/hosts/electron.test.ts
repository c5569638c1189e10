import { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Secrets } from '../../main/core/base/ports.ts';
import { startCoreProcess } from '../../main/hosts/electron/coreProcess.ts';
import { openSafeSecrets } from '../../main/hosts/electron/safeSecrets.ts';
import { sealedWith } from '../../main/hosts/electron/systemKeyring.ts';
import type { Desktop } from '../../shared/contract/console/computer.ts';
import type { Contract } from '../../shared/contract/index.ts';
import { said } from '../../shared/text/stored.ts';
import { memorySecrets } from '../helpers/core.ts';
import { ask } from './browserHost.ts';
import * as electron from './electronDouble.ts';
import { BASIC } from './fakeApp.ts';

vi.mock('electron', () => import('./electronDouble.ts'));

const { app, BrowserWindow, guards, ipcMain, mayHave, seen } = electron;
const dataDir = mkdtempSync(join(tmpdir(), 'heed-'));
const given = `--heed=${JSON.stringify({ dataDir })}`;

beforeAll(async () => {
  process.argv.push(given);
  await import('../../main/hosts/electron/main.ts');
  app.ready.resolve();
  await vi.waitUntil(() => BrowserWindow.all.length === 1, { timeout: 30_000 });
});
afterAll(() => {
  process.argv.splice(process.argv.indexOf(given), 1);
  rmSync(dataDir, { recursive: true });
});

const firstWindow = () => {
  const [window] = BrowserWindow.all;
  if (window === undefined) throw new Error('There is no window.');
  return window;
};
const page: electron.Frame = { url: 'app://heed/', parent: null };

/** Does what a page's preload does: sends one end of a channel, with the sender that Electron names. */
function dial(sender: { readonly id: number }, senderFrame: electron.Frame | null) {
  const { port1, port2 } = new MessageChannel();
  port2.addEventListener('message', (event) => {
    if (event.data === 'heed:open') event.stopImmediatePropagation();
  });
  ipcMain.emit('heed:connect', { sender, senderFrame, ports: [port1] });
  const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ port: port2 }));
  port2.start();
  const refused = new Promise<'refused'>((resolve) => {
    port2.addEventListener('close', () => resolve('refused'));
  });
  const answer = () => Promise.race([client.session.state().then((state) => state.organisation), refused]);
  return { client, answer, close: () => port2.close() };
}

test('what is no call closes its port; the core goes on, and nothing is printed', async () => {
  const print = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const sender = { id: firstWindow().webContents.id };
  for (const garbage of [
    'Quetzal',
    'null',
    '{"i":"1","p":{"u":5}}',
    { i: '1', p: null },
    7,
    null,
    Buffer.from('{}'),
  ]) {
    const { port1, port2 } = new MessageChannel();
    const closed = new Promise((resolve) => port2.addEventListener('close', resolve));
    ipcMain.emit('heed:connect', { sender, senderFrame: page, ports: [port1] });
    port2.start();
    port2.postMessage(garbage);
    await closed;
  }
  const { answer, close } = dial(sender, page);
  expect(await answer()).toMatch(/^window /);
  expect(print).not.toHaveBeenCalled();
  print.mockRestore();
  close();
});

describe('start', () => {
  test('the sandbox is on before anything is ready, and the data lie where they were asked for', () => {
    expect(seen.calls.slice(0, 2)).toEqual(['setName Heed', 'enableSandbox']);
    expect(seen.calls).toContain(`setPath userData ${join(dataDir, 'electron')}`);
    expect(seen.forked[0]).toMatch(/core\.js$/);
  });

  test('the scheme is a normal, secure one, without any exception', () => {
    const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
    expect(seen.schemes).toEqual([{ scheme: 'app', privileges }]);
    expect(seen.handlers.has('app')).toBe(true);
  });

  test('the window is sandboxed, isolated and without Node', () => {
    const { options, url } = firstWindow();
    expect(url).toBe('app://heed/');
    expect(options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
    });
    expect(String(options.webPreferences.preload)).toMatch(/preload\.cjs$/);
  });
});

describe('what a page may not do', () => {
  test('leave, open windows by script, or hold a web view', () => {
    const listeners = new Map<string, (event: object) => void>();
    let open = (): unknown => null;
    app.emit(
      'web-contents-created',
      {},
      {
        on: (name: string, listener: (event: object) => void) => listeners.set(name, listener),
        setWindowOpenHandler: (handler: () => unknown) => {
          open = handler;
        },
      },
    );
    const goes = (name: string, url: string, isMainFrame = false) => {
      let prevented = false;
      listeners.get(name)?.({
        url,
        isMainFrame,
        preventDefault: () => {
          prevented = true;
        },
      });
      return !prevented;
    };
    const elsewhere = [
      'https://evil.example/',
      'app://evil/',
      'file:///etc/passwd',
      'app://heed@evil/',
      'javascript:1',
    ];
    for (const url of elsewhere) {
      expect(goes('will-navigate', url)).toBe(false);
      expect(goes('will-redirect', url)).toBe(false);
    }
    expect(goes('will-navigate', 'app://heed/campaigns')).toBe(true);
    expect(goes('will-frame-navigate', 'app://heed/')).toBe(false);
    // The page may load itself again; frames may load nothing.
    expect(goes('will-frame-navigate', 'app://heed/', true)).toBe(true);
    expect(goes('will-frame-navigate', 'https://evil.example/', true)).toBe(false);
    expect(goes('will-attach-webview', 'app://heed/')).toBe(false);
    expect(open()).toEqual({ action: 'deny' });
  });

  test('have any permission or device, or fetch from elsewhere', () => {
    const ours = { isMainFrame: true, requestingUrl: 'app://heed/index.html' };
    for (const permission of ['media', 'geolocation', 'clipboard-read', 'openExternal'])
      expect(mayHave(permission, ours), permission).toEqual([false, false]);
    // The screen's own notifications and "Copy" work; nobody else's do.
    for (const permission of ['notifications', 'clipboard-sanitized-write']) {
      expect(mayHave(permission, ours), permission).toEqual([true, true]);
      for (const other of [
        { isMainFrame: false, requestingUrl: 'app://heed/index.html' },
        { isMainFrame: true, requestingUrl: 'https://evil.example/' },
        { isMainFrame: true, requestingUrl: 'app://heed.evil.example/' },
        { isMainFrame: true },
      ])
        expect(mayHave(permission, other), permission).toEqual([false, false]);
    }
    expect(guards.device?.()).toBe(false);
    const cancelled = (url: string) => {
      let result: unknown;
      guards.beforeRequest?.({ url }, (value) => {
        result = value;
      });
      return result;
    };
    expect(cancelled('https://evil.example/x.js')).toEqual({ cancel: true });
    expect(cancelled('file:///etc/passwd')).toEqual({ cancel: true });
    expect(cancelled('app://heed/index.html')).toEqual({ cancel: false });
  });
});

describe('the way to the core', () => {
  test('a window of ours speaks to the core and is known by its window, over reloads', async () => {
    const before = dial(firstWindow().webContents, page);
    const name = await before.answer();
    expect(name).toMatch(/^window [\w-]{36}$/);
    before.close();
    const after = dial(firstWindow().webContents, { ...page, url: 'app://heed/campaigns/1' });
    expect(await after.answer()).toBe(name);
    for await (const notice of await after.client.changes.watch()) {
      expect(notice.topics).toEqual(['session']);
      break;
    }
    after.close();
  });

  test.each<[string, electron.Frame | null]>([
    ['a frame inside of our page', { url: 'app://heed/', parent: page }],
    ['a page from elsewhere', { url: 'https://evil.example/', parent: null }],
    ['a page that only looks like ours', { url: 'app://heed.evil/', parent: null }],
    ['a page that is gone', null],
  ])('refused: %s', async (_, frame) => {
    expect(await dial(firstWindow().webContents, frame).answer()).toBe('refused');
  });

  test('refused: a sender that is no window of ours', async () => {
    expect(await dial({ id: 4711 }, page).answer()).toBe('refused');
  });

  test('another window is opened by the core, has an identity of its own, and is forgotten when closed', async () => {
    const first = dial(firstWindow().webContents, page);
    expect(await first.client.session.windowLink()).toEqual({ url: '' });
    await expect.poll(() => BrowserWindow.all.length).toBe(2);
    const second = BrowserWindow.all[1];
    const link = dial(second?.webContents ?? { id: 0 }, page);
    const name = await link.answer();
    expect(name).not.toBe(await first.answer());
    link.close();
    second?.shut();
    await expect.poll(() => seen.core?.forgotten).toEqual([String(name).replace('window ', '')]);
    first.close();
  });

  test('the menu opens another window too, in which somebody signs in by themselves', async () => {
    const [file] = seen.menu.filter(({ label }) => label === 'Archivo');
    const items = Array.isArray(file?.submenu) ? file.submenu : [];
    const item = items.find(({ accelerator }) => accelerator === 'CmdOrCtrl+N');
    expect(item?.label).toBe('Ventana nueva');
    // What Electron passes to a click must not become an option of the new window.
    Reflect.apply(item?.click ?? (() => {}), null, [{}, firstWindow(), {}]);
    expect(BrowserWindow.all).toHaveLength(2);
    const [before, after] = BrowserWindow.all.map(({ webContents }) => dial(webContents, page));
    expect(await after?.answer()).toMatch(/^window [\w-]{36}$/);
    expect(await after?.answer()).not.toBe(await before?.answer());
    after?.close();
    BrowserWindow.all[1]?.shut();
    expect(await before?.answer()).toMatch(/^window /);
    before?.close();
    expect(seen.calls).not.toContain('quit');
  });

  test('a second start brings the window to the front', () => {
    app.emit('second-instance', {}, ['heed']);
    expect(firstWindow().focused).toBe(1);
  });

  test('secrets are sealed by the system and never stored as they were', async () => {
    const secrets = await seen.core?.ports.keyStore.open(null);
    await secrets?.set('store-key', 'abcdef');
    expect(await secrets?.get('store-key')).toBe('abcdef');
    expect(readFileSync(join(dataDir, 'secrets.json'), 'utf8')).not.toContain('abcdef');
    await secrets?.delete('store-key');
    expect(await secrets?.get('store-key')).toBeNull();
  });

  test('webhooks have their port here too', async () => {
    const base = seen.core?.ports.webhookBase() ?? '';
    const call = { method: 'POST', headers: { authorization: BASIC }, body: '[]' };
    expect((await ask(`${base}/webhooks/c-1`, call)).status).toBe(200);
    expect((await ask(base)).status).toBe(404);
  });
});

describe('the end', () => {
  test('quitting waits for the core, then lets the data folder go', async () => {
    const exited = new Promise((resolve) => app.once('exited', resolve));
    expect(existsSync(join(dataDir, 'heed.lock'))).toBe(true);
    app.emit('window-all-closed');
    expect(seen.calls).toContain('quit');
    app.emit('will-quit', { preventDefault: () => {} });
    expect(await exited).toBe(0);
    expect(seen.core?.closed()).toBe(true);
    expect(existsSync(join(dataDir, 'heed.lock'))).toBe(false);
  });
});

describe('a core process of its own', () => {
  /** A child process that does only what the test says. */
  function silentCore(openSecrets: () => Promise<Secrets>) {
    const posted: unknown[] = [];
    const child = Object.assign(new EventEmitter(), {
      postMessage: (message: unknown) => posted.push(message),
      kill: () => true,
    });
    const failures: string[] = [];
    const core = startCoreProcess(
      child as unknown as Parameters<typeof startCoreProcess>[0],
      { dataDir, webhookPort: 0, demo: false, staticDir: '', desks: null, signIns: {} },
      {
        openSecrets,
        newWindow: () => {},
        signedIn: () => {},
        desktop: () => desktopState,
        ready: () => {},
        failed: (problem) => failures.push(said(problem)),
        ended: () => failures.push('ended'),
      },
    );
    return { core, child, failures, posted };
  }
  const desktopState: Desktop = {
    settings: { startAtLogin: false, tray: false, lastWindow: 'ask', updates: 'unasked' },
    able: { startAtLogin: false, updates: false },
    update: { phase: 'none', version: null, notes: '', at: null },
  };
  const asked = { kind: 'secret', id: 7, act: 'open', name: '', value: '' };

  test('its unexpected end is told to the person; its asked-for end is not', async () => {
    const { child, core, failures } = silentCore(async () => memorySecrets());
    child.emit('exit', 1);
    // The desktop program speaks the language of the computer, here Spanish.
    expect(failures).toEqual([expect.stringContaining('terminó antes de estar listo')]);
    const later = silentCore(async () => memorySecrets());
    later.child.emit('message', { kind: 'ready', webhooks: 'http://127.0.0.1:1' });
    later.child.emit('exit', 1);
    expect(later.failures).toEqual(['ended']);
    // Its last message is told, and its end is not told again.
    const refused = silentCore(async () => memorySecrets());
    refused.child.emit('message', { kind: 'failed', problem: 'The port is taken.' });
    refused.child.emit('exit', 1);
    expect(refused.failures).toEqual(['The port is taken.']);
    const other = silentCore(async () => memorySecrets());
    const closed = other.core.close();
    other.child.emit('exit', 0);
    await Promise.all([closed, core.close()]);
    expect(other.failures).toEqual([]);
  });

  test.each(['basic_text', 'unknown'] as const)(
    'without a true key store there are no secrets, and the reason says what to do: %s',
    async (backend) => {
      const safe = { ...electron.safeStorage, getSelectedStorageBackend: () => backend };
      const file = join(dataDir, `none-${backend}.json`);
      const { child, posted } = silentCore(() => openSafeSecrets(safe, file, 'linux'));
      child.emit('message', asked);
      await vi.waitUntil(() => posted.length === 2, { timeout: 30_000 });
      expect(posted[1]).toMatchObject({ id: 7, problem: expect.stringContaining('store:noKeyring') });
      expect(existsSync(file)).toBe(false);
    },
  );

  test('secrets that the system no longer opens, or a damaged file, are an error and stay as they are', async () => {
    const file = join(dataDir, 'sealed.json');
    const secrets = await openSafeSecrets(electron.safeStorage, file, 'darwin');
    await secrets.set('store-key', 'abcdef');
    const reset = {
      ...electron.safeStorage,
      decryptStringAsync: () => Promise.reject(new Error('reset')),
    };
    const reopened = await openSafeSecrets(reset, file, 'darwin');
    await expect(reopened.get('store-key')).rejects.toMatchObject({ code: 'unavailable' });
    const content = readFileSync(file, 'utf8');
    writeFileSync(file, content.slice(0, -3));
    await expect(openSafeSecrets(electron.safeStorage, file, 'darwin')).rejects.toThrow('dañado');
    expect(readFileSync(file, 'utf8')).toBe(content.slice(0, -3));
  });

  test('a keyring that only seems to be there is none: what Chromium seals with a known key is not kept', async () => {
    const file = join(dataDir, 'known.json');
    const known = {
      ...electron.safeStorage,
      encryptStringAsync: async (text: string) => Buffer.from(`v10${text}`),
    };
    await expect(openSafeSecrets(known, file, 'linux')).rejects.toMatchObject({
      kept: expect.stringContaining('Secret Service'),
    });
    expect(existsSync(file)).toBe(false);
    await (await openSafeSecrets(electron.safeStorage, file, 'linux')).set('store-key', 'abcdef');
    expect(sealedWith(file)).toBe('gnome_libsecret');
  });
});
