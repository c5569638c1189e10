import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { englishIn } from '../helpers/otherLanguage.ts';
import { sayIn } from '../helpers/say.ts';
import { shownTexts } from '../helpers/shownTexts.ts';
import { furtherPlaces, places } from '../screenshots/places.ts';
import { type Demo, goToPlace, openWindow, startDemo } from './demo.ts';

/** Every screen of the demo in Spanish: nothing that Heed says is left in English. What people have written is theirs. */

let demo: Demo;
let browser: Browser;
const windows = new Map<string | null, Page>();
const say = sayIn('es');

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

describe('in Spanish', () => {
  it.each([...places, ...furtherPlaces].map((place) => ({ place, name: place.name })))(
    '$name has no English left',
    { timeout: 60_000 },
    async ({ place }) => {
      const look = { dark: false, width: 1440, height: 900, language: 'es' } as const;
      const page = windows.get(place.login) ?? (await openWindow(browser, demo, place.login, look));
      windows.set(place.login, page);
      await goToPlace(page, place, say);
      expect(await page.locator('html').getAttribute('lang')).toBe('es');
      const shown = await shownTexts(page);
      expect(shown.length).toBeGreaterThan(5);
      const left = shown.flatMap((each) => {
        const why = englishIn(each);
        return why === null ? [] : [`${each.as} “${each.text}” ${why}`];
      });
      expect(left).toEqual([]);
    },
  );
});
