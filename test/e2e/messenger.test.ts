import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { NOON } from '../helpers/core.ts';
import { SECRET, tellTale, withExif } from '../helpers/pictures.ts';
import { expectAccessible } from './accessible.ts';
import { noise } from './noise.ts';
import { openScreen, type Screen, toPlace } from './screen.ts';
import { startWorld, type World } from './world.ts';

/** An admin and a texter work together in one messenger, in the browser. */

const TALKING = { name: 'Tara', number: '+12025550112' };
const LATER = { name: 'Lena', number: '+12025550113' };
const STOPPED = { name: 'Stella', number: '+12025550114' };
const password = 'a-long-password';

let world: World;
let browser: Browser;
let admin: Screen;
let texter: Screen;
let campaignId: string;
const started = Date.now();
const ids = new Map<string, string>();
const idOf = (contact: { readonly name: string }) => ids.get(contact.name) ?? '';

beforeAll(async () => {
  world = await startWorld();
  browser = await launchBrowser();
  await world.admin.account.create({ login: 'ben', name: 'Ben Texter', role: 'texter', password });
  await world.admin.messenger.tag.create({ name: 'Volunteer', tone: 'ok' });
  campaignId = await world.campaign('Ohio', 'US', [TALKING, LATER, STOPPED]);
  const rows = (await world.admin.conversation.list({ campaignId })).items;
  for (const row of rows) {
    ids.set(row.name, row.id);
    await world.texter.conversation.sendInitial({ id: row.id });
  }
  const contactSays = async (contact: typeof TALKING, words: string) => {
    await world.until(async () => (await world.received(contact.number)).length === 1, 'the first text');
    await world.reply(contact.number, (await world.received(contact.number))[0]?.from ?? '', words);
  };
  await contactSays(TALKING, 'Where is the polling station on Müller Street?');
  await contactSays(LATER, 'Busy, ask me tomorrow at the station');
  await contactSays(STOPPED, 'STOP');
  await world.until(
    async () => (await world.admin.conversation.counts({})).optedOut === 1,
    'the automatic opt-out',
  );
  await world.until(async () => (await world.texter.conversation.counts({})).toAnswer === 2, 'two answers');
  admin = await openScreen(browser, await world.windowUrl(), { login: 'maya', password });
  texter = await openScreen(browser, await world.windowUrl(), { login: 'ana', password });
});

afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

const row = (page: Page, name: string) => page.getByRole('listbox').getByRole('option', { name });

test('a texter tags, notes and puts a conversation aside; it comes back on top with a mark', async () => {
  const { page } = texter;
  await toPlace(page, `texter/${campaignId}/to-answer/${idOf(LATER)}`);
  const side = page.getByRole('region', { name: 'Tags, reminder and notes' });
  await side.getByRole('button', { name: 'Change' }).click();
  await page.getByRole('menuitem', { name: 'Volunteer' }).click();
  await page.keyboard.press('Escape');
  await row(page, LATER.name).getByText('Volunteer').waitFor();
  await side.getByRole('button', { name: 'Add a note' }).click();
  await side.getByRole('textbox', { name: 'Note' }).fill('Works nights');
  await page.keyboard.press('Control+Enter');
  await side.getByText('Works nights').waitFor();
  expect((await world.received(LATER.number)).map((text) => text.body).join()).not.toContain('Works nights');
  await expectAccessible(page);

  await side.getByRole('button', { name: 'Remind me' }).click();
  await page.getByRole('button', { name: /Tomorrow morning/ }).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: /Tomorrow morning/ }).click();
  await row(page, LATER.name).waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: /Waiting/ }).click();
  await row(page, LATER.name).getByText(/until/).waitFor();

  // The console's clock is not the browser's here, so the test asks for its time over the API.
  const soon = NOON + (Date.now() - started) + 2000;
  await world.texter.messenger.reminder.set({ conversationId: idOf(LATER), at: soon });
  await page.getByRole('tab', { name: /To answer/ }).click();
  await row(page, LATER.name).getByText('back', { exact: true }).waitFor();
  expect(await page.getByRole('listbox').getByRole('option').first().textContent()).toContain(LATER.name);
  expect(await world.received(LATER.number)).toHaveLength(1);
});

test('lists narrow to a tag', async () => {
  const { page } = texter;
  await page.getByRole('combobox', { name: 'Tag' }).selectOption('Volunteer');
  await row(page, TALKING.name).waitFor({ state: 'detached' });
  await row(page, LATER.name).waitFor();
  await page.getByRole('combobox', { name: 'Tag' }).selectOption('');
  await row(page, TALKING.name).waitFor();
});

test('search in texts: from the box and on its own screen; nothing of a hidden conversation', async () => {
  const { page } = texter;
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find anything' }).fill('muller stat');
  await page.getByRole('option', { name: /polling station/ }).waitFor();
  await page.getByRole('option', { name: /All texts/ }).click();
  await page.getByRole('heading', { name: 'Search in all texts' }).waitFor();
  await page.getByRole('link', { name: /Tara/ }).waitFor();
  expect(await page.locator('mark').allTextContents()).toEqual(expect.arrayContaining(['station', 'Müller']));
  await expectAccessible(page);
  await page.getByLabel('Words in a text').fill('stop');
  await page
    .getByRole('link', { name: /Tara|Lena/ })
    .first()
    .waitFor();
  expect(await page.getByRole('link', { name: /Stella/ }).count()).toBe(0);
  await page.getByLabel('Words in a text').fill('"station on"');
  await page.getByRole('link', { name: /Lena/ }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: /Tara/ }).click();
  await page.getByRole('log', { name: /Tara/ }).waitFor();
  const { page: overseer } = admin;
  await toPlace(overseer, 'texts');
  await overseer.getByLabel('Words in a text').fill('stop');
  await overseer
    .getByRole('link', { name: /Stella.*opted out/s })
    .first()
    .waitFor();
});

test('an admin views as a texter: their lists, a banner, and nothing that could be sent', async () => {
  const { page } = admin;
  await toPlace(page, 'conversations');
  await page.getByRole('button', { name: 'View as…' }).click();
  await page.getByRole('menuitem', { name: /Ana/ }).click();
  await page.getByText(/You are viewing as Ana/).waitFor();
  await page.getByRole('tab', { name: /To answer/ }).click();
  await row(page, TALKING.name).click();
  await page.getByText('you are viewing. Nothing can be sent.').waitFor();
  expect(await page.getByRole('textbox').count()).toBe(0);
  for (const key of ['Enter', 'Alt+o', 'Alt+r', 'Alt+s', 'r']) await page.keyboard.press(key);
  expect(await page.getByRole('textbox').count()).toBe(0);
  await page.getByRole('tab', { name: /Closed/ }).click();
  await page.getByText('No closed conversations').first().waitFor();
  await expectAccessible(page);
  expect(await world.received(TALKING.number)).toHaveLength(1);
  await page.getByRole('button', { name: 'Stop viewing' }).click();
  await page.getByRole('heading', { name: 'All conversations' }).waitFor();
  await row(page, STOPPED.name).waitFor();
});

test('an admin gives picked conversations to another texter', async () => {
  const { page } = admin;
  await row(page, TALKING.name).click({ modifiers: ['ControlOrMeta'] });
  await page.getByRole('button', { name: 'Reassign 1…' }).click();
  // No button can be pressed until somebody is chosen.
  await expect.poll(() => page.getByRole('button', { name: 'Next' }).isDisabled()).toBe(true);
  await page.getByRole('radio', { name: 'Give to' }).check();
  await page.getByRole('checkbox', { name: 'Ben Texter' }).check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Reassign 1', exact: true }).click();
  await page.getByText('1 conversation was reassigned.').waitFor();
  const { page: ana } = texter;
  await toPlace(ana, `texter/${campaignId}/to-answer`);
  await row(ana, TALKING.name).waitFor({ state: 'detached' });
  await row(ana, LATER.name).waitFor();
});

test('the window’s title says how much waits', async () => {
  await world.until(async () => (await texter.page.title()) === '(1) Heed', 'the title');
});

test('an admin defines tags', async () => {
  const { page } = admin;
  await toPlace(page, 'settings/tags');
  await page.getByLabel('New tag').fill('Needs a lift');
  await page.getByRole('button', { name: 'Add tag' }).click();
  await page.getByRole('cell', { name: 'Needs a lift', exact: true }).waitFor();
  await expectAccessible(page);
});

test('prices that were saved are saved: nothing is left to save, and leaving asks nothing', async () => {
  const { page } = admin;
  await toPlace(page, 'settings/connections');
  const prices = page.getByRole('region', { name: 'Prices', exact: true });
  await prices.getByLabel('Bandwidth, US: price of a part', { exact: true }).fill('0.008');
  await prices.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('The prices are saved.', { exact: true }).waitFor();
  // Save is off while it works as well.
  const save = prices.getByRole('button', { name: 'Save', exact: true });
  const over = (button: HTMLElement) => button.matches(':disabled:not([data-loading])');
  await expect.poll(() => save.evaluate(over)).toBe(true);
});

test('an admin sees how the campaign goes, opens whose reply waits, and reminds the texter', async () => {
  const { page } = admin;
  // Within the page: a navigation to another place of it may never report that it was loaded.
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, `#/campaigns/${campaignId}`);
  const figures = page.getByRole('region', { name: 'How it goes' });
  await figures.getByText('3 of 3 contacts', { exact: false }).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Remind Ana Texter', exact: true }).click();
  const { page: ana } = texter;
  const told = ana.getByText('Maya Admin reminds you: Ohio goes on, and people wait for you.');
  await told.waitFor();
  await expectAccessible(ana);
  // The draft outlives a reload, and goes when she discards it.
  await ana.reload();
  await told.waitFor();
  await ana.getByRole('button', { name: 'Got it', exact: true }).click();
  await told.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Thank Ana Texter', exact: true }).click();
  await ana.getByText('Maya Admin thanks you for your work on Ohio.').waitFor();

  await page.getByRole('button', { name: /repl.* wait for Ana Texter/ }).click();
  await row(page, LATER.name).waitFor();
  await row(page, TALKING.name).waitFor({ state: 'detached' });
});

test('a picture is shown, opened large and closed by keys; one that may be unpleasant only on request', async () => {
  const { page } = texter;
  const sends = async (body: string, kind: 'jpeg' | 'png') =>
    world.control.post('/replies', {
      from: LATER.number,
      to: (await world.received(LATER.number))[0]?.from,
      body,
      media: [tellTale(kind, 1).toString('base64')],
    });
  await toPlace(page, `texter/${campaignId}/to-answer/${idOf(LATER)}`);
  await sends('This is our street', 'jpeg');
  const small = page.getByRole('button', { name: /^Picture from Lena, .*: open large$/ });
  // It can be opened once its content is there.
  await expect.poll(() => small.isEnabled()).toBe(true);
  await small.press('Enter');
  const large = page.getByRole('dialog', { name: /^Picture from Lena/ });
  const drawn = large.getByRole('img', { name: /^Picture from Lena/ });
  await drawn.waitFor();
  await expect.poll(() => drawn.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(24);
  // Texters look; whoever oversees them may take it along.
  await expect.poll(() => large.getByRole('button', { name: 'Save picture' }).count()).toBe(0);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await large.waitFor({ state: 'detached' });

  await sends('fuck off', 'png');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByRole('button', { name: 'Show picture' }).click();
  await expect.poll(() => small.count()).toBe(2);
  await page.getByRole('button', { name: 'Hide picture' }).click();
  await expect.poll(() => small.count()).toBe(1);

  await toPlace(admin.page, `conversations/all/${idOf(LATER)}`);
  await admin.page.getByRole('button', { name: /^Picture from Lena, .*: open large$/ }).click();
  const [saved] = await Promise.all([
    admin.page.waitForEvent('download'),
    admin.page.getByRole('button', { name: 'Save picture' }).click(),
  ]);
  expect(saved.suggestedFilename()).toMatch(/\.jpeg$/);
});

test('a picture goes with a reply, comes back with what is taken back, and is in the script’s preview', async () => {
  // Ben, to whom Tara was given.
  const { page } = await openScreen(browser, await world.windowUrl(), { login: 'ben', password });
  const file = { name: 'map.png', mimeType: 'image/png', buffer: tellTale('png', 1) };
  const choose = async (where: Page, button: string, chosen = file) => {
    const [chooser] = await Promise.all([
      where.waitForEvent('filechooser'),
      where.getByRole('button', { name: button, exact: true }).press('Enter'),
    ]);
    await chooser.setFiles(chosen);
  };
  await page.goto(`${page.url().split('#')[0]}#/texter/${campaignId}/to-answer/${idOf(TALKING)}`);
  const box = page.getByRole('textbox', { name: 'Reply to Tara', exact: true });
  await box.fill('It is here');
  await choose(page, 'Add a picture');
  const chip = page.getByRole('status').getByText(/^map\.png, /);
  await chip.waitFor();
  await expectAccessible(page);
  await box.press('Control+Enter');
  await page.getByText('leaves in a moment').waitFor();
  await chip.waitFor({ state: 'detached' });
  await box.press('Alt+KeyU');
  await chip.waitFor();
  await expect.poll(() => box.inputValue()).toBe('It is here');
  await box.press('Control+Enter');
  // The one that was taken back may be shown for a moment longer.
  const pictures = page.getByRole('button', { name: /^Picture that we sent, .*: open large$/ });
  await pictures.first().waitFor();
  await expect.poll(() => pictures.count()).toBe(1);
  const { messages } = await world.admin.conversation.get({ id: idOf(TALKING) });
  expect(messages.at(-1)).toMatchObject({ body: 'It is here', pictures: [{ kind: 'png' }] });

  const { page: maya } = admin;
  await maya.goto(`${maya.url().split('#')[0]}#/campaigns/${campaignId}/setup`);
  const large = { ...file, buffer: Buffer.alloc(2_000_000) };
  await choose(maya, 'Choose a picture…', large);
  await maya
    .getByRole('alert')
    .getByText('This file cannot be opened as a picture here.', { exact: false })
    .waitFor();
  await choose(maya, 'Choose a picture…');
  const script = maya.getByRole('region', { name: 'First message', exact: true });
  await script.getByRole('img', { name: /^The campaign’s picture goes with it/ }).waitFor();
  await script.getByText(/^PNG, /).waitFor();
  await expectAccessible(maya);
  await script.getByRole('button', { name: 'Take the picture off', exact: true }).click();
  await script.getByRole('button', { name: 'Choose a picture…', exact: true }).waitFor();
});

test('a photograph that is too large is made smaller, upright and without its place; a canned reply brings one', async () => {
  const { page: maya } = admin;
  await maya.goto(`${maya.url().split('#')[0]}#/campaigns/${campaignId}/setup`);
  const photograph = withExif(await noise(maya, 2400, 1600), 6);
  expect(photograph.length).toBeGreaterThan(1_500_000);
  const choose = async (where: Page, button: string) => {
    const [chooser] = await Promise.all([
      where.waitForEvent('filechooser'),
      where.getByRole('button', { name: button, exact: true }).press('Enter'),
    ]);
    await chooser.setFiles({ name: 'street.jpg', mimeType: 'image/jpeg', buffer: photograph });
  };
  const script = maya.getByRole('region', { name: 'First message', exact: true });
  await choose(maya, 'Choose a picture…');
  await script.getByText(/^made smaller: \d\.\d MB → \d+(\.\d)? [kM]B$/).waitFor();
  const kept = await world.admin.picture.ofCampaign({ id: campaignId });
  expect(kept.bytes).toBeLessThanOrEqual(1_000_000);
  // Turned as its camera says: it stands upright.
  expect([kept.kind, kept.width < kept.height]).toEqual(['jpeg', true]);
  expect(Buffer.from(kept.content, 'base64').includes(SECRET)).toBe(false);
  await script.getByRole('button', { name: 'Take the picture off', exact: true }).click();
  await script.getByRole('button', { name: 'Choose a picture…', exact: true }).waitFor();

  // The same for a canned reply, once it is saved.
  await world.admin.campaign.update({ id: campaignId, replies: [{ title: 'Street', text: 'This street' }] });
  await maya.reload();
  await choose(maya, 'Choose a picture… (Street)');
  const replies = maya.getByRole('region', { name: 'Canned replies', exact: true });
  await replies.getByRole('img', { name: 'Street', exact: true }).waitFor();
  await expectAccessible(maya);
  const [reply] = (await world.admin.campaign.get({ id: campaignId })).replies;
  expect(reply?.picture?.kind).toBe('jpeg');

  const { page } = await openScreen(browser, await world.windowUrl(), { login: 'ben', password });
  await page.goto(`${page.url().split('#')[0]}#/texter/${campaignId}/to-answer/${idOf(TALKING)}`);
  const box = page.getByRole('textbox', { name: 'Reply to Tara', exact: true });
  const chip = page.getByRole('status').getByText(/^Picture of “Street”, /);
  const leaveOut = page.getByRole('button', { name: 'Leave the picture out', exact: true });
  const take = async () => {
    await box.fill('/street');
    await page.getByRole('option', { name: /Street/ }).waitFor();
    await box.press('Enter');
    await chip.waitFor();
  };
  await take();
  await page.getByRole('status').getByRole('img', { name: 'Street', exact: true }).waitFor();
  await expectAccessible(page);
  await leaveOut.click();
  await chip.waitFor({ state: 'detached' });
  await box.fill('');
  await take();
  const ben = await world.signIn('ben');
  // A draft keeps it over a reload, and what is taken back brings it back.
  await world.until(
    async () => (await ben.messenger.draft.list()).some(({ picture }) => picture?.title === 'Street'),
    'the draft to be kept',
  );
  await page.reload();
  await chip.waitFor();
  await box.press('Control+Enter');
  await page.getByText('leaves in a moment').waitFor();
  await box.press('Alt+KeyU');
  await chip.waitFor();
  await box.press('Control+Enter');
  await page
    .getByRole('button', { name: /^Picture that we sent, .*: open large$/ })
    .nth(1)
    .waitFor();
  const { messages } = await world.admin.conversation.get({ id: idOf(TALKING) });
  expect(messages.at(-1)).toMatchObject({ body: 'This street', pictures: [{ kind: 'jpeg' }] });
});
