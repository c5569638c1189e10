import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Place } from '../screenshots/places.ts';
import { type ConsoleLine, startConsoleProcess } from './processes.ts';

const DEMO_PASSWORD = 'demo-password';

async function post<T>(url: string, token: string | null, body: unknown): Promise<T> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as T;
}

export type Demo = {
  readonly line: ConsoleLine;
  /** A one-time address for one more window. */
  windowUrl(): Promise<string>;
  stop(): Promise<void>;
};

/** The demo in a process of its own; its contacts answer within some seconds. */
export async function startDemo(): Promise<Demo> {
  const dataDir = mkdtempSync(join(tmpdir(), 'heed-demo-'));
  const running = await startConsoleProcess(dataDir, { demo: true });
  const { apiUrl } = running.line;
  const { token } = await post<{ token: string }>(`${apiUrl}/session`, null, {
    login: 'maya',
    password: DEMO_PASSWORD,
  });
  return {
    line: running.line,
    windowUrl: async () => (await post<{ url: string }>(`${apiUrl}/session/window`, token, {})).url,
    async stop() {
      await running.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A window of its own on one screen of the demo. */
export async function openPlace(
  browser: Browser,
  demo: Demo,
  place: Place,
  look: { readonly dark: boolean; readonly width: number; readonly height: number },
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    colorScheme: look.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(await demo.windowUrl());
  if (place.login) {
    await page
      .getByRole('button', { name: new RegExp(place.login, 'i') })
      .first()
      .click();
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
    const address = `${page.url().split('#')[0]}#/${place.hash}`;
    await page.goto('about:blank');
    await page.goto(address);
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
  }
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(500);
  // It comes once to each account, over the corner of whatever screen is first.
  if (await page.getByRole('complementary', { name: 'Tour of the demo' }).isVisible()) {
    await page.keyboard.press('Alt+KeyX');
  }
  await place.prepare?.(page);
  await page.waitForTimeout(300);
  return page;
}
