import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from '../../main/hosts/browser/appWindow.ts';
import { listening } from '../secrets/watch.ts';

/** A test's browser speaks to nobody but us. */
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
 * The Chromium from npm, unpacked. It is a headless one: without windows, each page takes half the work. Two
 * test files may come here at once, so it takes its place whole.
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
    // It unpacks into the temporary folder, and takes what lies there under its name for its own.
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
 * Playwright's own headless Chromium, else the one from npm, else one of the system. The flags of the one
 * from npm are for a single page that never closes; ours are enough.
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
        // Where the system names no language, a headless one calls its own `en-US@posix`, which is none.
        env: { ...process.env, LC_ALL: 'en_US.UTF-8' },
        headless: true,
        // A person sees them, so the tests do.
        ignoreDefaultArgs: ['--hide-scrollbars'],
        args: [...QUIET, ...unboxed],
      });
      return listening(browser);
    } catch (error) {
      // What is there may lack a library of this system.
      failures.push(error);
    }
  }
  throw new AggregateError(failures, 'No browser for the tests: install Chromium.');
}
