import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { sayIn } from '../helpers/say.ts';
import { furtherPlaces, places } from '../screenshots/places.ts';
import { type Demo, goToPlace, openWindow, startDemo } from './demo.ts';

/** Every screen of the demo, light and dark, wide and narrow by turns: axe finds nothing serious, the page complains about nothing. */

let demo: Demo;
let browser: Browser;
/** One a person: what is kept open is light and wide or narrow, then dark and the other. */
const windows = new Map<string | null, Page>();
const NARROW = { width: 1024, height: 700 };

beforeAll(async () => {
  demo = await startDemo();
  browser = await launchBrowser();
  // Until some contacts have answered and somebody has opted out.
  await new Promise((done) => setTimeout(done, 15_000));
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

test.each(
  [...places, ...furtherPlaces].map((place, index) => ({ place, name: place.name, turn: index % 2 === 0 })),
)('$name', { timeout: 90_000 }, async ({ place, turn }) => {
  const wide = { width: 1440, height: 900 };
  const page =
    windows.get(place.login) ?? (await openWindow(browser, demo, place.login, { dark: false, ...wide }));
  windows.set(place.login, page);
  await page.setViewportSize(turn ? wide : NARROW);
  await goToPlace(page, place, sayIn('en'));
  for (const dark of [false, true]) {
    await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' });
    await page.setViewportSize(dark === turn ? NARROW : wide);
    await page.waitForTimeout(100);
    const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
    // Another look changes colours and nothing else.
    const { violations } = await (dark ? axe.withRules(['color-contrast']) : axe).analyze();
    const grave = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    expect(grave, `${place.name}, ${dark ? 'dark' : 'light'}`).toEqual([]);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(wider, `${place.name} is wider than the window`).toBe(false);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
});
