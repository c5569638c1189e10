import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { electronProgram } from './program.mjs';

/** Heed on a real Electron, as a person has it; the system's dialogs are answered here. */

const main = join(import.meta.dirname, '../../dist/electron/main.js');

/** The program file of Electron. Throws where these tests cannot run. */
export function program(): string {
  const file = electronProgram();
  if (file === null || !existsSync(main)) {
    throw new Error('There is no Electron here, no display, or no built program: see test/README.md.');
  }
  return file;
}

type Options = {
  readonly dataDir: string;
  readonly demo?: boolean;
  /** Where it starts as a package does: another program file, on the folder of an app. */
  readonly packed?: { readonly program: string; readonly app: string } | undefined;
};

/**
 * The arguments that main/start.mjs gives to Electron; without graphics card, and with one language
 * everywhere.
 */
const argumentsOf = ({ dataDir, demo = false, packed }: Options, more: readonly string[]) => [
  '--disable-gpu',
  '--lang=en-US',
  ...more,
  packed?.app ?? main,
  `--heed=${JSON.stringify({ dataDir, demo })}`,
];

export type Heed = {
  readonly app: ElectronApplication;
  /** The first window. */
  readonly page: Page;
  readonly pid: number;
  /** The words of all system dialogs so far, one entry for each. */
  asked(): Promise<string[]>;
  /** From now on the button of this name is pressed in each dialog; '' means Cancel. */
  press(button: string): Promise<void>;
  windows(): Promise<number>;
  /** Closes every window as a person does, and waits for the end; resolves to the exit code. */
  quit(): Promise<number | null>;
  ended(): boolean;
};

const litter: (() => void | Promise<void>)[] = [];

/** Ends all programs and removes the folders of a test file; for `afterAll`. */
export async function clearLitter(): Promise<void> {
  for (const step of litter.splice(0).reverse()) await step();
}

export function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'heed-electron-'));
  litter.push(() => rmSync(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 }));
  return dir;
}

/** Starts Heed with its window. `more`: further arguments of Electron; `env`: added to the environment. */
export async function openHeed(
  options: Options,
  { more = [], env = {} }: { more?: readonly string[]; env?: Record<string, string> } = {},
): Promise<Heed> {
  const app = await _electron.launch({
    executablePath: options.packed?.program ?? program(),
    chromiumSandbox: true,
    args: argumentsOf(options, more),
    env: { ...(process.env as Record<string, string>), ...env },
  });
  const child = app.process();
  const over = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let code: number | null | undefined;
  void over.then((ended) => {
    code = ended;
  });
  litter.push(async () => {
    if (code === undefined) child.kill('SIGKILL');
    await over;
  });
  await app.evaluate(({ dialog }) => {
    const seen = Object.assign(globalThis, { asked: [] as string[], pressed: '' });
    const answer = (given: readonly unknown[]) => {
      const asked = given.at(-1) as {
        message: string;
        detail?: string;
        buttons?: string[];
        cancelId?: number;
      };
      seen.asked.push([asked.message, asked.detail, asked.buttons?.join(' / ')].join('\n'));
      const found = asked.buttons?.indexOf(seen.pressed) ?? -1;
      return found === -1 ? (asked.cancelId ?? 0) : found;
    };
    dialog.showMessageBox = async (...given: unknown[]) => ({
      response: answer(given),
      checkboxChecked: false,
    });
    dialog.showMessageBoxSync = (...given: unknown[]) => answer(given);
  });
  const page = await app.firstWindow();
  page.setDefaultTimeout(60_000);
  const windows = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  return {
    app,
    page,
    pid: child.pid ?? 0,
    asked: () => app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked),
    press: (button) =>
      app.evaluate((_, name) => {
        Object.assign(globalThis, { pressed: name });
      }, button),
    windows,
    ended: () => code !== undefined,
    quit: async () => {
      await app
        .evaluate(({ BrowserWindow }) => {
          for (const window of BrowserWindow.getAllWindows()) window.close();
        })
        .catch(() => undefined);
      return over;
    },
  };
}

/** What a start said in dialogs before it ended, and how it ended. */
type Bare = { readonly code: number | null; readonly told: string };

/**
 * Starts Heed without Playwright, for starts that show no page, and waits for its end. Dialogs are noted
 * and closed at once. `link`: the link that the person clicked.
 */
export async function startBare(options: Options, link?: string): Promise<Bare> {
  const place = folder();
  const noted = join(place, 'told.txt');
  const note = join(place, 'note.cjs');
  writeFileSync(
    note,
    `require('electron').dialog.showMessageBoxSync = (asked) => {
      require('node:fs').appendFileSync(${JSON.stringify(noted)}, asked.message + '\\n' + asked.detail);
      return 0;
    };`,
  );
  const args = [...argumentsOf(options, ['-r', note]), ...(link === undefined ? [] : [link])];
  const child = spawn(options.packed?.program ?? program(), args, { stdio: 'ignore' });
  const over = new Promise<number | null>((resolve) => child.once('exit', resolve));
  litter.push(async () => {
    child.kill('SIGKILL');
    await over;
  });
  return { code: await over, told: existsSync(noted) ? readFileSync(noted, 'utf8') : '' };
}

/** Signs in as somebody of the demo and puts the tour away. */
export async function signIn(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(name) }).click();
  await page.getByRole('navigation', { name: 'Main', exact: true }).waitFor();
  const leave = page.getByRole('button', { name: /^Leave/ });
  const tour = page.getByRole('complementary', { name: /tour/i });
  await tour.waitFor();
  await page.keyboard.press('Alt+KeyX');
  await tour.waitFor({ state: 'hidden' });
  await leave.waitFor({ state: 'hidden' });
}

/** The process of the core; null while there is none. */
function corePid({ app }: Heed): Promise<number | null> {
  return app.evaluate(
    ({ app: electron }) =>
      electron
        .getAppMetrics()
        .find(({ name, serviceName }) => name === 'Heed core' || serviceName === 'node.mojom.NodeService')
        ?.pid ?? null,
  );
}

/** Kills the core as a crash would, and waits until another one is there. */
export async function killCore(heed: Heed): Promise<void> {
  const killed = await corePid(heed);
  if (killed === null) throw new Error('No process of the core is found.');
  process.kill(killed, 'SIGKILL');
  await expect.poll(() => corePid(heed)).not.toBe(killed);
}
