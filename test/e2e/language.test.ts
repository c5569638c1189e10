import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { es } from '../../shared/locales/es/index.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { expectAccessible } from './accessible.ts';
import { openScreen, type Screen } from './screen.ts';
import { catalogueOf, textsOn } from './spoken.ts';
import { startWorld, type World } from './world.ts';

/**
 * A texter works in Spanish: all that they read comes from the Spanish catalogue, from what people have
 * written, or is a date as Spanish writes it.
 */

const TALKING = { name: 'Tara', number: '+12025550112' };
const UNSURE = { name: 'Uwe', number: '+12025550113' };
const FRESH = { name: 'Fran', number: '+12025550114' };
const ANSWER = 'Where do I vote?';
const WISH = 'please take me off this list';
const person = { login: 'ana', password: 'a-long-password' };

let world: World;
let browser: Browser;
let texter: Screen;
let campaignId: string;

beforeAll(async () => {
  world = await startWorld();
  browser = await launchBrowser();
  campaignId = await world.campaign('Ohio', 'US', [TALKING, UNSURE, FRESH]);
  const rows = (await world.admin.conversation.list({ campaignId })).items;
  for (const [contact, words] of [
    [TALKING, ANSWER],
    [UNSURE, 'Who is this?'],
    [UNSURE, WISH],
  ] as const) {
    const id = rows.find(({ name }) => name === contact.name)?.id ?? '';
    const sent = await world.received(contact.number);
    if (sent.length === 0) await world.texter.conversation.sendInitial({ id });
    await world.until(async () => (await world.received(contact.number)).length === 1, 'the first text');
    await world.reply(contact.number, (await world.received(contact.number))[0]?.from ?? '', words);
    await world.until(
      async () => (await world.texter.conversation.get({ id })).messages.some(({ body }) => body === words),
      'the answer',
    );
  }
  texter = await openScreen(browser, await world.windowUrl(), person);
});

afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

const spanish = catalogueOf(es);
const DATA = [TALKING.name, UNSURE.name, FRESH.name, 'Ohio', 'Housing Vote', 'Ana Texter', ANSWER, WISH];
/**
 * Names, texts and numbers that people have written; keys as they stand on a keyboard; the program's name.
 */
const isData = (text: string) =>
  DATA.some((known) => known === text || (text.length > 5 && known.includes(text))) ||
  /^(Hi \w+, Ana|Who is this|Heed$|H$|AT$|(Ctrl|Alt)\+\S+$|([A-Z] o )?Enter$|Esc$|[A-Z]$)/.test(text);
const MONTHS = /\b(ene|feb|mar|abr|may|jun|jul|ago|sept?|oct|nov|dic)[a-z]*\b/;

/**
 * What the page shows that is neither Spanish nor written by people; of parts that are strung together,
 * each is looked at.
 */
async function foreignOn(page: Page): Promise<string[]> {
  /** An event does not repeat the words of the tag beside it. */
  const events = Object.values(es.thread.event);
  const whole = (text: string) =>
    spanish(text) ||
    events.some((tag) => spanish(`${tag}: ${text}`)) ||
    isData(text) ||
    MONTHS.test(text) ||
    !/\p{L}{2}/u.test(text);
  return (await textsOn(page)).filter(
    (text) => !whole(text) && !text.split(/ · |: | \(\d+\)$/).every((part) => whole(part.trim())),
  );
}

const isSpanish = (page: Page) => page.locator('html[lang="es"]').waitFor();

async function chooseInMenu(page: Page, language: string): Promise<void> {
  await page.locator('nav').first().getByRole('button').last().click();
  await page.getByRole('menuitem', { name: language }).click();
}

test('the account menu turns the whole screen into Spanish, and a reload keeps it', async () => {
  const { page } = texter;
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  expect((await foreignOn(page)).length).toBeGreaterThan(5);
  await chooseInMenu(page, 'Español');
  await isSpanish(page);
  await page.getByRole('tab', { name: es.texter.tab['to-answer'] }).click();
  await page.getByRole('option', { name: TALKING.name }).click();
  await page.getByRole('textbox', { name: `Responder a ${TALKING.name}` }).waitFor();
  expect(await foreignOn(page)).toEqual([]);
  await expectAccessible(page);

  await page.reload();
  await isSpanish(page);
  await page.getByRole('textbox', { name: `Responder a ${TALKING.name}` }).waitFor();
  expect(await foreignOn(page)).toEqual([]);
});

test('menu, keys, opting out and a question to decide are Spanish too, the core’s own sentences with them', async () => {
  const { page } = texter;
  await page.keyboard.press('Escape');
  await page.locator('nav').first().getByRole('button').last().click();
  await page.getByRole('menuitem', { name: es.common.account.shortcuts }).waitFor();
  expect(await foreignOn(page)).toEqual([]);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: es.common.account.shortcuts }).waitFor();
  expect(await foreignOn(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await page.keyboard.press('Alt+KeyO');
  await page.getByRole('form', { name: `Dar de baja a ${TALKING.name}` }).waitFor();
  expect(await foreignOn(page)).toEqual([]);
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  await page.getByRole('option', { name: UNSURE.name }).click();
  await page.getByRole('region', { name: es.texter.decide['likely-opt-out'].title }).waitFor();
  await page.getByText(es.guard['on-hold'].sentence, { exact: true }).first().waitFor();
  expect(await foreignOn(page)).toEqual([]);
  await expectAccessible(page);

  await page.goto(`${page.url().split('#')[0]}#/actions`);
  await page.getByRole('article').first().waitFor();
  expect(await foreignOn(page)).toEqual([]);
  await expectAccessible(page);
});

test('dates are written as Spanish writes them', async () => {
  const { page } = texter;
  await page.goto(`${page.url().split('#')[0]}#/texter/${campaignId}/to-answer`);
  await page.getByRole('option', { name: TALKING.name }).click();
  const time = page.getByRole('log').locator('time').first();
  expect(await time.getAttribute('title')).toMatch(
    /^(lunes|martes|miércoles|jueves|viernes|sábado|domingo), \d+ de [a-z]+ de \d{4}/,
  );
  await page.getByRole('button', { name: es.messenger.reminder.remind, exact: true }).click();
  await page.getByRole('button', { name: es.messenger.reminder.monday }).click();
  await page.getByRole('tab', { name: es.texter.tab.waiting }).click();
  await page
    .getByRole('option', { name: TALKING.name })
    .getByText(/^hasta (lun|\d+ [a-z]{3,4}), /)
    .waitFor();
});

test('what is chosen in Spanish is read in English by whoever reads English; a reason in one’s own words stays as it is', async () => {
  const { page } = texter;
  await page.getByRole('option', { name: TALKING.name }).click();
  await page.getByRole('log', { name: new RegExp(TALKING.name) }).waitFor();
  await page.keyboard.press('Alt+KeyO');
  await page.getByRole('textbox', { name: es.texter.optOut.words, exact: true }).fill('lo dijo dos veces');
  await page.keyboard.press('Enter');
  await world.until(async () => (await world.admin.conversation.counts({})).optedOut === 1, 'the opt-out');
  const why = await world.admin.person.why({ number: TALKING.number });
  expect(JSON.stringify(why)).toContain('Asked to stop: lo dijo dos veces');
});

test('the pages before signing in have the choice too', async () => {
  const { page } = texter;
  await page.locator('nav').first().getByRole('button').last().click();
  await page.getByRole('menuitem', { name: es.common.account.signOut }).click();
  await page.getByRole('heading', { name: es.start.signIn.title }).waitFor();
  expect(await foreignOn(page)).toEqual([]);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await page.getByRole('button', { name: 'Español' }).click();
  await page.getByLabel(es.start.signIn.login).fill(person.login);
  await page.getByLabel(es.start.signIn.password, { exact: true }).fill('not-the-password');
  await page.getByRole('button', { name: es.start.signIn.submit, exact: true }).click();
  await page.getByRole('alert').waitFor();
  expect(await foreignOn(page)).toEqual([]);
  expect(texter.problems.filter((problem) => !/401|429|UNAUTHORIZED/.test(problem))).toEqual([]);
});
