import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from '../../main/hosts/browser/appWindow.ts';
import { listening } from '../secrets/watch.ts';

/** A browser in a test may reach nothing but this computer. */
const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const root = join(import.meta.dirname, '../..');

/**
 * Unpacks the Chromium from npm, which is headless: without windows each page takes half the processor
 * time. Two test files may do so at once, so the file takes its place in one step.
 */
async function fromNpm(): Promise<string> {
  const { version } = JSON.parse(
    readFileSync(join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8'),
  );
  const place = join(root, 'node_modules/.cache/heed/browser', version);
  if (!existsSync(place)) {
    mkdirSync(dirname(place), { recursive: true });
    const apart = mkdtempSync(`${place}-`);
    const { TMPDIR } = process.env;
    // The package unpacks into the temporary folder, and would use a file that already lies there under its
    // name.
    process.env.TMPDIR = apart;
    await sparticuz.executablePath();
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    try {
      renameSync(apart, place);
    } catch (error) {
      if (!existsSync(place)) throw error;
      rmSync(apart, { recursive: true });
    }
  }
  return join(place, 'chromium');
}

/**
 * Playwright's own headless Chromium, else the one from npm, else one of the system. The npm package's
 * flags are for a single page that never closes, so they are not used.
 */
async function* executables(): AsyncGenerator<{ readonly executablePath?: string }> {
  if (existsSync(chromium.executablePath())) yield {};
  if (process.platform === 'linux') yield { executablePath: await fromNpm() };
  const installed = findBrowser();
  if (installed !== null) yield { executablePath: installed };
}

/**
 * Starts a headless Chromium for end-to-end tests; the caller closes it. What its windows are sent is kept
 * for test/secrets.
 */
export async function launchBrowser(): Promise<Browser> {
  const unboxed = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const failures: unknown[] = [];
  for await (const program of executables()) {
    try {
      const browser = await chromium.launch({
        ...program,
        // Where the system names no language, headless Chromium calls its own `en-US@posix`, which is no
        // valid one.
        env: { ...process.env, LC_ALL: 'en_US.UTF-8' },
        headless: true,
        // People see scrollbars, so the tests show them.
        ignoreDefaultArgs: ['--hide-scrollbars'],
        args: [...QUIET, ...unboxed],
      });
      return listening(browser);
    } catch (error) {
      // A Chromium may be there and lack a library of this system.
      failures.push(error);
    }
  }
  throw new AggregateError(failures, 'No browser for the tests: install Chromium.');
}
