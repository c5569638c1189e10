import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { places } from '../screenshots/places.ts';
import { type Demo, openPlace, startDemo } from './demo.ts';

/** Every screen of the demo, light and dark, wide and narrow by turns: axe finds nothing serious, the page complains about nothing. */

let demo: Demo;
let browser: Browser;

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

test.each(places.map((place, index) => ({ place, name: place.name, turn: index % 2 === 0 })))(
  '$name',
  { timeout: 90_000 },
  async ({ place, turn }) => {
    for (const dark of [false, true]) {
      const narrow = dark === turn;
      const page = await openPlace(browser, demo, place, {
        dark,
        width: narrow ? 1024 : 1440,
        height: narrow ? 700 : 900,
      });
      const { violations } = await new AxeBuilder({ page }).analyze();
      const grave = violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
      expect(grave, `${place.name}, ${dark ? 'dark' : 'light'}`).toEqual([]);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect(wider, `${place.name} is wider than the window`).toBe(false);
      await page.context().close();
    }
  },
);
