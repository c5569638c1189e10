import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { openScreen, type Screen } from './screen.ts';
import { SENDERS, startWorld, type World } from './world.ts';

/**
 * The screens that no other file walks through, by role; and for each role, that the screens of the others
 * are not there.
 */

const password = 'a-long-password';
const PEOPLE = [
  { name: 'Una', number: '+12025550161' },
  { name: 'Stopper', number: '+12025550162' },
  { name: 'Quiet', number: '+12025550163' },
] as const;

let world: World;
let browser: Browser;
let campaignId: string;
const screens: Screen[] = [];

beforeAll(async () => {
  world = await startWorld();
  browser = await launchBrowser();
  await world.admin.account.create({ login: 'sol', name: 'Sol Supervisor', role: 'supervisor', password });
  await world.admin.account.create({ login: 'ben', name: 'Ben Texter', role: 'texter', password });
  campaignId = await world.campaign('Rent cap', 'US', PEOPLE);
  const rows = (await world.texter.conversation.list({ campaignId })).items;
  for (const { id } of rows) await world.texter.conversation.sendInitial({ id });
  for (const { number } of PEOPLE)
    await world.until(async () => (await world.received(number)).length > 0, `${number} was texted`);
  for (const { number, text } of [
    { number: PEOPLE[0].number, text: 'Yes' },
    { number: PEOPLE[1].number, text: 'STOP' },
  ])
    await world.reply(number, (await world.received(number))[0]?.from ?? SENDERS['provider-1'][0], text);
  await world.until(async () => {
    const { toAnswer, optedOut } = await world.admin.conversation.counts({});
    return toAnswer === 1 && optedOut === 1;
  }, 'both have answered');
});

afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

async function signIn(login: string): Promise<Screen> {
  const screen = await openScreen(browser, await world.windowUrl(), { login, password });
  screens.push(screen);
  return screen;
}

async function goTo(page: Page, place: string): Promise<void> {
  const target = `${page.url().split('#')[0]}#/${place}`;
  await page.goto('about:blank');
  await page.goto(target);
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
}

const rail = (page: Page) => page.getByRole('navigation', { name: 'Main' });
const options = (page: Page) => page.getByRole('listbox').getByRole('option');

test('at the address of another role’s screen each finds its own first one', async () => {
  const roles = [
    {
      login: 'ana',
      foreign: [
        'conversations',
        'opt-outs',
        'review',
        'dashboard',
        'campaigns',
        'settings/accounts',
        'evidence/%2B12025550162',
      ],
    },
    { login: 'sol', foreign: ['campaigns', 'settings/accounts', 'texter'] },
    { login: 'maya', foreign: ['texter'] },
  ];
  for (const { login, foreign } of roles) {
    const { page, context } = await signIn(login);
    const heading = page.getByRole('heading', { level: 1 });
    await page.waitForFunction(() => document.querySelector('[class*="Skeleton-root"]') === null);
    const home = await heading.textContent();
    for (const place of foreign) {
      await page.evaluate(async (target) => {
        window.location.hash = `#/${target}`;
        for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame);
      }, place);
      await expect.poll(async () => [place, await heading.textContent()]).toEqual([place, home]);
    }
    await context.close();
  }
});

test('a supervisor reads every conversation, narrows it to a texter, and has nothing to write with', async () => {
  const { page, context } = await signIn('sol');
  // They begin where there is something to decide.
  await page.getByRole('tab', { name: /^Decide/ }).waitFor();
  await rail(page).getByRole('link', { name: 'Conversations' }).click();
  await page.getByRole('heading', { name: 'All conversations' }).waitFor();
  await options(page).nth(2).waitFor();
  await page.getByTitle('Conversations in this list').filter({ hasText: /3$/ }).waitFor();
  await page.getByRole('tab', { name: /Opted out/ }).click();
  await options(page).filter({ hasText: 'Stopper' }).click();
  await page.getByRole('log').getByText('STOP', { exact: true }).waitFor();
  await page.getByRole('complementary', { name: 'Can they be texted?' }).waitFor();
  for (const name of [/^Send/, /^Opt (in|out)/, /^Give to/])
    expect(await page.getByRole('button', { name }).count()).toBe(0);
  expect(await page.getByRole('textbox', { name: /Reply|Message/ }).count()).toBe(0);

  await page.getByRole('tab', { name: 'All' }).click();
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  const texter = page.getByRole('combobox', { name: 'Texter' });
  expect(await texter.locator('option').allInnerTexts()).toEqual([
    'Every texter',
    'Ana Texter',
    'Ben Texter',
    'Maya Admin',
  ]);
  await texter.selectOption({ label: 'Ben Texter' });
  await page.getByText('Nothing matches').waitFor();
  await texter.selectOption({ label: 'Ana Texter' });
  await page.keyboard.press('Escape');
  await options(page).nth(2).waitFor();
  await page.getByRole('button', { name: 'Remove filter: Ana Texter' }).click();

  await rail(page).getByRole('link', { name: 'Review' }).click();
  await page.getByRole('tab', { name: /^Review/ }).click();
  await page.getByLabel('Which opt-outs').selectOption('open');
  await options(page).filter({ hasText: 'Stopper' }).waitFor();
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('combobox', { name: 'Texter' }).selectOption({ label: 'Ben Texter' });
  await page.getByText('Nothing here matches').waitFor();
  await page.getByText('0 to decide · 0 in the sample, of 0 without a verdict', { exact: true }).waitFor();
  await page.getByRole('combobox', { name: 'Texter' }).selectOption({ label: 'Ana Texter' });
  await page.getByRole('combobox', { name: 'Campaign' }).selectOption({ label: 'Rent cap' });
  await page.keyboard.press('Escape');
  await options(page).filter({ hasText: 'Stopper' }).waitFor();
  expect(await options(page).count()).toBe(1);

  await goTo(page, 'texts');
  await page.getByLabel('Words in a text').fill('STOP');
  await page
    .getByRole('link', { name: /Stopper/ })
    .first()
    .waitFor();
  await context.close();
});

test('an admin sets a campaign up on the screen: draft, contacts, texters, launch', async () => {
  const { page, context } = await signIn('maya');
  await rail(page).getByRole('link', { name: 'Campaigns' }).click();
  await page.getByText('Rent cap').first().waitFor();
  await goTo(page, 'campaigns/new');
  await page.getByLabel('Name', { exact: true }).fill('Heat pumps');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByRole('heading', { level: 1, name: 'Heat pumps' }).waitFor();
  await page.getByLabel('Contact file').setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('First name,Phone\nGail,(202) 555-0171\nStopper,(202) 555-0162\n'),
  });
  await page.getByRole('button', { name: 'Import contacts' }).click();
  await page.getByText(/1 of 2 rows imported/).waitFor();
  await page.getByRole('checkbox', { name: /Ben Texter/ }).check();
  await page.getByRole('button', { name: 'Give all to this person' }).click();
  await page.getByText('1 texter has them all now.').waitFor();
  await page.getByRole('button', { name: 'Launch the campaign' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Launch', exact: true }).click();
  // A launched campaign's page shows its figures; beside it stands how it is set up.
  await page.getByRole('region', { name: 'How it goes' }).waitFor();
  await page.getByRole('link', { name: 'Set-up', exact: true }).click();
  await page.getByText('This campaign is running.').waitFor();
  const made = (await world.admin.campaign.list({})).find(({ name }) => name === 'Heat pumps');
  // A contact who had opted out is in the campaign, and cannot be texted.
  expect(made).toMatchObject({ state: 'launched', counts: { contacts: 2, toSend: 1, optedOut: 1 } });
  await context.close();
});

test('an admin changes each part of the settings; what is saved is what the core then says', async () => {
  const { page, context } = await signIn('maya');
  const settings = () => world.admin.settings.get({});
  const save = () => page.getByRole('button', { name: 'Save', exact: true }).click();
  await rail(page).getByRole('link', { name: 'Settings' }).click();

  await page.getByRole('switch').first().click();
  expect((await settings()).autoOptOut).toBe(true);
  await page.getByRole('button', { name: 'Turn off automatic opt-outs' }).click();
  await world.until(async () => !(await settings()).autoOptOut, 'switched off');
  await page.getByRole('switch').first().click();
  await page.getByRole('button', { name: 'Turn on automatic opt-outs' }).click();
  await world.until(async () => (await settings()).autoOptOut, 'switched on');

  const part = (name: string) =>
    page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name });
  await part('Confirmation').click();
  await page.getByRole('textbox', { name: 'Confirmation text' }).fill('You are off our list. {organisation}');
  await save();
  await world.until(
    async () => (await settings()).confirmationText === 'You are off our list. {organisation}',
    'confirmation saved',
  );
  await part('Keywords').click();
  await page.getByLabel('Their reply').fill('Stop the pipeline!');
  await page.getByText('A normal reply').waitFor();
  await part('Sending hours').click();
  await page.getByLabel('From', { exact: true }).selectOption('540');
  await save();
  await world.until(async () => (await settings()).quietHours.sendFrom === 540, 'hours saved');
  await part('Connections').click();
  await page.getByText('Simulated provider-1').first().waitFor();
  await part('Organisation').click();
  await page.getByLabel('Name', { exact: true }).fill('Housing Vote Ohio');
  await save();
  await world.until(
    async () => (await settings()).organisation === 'Housing Vote Ohio',
    'organisation saved',
  );

  await goTo(page, `evidence/${encodeURIComponent(PEOPLE[1].number)}`);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.getByText('STOP', { exact: true }).first().waitFor();
  await context.close();
});

test('no page complained', () => {
  expect(screens.flatMap(({ problems }) => problems)).toEqual([]);
});
