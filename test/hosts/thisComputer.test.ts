import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAutostart } from '../../main/hosts/electron/autostart.ts';
import { createComputer } from '../../main/hosts/electron/computer.ts';
import { createDesktopProgram } from '../../main/hosts/electron/desktopProgram.ts';
import { followLinks, readLink, withoutLink } from '../../main/hosts/electron/links.ts';
import { remoteDesktop } from '../../main/hosts/electron/remoteDesktop.ts';
import { createUpdates, type Updater } from '../../main/hosts/electron/updates.ts';
import type { ComputerSettings, Desktop } from '../../shared/contract/console/computer.ts';
import { testApi } from '../helpers/api.ts';
import { temporaryFolder } from './browserHost.ts';
import { app, BrowserWindow, dialog, seen, Tray } from './electronDouble.ts';

vi.mock('electron', () => import('./electronDouble.ts'));

/** What the desktop program does by itself on this computer: all of it is off until somebody turns it on. */

const OFF: ComputerSettings = { startAtLogin: false, tray: false, lastWindow: 'ask', updates: 'unasked' };

beforeEach(() => {
  seen.calls.length = 0;
  dialog.asked.length = 0;
  Object.assign(dialog, { presses: '', ticks: false });
  BrowserWindow.all.length = 0;
});

function program(underWay: number | null = 2) {
  const userData = temporaryFolder();
  let changes = 0;
  const made = createDesktopProgram({
    userData,
    appPath: userData,
    icon: 'icon.png',
    underWay: async () => underWay,
    changed: () => {
      changes += 1;
    },
    open: () => seen.calls.push('open'),
  });
  made.start();
  return { ...made, userData, changes: () => changes };
}

describe('the settings of this computer', () => {
  const autostart = { on: () => false, set: () => {} };
  const able = { startAtLogin: true, updates: true };
  const computerOf = (file: string) =>
    createComputer({ file, autostart, able, update: () => expect.unreachable(), changed: () => {} });

  test('are off at first, and kept', () => {
    const file = join(temporaryFolder(), 'computer.json');
    expect(computerOf(file).settings()).toEqual(OFF);
    computerOf(file).change({ tray: true, updates: 'off' });
    expect(computerOf(file).settings()).toEqual({ ...OFF, tray: true, updates: 'off' });
  });

  test.each([
    ['no file of ours', '[1, 2'],
    ['a list', '[]'],
    ['a word', '"tray"'],
  ])('%s counts as nothing', (_, text) => {
    const file = join(temporaryFolder(), 'computer.json');
    writeFileSync(file, text);
    expect(computerOf(file).settings()).toEqual(OFF);
  });

  test('what does not fit is as if it were not there, and the rest counts', () => {
    const file = join(temporaryFolder(), 'computer.json');
    writeFileSync(file, JSON.stringify({ tray: 'yes', updates: 'on', lastWindow: 7, more: true }));
    expect(computerOf(file).settings()).toEqual({ ...OFF, updates: 'on' });
  });
});

describe('start at login', () => {
  const env = (folder: string, more: Record<string, string> = {}) => ({ XDG_CONFIG_HOME: folder, ...more });

  test('Linux: a file of the desktop’s, which goes again', () => {
    const folder = temporaryFolder();
    const autostart = createAutostart(app, {
      platform: 'linux',
      program: '/opt/Heed/heed',
      env: env(folder),
    });
    expect(autostart.on()).toBe(false);
    autostart.set(true);
    const file = join(folder, 'autostart/heed.desktop');
    expect(readFileSync(file, 'utf8')).toContain('\nExec="/opt/Heed/heed"\n');
    expect(autostart.on()).toBe(true);
    autostart.set(false);
    expect(existsSync(file)).toBe(false);
  });

  test('an AppImage is started by its own file, wherever that lies', () => {
    const folder = temporaryFolder();
    const options = {
      platform: 'linux' as const,
      program: '/tmp/.mount/heed',
      env: env(folder, { APPIMAGE: '/a "b"/H' }),
    };
    createAutostart(app, options).set(true);
    expect(readFileSync(join(folder, 'autostart/heed.desktop'), 'utf8')).toContain('Exec="/a \\"b\\"/H"');
  });

  test.each(['darwin', 'win32'] as const)('%s: the system’s own list', (platform) => {
    const autostart = createAutostart(app, { platform, program: 'heed', env: {} });
    autostart.set(true);
    expect([app.loginItem.openAtLogin, autostart.on()]).toEqual([true, true]);
    autostart.set(false);
    expect(autostart.on()).toBe(false);
  });
});

describe('closing the last window', () => {
  test('ends Heed, as long as nobody wants it in the tray', async () => {
    const { lastWindowClosed } = program();
    await lastWindowClosed();
    expect([seen.calls, dialog.asked, Tray.all]).toEqual([['quit'], [], []]);
  });

  test('asks what shall go on where it may stay in the tray, and says what is under way', async () => {
    const heed = program(2);
    heed.hear({ act: 'change', change: { tray: true } });
    expect(Tray.all).toHaveLength(1);
    await heed.lastWindowClosed();
    expect(dialog.asked).toEqual(['Shall Heed go on without a window?']);
    expect(seen.calls).toContain('quit');
    dialog.presses = 'Keep running';
    seen.calls.length = 0;
    await heed.lastWindowClosed();
    expect([seen.calls, dialog.asked.length]).toEqual([[], 2]);
    expect(heed.hear({ act: 'state', change: {} }).settings.lastWindow).toBe('ask');
    heed.hear({ act: 'change', change: { tray: false } });
    expect(Tray.all).toEqual([]);
  });

  test.each([
    ['Keep running', 'stay', []],
    ['Quit Heed', 'quit', ['quit']],
  ] as const)('“do not ask again” with “%s” is kept', async (presses, lastWindow, calls) => {
    const heed = program(null);
    heed.hear({ act: 'change', change: { tray: true } });
    Object.assign(dialog, { presses, ticks: true });
    await heed.lastWindowClosed();
    expect(heed.hear({ act: 'state', change: {} }).settings.lastWindow).toBe(lastWindow);
    seen.calls.length = 0;
    await heed.lastWindowClosed();
    expect([seen.calls, dialog.asked.length]).toEqual([[...calls], 1]);
    heed.hear({ act: 'change', change: { tray: false } });
  });

  test('a window that was opened while it asked is not taken away', async () => {
    const heed = program();
    heed.hear({ act: 'change', change: { tray: true } });
    const asked = heed.lastWindowClosed();
    new BrowserWindow({ webPreferences: {} });
    await asked;
    expect(seen.calls).not.toContain('quit');
    heed.hear({ act: 'change', change: { tray: false } });
  });

  test('the tray opens Heed, and ends it', () => {
    const heed = program();
    heed.hear({ act: 'change', change: { tray: true } });
    const [tray] = Tray.all;
    tray?.emit('click');
    for (const { click } of tray?.menu ?? []) click?.();
    expect(seen.calls).toEqual(['open', 'open', 'quit']);
    heed.hear({ act: 'change', change: { tray: false } });
  });
});

/** The double as followLinks sees Electron's app. */
const linked = (isPackaged: boolean) =>
  Object.assign(Object.create(app), { isPackaged }) as Parameters<typeof followLinks>[0];

describe('links', () => {
  test.each([
    ['heed:', 'open'],
    ['heed://open', 'open'],
    ['HEED://Open/', 'open'],
    ['heed:open', 'open'],
    ['heed://open?as=admin', 'unknown'],
    ['heed://join/abc', 'unknown'],
    ['heed://join/heed.example.org:8443/#/join/abc', 'join'],
    ['heed://join/http://heed.example.org/#/join/abc', 'unknown'],
    ['heed://open@evil.example', 'unknown'],
    ['heed:../../etc/passwd', 'unknown'],
    [`heed:${'/'.repeat(3000)}`, 'unknown'],
    ['https://heed/', null],
    ['--heed={}', null],
  ])('%s', (link, means) => {
    expect(readLink(link)).toBe(means);
  });

  test('what comes with a link is no option of ours', () => {
    expect(withoutLink(['heed', '--webhook-port=1', 'heed://open', '--heed={"dataDir":"/x"}'])).toEqual([
      'heed',
      '--webhook-port=1',
    ]);
    expect(withoutLink(['heed', '--', '--heed={}'])).toEqual(['heed']);
  });

  test('a further start and the system’s hand-over open Heed; an unknown link is told kindly', () => {
    let opened = 0;
    const open = () => {
      opened += 1;
    };
    const joined: string[] = [];
    followLinks(linked(false), { open, join: (link) => joined.push(link) }, ['heed']);
    app.emit('second-instance', {}, ['heed', 'heed://open']);
    app.emit('second-instance', {}, ['heed']);
    expect([opened, dialog.asked]).toEqual([2, []]);
    app.emit('open-url', { preventDefault: () => {} }, 'heed://join/abc');
    expect([opened, dialog.asked]).toEqual([3, ['Heed does not know this link']]);
    // A link to join is shown, and nothing else is done.
    app.emit('open-url', { preventDefault: () => {} }, 'heed://join/heed.example.org/#/join/abc');
    expect([opened, joined]).toEqual([4, ['heed://join/heed.example.org/#/join/abc']]);
    expect(dialog.asked).toHaveLength(1);
    app.removeAllListeners('second-instance').removeAllListeners('open-url');
    expect(seen.calls).toEqual([]);
  });

  test('a first start by an unknown link says so; a packed Heed claims the scheme', () => {
    followLinks(linked(true), { open: () => {}, join: () => {} }, ['heed', 'heed:x']);
    expect(dialog.asked).toEqual(['Heed does not know this link']);
    expect(seen.calls).toEqual([`protocol heed ${process.execPath} --`]);
    app.removeAllListeners('second-instance').removeAllListeners('open-url');
  });
});

describe('updates', () => {
  const HOUR = 60 * 60_000;
  let time = 0;
  beforeEach(() => {
    vi.useFakeTimers();
    time = Date.UTC(2026, 2, 3);
  });
  afterEach(() => vi.useRealTimers());

  function updatesWith(updater: Updater | null, wanted: () => boolean = () => true) {
    const failures: string[] = [];
    const phases: string[] = [];
    const updates = createUpdates({
      updater,
      wanted,
      changed: () => phases.push(updates.state().phase),
      failed: (name) => failures.push(name),
      now: () => time,
    });
    const pass = async (hours: number) => {
      for (let hour = 0; hour < hours; hour += 1) {
        time += HOUR;
        await vi.advanceTimersByTimeAsync(HOUR);
      }
    };
    return { updates, failures, phases, pass };
  }
  const looking = (found: { version: string; notes: string } | null) => {
    const asked: number[] = [];
    const updater: Updater = {
      check: async () => {
        asked.push(time);
        return found;
      },
      load: async () => {},
      install: () => asked.push(0),
    };
    return { updater, asked };
  };

  test('are looked for at the start and once a day, and what is ready waits', async () => {
    const none = looking(null);
    const heed = updatesWith(none.updater);
    heed.updates.start();
    heed.updates.start();
    await heed.pass(49);
    expect(none.asked).toHaveLength(3);
    expect(heed.updates.state()).toMatchObject({ phase: 'none', version: null, at: none.asked.at(-1) });
    heed.updates.stop();

    const newer = looking({ version: '9.0.0', notes: 'Faster.' });
    const ready = updatesWith(newer.updater);
    ready.updates.start();
    await ready.pass(49);
    expect(newer.asked).toHaveLength(1);
    expect(ready.phases).toEqual(['looking', 'looking', 'loading', 'ready']);
    expect(ready.updates.state()).toMatchObject({ phase: 'ready', version: '9.0.0', notes: 'Faster.' });
    ready.updates.stop();
    ready.updates.ended();
    expect(newer.asked.at(-1)).toBe(0);
  });

  test('are not looked for until somebody wants it, nor where there is no way to them', async () => {
    const { updater, asked } = looking(null);
    let wanted = false;
    const heed = updatesWith(updater, () => wanted);
    heed.updates.start();
    await heed.pass(30);
    expect(asked).toEqual([]);
    wanted = true;
    await heed.pass(1);
    expect(asked).toHaveLength(1);
    heed.updates.stop();
    const none = updatesWith(null);
    none.updates.start();
    await none.updates.check();
    expect(none.updates.state().phase).toBe('none');
  });

  test('one that fails changes nothing, says only what kind of error it was, and is tried the next day', async () => {
    let tries = 0;
    const heed = updatesWith({
      check: async () => {
        tries += 1;
        throw new TypeError('https://somewhere.example/ with a token');
      },
      load: async () => expect.unreachable(),
      install: () => expect.unreachable(),
    });
    heed.updates.start();
    await heed.pass(2);
    expect([tries, heed.failures, heed.updates.state().phase]).toEqual([1, ['TypeError'], 'failed']);
    await heed.pass(23);
    expect(tries).toBe(2);
    heed.updates.stop();
    heed.updates.ended();
  });
});

describe('over the contract', () => {
  const able = { startAtLogin: false, updates: false };
  const update = { phase: 'none', version: null, notes: '', at: null } as const;

  function consoleOn(state: Desktop) {
    const remote = remoteDesktop(({ id, act, change }) => {
      if (act === 'change') Object.assign(state.settings, change);
      remote.answer({ kind: 'desktop', id, desktop: state });
    });
    return testApi({ ports: { desktop: remote.desktop } });
  }

  test('anybody signed in changes the tray, an admin alone the updates, and only what can be done here', async () => {
    const state: Desktop = { settings: { ...OFF }, able: { ...able }, update };
    const api = consoleOn(state);
    const texter = api.newcomer('texter').client.computer;
    const admin = api.newcomer('admin').client.computer;
    expect(await api.anybody.computer.state()).toEqual({ desktop: state });
    await texter.change({ tray: true });
    expect(state.settings.tray).toBe(true);
    await expect(texter.chooseUpdates({ on: true })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(texter.change({ startAtLogin: true })).rejects.toThrow(/installed/);
    await expect(admin.chooseUpdates({ on: true })).rejects.toThrow(/HEED_NO_UPDATES/);
    await admin.chooseUpdates({ on: false });
    expect(state.settings.updates).toBe('off');
    Object.assign(state.able, { updates: true });
    await admin.chooseUpdates({ on: true });
    await admin.checkForUpdate();
    expect(state.settings.updates).toBe('on');
  });

  test('what the desktop program cannot do is told, and nothing hangs', async () => {
    const remote = remoteDesktop(({ id }) => remote.answer({ kind: 'desktop', id, desktop: null }));
    const api = testApi({ ports: { desktop: remote.desktop } });
    await expect(api.newcomer('admin').client.computer.change({ tray: true })).rejects.toThrow(/data folder/);
  });
});
