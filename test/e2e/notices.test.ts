import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { openScreen, type Screen } from './screen.ts';
import { SENDERS, startWorld, type World } from './world.ts';

/**
 * The window's title, the app's badge and desktop notifications tell what waits, each only to those whom it
 * concerns and only as much as they chose.
 */

const password = 'a-long-password';
const PEOPLE = [
  { name: 'Una', number: '+12025550151' },
  { name: 'Stopper', number: '+12025550152' },
  { name: 'Dora', number: '+12025550153' },
  { name: 'Tess', number: '+12025550154' },
  { name: 'Ruth', number: '+12025550155' },
  { name: 'Vera', number: '+12025550156' },
] as const;
type Name = (typeof PEOPLE)[number]['name'];
type Notice = { readonly title: string; readonly body: string };

let world: World;
let browser: Browser;
let texter: Screen;
let admin: Screen;
let supervisor: Screen;

/**
 * Collects notifications instead of showing them. The computer allows them, and the window is behind
 * others.
 */
function record(): void {
  const told: { title: string; body: string }[] = [];
  class Recorded {
    static permission = 'granted';
    static requestPermission = async () => 'granted';
    onclick: (() => void) | null = null;
    constructor(title: string, { body = '' }: { body?: string } = {}) {
      told.push({ title, body });
      Object.assign(globalThis, { newest: this });
    }
    close() {}
  }
  const badges: number[] = [];
  Object.defineProperty(navigator, 'setAppBadge', {
    configurable: true,
    value: async (count: number) => {
      badges.push(count);
      // As where no app is installed whose icon could have a badge: that is no error.
      throw new DOMException('Not installed.', 'InvalidAccessError');
    },
  });
  Object.assign(globalThis, { Notification: Recorded, told, badges });
  document.hasFocus = () => false;
}

const told = (page: Page): Promise<Notice[]> =>
  page.evaluate(() => (globalThis as unknown as { told: Notice[] }).told);

async function signIn(login: string): Promise<Screen> {
  const screen = await openScreen(browser, await world.windowUrl(), { login, password });
  await screen.context.addInitScript(record);
  await screen.page.reload();
  await screen.page.getByRole('navigation', { name: 'Main' }).waitFor();
  return screen;
}

async function says(name: Name, text: string): Promise<void> {
  const number = PEOPLE.find((each) => each.name === name)?.number ?? '';
  await world.reply(number, (await world.received(number))[0]?.from ?? SENDERS['provider-1'][0], text);
}

async function choose({ page }: Screen, item: string): Promise<void> {
  await page.getByRole('button', { name: /: menu$/ }).click();
  await page.getByRole('menuitem', { name: item }).click();
  await page.keyboard.press('Escape');
}

/** The title and the badge show how many wait. */
const waits = ({ page }: Screen, count: number) =>
  page.waitForFunction((wanted) => {
    const { badges } = globalThis as unknown as { badges: number[] };
    return document.title === (wanted === 0 ? 'Heed' : `(${wanted}) Heed`) && badges.at(-1) === wanted;
  }, count);

beforeAll(async () => {
  world = await startWorld();
  browser = await launchBrowser();
  await world.admin.account.create({ login: 'sol', name: 'Sol Supervisor', role: 'supervisor', password });
  const campaignId = await world.campaign('Rent cap', 'US', PEOPLE);
  for (const { id } of (await world.texter.conversation.list({ campaignId })).items)
    await world.texter.conversation.sendInitial({ id });
  for (const { number } of PEOPLE)
    await world.until(async () => (await world.received(number)).length > 0, `${number} was texted`);
  texter = await signIn('ana');
  admin = await signIn('maya');
  supervisor = await signIn('sol');
});

afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

test('off: title and badge count, and nothing pops up', async () => {
  await waits(texter, 0);
  await says('Una', 'Yes, I will vote');
  await waits(texter, 1);
  expect(await told(texter.page)).toEqual([]);
});

test('how many wait: no name, no word of anybody', async () => {
  await choose(texter, 'Notify: how many wait');
  await says('Dora', 'Where do I vote?');
  await waits(texter, 2);
  expect(await told(texter.page)).toEqual([{ title: '2 answers wait', body: '' }]);
});

test('of an automatic opt-out a texter hears nothing; overseers are told of what waits for them', async () => {
  for (const screen of [admin, supervisor]) await choose(screen, 'Notify: names and texts');
  await says('Stopper', 'STOP');
  await world.until(async () => (await world.admin.optOut.counts({})).inForce === 1, 'opted out');
  // A later notice has arrived, so the one that must not come would have come by now.
  await says('Tess', 'Which party?');
  await waits(texter, 3);
  expect(await told(texter.page)).toEqual([
    { title: '2 answers wait', body: '' },
    { title: '3 answers wait', body: '' },
  ]);
  for (const screen of [admin, supervisor]) {
    await waits(screen, 0);
    expect(await told(screen.page)).toEqual([]);
  }
});

test('names and texts: who wrote and what, for who asked for it; an action is counted for overseers without words', async () => {
  await choose(texter, 'Notify: names and texts');
  await says('Ruth', 'Please take me off this list');
  await waits(texter, 4);
  await world.until(async () => (await told(texter.page)).length === 3, 'a third notice');
  expect((await told(texter.page)).at(-1)).toEqual({
    title: '4 answers wait',
    body: 'Ruth: Please take me off this list',
  });
  // A click on it opens the conversation that it is about.
  await texter.page.evaluate(() =>
    (globalThis as unknown as { newest: Notification }).newest.onclick?.(new Event('click')),
  );
  await texter.page.getByRole('textbox', { name: 'Reply to Ruth', exact: true }).waitFor();
  for (const screen of [admin, supervisor]) {
    await waits(screen, 1);
    expect(await told(screen.page)).toEqual([{ title: '1 action waits', body: '' }]);
  }
});

test('the choice outlives a reload; no notifications means none', async () => {
  await texter.page.reload();
  await texter.page.getByRole('navigation', { name: 'Main' }).waitFor();
  await waits(texter, 4);
  await choose(texter, 'No notifications');
  await says('Vera', 'And when?');
  await waits(texter, 5);
  expect(await told(texter.page)).toEqual([]);
  expect([...texter.problems, ...admin.problems, ...supervisor.problems]).toEqual([]);
});

test('whoever signs out leaves no count behind', async () => {
  await texter.page.getByRole('button', { name: /: menu$/ }).click();
  await texter.page.getByRole('menuitem', { name: 'Sign out' }).click();
  await texter.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await waits(texter, 0);
});

test('an app that wears no badge goes on without one', async () => {
  const { page, context } = supervisor;
  await context.addInitScript(() => {
    for (let at: object | null = navigator; at !== null; at = Object.getPrototypeOf(at))
      Reflect.deleteProperty(at, 'setAppBadge');
  });
  await page.reload();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
  await page.waitForFunction(() => !('setAppBadge' in navigator) && document.title === '(1) Heed');
  expect([...texter.problems, ...supervisor.problems]).toEqual([]);
});
