import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { csvCell } from '../../shared/text/csvCell.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { asStored, HOSTILE } from '../helpers/hostile.ts';
import { fictionNumber } from '../helpers/seed.ts';
import { bidiLeaks, foreignElements, tooWide } from './harmless.ts';
import { openScreen, type Screen } from './screen.ts';
import { startWorld, type World } from './world.ts';

/**
 * Texts and names from outside on the screens of each role are shown as the words that they are: they bring
 * no element, dialog or request to elsewhere, no line runs out of the window, and they turn no other word
 * around.
 */

const password = 'a-long-password';
const PEOPLE = HOSTILE.map(({ name, text }, index) => ({ name, text, number: fictionNumber('US', index) }));
const short = (text: string, most: number) =>
  [...asStored(text).replaceAll('\0', '')].slice(0, most).join('').trim();
const nasty = (name: string) => HOSTILE.find((each) => each.name === name)?.text ?? '';

let world: World;
let browser: Browser;
const screens: { screen: Screen; elsewhere: string[]; dialogs: string[] }[] = [];

async function open(login: string): Promise<Page> {
  const screen = await openScreen(browser, await world.windowUrl(), { login, password }, { height: 1000 });
  const { page } = screen;
  const [elsewhere, dialogs]: [string[], string[]] = [[], []];
  const own = new URL(page.url()).host;
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol !== 'data:' && protocol !== 'blob:' && host !== own) elsewhere.push(request.url());
  });
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  screens.push({ screen, elsewhere, dialogs });
  await page.keyboard.press('Alt+KeyX');
  return page;
}

async function importPeople(intoCampaign: string): Promise<void> {
  const lines = PEOPLE.map(({ text, number }) =>
    [short(text, 60), short(text, 40), number, short(text, 200)]
      // A file with control characters is refused, since it is no text.
      .map((each) => each.replaceAll(/(?![\t\r\n])\p{Cc}/gu, ' '))
      .map((each) => `"${each.replaceAll('"', '""')}"`)
      .join(','),
  );
  const csv = Buffer.from(`First name,Last name,Phone,${csvCell('Note {{x}} <b>')}\n${lines.join('\n')}\n`);
  const { uploadId } = await world.admin.imports.begin({
    name: short(nasty('event handler'), 60),
    size: csv.length,
  });
  await world.admin.imports.append({ uploadId, offset: 0, data: csv.toString('base64') });
  const { mapping } = await world.admin.imports.preview({ uploadId });
  if (!mapping) throw new Error('The columns were not guessed.');
  const { id } = await world.admin.imports.contacts({ uploadId, campaignId: intoCampaign, mapping });
  const job = await world.until(async () => {
    const now = await world.admin.imports.job({ id });
    return now.state === 'running' ? null : now;
  }, 'import');
  expect(job.result?.imported).toBe(PEOPLE.length);
}

let ids: Map<string, string>;
let campaignId: string;

beforeAll(async () => {
  world = await startWorld();
  const { admin, texter } = world;
  await admin.account.create({
    login: 'sam',
    name: short(nasty('right-to-left override'), 60),
    role: 'supervisor',
    password,
  });
  const draft = await admin.campaign.create({
    name: short(nasty('script'), 80),
    region: 'US',
    script: 'Hi {firstName}, {texterName} from {organisation}. Reply STOP to opt out.',
    replies: [{ title: 'Thanks', text: 'Thank you, {firstName}!' }],
  });
  campaignId = draft.id;
  await importPeople(draft.id);
  await admin.campaign.assign({ id: draft.id, texterIds: [world.texterId] });
  await admin.campaign.launch({ id: draft.id });
  const { items } = await admin.conversation.list({ campaignId: draft.id, limit: 100 });
  ids = new Map(items.map((row) => [row.number ?? '', row.id]));
  for (const { number, text } of PEOPLE) await world.reply(number, '+12165550190', asStored(text));
  await world.until(
    async () => {
      const page = await admin.conversation.list({ campaignId: draft.id, state: 'to-answer', limit: 100 });
      return page.items.length === PEOPLE.length;
    },
    'all replies',
    600,
  );
  for (const { number, text, name } of PEOPLE) {
    const [id, words] = [ids.get(number) ?? '', short(text, 150)];
    if (words.length < 2) continue;
    await texter.messenger.note.add({ conversationId: id, body: words });
    await texter.review.ask({ id, note: words });
    if (name.length % 2 === 0) await admin.person.optOut({ number, reason: words });
  }
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

/** Goes to a place by its address and lets it settle. */
async function go(page: Page, hash: string, settle = 1000): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, `/${hash}`);
  await page.waitForTimeout(settle);
}

async function harmless(page: Page, where: string): Promise<void> {
  expect(await page.evaluate(foreignElements), where).toEqual([]);
  expect(await page.evaluate(tooWide), where).toEqual([]);
  expect(await page.evaluate(bidiLeaks), where).toEqual([]);
  expect(await page.evaluate(() => '__heed' in globalThis), where).toBe(false);
}

/** Waits until the page shows a text, apart from white space and control characters. */
const shows = (page: Page, text: string, name: string) =>
  expect
    .poll(
      () =>
        page.evaluate((wanted) => {
          const plain = (each: string) => each.replaceAll(/[\s\p{Cc}]/gu, '');
          return plain(document.body.textContent).includes(plain(wanted));
        }, text),
      { message: name, timeout: 30_000 },
    )
    .toBe(true);

test('the checks find what they look for', async () => {
  const page = await browser.newPage();
  await page.setContent(
    '<p id=a>x \u202ename y</p><p><span>\u202ename</span> 12:00</p><iframe></iframe><img src=x onerror=1><div style="width:9000px">x</div>',
  );
  expect((await page.evaluate(foreignElements)).length).toBeGreaterThanOrEqual(2);
  expect((await page.evaluate(tooWide)).length).toBeGreaterThan(0);
  expect((await page.evaluate(bidiLeaks)).length).toBeGreaterThan(0);
  await page.close();
});

describe('shown', () => {
  test('to a texter: the list, and each thread', async () => {
    const page = await open('ana');
    await go(page, 'texter');
    await harmless(page, 'list');
    for (const { name, text, number } of PEOPLE) {
      await go(page, `texter/${campaignId}/to-answer/${ids.get(number)}`, 50);
      if (await texterMaySee(number)) await shows(page, short(text, 300), name);
      await harmless(page, name);
    }
    await go(page, 'actions');
    await harmless(page, 'actions of a texter');
  });

  test('to an admin: conversations, actions, opt-outs, look-up, campaigns, contacts, dashboard', async () => {
    const page = await open('maya');
    for (const place of [
      'conversations',
      'actions',
      'opt-outs',
      'campaigns',
      'dashboard',
      'settings/accounts',
    ]) {
      await go(page, place);
      await harmless(page, place);
    }
    for (const { name, number, text } of PEOPLE) {
      await go(page, `lookup/${encodeURIComponent(number)}`, 50);
      await shows(page, short(text, 30), name);
      await harmless(page, `look-up: ${name}`);
    }
  });

  test('to a supervisor: review, conversations, evidence', async () => {
    const page = await open('sam');
    await go(page, 'review');
    await page.getByRole('tab', { name: /Asked/ }).click();
    await page.getByRole('listbox').getByRole('option').first().click();
    for (let line = 0; line < 15; line += 1) {
      await page.keyboard.press('j');
      await page.waitForTimeout(150);
      await harmless(page, `review, line ${line}`);
    }
    for (const { name, number } of PEOPLE.filter((_, index) => index % 3 === 1)) {
      await go(page, `conversations/all/${ids.get(number)}`, 250);
      await harmless(page, `why: ${name}`);
    }
    for (const { name, number, text } of PEOPLE) {
      await go(page, `evidence/${encodeURIComponent(number)}`, 50);
      await shows(page, short(text, 300), name);
      await harmless(page, `evidence: ${name}`);
    }
  });

  test('found: whatever is typed into the search', async () => {
    const page = await open('maya');
    for (const { name, text } of PEOPLE.filter((_, index) => index % 3 === 0)) {
      await page.keyboard.press('Control+k');
      const field = page.getByRole('combobox', { name: 'Find anything' });
      await field.fill(short(text, 60));
      await page.waitForTimeout(120);
      await harmless(page, `find: ${name}`);
      await page.keyboard.press('Escape');
    }
    await go(page, `texts/${encodeURIComponent('script')}`);
    await harmless(page, 'texts');
  });

  test('nothing was asked of anybody else, nothing popped up, nothing was complained about', () => {
    for (const { screen, elsewhere, dialogs } of screens) {
      expect(elsewhere).toEqual([]);
      expect(dialogs).toEqual([]);
      expect(screen.problems.filter((each) => !/status of 4\d\d/.test(each))).toEqual([]);
    }
    expect(screens.length).toBe(4);
  });
});

async function texterMaySee(number: string): Promise<boolean> {
  const thread = await world.texter.conversation.get({ id: ids.get(number) ?? '' });
  return thread.messages.some(({ direction, abusive }) => direction === 'in' && abusive !== true);
}
