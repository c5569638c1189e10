import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

export type Machine = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a file is there and may be run. */
  runs(file: string): boolean;
  readonly root: boolean;
};

export const thisMachine: Machine = {
  platform: process.platform,
  env: process.env,
  runs: (file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  },
  root: process.getuid?.() === 0,
};

const LINUX = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
];
const MAC = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];
const WINDOWS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];

function candidates({ platform, env }: Machine): string[] {
  if (platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA];
    return roots.flatMap((root) => (root ? WINDOWS.map((name) => `${root}\\${name}`) : []));
  }
  if (platform === 'darwin') {
    const roots = ['/Applications', ...(env.HOME ? [`${env.HOME}/Applications`] : [])];
    return roots.flatMap((root) => MAC.map((name) => `${root}/${name}`));
  }
  const folders = [
    ...(env.PATH ?? '').split(delimiter).filter(Boolean),
    '/usr/bin',
    '/snap/bin',
    '/opt/google/chrome',
  ];
  return [
    ...LINUX.flatMap((name) => folders.map((folder) => `${folder}/${name}`)),
    '/opt/google/chrome/chrome',
  ];
}

/** Whether windows can be shown at all. */
export function hasDisplay({ platform, env }: Pick<Machine, 'platform' | 'env'>): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** An installed Chrome, Chromium or Edge; HEED_BROWSER names another. Null if there is none. */
export function findBrowser(machine: Machine = thisMachine): string | null {
  const named = machine.env.HEED_BROWSER;
  if (named) return machine.runs(named) ? named : null;
  return candidates(machine).find((file) => machine.runs(file)) ?? null;
}

/** A snap may not write to hidden folders, so its profile is in its own. */
function profileDir(browser: string, dataDir: string): string {
  let real = browser;
  try {
    real = realpathSync(browser);
  } catch {
    // The start that follows reports it.
  }
  if (!browser.startsWith('/snap/') && real !== '/usr/bin/snap') return join(dataDir, 'window');
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  return join(homedir(), 'snap', 'chromium', 'common', `heed-${name}`);
}

export function windowArguments(url: string, profile: string, root: boolean): string[] {
  return [
    `--app=${url}`,
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-sync',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-features=Translate',
    '--window-size=1280,860',
    // Chromium refuses to run its sandbox as root.
    ...(root ? ['--no-sandbox'] : []),
  ];
}

/** Opens the console in a window without address bar, with a profile of its own. */
export function openAppWindow(browser: string, url: string, dataDir: string): ChildProcess {
  const profile = profileDir(browser, dataDir);
  return spawn(browser, windowArguments(url, profile, thisMachine.root), { stdio: 'ignore' });
}
