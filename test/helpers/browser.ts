import { existsSync } from 'node:fs';
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

/**
 * Playwright's own Chromium, else one of the system, else the one from npm. That one's own flags are for a
 * single page that never closes; ours are enough.
 */
async function* executables(): AsyncGenerator<string> {
  const own = chromium.executablePath();
  if (existsSync(own)) yield own;
  const installed = findBrowser();
  if (installed !== null) yield installed;
  if (process.platform === 'linux') yield await sparticuz.executablePath();
}

/**
 * Starts a headless Chromium for end-to-end tests; the caller closes it. What its windows are sent is kept
 * for test/secrets.
 */
export async function launchBrowser(): Promise<Browser> {
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const failures: unknown[] = [];
  for await (const executablePath of executables()) {
    try {
      const browser = await chromium.launch({
        executablePath,
        headless: true,
        // A person sees them, so the tests do.
        ignoreDefaultArgs: ['--hide-scrollbars'],
        args: [...QUIET, ...root],
      });
      return listening(browser);
    } catch (error) {
      // What is there may lack a library of this system.
      failures.push(error);
    }
  }
  throw new AggregateError(failures, 'No browser for the tests: install Chromium.');
}
