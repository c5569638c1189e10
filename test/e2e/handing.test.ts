import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { expectAccessible } from './accessible.ts';
import { openScreen, type Screen } from './screen.ts';
import { covered } from './uncovered.ts';
import { startWorld, type World } from './world.ts';

/** Two texters ask for contacts; one leaves, and the other answers the reply that waited. */

const password = 'a-long-password';
const PEOPLE = ['Pat', 'Lee', 'Sam', 'Kim', 'Joe'].map((name, at) => ({
  name,
  number: `+1202555013${at}`,
}));

let world: World;
let browser: Browser;
let admin: Screen;
let ana: Screen;
let ben: Screen;
let benId: string;
let campaignId: string;

beforeAll(async () => {
  world = await startWorld();
  browser = await launchBrowser();
  campaignId = await world.campaign('Doors', 'US', PEOPLE);
  const made = await world.admin.account.create({
    login: 'ben',
    name: 'Ben Texter',
    role: 'texter',
    password,
  });
  benId = made.id;
  await world.admin.campaign.assign({ id: campaignId, texterIds: [world.texterId, benId] });
  const open = async (login: string) => openScreen(browser, await world.windowUrl(), { login, password });
  admin = await open('maya');
  ana = await open('ana');
  ben = await open('ben');
});

afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

const goTo = (page: Page, hash: string) => page.evaluate((to) => window.location.assign(`#/${to}`), hash);
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const bar = (page: Page) => page.getByRole('region', { name: 'Your work and the team’s', exact: true });
const names = (page: Page) => page.getByRole('listbox').getByRole('option');

test('an admin chooses to hand out contacts on request', async () => {
  const { page } = admin;
  await goTo(page, `campaigns/${campaignId}/setup`);
  const part = page.getByRole('group', { name: 'How contacts reach your texters', exact: true });
  await part.getByRole('radio', { name: 'On request', exact: true }).check();
  await part.getByRole('textbox', { name: 'Contacts at a time', exact: true }).fill('0');
  expect(await part.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
  await part.getByRole('textbox', { name: 'Contacts at a time', exact: true }).fill('2');
  await expectAccessible(page);
  await part.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('5 of 5 contacts wait to be asked for.', { exact: true }).waitFor();
  const { handing } = await world.admin.campaign.get({ id: campaignId });
  expect(handing).toMatchObject({
    batch: 2,
    mostPerDay: 500,
    mayAsk: null,
    idleMinutes: 30,
    answerMinutes: 60,
  });
  expect(admin.problems).toEqual([]);
});

test('texters ask for contacts, by button and key, and nobody has another’s', async () => {
  for (const { page } of [ana, ben]) await goTo(page, `texter/${campaignId}/to-send`);
  await ana.page.getByText('You have nobody to text', { exact: true }).first().waitFor();
  await bar(ana.page).getByRole('button', { name: 'Give me 2 texts', exact: true }).click();
  await expect.poll(() => names(ana.page).count()).toBe(2);
  await bar(ben.page).getByRole('button', { name: 'Give me 2 texts', exact: true }).waitFor();
  await ben.page.keyboard.press('Alt+KeyB');
  await expect.poll(() => names(ben.page).count()).toBe(2);
  const [hers, his] = await Promise.all([ana, ben].map(({ page }) => names(page).allInnerTexts()));
  expect(hers?.some((row) => his?.includes(row))).toBe(false);
  await bar(ana.page).getByText('1 left', { exact: false }).waitFor({ state: 'detached' });
  // What she sends counts for her and for the team.
  await button(ana.page, 'Send').click();
  await bar(ana.page)
    .getByText('In this campaign today, you: 1 sent · 0 answered', { exact: true })
    .waitFor();
  await bar(ben.page).getByText('team: 1 sent · 0 answered · 4 left', { exact: true }).waitFor();
  await bar(ben.page).getByText('2 here', { exact: true }).waitFor();
  await expectAccessible(ben.page);
  expect(await covered(ben.page)).toEqual([]);
  await button(ben.page, 'I am done').click();
  await ben.page.getByText('You have nobody to text', { exact: true }).first().waitFor();
  expect([...ana.problems, ...ben.problems]).toEqual([]);
});

test('a reply whose texter left is answered by whoever is there, and the first one sees it with their words', async () => {
  const [sent] = (await world.admin.conversation.list({ campaignId, state: 'waiting' })).items;
  if (!sent?.number) throw new Error('Nothing was sent.');
  const number = sent.number;
  const [text] = await world.until(async () => {
    const texts = await world.received(number);
    return texts.length > 0 && texts;
  }, 'the first text');
  await world.reply(number, text?.from ?? '', 'Who is this?');
  await goTo(ana.page, `texter/${campaignId}/to-answer`);
  await ana.page.getByRole('textbox', { name: /^Reply to/ }).fill('It is Ana from');
  await world.until(async () => (await world.texter.messenger.draft.list()).length === 1, 'the draft');
  await world.admin.campaign.assign({ id: campaignId, texterIds: [benId] });
  // Nobody answers for her now, so it is offered at once.
  await ben.page.getByText('1 reply needs an answer.', { exact: false }).waitFor();
  await goTo(admin.page, `campaigns/${campaignId}`);
  await admin.page.getByText('Need an answer from anybody', { exact: true }).waitFor();
  await expectAccessible(admin.page);
  await button(ben.page, 'Answer the first').click();
  await ben.page.getByText('Who is this?', { exact: true }).first().waitFor();
  await world.admin.campaign.assign({ id: campaignId, texterIds: [world.texterId, benId] });
  await ana.page.getByText(`Ben Texter answers ${sent.name} now (Doors).`, { exact: false }).waitFor();
  await ana.page.getByText('You had written: “It is Ana from”', { exact: false }).waitFor();
  await button(ana.page, 'Got it').click();
  await ana.page.getByText('You had written', { exact: false }).waitFor({ state: 'detached' });
  await ben.page.getByRole('textbox', { name: /^Reply to/ }).fill('Ben here.');
  await ben.page.getByRole('textbox', { name: /^Reply to/ }).press('Enter');
  await bar(ben.page)
    .getByText('In this campaign today, you: 0 sent · 1 answered', { exact: true })
    .waitFor();
  const board = await world.admin.cockpit.read({ campaignId });
  expect(board).toMatchObject({
    today: { sent: 1, answered: 1 },
    handing: { toHandOut: 4, inHand: 0, offered: { count: 0, since: null } },
  });
  expect(board.texters.map(({ name, answeredToday }) => [name, answeredToday])).toContainEqual([
    'Ben Texter',
    1,
  ]);
  expect([...admin.problems, ...ben.problems]).toEqual([]);
});
