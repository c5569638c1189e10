/**
 * `npm run smoke`: starts the Heed that `npm run package` has packed for this system, on its own Electron: a
 * window opens, the demo works, and it ends in order when its window is closed. `npm run smoke -- PROGRAM
 * ARGS…` starts another program instead, such as Electron itself with dist/electron/main.js. Where it fails,
 * a picture of the window lies in test-results/.
 */
import { spawn } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';

const root = join(import.meta.dirname, '../..');
/** Where electron-builder leaves the program that it has packed. */
const PACKED: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'release/linux*-unpacked/heed',
  darwin: 'release/mac*/Heed.app/Contents/MacOS/Heed',
  win32: 'release/win*-unpacked/Heed.exe',
};
const WITHIN = 90_000;

const print = (line: string) => process.stdout.write(`${line}\n`);

function packed(): string {
  const [found] = globSync(PACKED[process.platform] ?? '', { cwd: root });
  if (found === undefined) throw new Error('There is no package here: npm run package');
  return join(root, found);
}

async function until<T>(what: string, look: () => T | null | undefined): Promise<T> {
  for (const end = Date.now() + WITHIN; Date.now() < end; await sleep(100)) {
    const found = look();
    if (found !== null && found !== undefined) return found;
  }
  throw new Error(`Waited in vain: ${what}.`);
}

/**
 * Playwright connects through Chromium's debugging port: the way it uses for Electron is closed in a
 * packaged Heed by its fuses.
 */
function portIn(dir: string): string | null {
  const file = join(dir, 'electron', 'DevToolsActivePort');
  const port = existsSync(file) ? readFileSync(file, 'utf8').split('\n')[0] : '';
  return port || null;
}

async function workAsAna(window: Page): Promise<void> {
  if (!window.url().startsWith('app://heed/')) throw new Error(`The window shows ${window.url()}.`);
  await window.getByRole('button', { name: /Ana Reyes/ }).click();
  await window.getByRole('navigation', { name: 'Main', exact: true }).waitFor();
  // The list of conversations comes from the store, so core, keys and native module work.
  await window.getByText('To answer', { exact: true }).first().waitFor();
}

const [program = packed(), ...args] = process.argv.slice(2);
const dataDir = mkdtempSync(join(tmpdir(), 'heed-smoke-'));
const child = spawn(
  program,
  [...args, '--lang=en', '--remote-debugging-port=0', `--heed=${JSON.stringify({ dataDir, demo: true })}`],
  { stdio: 'inherit' },
);
const ended = new Promise<number | null>((resolve, reject) => {
  child.once('error', reject);
  child.once('exit', resolve);
});
let page: Page | undefined;
try {
  const died = ended.then((exitCode): never => {
    throw new Error(`It ended by itself, with ${exitCode}.`);
  });
  const port = await Promise.race([until('its door for tools', () => portIn(dataDir)), died]);
  // Electron has one browser context and refuses the options that Playwright would set in it.
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true });
  const [context] = browser.contexts();
  page = await Promise.race([until('its window', () => context?.pages()[0]), died]);
  page.setDefaultTimeout(WITHIN);
  await Promise.race([workAsAna(page), died]);
  print('ok  a window opens on the demo, and Ana works in it');
  await page.close();
  const code = await Promise.race([ended, sleep(WITHIN, 'never' as const, { ref: false })]);
  if (code !== 0) throw new Error(`Its window was closed, and it ended with ${code}.`);
  print('ok  closing the window ends it in order');
  if (existsSync(join(dataDir, 'heed.lock'))) throw new Error('Its lock lies in the data folder still.');
  print('ok  the data folder is free again');
} catch (error) {
  print(`FAILED  ${error instanceof Error ? error.message : error}`);
  await page?.screenshot({ path: join(root, 'test-results/smoke.png') }).catch(() => {});
  process.exitCode = 1;
} finally {
  child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
}
process.exit();
