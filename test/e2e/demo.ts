import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Language } from '../../shared/text/language.ts';
import { type Say, sayIn } from '../helpers/say.ts';
import type { Place } from '../screenshots/places.ts';
import { type ConsoleLine, startConsoleProcess } from './processes.ts';
import { apiClient } from './world.ts';

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
  /** Whether some contacts have answered, and at least one has asked to stop. */
  isAnswered(): Promise<boolean>;
  stop(): Promise<void>;
};

/** The demo in a process of its own; its contacts begin to answer within some seconds. */
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
    isAnswered: async () => {
      const { replied, optedOut } = await apiClient(apiUrl, token).dashboard.read({});
      return replied.count >= 5 && optedOut.count >= 1;
    },
    async stop() {
      await running.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

type Look = {
  readonly dark: boolean;
  readonly width: number;
  readonly height: number;
  readonly language?: Language;
};

/** A window of its own, signed in as somebody of the demo; null: at the page that asks who. */
export async function openWindow(
  browser: Browser,
  demo: Demo,
  login: string | null,
  look: Look,
): Promise<Page> {
  const { language = 'en', dark, width, height } = look;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    // In a new window nobody has chosen a language, so it takes the browser's.
    locale: language === 'es' ? 'es-US' : 'en-US',
  });
  const page = await context.newPage();
  await page.goto(await demo.windowUrl());
  if (login === null) return page;
  await page
    .getByRole('button', { name: new RegExp(login, 'i') })
    .first()
    .click();
  await page.getByRole('navigation', { name: sayIn(language)('common:rail') }).waitFor();
  return page;
}

/** Loads one screen anew in a window, and does there what the place asks for. */
export async function goToPlace(page: Page, place: Place, say: Say): Promise<void> {
  if (place.login) {
    await page.evaluate((hash) => window.history.replaceState(null, '', hash), `#/${place.hash}`);
    await page.reload();
    await page.getByRole('navigation', { name: say('common:rail') }).waitFor();
  }
  await settled(page);
  // The tour comes once to each account, over the corner of its first screen.
  if (await page.getByRole('complementary', { name: say('tour:label') }).isVisible()) {
    await page.keyboard.press('Alt+KeyX');
  }
  if (!place.prepare) return;
  await place.prepare(page, say);
  await settled(page);
}

/** Data come over a socket, so the screen is ready once no grey lines stand for them any more. */
async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(250);
  await page.waitForFunction(() => document.querySelector('[class*="Skeleton-root"]') === null);
}

/** A window of its own on one screen of the demo. */
export async function openPlace(browser: Browser, demo: Demo, place: Place, look: Look): Promise<Page> {
  const page = await openWindow(browser, demo, place.login, look);
  await goToPlace(page, place, sayIn(look.language ?? 'en'));
  return page;
}
