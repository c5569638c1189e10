import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { expectAccessible } from './accessible.ts';
import { openScreen, type Screen } from './screen.ts';
import { startWorld, type World } from './world.ts';

/** What a person must do, and opting out by hand, as each role meets them on screen. */

const password = 'a-long-password';
const US = ['Ada', 'Bo', 'Cy', 'Di', 'Eve', 'Fay'].map((name, index) => ({
  name,
  number: `+1202555012${index}`,
}));
const GUS = { name: 'Gus', number: '+447700900120' };
const SAID: Readonly<Record<string, string>> = {
  Ada: 'please take me off your list',
  Bo: 'wrong number',
  Cy: 'Hello there',
  Di: 'Who is this?',
  Eve: 'Sure, count me in',
};

let world: World;
let browser: Browser;
let admin: Screen;
let texter: Screen;
let campaignId = '';
let gusId = '';

const numberOf = (name: string) => US.find((each) => each.name === name)?.number ?? '';

beforeAll(async () => {
  world = await startWorld();
  browser = await launchBrowser();
  await world.admin.account.create({ login: 'sam', name: 'Sam Supervisor', role: 'supervisor', password });
  campaignId = await world.campaign('Ohio', 'US', US);
  const rows = (await world.admin.conversation.list({ campaignId })).items;
  for (const row of rows.filter(({ name }) => name in SAID))
    await world.texter.conversation.sendInitial({ id: row.id });
  for (const [name, words] of Object.entries(SAID)) {
    const number = numberOf(name);
    await world.until(async () => (await world.received(number)).length === 1, `${name} is texted`);
    await world.reply(number, (await world.received(number))[0]?.from ?? '', words);
  }
  await world.until(async () => (await world.admin.action.summary()).open === 2, 'two actions');
  await world.until(
    async () => (await world.texter.conversation.counts({ campaignId })).toAnswer === 5,
    'five answers',
  );
  admin = await openScreen(browser, await world.windowUrl(), { login: 'maya', password });
  texter = await openScreen(browser, await world.windowUrl(), { login: 'ana', password });
});

afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

const row = (page: Page, name: string) => page.getByRole('article', { name: new RegExp(`^${name}:`) });

async function openActions(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Actions' }).click();
  await page.getByRole('heading', { name: 'Actions' }).waitFor();
}

test('the list says why, on which words and by when; an admin gives it to somebody', async () => {
  const { page } = admin;
  await openActions(page);
  const ada = row(page, 'Ada');
  await ada.waitFor();
  expect(await ada.locator('mark').first().textContent()).toContain('take me off');
  expect(await ada.textContent()).toMatch(/becomes an opt-out on .*, in 10 working days/);
  expect(await row(page, 'Bo').textContent()).toMatch(/due .*, in 10 working days/);
  await ada.getByLabel('Assigned: Ada').selectOption({ label: 'Ana Texter' });
  await page.getByLabel('Assigned', { exact: true }).selectOption('unassigned');
  await ada.waitFor({ state: 'detached' });
  await page.getByLabel('Assigned', { exact: true }).selectOption('');
  await ada.waitFor();
  await expectAccessible(page);
});

test('texter: opts out from the list, tells the contact once in their own words; the undo says that this has left', async () => {
  const { page } = texter;
  await openActions(page);
  await page.getByText('1 yours').waitFor();
  await row(page, 'Ada').getByRole('button', { name: 'Opt out', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Asked in a text').click();
  await dialog.getByLabel(/Tell them so in one last text/).check();
  await dialog.getByLabel('Confirmation').fill('You are off our list, Ada.');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Opt out', exact: true }).click();
  await row(page, 'Ada').waitFor({ state: 'detached' });
  const reported = await world.until(async () => {
    const texts = await world.received(numberOf('Ada'));
    return texts.length === 2 ? texts : null;
  }, 'the confirmation');
  expect(reported[1]).toMatchObject({ sentBy: 'account', body: 'You are off our list, Ada.' });
  await page.getByRole('button', { name: /^Undo/ }).click();
  await page.getByText(/The confirmation had already been sent/).waitFor();
  await row(page, 'Ada').waitFor();
  // The notice comes once.
  await row(page, 'Ada').getByRole('button', { name: 'Opt out', exact: true }).click();
  await page.getByRole('dialog').getByText('No confirmation can be sent with this opt-out.').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('admin: several at once where it is safe, undone at once', async () => {
  const { page } = admin;
  await openActions(page);
  await row(page, 'Ada').getByRole('checkbox').check();
  await row(page, 'Bo').getByRole('checkbox').check();
  const bar = page.getByRole('toolbar', { name: 'The chosen actions' });
  await bar.getByRole('button', { name: 'Opt out', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Opt out', exact: true }).click();
  await page.getByText('Nothing to do').waitFor();
  expect((await world.admin.person.why({ number: numberOf('Bo') })).optedOut).toBe(true);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await row(page, 'Bo').waitFor();
  await row(page, 'Ada').waitFor();
  expect((await world.admin.person.why({ number: numberOf('Bo') })).optedOut).toBe(false);
});

test('keys: down, choose, open its conversation', async () => {
  const { page } = admin;
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Conversations' }).click();
  await page.getByRole('heading', { name: 'All conversations' }).waitFor();
  await openActions(page);
  await row(page, 'Ada').waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  expect(await row(page, 'Bo').getByRole('checkbox').isChecked()).toBe(true);
  await page.keyboard.press('Enter');
  await page.getByLabel('Can they be texted?').getByRole('heading', { name: 'Bo' }).waitFor();
});

test('texter: after the key, the next conversation is there within frames, before the core has answered', async () => {
  const { page } = texter;
  await page.goto(`${page.url().split('#')[0]}#/texter/${campaignId}/to-answer`);
  const rows = page.getByRole('listbox').getByRole('option');
  await rows.filter({ hasText: 'Cy' }).click();
  const heading = page.getByLabel('Contact', { exact: true }).getByRole('heading', { level: 2 });
  await heading.filter({ hasText: 'Cy' }).waitFor();
  await page.keyboard.press('Alt+KeyO');
  await page.getByRole('form', { name: /Opt Cy out/ }).waitFor();
  // Counted within the page: animation frames from the key press until the heading shows another name.
  await page.evaluate(() => {
    const nameNow = () => document.querySelector('aside[aria-label="Contact"] h2')?.textContent ?? '';
    document.addEventListener(
      'keydown',
      () => {
        const before = nameNow();
        let frames = 0;
        const look = () => {
          frames += 1;
          const now = nameNow();
          if (now !== '' && now !== before) document.body.setAttribute('data-frames', `${frames}`);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      },
      { capture: true, once: true },
    );
  });
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.body.getAttribute('data-frames') !== null);
  const frames = Number(await page.evaluate(() => document.body.getAttribute('data-frames')));
  expect(frames).toBeLessThanOrEqual(5);
  await page.getByText('Cy is opted out.').waitFor();
  await world.until(
    async () => (await world.admin.person.why({ number: numberOf('Cy') })).optedOut,
    'Cy is opted out',
  );
  // Key, confirmation and undo are in one place, and undo has a key too.
  await page.keyboard.press('Alt+KeyU');
  await heading.filter({ hasText: 'Cy' }).waitFor();
  expect((await world.admin.person.why({ number: numberOf('Cy') })).optedOut).toBe(false);
});

test('texter: a tab clicked with the mouse leaves Enter to the list', async () => {
  const { page } = texter;
  await page.getByRole('tab', { name: /To send/ }).click();
  await page.getByText('First message, not sent yet').waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'listbox');
  await page.keyboard.press('Enter');
  await world.until(async () => (await world.received(numberOf('Fay'))).length === 1, 'Fay is texted');
});

test('opted in here and blocked there: it says what the contact must do until they have done it', async () => {
  const { page } = admin;
  const uk = await world.campaign('Leeds', 'GB', [GUS]);
  gusId = (await world.admin.conversation.list({ campaignId: uk })).items[0]?.id ?? '';
  await world.texter.conversation.sendInitial({ id: gusId });
  await world.until(async () => (await world.received(GUS.number)).length === 1, 'Gus is texted');
  const from = (await world.received(GUS.number))[0]?.from ?? '';
  await world.reply(GUS.number, from, 'STOP');
  await world.until(async () => (await world.admin.person.why({ number: GUS.number })).optedOut, 'Gus stops');
  await page.goto(`${page.url().split('#')[0]}#/conversations/all/${gusId}`);
  await page.getByRole('button', { name: /Opt in…/ }).click();
  await page.getByRole('dialog').getByText('Asked in person').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Opt in', exact: true }).click();
  await page.getByRole('main').getByText('Still blocked at the provider.').waitFor();
  await page.getByLabel('Can they be texted?').getByText('Still blocked at the provider.').waitFor();
  await openActions(page);
  expect(await row(page, 'Gus').textContent()).toMatch(/Blocked at the provider/);
  await world.control.post('/clock', { advance: 1100 });
  await world.reply(GUS.number, from, 'START');
  await row(page, 'Gus').filter({ hasText: 'Blocked at the provider' }).waitFor({ state: 'detached' });
  await page.goto(`${page.url().split('#')[0]}#/conversations/all/${gusId}`);
  await page.getByText('START').first().waitFor();
  await page.getByText('Still blocked at the provider.').first().waitFor({ state: 'detached' });
});

test('a supervisor decides about requests to stop and wrong numbers, and about nothing else', async () => {
  const { page, problems } = await openScreen(browser, await world.windowUrl(), { login: 'sam', password });
  const rail = page.getByRole('navigation', { name: 'Main' });
  await rail.getByRole('link', { name: 'Actions' }).click();
  const { kinds } = await world.admin.action.summary({});
  const requests = kinds.filter(({ kind }) =>
    ['opt-out-by-hand', 'likely-opt-out', 'wrong-number'].includes(kind),
  );
  const open = requests.reduce((sum, { count }) => sum + count, 0);
  expect(requests.length).toBeLessThan(kinds.length);
  await page.getByText(`${open} open`, { exact: true }).waitFor();
  await expect.poll(() => page.locator('[data-action]').count()).toBe(open);
  for (const wrong of await page.locator('[data-action="wrong-number"]').all())
    await wrong.getByRole('button', { name: 'Close', exact: false }).first().waitFor();
  expect(problems).toEqual([]);
});

test('the page of keys opens from the account menu and can be printed', async () => {
  const { page } = texter;
  await page.getByRole('button', { name: /Ana Texter, Texter: menu/ }).click();
  await page.getByRole('menuitem', { name: /Keyboard shortcuts/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await dialog.getByText('Next conversation', { exact: true }).waitFor();
  await dialog.getByRole('button', { name: 'Print' }).waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('#root').isVisible()).toBe(false);
  await dialog.getByText('Next conversation', { exact: true }).waitFor();
  await page.emulateMedia({ media: 'screen' });
  await page.keyboard.press('Escape');
});

test('no page complained', () => {
  expect([...admin.problems, ...texter.problems]).toEqual([]);
});
