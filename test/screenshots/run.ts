import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startConsoleProcess } from '../e2e/processes.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { type Place, places } from './places.ts';

/**
 * `npm run screenshots -- [DIR] [--only NAME]`: pictures of every screen of the demo, light and dark, wide and narrow. Without DIR the
 * two pictures of the README are made anew.
 */

const args = process.argv.slice(2);
const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : undefined;
const dir = args[0]?.startsWith('--') ? undefined : args[0];
const README = { texter: 'texter-light.png', conversations: 'admin-dark.png' } as const;
const DEMO_PASSWORD = 'demo-password';

const say = (line: string) => process.stderr.write(`${line}\n`);

async function bearer(apiUrl: string, login: string): Promise<string> {
  const answer = await fetch(`${apiUrl}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: DEMO_PASSWORD }),
  });
  const { token } = (await answer.json()) as { token: string };
  return token;
}

async function windowUrl(apiUrl: string, token: string): Promise<string> {
  const answer = await fetch(`${apiUrl}/session/window`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{}',
  });
  const { url } = (await answer.json()) as { url: string };
  return url;
}

async function open(browser: Browser, url: string, place: Place, dark: boolean, width: number): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: width > 1100 ? 900 : 700 },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(url);
  if (place.login) {
    await page.getByRole('button', { name: new RegExp(place.login, 'i') }).first().click();
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
    const address = `${page.url().split('#')[0]}#/${place.hash}`;
    await page.goto('about:blank');
    await page.goto(address);
  }
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(700);
  await place.prepare?.(page);
  await page.waitForTimeout(400);
  return page;
}

const dataDir = mkdtempSync(join(tmpdir(), 'heed-screens-'));
const console = await startConsoleProcess(dataDir, { demo: true });
const browser = await launchBrowser();
try {
  const { apiUrl } = console.line;
  const token = await bearer(apiUrl, 'maya');
  say('Waiting for the demo’s contacts to answer.');
  await new Promise((done) => setTimeout(done, 20_000));
  const target = resolve(dir ?? '.github');
  mkdirSync(target, { recursive: true });
  for (const place of places) {
    if (only && place.name !== only) continue;
    const readme = README[place.name as keyof typeof README];
    if (!dir && !readme) continue;
    for (const dark of [false, true]) {
      for (const width of [1440, 1024]) {
        const name = `${place.name}-${dark ? 'dark' : 'light'}${width === 1440 ? '' : '-narrow'}.png`;
        const file = dir ? name : readme;
        if (!dir && (width !== 1440 || dark !== readme?.includes('dark'))) continue;
        const page = await open(browser, await windowUrl(apiUrl, token), place, dark, width);
        await page.screenshot({ path: join(target, file ?? name) });
        await page.context().close();
        say(file ?? name);
      }
    }
  }
} finally {
  await browser.close();
  await console.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
