import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openScreen, toPlace } from '../e2e/screen.ts';
import { SENDERS, startWorld, type World } from '../e2e/world.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { beside, type Line, percentile, type Run } from './measure.ts';
import { firstScriptBytes } from './screen/firstScript.ts';
import { traced } from './screen/trace.ts';

const sizes = {
  full: { contacts: 100_000, rounds: 5, seconds: 10 },
  quick: { contacts: 200, rounds: 1, seconds: 1 },
};

/** Bytes and milliseconds. */
const GOAL = { firstScript: 200_000, firstList: 1500, frame: 33, key: 50 };
/** How much slower than this computer's the processor of a volunteer is taken to be. */
const SLOWER = 4;
const CHANGES_PER_SECOND = 20;
const [OURS] = SENDERS['provider-1'];
const PASSWORD = 'a-long-password';

const AREAS = [202, 212, 213, 305, 312, 404, 415, 512, 602, 617];
const numberOf = (index: number) =>
  `+1${AREAS[index % AREAS.length]}555${String(Math.floor(index / AREAS.length)).padStart(4, '0')}`;

/**
 * The screen in Chromium: what it loads first, when the first list can be used, and what a person feels who
 * scrolls through a large list or types while people reply. Build the screen before (`npm run build`).
 */
export async function screen(run: Run): Promise<Line[]> {
  const size = run.quick ? sizes.quick : sizes.full;
  const bytes = firstScriptBytes(join(import.meta.dirname, '../../dist/renderer'));
  const lines = [
    beside(
      `screen: first script, compressed, against ${GOAL.firstScript} bytes`,
      'bytes',
      bytes,
      GOAL.firstScript,
    ),
  ];
  const world = await startWorld();
  const browser = await launchBrowser();
  try {
    run.note(`screen: importing ${size.contacts.toLocaleString('en')} contacts`);
    const contacts = Array.from({ length: size.contacts }, (_, index) => ({
      name: 'Pat',
      number: numberOf(index),
    }));
    const campaignId = await world.campaign('Doors', 'US', contacts);
    const { page, context } = await openScreen(browser, await world.windowUrl(), {
      login: 'maya',
      password: PASSWORD,
    });
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    const lists: number[] = [];
    for (let round = 0; round < size.rounds; round += 1)
      lists.push(await firstList(browser, context, page.url()));
    run.note(`screen: first list ${lists.map((each) => each.toFixed(0)).join(', ')} ms`);
    const longest: number[] = [];
    for (let round = 0; round < size.rounds; round += 1) longest.push(await scrolled(page, size.seconds));
    const answering = await atAReply(browser, world, campaignId);
    const keys: number[] = [];
    for (let round = 0; round < size.rounds; round += 1)
      keys.push(await typed(world, answering, size.seconds));
    lines.push(
      beside(
        `screen: first list can be used, at ${SLOWER} times slowdown, against ${GOAL.firstList} ms`,
        'ms',
        lists,
        GOAL.firstList,
      ),
      beside(
        `screen: scrolling, longest task of the window, against ${GOAL.frame} ms`,
        'ms',
        longest,
        GOAL.frame,
      ),
      beside(
        `screen: a key until the next picture, 95 of 100, while ${CHANGES_PER_SECOND} replies a second arrive, against ${GOAL.key} ms`,
        'ms',
        keys,
        GOAL.key,
      ),
    );
    return lines;
  } finally {
    await browser.close();
    await world.stop();
  }
}

/** Milliseconds from opening the page of somebody signed in until a row of the list answers a click. */
async function firstList(browser: Browser, context: BrowserContext, url: string): Promise<number> {
  const fresh = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    storageState: await context.storageState(),
  });
  try {
    const page = await fresh.newPage();
    const session = await fresh.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    const begun = performance.now();
    await page.goto(url, { waitUntil: 'commit' });
    const row = page.getByRole('listbox').getByRole('option').first();
    await row.click();
    await page.waitForFunction(() => document.querySelector('[role=option][aria-selected=true]') !== null);
    return performance.now() - begun;
  } finally {
    await fresh.close();
  }
}

/** The longest task of the window while the list is turned through, in milliseconds. */
async function scrolled(page: Page, seconds: number): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await page.getByRole('listbox').hover();
  const { tasks } = await traced(session, async () => {
    const end = performance.now() + seconds * 1000;
    for (let turn = 0; performance.now() < end; turn += 1) {
      await page.mouse.wheel(0, turn % 8 === 7 ? 20_000 : 600);
      await pause(16);
    }
  });
  await session.detach();
  return Math.max(...tasks);
}

/** A texter's window with a reply open, ready to be answered. */
async function atAReply(browser: Browser, world: World, campaignId: string): Promise<Page> {
  await world.reply(numberOf(0), OURS, 'Where do I vote?');
  const { page } = await openScreen(browser, await world.windowUrl(), { login: 'ana', password: PASSWORD });
  await toPlace(page, `texter/${campaignId}/to-answer`);
  await page.getByRole('listbox').getByRole('option').first().click();
  await page.getByRole('textbox', { name: /^Reply to/ }).click();
  return page;
}

/** What 95 of 100 keys take until the next picture, in milliseconds, while people reply. */
async function typed(world: World, page: Page, seconds: number): Promise<number> {
  const session = await page.context().newCDPSession(page);
  let open = true;
  const talking = (async () => {
    for (let index = 1; open; index += 1) {
      void world.reply(numberOf(index % 200), OURS, `Yes, number ${index}`).catch(() => undefined);
      await pause(1000 / CHANGES_PER_SECOND);
    }
  })();
  const { keys } = await traced(session, async () => {
    const end = performance.now() + seconds * 1000;
    for (let turn = 0; performance.now() < end; turn += 1) {
      await page.keyboard.press(turn % 12 === 11 ? 'Backspace' : 'patrick'.charAt(turn % 7));
      await pause(120);
    }
  });
  open = false;
  await talking;
  await session.detach();
  return percentile(keys, 0.95);
}
