import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { englishIn } from '../helpers/otherLanguage.ts';
import { rawIn } from '../helpers/rawKeys.ts';
import { sayIn } from '../helpers/say.ts';
import { shownTexts } from '../helpers/shownTexts.ts';
import { furtherPlaces, places } from '../screenshots/places.ts';
import { axeOn } from './accessible.ts';
import { type Demo, goToPlace, openWindow, startDemo } from './demo.ts';
import { brokenTitles, covered, cutInBars } from './uncovered.ts';

/**
 * Screens of the demo in Spanish: nothing that Heed says is in English (what people have written may be),
 * no key of a text is shown, axe finds nothing serious, and nothing is wider than its place; light and
 * wide, or dark and narrow, by turns. Other tests look at the English screens.
 */

let demo: Demo;
let browser: Browser;
/** One window for each person, kept open. */
const windows = new Map<string | null, Page>();
const say = sayIn('es');
const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 1024, height: 700 };
/** A laptop's window at 200 % zoom. */
const ZOOMED = { width: 720, height: 450 };
/** The narrowest window in which all three panes stand side by side. */
const TIGHT = { width: 1110, height: 700 };

beforeAll(async () => {
  demo = await startDemo();
  browser = await launchBrowser();
  await vi.waitUntil(() => demo.isAnswered(), { timeout: 60_000, interval: 200 });
});

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

async function expectNoEnglish(page: Page): Promise<void> {
  await page.locator('html[lang="es"]').waitFor({ state: 'attached' });
  const shown = await shownTexts(page);
  expect(shown.length).toBeGreaterThan(5);
  expect(
    shown.flatMap(({ text }) => rawIn(text) ?? []),
    'the inside of a sentence',
  ).toEqual([]);
  const left = shown.flatMap((each) => {
    const why = englishIn(each);
    return why === null ? [] : [`${each.as} “${each.text}” ${why}`];
  });
  expect(left).toEqual([]);
}

async function expectAccessible(page: Page, again: boolean): Promise<void> {
  const axe = await axeOn(page);
  // Whether another look changes colours and nothing else.
  const { violations } = await (again ? axe.withRules(['color-contrast']) : axe).analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  expect(grave).toEqual([]);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(wider, 'wider than the window').toBe(false);
  expect(await idleScrollbars(page), 'a scrollbar that scrolls nothing').toEqual([]);
  expect(await spilling(page), 'under its neighbour').toEqual([]);
}

/** Controls that reach out of the pane that they are in, where its neighbour covers them. */
function spilling(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, input, textarea, a[href]')]
      .filter((part) => {
        const box = part.getBoundingClientRect();
        if (box.width < 2 || box.height < 2) return false;
        if (!part.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
        let around = part.parentElement;
        while (
          around &&
          getComputedStyle(around).overflowX === 'visible' &&
          !around.matches('main, section, aside, nav, header, form, [role="dialog"]')
        )
          around = around.parentElement;
        if (!around || /auto|scroll/.test(getComputedStyle(around).overflowX)) return false;
        const room = around.getBoundingClientRect();
        return box.right > room.right + 1 || box.left < room.left - 1;
      })
      .map((part) => part.outerHTML.slice(0, 200)),
  );
}

/** Parts that show a scrollbar although everything fits. */
function idleScrollbars(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('*')]
      .filter((part) => {
        const { overflowX, overflowY } = getComputedStyle(part);
        const upright = overflowY === 'scroll' && part.offsetWidth - part.clientWidth > 4;
        const lying = overflowX === 'scroll' && part.offsetHeight - part.clientHeight > 4;
        return (
          (upright && part.scrollHeight <= part.clientHeight) ||
          (lying && part.scrollWidth <= part.clientWidth)
        );
      })
      .map((part) => part.outerHTML.slice(0, 120)),
  );
}

/**
 * The normal run has time for every other screen, since catalogue tests and lint keep the rest to one
 * language and each view's own test asks axe. `ALL_SCREENS=1` walks all screens and dialogs in both looks.
 */
const walked = process.env.ALL_SCREENS
  ? [...places, ...furtherPlaces]
  : places.filter((_, at) => at % 2 === 0);

test.each(walked.map((place, index) => ({ place, name: place.name, turn: index % 2 === 0 })))(
  '$name',
  async ({ place, turn }) => {
    const page =
      windows.get(place.login) ??
      (await openWindow(browser, demo, place.login, { dark: false, ...WIDE, language: 'es' }));
    windows.set(place.login, page);
    const look = async (dark: boolean, again: boolean) => {
      await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' });
      await page.setViewportSize(dark ? NARROW : WIDE);
      await page.waitForTimeout(50);
      await expectAccessible(page, again);
    };
    await page.setViewportSize(WIDE);
    await goToPlace(page, place, say);
    await expectNoEnglish(page);
    await look(turn, false);
    if (process.env.ALL_SCREENS) await look(!turn, true);
    // The page is drawn anew some time after the window has changed.
    const soonNone = (found: (page: Page) => Promise<string[]>, message: string) =>
      expect.poll(() => found(page), { message }).toEqual([]);
    await page.setViewportSize(TIGHT);
    await soonNone(spilling, 'under its neighbour');
    await page.setViewportSize(ZOOMED);
    await soonNone(spilling, 'under its neighbour at 200 %');
    await soonNone(covered, 'covered at 200 %');
    await soonNone(cutInBars, 'cut at 200 %');
    await soonNone(brokenTitles, 'broken at 200 %');
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  },
);
