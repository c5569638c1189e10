import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { contextItems, numberIn } from '../../main/hosts/electron/contextMenu.ts';
import type { CoreEvents } from '../../main/hosts/electron/coreProcess.ts';
import { type CoreWatchdog, watchCore } from '../../main/hosts/electron/coreWatchdog.ts';
import { filtersFor } from '../../main/hosts/electron/downloads.ts';
import { createMemory } from '../../main/hosts/electron/memory.ts';
import { menuTemplate } from '../../main/hosts/electron/menu.ts';
import { readOptions } from '../../main/hosts/electron/options.ts';
import { passwordStoreFor } from '../../main/hosts/electron/systemKeyring.ts';
import { placeOf } from '../../main/hosts/electron/windowPlace.ts';
import { said } from '../../shared/text/stored.ts';

vi.mock('electron', () => import('./electronDouble.ts'));

/** Rules of the desktop program alone, by table; test/electron tries the running program. */

describe('where a window stands', () => {
  const screen = { x: 0, y: 24, width: 1600, height: 976 };
  const second = { x: 1600, y: 0, width: 1280, height: 1024 };
  const kept = { x: 100, y: 90, width: 1010, height: 700, maximized: false };

  test('where it was left, also on another screen; in the middle where that screen is gone', () => {
    const { maximized, ...left } = kept;
    expect(placeOf({ kept, beside: null, screens: [screen] })).toEqual(left);
    const far = { ...kept, x: 1700 };
    expect(placeOf({ kept: far, beside: null, screens: [screen, second] }).x).toBe(1700);
    const usual = { x: 160, y: 82, width: 1280, height: 860 };
    expect(placeOf({ kept: far, beside: null, screens: [screen] })).toEqual(usual);
    expect(placeOf({ kept: null, beside: null, screens: [screen] })).toEqual(usual);
  });

  test('no larger than a small screen, and no smaller than its contents need', () => {
    const small = { x: 0, y: 0, width: 1024, height: 700 };
    expect(placeOf({ kept: null, beside: null, screens: [small] })).toEqual(small);
    const tiny = { ...kept, width: 40, height: 30 };
    expect(placeOf({ kept: tiny, beside: null, screens: [screen] })).toMatchObject({
      width: 800,
      height: 560,
    });
  });

  test('a further window lies a step beside the one in front, and begins again where the screen ends', () => {
    const beside = { x: 100, y: 90, width: 1010, height: 700 };
    const place = placeOf({ kept, beside, screens: [screen] });
    expect(place).toEqual({ x: 132, y: 122, width: 1010, height: 700 });
    const last = placeOf({ kept, beside: { ...beside, x: 580, y: 290 }, screens: [screen] });
    expect(last).toEqual({ x: 16, y: 40, width: 1010, height: 700 });
  });
});

test('what is remembered outlives the program; what does not fit is as if it were not there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'heed-'));
  const file = join(folder, 'electron', 'desktop.json');
  createMemory(file).set({ language: 'es', scheme: 'dark' });
  expect(createMemory(file).get()).toEqual({ language: 'es', scheme: 'dark', bounds: null });
  writeFileSync(file, JSON.stringify({ language: 'tlh', scheme: 'light', bounds: { x: 'left' } }));
  expect(createMemory(file).get()).toEqual({ language: null, scheme: 'light', bounds: null });
  writeFileSync(file, 'torn');
  const memory = createMemory(file);
  expect(memory.get()).toEqual({ language: null, scheme: 'auto', bounds: null });
  memory.set({ scheme: 'dark' });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ scheme: 'dark' });
  rmSync(folder, { recursive: true });
});

test('a packaged Heed reads the two options that messages advise; what the launcher hands over goes first', () => {
  const folder = join(tmpdir(), 'a folder');
  expect(readOptions(['heed', '--data-dir', folder, '--webhook-port=4711'])).toEqual({
    dataDir: folder,
    webhookPort: 4711,
    demo: false,
    desks: null,
  });
  const handed = `--heed=${JSON.stringify({ dataDir: '/handed', demo: true })}`;
  expect(readOptions(['heed', `--data-dir=${folder}`, handed])).toMatchObject({
    dataDir: '/handed',
    demo: true,
  });
  expect(readOptions(['heed', '--webhook-port', 'many', '--data-dir'])).toEqual(readOptions(['heed']));
});

describe('which key store of Linux', () => {
  const secrets = 'org.freedesktop.secrets';
  const kwallet = 'org.kde.kwalletd6';
  test.each([
    ['sway, with a keyring that Electron would not look for', 'sway', [secrets], null, 'gnome-libsecret'],
    ['MATE', 'MATE', [secrets], null, 'gnome-libsecret'],
    ['KDE', 'KDE', [secrets, kwallet], null, 'kwallet6'],
    ['KDE whose wallet is off', 'KDE', [secrets], null, 'gnome-libsecret'],
    ['LXQt with KDE’s wallet alone', 'LXQt', [kwallet], null, 'kwallet6'],
    ['what the secrets are sealed with already', 'GNOME', [secrets, kwallet], 'kwallet6', 'kwallet6'],
    ['a store that was sealed elsewhere', 'GNOME', [secrets], 'kwallet6', 'gnome-libsecret'],
    ['none', 'sway', ['org.freedesktop.Notifications'], null, null],
  ])('%s', (_, desktop, names, sealedWith, store) => {
    expect(passwordStoreFor({ desktop, names: new Set(names), sealedWith })).toBe(store);
  });
});

describe('a core that dies', () => {
  function watched() {
    const lives: CoreEvents[] = [];
    const log: string[] = [];
    let time = 0;
    const core = watchCore(
      (events, signIns) => {
        lives.push(events);
        const name = `core ${lives.length}`;
        for (const [window, token] of Object.entries(signIns)) log.push(`${name}: ${window} by ${token}`);
        return {
          connect: (windowId) => log.push(`${name} has ${windowId}`),
          forget: () => {},
          ask: async () => null,
          desktopChanged: () => {},
          close: async () => {
            log.push(`${name} closed`);
            return true;
          },
        };
      },
      {
        openSecrets: () => Promise.reject(new Error('none')),
        newWindow: () => {},
        desktop: () => expect.unreachable(),
        failed: (problem) => log.push(said(problem)),
        ready: (again) => log.push(again ? 'again' : 'ready'),
        diedTwice: () => log.push('twice'),
      },
      () => time,
    );
    return { core, lives, log, wait: (ms: number) => (time += ms) };
  }
  const port = () => ({ closed: 0 });
  const asPort = (made: ReturnType<typeof port>) =>
    Object.assign(made, { close: () => (made.closed += 1) }) as unknown as Parameters<
      CoreWatchdog['connect']
    >[1];

  test('is started again by itself, once a minute at most', async () => {
    const { core, lives, log, wait } = watched();
    lives[0]?.ready('');
    lives[0]?.ended();
    core.connect('w-1', asPort(port()));
    lives[1]?.ready('');
    wait(61_000);
    lives[1]?.ended();
    lives[2]?.ready('');
    wait(59_000);
    lives[2]?.ended();
    expect(log).toEqual(['ready', 'core 2 has w-1', 'again', 'again', 'twice']);
    // No core runs now, so the window's port is closed and its calls do not wait for ever.
    const refused = port();
    core.connect('w-1', asPort(refused));
    expect([lives.length, refused.closed]).toEqual([3, 1]);
    core.start();
    lives[3]?.ready('');
    await core.close();
    expect(log.slice(5)).toEqual(['again', 'core 4 closed']);
  });

  test('the next one is told which windows are signed in, and of none that signed out or closed', () => {
    const { core, lives, log } = watched();
    lives[0]?.ready('');
    for (const window of ['stays', 'signs-out', 'closes']) lives[0]?.signedIn(window, `token-${window}`);
    lives[0]?.signedIn('signs-out', null);
    core.forget('closes');
    lives[0]?.ended();
    lives[1]?.ready('');
    lives[1]?.ended();
    core.start();
    expect(log).toEqual([
      'ready',
      'core 2: stays by token-stays',
      'again',
      'twice',
      'core 3: stays by token-stays',
    ]);
  });
});

describe('menus', () => {
  const flags = {
    canUndo: true,
    canRedo: false,
    canCut: true,
    canCopy: true,
    canPaste: true,
    canSelectAll: true,
    canDelete: true,
    canEditRichly: false,
  };
  const clicked = {
    isEditable: false,
    misspelledWord: '',
    dictionarySuggestions: [],
    selectionText: '',
    editFlags: flags,
  };
  const done: string[] = [];
  const acts = {
    replace: (word: string) => done.push(`replace ${word}`),
    learn: (word: string) => done.push(`learn ${word}`),
    copy: (text: string) => done.push(`copy ${text}`),
  };
  const labels = (items: ReturnType<typeof contextItems>) => items.map(({ label, type }) => label ?? type);

  test('a right click: nothing on nothing, copying on a selection, all that edits in a field', () => {
    expect(contextItems(clicked, null, acts)).toEqual([]);
    expect(labels(contextItems({ ...clicked, selectionText: 'words' }, null, acts))).toEqual(['Copy']);
    const field = contextItems({ ...clicked, isEditable: true }, null, acts);
    expect(field.map(({ role }) => role).filter(Boolean)).toEqual([
      'undo',
      'redo',
      'cut',
      'copy',
      'paste',
      'selectAll',
    ]);
    expect(field[1]).toMatchObject({ enabled: false });
  });

  test('a misspelt word brings suggestions, and the number under the pointer can be copied', () => {
    const misspelt = {
      ...clicked,
      isEditable: true,
      misspelledWord: 'helo',
      dictionarySuggestions: ['hello'],
    };
    const items = contextItems(misspelt, null, acts);
    expect(labels(items).slice(0, 3)).toEqual(['hello', 'Add to Dictionary', 'separator']);
    for (const item of items.slice(0, 2)) item.click?.(null as never, undefined, null as never);
    const [copy] = contextItems(clicked, '+12025550123', acts);
    copy?.click?.(null as never, undefined, null as never);
    expect(done).toEqual(['replace hello', 'learn helo', 'copy +12025550123']);
    expect(labels(contextItems({ ...misspelt, dictionarySuggestions: [] }, null, acts))[0]).toBe(
      'No suggestion',
    );
  });

  test.each([
    ['Jordan Reed (202) 555-0123', '+12025550123'],
    ['+44 7700 900123', '+447700900123'],
    ['no number', null],
    ['(202) 555-0123 or (202) 555-0124', null],
  ])('the number in “%s”', (words, number) => {
    expect(numberIn(words)).toBe(number);
  });

  test.each(['linux', 'darwin', 'win32'] as const)(
    'Heed’s own menu on %s, and nothing for developers',
    (platform) => {
      const ordered: string[] = [];
      const menu = menuTemplate(platform, {
        newWindow: () => ordered.push('window'),
        order: (order) => ordered.push(order),
        showLog: () => ordered.push('log'),
        report: () => ordered.push('report'),
        about: () => ordered.push('about'),
      });
      const items = menu.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
      expect(menu.map(({ label }) => label)).toEqual([
        ...(platform === 'darwin' ? ['Heed'] : []),
        'File',
        'Edit',
        'View',
        'Window',
        'Help',
      ]);
      for (const { label, type } of items) expect(label ?? type).toBeTruthy();
      expect(JSON.stringify(items)).not.toMatch(/devtools|developer/i);
      for (const item of items) item.click?.(null as never, undefined, null as never);
      expect(ordered.sort()).toEqual(['about', 'guide', 'keys', 'log', 'report', 'window']);
    },
  );
});

test.each([
  ['opt-outs-2026-11-30.csv', ['csv', '*']],
  ['evidence.json', ['json', '*']],
  ['script.docx', ['docx', '*']],
  ['recovery-codes', ['*']],
])('saving %s offers %j', (name, endings) => {
  expect(filtersFor(name).flatMap(({ extensions }) => extensions)).toEqual(endings);
});
