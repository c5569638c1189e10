import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { type Demo, openWindow, startDemo } from './demo.ts';
import { covered } from './uncovered.ts';

/**
 * What a texter meets in the messenger: replies that can be taken back, notices that cover nothing, a
 * second window, emoji, the rail.
 */

let demo: Demo;
let browser: Browser;
let ana: Page;
let maya: Page;
const WIDE = { dark: false, width: 1440, height: 900 };

beforeAll(async () => {
  demo = await startDemo();
  browser = await launchBrowser();
  ana = await openWindow(browser, demo, 'Ana', WIDE);
  maya = await openWindow(browser, demo, 'Maya', WIDE);
  for (const page of [ana, maya]) await page.keyboard.press('Alt+KeyX');
});

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

const writing = () => ana.getByRole('textbox', { name: /^Reply to/ });

test('one character asks; a reply can be taken back, and its words are in the box again', async () => {
  await ana.getByText('To answer', { exact: true }).first().click();
  await ana.getByRole('option').first().waitFor({ timeout: 20_000 });
  await writing().fill('1');
  await writing().press('Enter');
  await ana.getByRole('alert').getByText('only “1”').waitFor();
  // A second press of Enter sends nothing more.
  await writing().press('Enter');
  await ana.getByRole('button', { name: 'Change it' }).click();
  await writing().fill('See you there!');
  await writing().press('Enter');
  await ana.getByText('leaves in a moment').waitFor();
  expect(await covered(ana)).toEqual([]);
  await writing().press('Alt+KeyU');
  await expect.poll(() => writing().inputValue()).toBe('See you there!');
  await ana.getByText('Taken back').first().waitFor();
});

test('send and next goes to whom the hint names; Alt+G skips', async () => {
  const named = () => writing().getAttribute('aria-label');
  const hint = ana.getByText(/^Next: /);
  // It is not drawn where the acts leave no room for it.
  await hint.waitFor({ state: 'attached' });
  const name = ((await hint.textContent()) ?? '').replace('Next: ', '');
  await writing().fill('Thank you!');
  await writing().press('Alt+Enter');
  await ana.getByRole('textbox', { name: `Reply to ${name}`, exact: true }).waitFor();
  const before = await named();
  // Skipping stays where nobody else has answered yet.
  await ana.getByRole('option').nth(1).waitFor({ timeout: 30_000 });
  await writing().press('Alt+KeyG');
  await expect.poll(named).not.toBe(before);
});

test('Enter begins a line for those who wish it, and Ctrl+Enter sends', async () => {
  // Whoever asks to stop, and so cannot be written to, is among them.
  await ana.getByRole('option').filter({ hasNotText: 'asks to stop?' }).last().click();
  await ana.getByRole('button', { name: /: menu$/ }).click();
  await ana.getByRole('menuitem', { name: 'Enter sends a reply' }).click();
  await ana.keyboard.press('Escape');
  await writing().fill('Two');
  await writing().press('Enter');
  await writing().pressSequentially('lines');
  expect(await writing().inputValue()).toBe('Two\nlines');
  await writing().press('Control+Enter');
  await expect.poll(() => writing().inputValue()).toBe('');
}, 30_000);

test('one key makes curly quotes plain where they cost a second text', async () => {
  const words = 'Thank you for writing back to us today. Can we count on you on Tuesday';
  await writing().fill(`${words} – it’s soon`);
  const offer = ana.getByRole('button', { name: /make this 2 texts. Replace them/ });
  await offer.waitFor();
  await ana.keyboard.press('Alt+KeyP');
  await offer.waitFor({ state: 'detached' });
  expect(await writing().inputValue()).toBe(`${words} - it's soon`);
  await writing().fill('');
}, 30_000);

test('a notice makes room for itself and covers nothing', async () => {
  await maya.getByRole('option').first().click();
  await maya
    .getByRole('button', { name: /^Opt out/ })
    .first()
    .waitFor();
  await maya
    .getByRole('option')
    .first()
    .click({ modifiers: ['ControlOrMeta'] });
  await maya.getByRole('button', { name: 'Reassign 1…' }).click();
  await maya.getByRole('radio', { name: 'Give to' }).check();
  await maya.getByRole('checkbox', { name: 'Ana Reyes' }).check();
  await maya.getByRole('button', { name: 'Reassign 1', exact: true }).click();
  await maya.getByText('1 conversation was reassigned.').waitFor();
  await maya.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await covered(maya)).toEqual([]);
}, 30_000);

test('the rail names its places, or their signs alone for those who wish it', async () => {
  const rail = maya.getByRole('navigation', { name: 'Main' });
  await rail.getByText('Opt-outs').waitFor();
  await maya.getByRole('button', { name: /: menu$/ }).click();
  await maya.getByRole('menuitem', { name: 'Names beside the icons' }).click();
  await rail.getByText('Opt-outs').waitFor({ state: 'detached' });
  await maya.getByRole('menuitem', { name: 'Names beside the icons' }).click();
  await rail.getByText('Opt-outs').waitFor();
  await maya.keyboard.press('Escape');
}, 30_000);

test('a second window opens by its key, signed in as this one', async () => {
  const [second] = await Promise.all([maya.context().waitForEvent('page'), maya.keyboard.press('Alt+KeyW')]);
  await second.getByRole('heading', { name: 'All conversations' }).waitFor();
  await second.close();
}, 30_000);

test('emoji in running text are drawn in colour, and digits and signs are text', async () => {
  // Fully opaque pixels with a colour: a font whose pictures the browser cannot draw leaves the place
  // empty, and a text font draws in black.
  const coloured = await maya.evaluate(async () => {
    const font = `40px ${getComputedStyle(document.body).fontFamily}`;
    const count = async (character: string) => {
      await document.fonts.load(font, character);
      const canvas = new OffscreenCanvas(60, 60);
      const pen = canvas.getContext('2d');
      if (pen === null) return 0;
      pen.font = font;
      pen.fillText(character, 0, 45);
      const { data } = pen.getImageData(0, 0, 60, 60);
      let dots = 0;
      for (let at = 0; at < data.length; at += 4) {
        const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(at, at + 4);
        if (alpha === 255 && Math.max(red, green, blue) - Math.min(red, green, blue) > 40) dots += 1;
      }
      return dots;
    };
    const all = async (characters: string[]) => Promise.all(characters.map(count));
    return { emoji: await all(['👍', '❤️', '😀', '🇺🇸']), text: await all(['1', '©', '®', '#']) };
  });
  for (const dots of coloured.emoji) expect(dots).toBeGreaterThan(100);
  expect(coloured.text).toEqual([0, 0, 0, 0]);
});

test('texters read when a campaign starts; an admin plans it, and is asked where that leaves people out', async () => {
  await ana.getByRole('button', { name: 'Housing Vote — Ohio', exact: true }).click();
  await ana.getByRole('menuitem', { name: /^Election Day reminder/ }).click();
  const waits = ana.getByRole('main').getByText(/This campaign starts .+ where this person is/);
  await waits.waitFor();

  await maya.goto(`${maya.url().split('#')[0]}#/campaigns`);
  await maya.getByRole('link', { name: 'Election Day reminder', exact: true }).click();
  await maya.getByText(/^Starts .+ in each contact’s zone$/).waitFor();
  await maya.getByRole('link', { name: 'Set-up', exact: true }).click();
  const section = maya.getByRole('region', { name: 'Schedule', exact: true });
  await section.getByLabel('Start', { exact: true }).fill('2020-06-01T09:00');
  await section.getByLabel('End', { exact: true }).fill('2020-06-02T09:00');
  await section.getByRole('button', { name: 'Save schedule', exact: true }).click();
  const asked = maya.getByRole('dialog', { name: 'Save this schedule?' });
  await asked.getByText(/The end has passed already/).waitFor();
  await asked.getByRole('button', { name: 'Cancel', exact: true }).click();
  await asked.waitFor({ state: 'detached' });
  await section.getByLabel('End', { exact: true }).fill('');
  await section.getByRole('button', { name: 'Save schedule', exact: true }).click();
  await section.getByText('Starts Mon, Jun 1, 9:00 AM, in each contact’s zone').waitFor();
  await section.getByRole('button', { name: 'Remove schedule', exact: true }).waitFor();
  await waits.waitFor({ state: 'detached' });

  const texters = maya.getByRole('region', { name: 'Texters', exact: true });
  await texters.getByLabel('Goal for each texter and day').fill('3');
  await texters.getByRole('button', { name: 'Save goal', exact: true }).click();
  await ana.getByText(/Your goal of 3 in all campaigns is reached/).waitFor();
});

test('About names the version, and the font with its licence', async () => {
  await maya.goto(`${maya.url().split('#')[0]}#/about`);
  await maya.getByText(/Version \d+\.\d+\.\d+/).waitFor();
  await maya.getByRole('searchbox').fill('emoji');
  await maya.getByText('Noto Color Emoji').waitFor();
});

test('a view whose file is gone says so and can be loaded again; the others open', async () => {
  await maya.route('**/assets/dashboard*', (route) => route.abort());
  await maya.getByRole('link', { name: 'Dashboard' }).click();
  await maya.getByRole('alert').getByText('This page could not be shown').waitFor();
  await maya.getByRole('link', { name: 'Opt-outs', exact: true }).click();
  await maya.getByRole('button', { name: 'Add opt-outs' }).waitFor();
  await maya.getByRole('link', { name: 'Dashboard' }).click();
  await maya.unroute('**/assets/dashboard*');
  await maya.getByRole('button', { name: 'Reload the window' }).click();
  await maya.getByRole('heading', { name: 'Dashboard', exact: true }).waitFor();
}, 30_000);

test('practice: made-up people answer, a STOP is explained, a request is opted out, a summary ends it', async () => {
  await ana.evaluate(() => {
    location.hash = '#/exercise';
  });
  await ana.getByText('Practice: nothing is sent.').waitFor();
  // Of several campaigns, one chooses whose script is practised.
  await ana.getByLabel('Script to practise with', { exact: true }).selectOption('Tenants’ meeting — UK');
  await ana.getByText(/tenants’ meeting on the 4th/).waitFor();
  for (let left = 10; left > 0; left -= 1) {
    await ana.getByRole('tab', { name: `To send ${left}`, exact: true }).waitFor();
    await ana.keyboard.press('Enter');
  }
  await ana.getByText('Dolores Whitfield wrote STOP').waitFor({ timeout: 30_000 });
  await ana.getByRole('button', { name: 'Understood', exact: true }).click();
  await ana.keyboard.press('2');
  await ana.getByRole('option', { name: /Theo Lindqvist/ }).click({ timeout: 30_000 });
  expect(await ana.getByRole('option', { name: /Dolores/ }).count()).toBe(0);
  await ana.getByText('Do they want you to stop?').waitFor();
  await ana.keyboard.press('Alt+KeyO');
  await ana.getByRole('form', { name: 'Opt Theo Lindqvist out' }).waitFor();
  await ana.keyboard.press('Enter');
  await ana.getByText('Exactly right').waitFor();
  await ana.getByRole('button', { name: 'Finish', exact: true }).click();
  await ana.getByRole('row', { name: /Theo Lindqvist.*did right/ }).waitFor();
  await ana.getByRole('row', { name: /Paula Kerr.*not done yet/ }).waitFor();
});
