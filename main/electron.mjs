/** Finds or fetches Electron's program, for the launcher. Plain JavaScript, like setup.mjs. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { dirname, join } from 'node:path';
import { nodeFile, root, SetupError, say } from './setup.mjs';

const folder = join(root, 'node_modules/electron');
/** Remembers a failure, so that a closed network costs its wait once a day and not at every start. */
const failure = join(root, 'node_modules/.cache/heed/electron-failed');
const DAY = 24 * 60 * 60_000;

/** Electron's program file, where it is here; HEED_ELECTRON names another. */
export function installed() {
  if (process.env.HEED_ELECTRON) return process.env.HEED_ELECTRON;
  const name = join(folder, 'path.txt');
  if (!existsSync(name)) return null;
  const file = join(folder, 'dist', readFileSync(name, 'utf8').trim());
  return existsSync(file) ? file : null;
}

const hasDisplay = () =>
  process.platform === 'win32' ||
  process.platform === 'darwin' ||
  Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/**
 * Whether the place that Electron comes from answers at all: fetching waits much longer before it gives up.
 */
async function reachable() {
  const mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror;
  try {
    // Not by fetch, which would unpack what comes.
    const url = new URL(mirror || 'https://github.com');
    const asked = (url.protocol === 'http:' ? requestHttp : requestHttps)(url, {
      method: 'HEAD',
      agent: false,
      signal: AbortSignal.timeout(4000),
    });
    const [answer] = await once(asked.end(), 'response');
    answer.destroy();
    return true;
  } catch {
    return false;
  }
}

async function fetchElectron() {
  const failedAt = statSync(failure, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (Date.now() - failedAt < DAY) return null;
  if (await reachable()) {
    say('Fetching Electron, once.');
    spawnSync(nodeFile(), [join(folder, 'install.js')], { cwd: root, stdio: 'ignore', timeout: 180_000 });
  }
  const file = installed();
  if (file === null) {
    mkdirSync(dirname(failure), { recursive: true });
    writeFileSync(failure, '');
  }
  return file;
}

/**
 * Electron's program; fetched if it is missing and a display is there. Null, after one line that says so,
 * where it cannot be had. `demanded` (--electron) tries again after an earlier failure and throws SetupError
 * instead.
 */
export async function electronFile(demanded) {
  if (demanded) rmSync(failure, { force: true });
  if (!hasDisplay()) {
    if (demanded) throw new SetupError('There is no display for Electron.');
    return null;
  }
  const file = installed() ?? (await fetchElectron());
  if (file !== null) return file;
  if (demanded) throw new SetupError('Electron is not here and could not be fetched.');
  say('Electron is not here and could not be fetched, so Heed opens in a browser window instead.');
  return null;
}

/** Why Electron itself could not run, by what it printed, and what helps. One line. */
export function whyNot(file, printed, code) {
  if (/Running as root without --no-sandbox/.test(printed))
    return 'Electron does not run as root, since it would have no sandbox: start Heed as an ordinary user.';
  if (/SUID sandbox helper|No usable sandbox|namespace/i.test(printed)) {
    const helper = join(dirname(file), 'chrome-sandbox');
    return (
      'Electron gets no sandbox here, since this system allows it no user namespaces (as Ubuntu does from 23.10 on). Remedy: ' +
      `sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}', then npm start -- --electron.`
    );
  }
  const library = /error while loading shared libraries: ([^:\s]+)/.exec(printed)?.[1];
  if (library !== undefined)
    return `Electron lacks the system's library ${library}: install it, then npm start -- --electron.`;
  return `Electron ended before Heed could begin (${code}); npm start -- --electron tries it again.`;
}
