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

/** Playwright's own Chromium, else one of the system, else the one from npm. */
async function executable(): Promise<{ readonly path: string; readonly args: readonly string[] }> {
  const own = chromium.executablePath();
  if (existsSync(own)) return { path: own, args: [] };
  const installed = findBrowser();
  if (installed !== null) return { path: installed, args: [] };
  return { path: await sparticuz.executablePath(), args: sparticuz.args };
}

/** Starts a headless Chromium for end-to-end tests; the caller closes it. What its windows are sent is kept for test/secrets. */
export async function launchBrowser(): Promise<Browser> {
  const { path, args } = await executable();
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({
    executablePath: path,
    headless: true,
    // A person sees them, so the tests do.
    ignoreDefaultArgs: ['--hide-scrollbars'],
    args: [...new Set([...args, ...QUIET, ...root])],
  });
  return listening(browser);
}
