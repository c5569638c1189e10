import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import {
  findBrowser,
  hasDisplay,
  type Machine,
  windowArguments,
} from '../../main/hosts/browser/appWindow.ts';
import { waitForWindowEnd } from '../../main/hosts/browser/windowEnd.ts';

const machine = (platform: NodeJS.Platform, files: string[], env: Machine['env'] = {}): Machine => ({
  platform,
  env,
  runs: (file) => files.includes(file),
  root: false,
});

describe('which browser', () => {
  test.each<[NodeJS.Platform, string, Machine['env']]>([
    ['linux', '/opt/x/chromium', { PATH: '/usr/local/bin:/opt/x' }],
    ['linux', '/snap/bin/chromium', {}],
    ['linux', '/opt/google/chrome/chrome', {}],
    ['darwin', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', {}],
    ['darwin', '/Users/ada/Applications/Chromium.app/Contents/MacOS/Chromium', { HOME: '/Users/ada' }],
    ['win32', 'C:\\P\\Microsoft\\Edge\\Application\\msedge.exe', { PROGRAMFILES: 'C:\\P' }],
    ['win32', 'C:\\L\\Google\\Chrome\\Application\\chrome.exe', { LOCALAPPDATA: 'C:\\L' }],
  ])('%s: %s', (platform, file, env) => {
    expect(findBrowser(machine(platform, [file], env))).toBe(file);
  });

  test('Chrome before Edge; the one named before all; none where there is none', () => {
    const files = ['/usr/bin/microsoft-edge', '/usr/bin/google-chrome', '/opt/mine'];
    expect(findBrowser(machine('linux', files))).toBe('/usr/bin/google-chrome');
    expect(findBrowser(machine('linux', files, { HEED_BROWSER: '/opt/mine' }))).toBe('/opt/mine');
    expect(findBrowser(machine('linux', files, { HEED_BROWSER: '/opt/missing' }))).toBeNull();
    expect(findBrowser(machine('linux', []))).toBeNull();
  });

  test('a display: always on macOS and Windows, by X11 or Wayland elsewhere', () => {
    expect(hasDisplay({ platform: 'darwin', env: {} })).toBe(true);
    expect(hasDisplay({ platform: 'linux', env: { DISPLAY: '' } })).toBe(false);
    expect(hasDisplay({ platform: 'linux', env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBe(true);
  });

  test('an app window with a profile of its own; without sandbox only as root, where Chromium demands it', () => {
    const args = windowArguments('http://127.0.0.1:1/open?t=a', '/data/window', false);
    expect(args).toContain('--app=http://127.0.0.1:1/open?t=a');
    expect(args).toContain('--user-data-dir=/data/window');
    expect(args).not.toContain('--no-sandbox');
    expect(windowArguments('', '', true)).toContain('--no-sandbox');
  });
});

describe('the end of the window', () => {
  const watch = (windows: { open: number }, processMeansWindow: boolean, handedOver: number) => {
    const browser = new EventEmitter();
    const end = waitForWindowEnd({
      browser: browser as ChildProcess,
      openWindows: () => windows.open,
      processMeansWindow,
      handedOver,
      grace: 40,
    });
    return { browser, end };
  };

  test('its process ended', async () => {
    const { browser, end } = watch({ open: 1 }, true, 0);
    browser.emit('exit', 0);
    expect(await end).toBe('closed');
  });

  test('its process could not start, or broke off before any window came', async () => {
    const missing = watch({ open: 0 }, true, 1000);
    missing.browser.emit('error', new Error('ENOENT'));
    expect(await missing.end).toBe('never-opened');
    const broken = watch({ open: 0 }, true, 1000);
    broken.browser.emit('exit', 1);
    expect(await broken.end).toBe('never-opened');
  });

  test('it handed over to another process: what counts is the connection', async () => {
    const windows = { open: 1 };
    const { browser, end } = watch(windows, true, 60_000);
    browser.emit('exit', 0);
    let ended = false;
    void end.then(() => {
      ended = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(ended).toBe(false);
    windows.open = 0;
    expect(await end).toBe('closed');
  });

  test('it handed over, and no window ever came', async () => {
    const { browser, end } = watch({ open: 0 }, true, 60_000);
    browser.emit('exit', 0);
    expect(await end).toBe('never-opened');
  });
});
