import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { expectAccessible } from './accessible.ts';
import { openScreen, type Screen } from './screen.ts';
import { SENDERS, startWorld, type World } from './world.ts';

/**
 * Review as people meet it: a supervisor, a texter who must not see automatic opt-outs, and an admin, each
 * on their own screen.
 */

const password = 'a-long-password';
const PEOPLE = [
  { name: 'Plain', number: '+12025550141', says: 'Stop' },
  { name: 'Odd', number: '+12025550142', says: 'ＳＴＯＰ' },
  { name: 'Rude', number: '+12025550143', says: 'Who are you, you idiot?' },
  { name: 'Upset', number: '+12025550144', says: 'My rent went up again' },
] as const;

let world: World;
let browser: Browser;
let supervisor: Screen;
let texter: Screen;
let admin: Screen;

beforeAll(async () => {
  world = await startWorld();
  browser = await launchBrowser();
  await world.admin.account.create({ login: 'sol', name: 'Sol Supervisor', role: 'supervisor', password });
  const campaignId = await world.campaign('Rent cap', 'US', PEOPLE);
  const rows = (await world.texter.conversation.list({ campaignId, limit: 100 })).items;
  const idOf = (name: string) => rows.find((row) => row.name.startsWith(name))?.id ?? '';
  for (const { id } of rows) await world.texter.conversation.sendInitial({ id });
  for (const { number, says } of PEOPLE) {
    await world.until(async () => (await world.received(number)).length > 0, `${number} was texted`);
    const from = (await world.received(number))[0]?.from ?? SENDERS['provider-1'][0];
    await world.reply(number, from, says);
  }
  const answered = async () =>
    (await world.admin.conversation.list({ campaignId, limit: 100 })).items.every(
      (row) => row.lastDirection === 'in' || row.optState !== 'none',
    );
  await world.until(answered, 'all have answered');
  await world.texter.conversation.optOut({ id: idOf('Upset'), reason: 'Upset' });
  const open = async (login: string) => openScreen(browser, await world.windowUrl(), { login, password });
  supervisor = await open('sol');
  texter = await open('ana');
  admin = await open('maya');
});

afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

async function goTo({ page }: Screen, place: string): Promise<void> {
  const target = `${page.url().split('#')[0]}#/${place}`;
  await page.goto('about:blank');
  await page.goto(target);
}

test('a supervisor goes through the queue with J, U, M and E; an admin gets the proposal', async () => {
  const { page } = supervisor;
  // A supervisor begins at the review, in a list that has something in it.
  await page.getByRole('tab', { name: /^Review/, selected: true }).waitFor();
  await page.getByRole('tab', { name: /^Decide/ }).click();
  await page.getByText('Nothing to decide').waitFor();
  await page.getByRole('tab', { name: /^Review/ }).click();
  await page.getByLabel('Which opt-outs').selectOption('open');
  const list = page.getByRole('listbox', { name: 'To look at' });
  await list.getByRole('option').nth(2).waitFor();
  const names = (await list.getByRole('option').allInnerTexts()).map((text) => text.split(/\s/)[0]);
  expect(names).toEqual(['Upset', 'Odd', 'Plain']);

  await page.keyboard.press('j');
  const side = page.getByRole('complementary', { name: 'Details' });
  await side.getByText('nothing in the thread reads like a request to stop').waitFor();
  for (const step of ['Said', 'Received', 'Decided', 'Enforced', 'Confirmed'])
    await side.getByText(step, { exact: true }).waitFor();
  await expectAccessible(supervisor.page);

  // Where no note was written, M asks for one and gives no verdict.
  await page.keyboard.press('m');
  await page.getByText('Write why, then Enter.').waitFor();
  expect((await world.admin.review.counts({})).done).toBe(0);
  await page.keyboard.type('Tired, but did not ask to stop.');
  await page.keyboard.press('Enter');

  await page.getByRole('log').locator('mark').waitFor();
  expect(await page.getByRole('log').locator('mark').textContent()).toBe('ＳＴＯＰ');
  await page.keyboard.press('u');
  await page.getByRole('log', { name: /Plain/ }).waitFor();
  await page.keyboard.press('e');
  await page.keyboard.type('Please have a look');
  await page.keyboard.press('Enter');
  await page.getByText('Nothing to review').waitFor();
  expect(await world.admin.review.counts({})).toMatchObject({ open: 0, done: 3 });

  const proposals = await world.admin.action.list({ kind: 'review-mistaken' });
  expect(proposals.map(({ contactName, detail }) => [contactName.split(' ')[0], detail])).toEqual([
    ['Upset', 'Tired, but did not ask to stop.'],
  ]);
  // The verdict opted nobody in, and nothing was sent.
  for (const { number } of PEOPLE.filter(({ name }) => name === 'Upset')) {
    expect(await world.received(number)).toHaveLength(1);
    expect((await world.admin.person.why({ number })).optedOut).toBe(true);
  }
});

test('the figures name what they are of', async () => {
  const { page } = supervisor;
  await page.getByRole('button', { name: 'Agreement' }).click();
  await page.getByRole('heading', { name: 'Detector and reviewers agreed on 2 of 2 (100%)' }).waitFor();
  await page.getByRole('img', { name: /2 of 2/ }).waitFor();
  await page.getByRole('row', { name: /Ana Texter 1 1 of 1 0 of 1 \(0%\) 0/ }).waitFor();
  await expectAccessible(supervisor.page);
});

test('a texter sees that a text may be abusive, not the text; asks, and reads the answer', async () => {
  const { page } = texter;
  const campaignId = (await world.texter.campaign.list())[0]?.id ?? '';
  await goTo(texter, `texter/${campaignId}/to-answer`);
  const row = page.getByRole('option', { name: /Rude/ });
  await row.getByText('This message may be abusive.').waitFor();
  await row.click();
  const thread = page.getByRole('log');
  await thread.getByText('This message may be abusive.').waitFor();
  expect(await page.getByText('idiot').count()).toBe(0);
  await expectAccessible(texter.page);
  await thread.getByRole('button', { name: 'Show' }).click();
  await thread.getByText('you idiot').waitFor();

  await page.keyboard.press('Alt+s');
  await page.getByLabel('Your enquiry').fill('What do I say?');
  await page.keyboard.press('Enter');
  await page.getByText('You asked a supervisor.').waitFor();
  await page.getByRole('option', { name: /asked a supervisor/ }).waitFor();

  await goTo(supervisor, 'review/enquiries');
  const messenger = supervisor.page;
  await messenger.getByRole('option', { name: /Rude.*What do I say/s }).click();
  // Supervisors see it unfolded, with a mark.
  await messenger.getByRole('log').getByText('you idiot').waitFor();
  await messenger.getByRole('log').getByText('abusive?').waitFor();
  await expectAccessible(supervisor.page);
  await messenger.getByLabel('Answer', { exact: true }).fill('Nothing. Close it.');
  await messenger.keyboard.press('Enter');
  await messenger.getByText('No open enquiries').waitFor();
  await page.getByRole('log').getByText('by Sol Supervisor: Nothing. Close it.').waitFor();
});

test('an admin sets the sample, a supervisor reads it', async () => {
  await goTo(admin, 'review');
  await admin.page.getByRole('button', { name: 'Sample and risk' }).click();
  await admin.page.getByLabel('Of automatic opt-outs').fill('25');
  await admin.page.getByRole('button', { name: 'Save the sample' }).click();
  await world.until(
    async () => (await world.admin.review.sampling()).automatic === 25,
    'the sample is saved',
  );
  await goTo(supervisor, 'review');
  await supervisor.page.getByRole('button', { name: 'Sample and risk' }).click();
  await supervisor.page.getByText(/25% of automatic opt-outs and 100% of those by hand/).waitFor();
  expect(await supervisor.page.getByRole('button', { name: 'Save the sample' }).count()).toBe(0);
  expect([...supervisor.problems, ...texter.problems, ...admin.problems]).toEqual([]);
});
