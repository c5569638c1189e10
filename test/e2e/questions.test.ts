import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { expectAccessible } from './accessible.ts';
import { openScreen, type Screen } from './screen.ts';
import { startWorld, type World } from './world.ts';

/**
 * A script from its first question to answers that outlive its change: an admin and a texter in the
 * browser.
 */

const PAT = { name: 'Pat', number: '+12025550115' };
const password = 'a-long-password';

let world: World;
let browser: Browser;
let admin: Screen;
let texter: Screen;
let campaignId: string;
let conversationId: string;

beforeAll(async () => {
  world = await startWorld();
  browser = await launchBrowser();
  campaignId = await world.campaign('Ohio', 'US', [PAT]);
  conversationId = (await world.admin.conversation.list({ campaignId })).items[0]?.id ?? '';
  await world.texter.conversation.sendInitial({ id: conversationId });
  await world.until(async () => (await world.received(PAT.number)).length === 1, 'the first text');
  await world.reply(PAT.number, (await world.received(PAT.number))[0]?.from ?? '', 'Yes, and I can drive');
  await world.until(async () => (await world.texter.conversation.counts({})).toAnswer === 1, 'the answer');
  admin = await openScreen(browser, await world.windowUrl(), { login: 'maya', password });
  texter = await openScreen(browser, await world.windowUrl(), { login: 'ana', password });
});

afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

const goTo = (page: Page, hash: string) => page.goto(`${page.url().split('#')[0]}#/${hash}`);
const button = (within: Page | Locator, name: string) => within.getByRole('button', { name, exact: true });
const field = (within: Page | Locator, name: string) => within.getByRole('textbox', { name, exact: true });
const choose = async (page: Page, label: string, option: string) => {
  await page.getByRole('combobox', { name: label, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
};
const answers = async () =>
  (await world.admin.answers.list({ conversationId })).answers.map(
    ({ name, choices, value }) => `${name}: ${choices.map(({ label }) => label).join() || value}`,
  );
/** The buttons at the foot of a thread that are not wholly within the window. */
async function belowTheEdge(page: Page): Promise<string[]> {
  const acts = [/^Send(?! and)/, /^Opt out/].map((name) => page.getByRole('button', { name }).first());
  const boxes = await Promise.all(acts.map((act) => act.boundingBox()));
  const height = page.viewportSize()?.height ?? 0;
  return acts.flatMap((act, at) => {
    const box = boxes[at];
    return box && box.y >= 0 && box.y + box.height <= height ? [] : [`${act} ${box?.y}`];
  });
}
const saved = (page: Page) => button(page, 'Save changes').waitFor({ state: 'detached' });

test('an admin writes questions, is told what is missing, and tries them as a contact', async () => {
  const { page } = admin;
  await goTo(page, `campaigns/${campaignId}/questions`);
  await page.getByText('Questions are what this campaign wants to find out', { exact: false }).waitFor();
  await button(page, 'Write the first question').click();
  await field(page, 'Short name').fill('Vote');
  await field(page, 'Choice 1').fill('Yes');
  await field(page, 'Choice 2').fill('No');
  await button(page, 'Save changes').click();
  await page.getByRole('alert').getByText('Write what is to be found out.', { exact: false }).waitFor();
  expect((await world.admin.questions.script({ campaignId })).questions).toEqual([]);
  await field(page, 'What is to be found out').fill('Will they vote?');
  expect(await field(page, 'Key for Yes').inputValue()).toBe('Y');
  await button(page, 'Recommend a reply after Yes').click();
  await field(page, 'Reply after Yes').fill('Great, {firstName}! Can you drive others?');
  await choose(page, 'What comes after No', 'End of the questions');

  await button(page, 'Add a question').click();
  await field(page, 'Short name').fill('Seats');
  await choose(page, 'Kind of answer', 'A number');
  await field(page, 'What is to be found out').fill('How many seats?');
  const tried = page.getByRole('region', { name: 'Try it', exact: true });
  await button(tried, 'Yes').click();
  await tried.getByText('Great, Pat! Can you drive others?', { exact: true }).waitFor();
  await tried.getByText('How many seats?', { exact: true }).waitFor();
  await tried.getByRole('textbox').fill('3');
  await button(tried, 'Answer').click();
  await tried.getByText('No more questions.', { exact: false }).waitFor();
  await expectAccessible(page);
  await button(page, 'Save changes').click();
  await saved(page);
  const { questions } = await world.admin.questions.script({ campaignId });
  expect(questions.map(({ code, next }) => [code, next])).toEqual([
    ['vote', 'following'],
    ['seats', 'following'],
  ]);
  expect(questions[0]?.choices.map(({ code, key, next }) => [code, key, next])).toEqual([
    ['yes', 'y', null],
    ['no', 'n', 'end'],
  ]);
  expect(admin.problems).toEqual([]);
});

test('a texter answers with keys, is offered the reply, corrects and undoes; nothing is sent by it', async () => {
  const { page } = texter;
  await goTo(page, `texter/${campaignId}/to-answer/${conversationId}`);
  const card = page.getByRole('region', { name: 'Questions for this contact', exact: true });
  await card.getByText('Will they vote?', { exact: true }).waitFor();
  await expectAccessible(page);
  await page.setViewportSize({ width: 720, height: 450 });
  // The panes are drawn anew for the small window.
  const inView = () => card.getByText('Will they vote?', { exact: true }).scrollIntoViewIfNeeded();
  await expect
    .poll(() =>
      inView().then(
        () => true,
        () => false,
      ),
    )
    .toBe(true);
  expect(await belowTheEdge(page), 'at 200 %').toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.keyboard.press('y');
  await card.getByText('How many seats?', { exact: true }).waitFor();
  const box = field(page, 'Reply to Pat');
  expect(await box.inputValue()).toBe('Great, Pat! Can you drive others?');
  // A letter that is typed into a field presses no button.
  await box.fill('any');
  await box.press('n');
  await box.press('Escape');
  await page.keyboard.press('a');
  await page.keyboard.type('2,5 or so');
  await page.keyboard.press('Enter');
  await card.getByText('Write a number, such as 3 or 2.5.', { exact: true }).waitFor();
  await card.getByRole('textbox').fill('2,5');
  await page.keyboard.press('Enter');
  await card.getByText('Nothing more to ask.', { exact: true }).waitFor();
  expect(await answers()).toEqual(['Vote: Yes', 'Seats: 2.5']);

  await button(card, 'Vote: Yes. Correct it').click();
  await page.keyboard.press('n');
  await button(card, 'Vote: No. Correct it').waitFor();
  await page.keyboard.press('Alt+KeyZ');
  await button(card, 'Vote: Yes. Correct it').click();
  await page.keyboard.press('n');
  await button(card, 'Vote: No. Correct it').waitFor();
  // None of this overwrote what the texter had written.
  expect(await box.inputValue()).toBe('anyn');
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog');
  await keys.getByText('Undo the last answer', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await keys.waitFor({ state: 'detached' });

  const side = page.getByRole('region', { name: 'Answers', exact: true });
  await button(side, 'History').click();
  const history = page.getByRole('dialog');
  await history
    .getByText('taken back', { exact: true })
    .or(history.getByText('corrected', { exact: true }))
    .first()
    .waitFor();
  expect(await history.getByRole('listitem').count()).toBe(5);
  await page.keyboard.press('Escape');
  expect(await world.received(PAT.number)).toHaveLength(1);
  expect(texter.problems).toEqual([]);
});

test('an admin changes the running script: every answer stays, and can be asked for again', async () => {
  const { page } = admin;
  const before = await answers();
  await page.reload();
  const list = page.getByRole('navigation', { name: 'Questions in order', exact: true });
  await list.getByRole('button', { name: /^Seats/ }).click();
  await button(page, 'Remove this question').click();
  await button(page.getByRole('dialog'), 'Ask it no more').click();
  await list.getByRole('button', { name: /^Vote/ }).click();
  await field(page, 'Choice 2').fill('Not this time');
  await button(page, 'Add a question').click();
  await field(page, 'Short name').fill('Wish');
  await choose(page, 'Kind of answer', 'A few words');
  await field(page, 'What is to be found out').fill('What matters to them?');
  await page.keyboard.press('Alt+ArrowUp');
  await button(page, 'Save changes').click();
  await saved(page);
  expect(await answers()).toEqual(['Vote: Not this time', 'Seats: 2.5']);
  expect(before).toEqual(['Vote: No', 'Seats: 2.5']);

  const card = texter.page.getByRole('region', { name: 'Questions for this contact', exact: true });
  await card.getByText('What matters to them?', { exact: true }).waitFor();
  await button(card, 'Vote: Not this time. Correct it').waitFor();
  await card.getByRole('textbox').fill('Rents');
  await button(card, 'Record').click();
  await card.getByText('Nothing more to ask.', { exact: true }).waitFor();

  await button(page, 'Ask Seats again').click();
  await button(page, 'Save changes').click();
  await saved(page);
  expect(await answers()).toEqual(['Wish: Rents', 'Vote: Not this time', 'Seats: 2.5']);
  expect([...admin.problems, ...texter.problems]).toEqual([]);
});

test('a texter finds replies by use and question, and has keys for tags, a wrong number and the next one', async () => {
  const { page } = texter;
  const replies = [
    { folder: 'Help', title: 'Town', text: 'See you in {town}!' },
    { folder: 'Help', title: 'Seats', text: '{answer:seats} seats, noted.', question: 'wish' },
    { title: 'Bye', text: 'Bye, {firstName}!' },
  ];
  await world.admin.campaign.update({ id: campaignId, replies });
  await world.admin.messenger.tag.create({ name: 'Driver', tone: 'ok' });
  await page.reload();
  const box = field(page, 'Reply to Pat');
  await box.fill('/');
  const list = page.getByRole('listbox', { name: 'Canned replies', exact: true });
  await list.getByRole('option').first().waitFor();
  // No reply was used yet and no question is being asked, so they stand as the campaign has them, by
  // folder.
  expect(await list.getByRole('group').allInnerTexts()).toEqual([
    expect.stringMatching(/^Help/),
    expect.stringMatching(/^Others/),
  ]);
  await list.getByText('lacks a value', { exact: true }).waitFor();
  await page.keyboard.press('2');
  expect(await box.inputValue()).toBe('2.5 seats, noted.');
  await expectAccessible(page);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('log').getByText('2.5 seats, noted.', { exact: true }).waitFor();
  await world.until(async () => {
    const { replies: offered } = await world.texter.conversation.get({ id: conversationId });
    return offered.find(({ title }) => title === 'Seats')?.uses.own === 1;
  }, 'the use to be counted');
  await box.fill('/');
  await list
    .getByRole('group', { name: 'Likely now', exact: true })
    .getByText('Seats', { exact: true })
    .waitFor();

  // A field without a value is asked about; nothing leaves before.
  await box.fill('/town');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('alert').getByText('{town}', { exact: false }).waitFor();
  await button(page, 'Change it').click();
  await box.fill('');

  await page.keyboard.press('Alt+KeyT');
  await page.getByRole('menuitem', { name: 'Driver', exact: true }).click();
  await world.until(
    async () =>
      (await world.texter.conversation.get({ id: conversationId })).conversation.tagIds.length === 1,
    'the tag',
  );
  await page.keyboard.press('Escape');
  await page.getByRole('menuitem', { name: 'Driver', exact: true }).waitFor({ state: 'detached' });
  await page.keyboard.press('Alt+KeyE');
  const notice = page.getByText('Pat is closed as a wrong number.', { exact: false });
  await notice.waitFor();
  await notice.getByRole('button', { name: 'Undo', exact: true }).click();
  await world.until(
    async () => (await world.texter.conversation.get({ id: conversationId })).conversation.state !== 'closed',
    'the conversation to be open again',
  );
  expect(texter.problems).toEqual([]);
});
