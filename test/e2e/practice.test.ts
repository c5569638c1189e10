import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { startConsoleProcess } from './processes.ts';
import { openScreen, type Screen, toPlace } from './screen.ts';
import { type Api, apiClient } from './world.ts';

/**
 * Practising in an organisation's own store, without a terminal and without anybody real, and what its people
 * then do on their screens.
 */

let dataDir: string;
let running: Awaited<ReturnType<typeof startConsoleProcess>>;
let browser: Browser;
let admin: Api;
let maya: Screen;
let ana: Screen;
const password = 'a-long-password';

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'heed-practice-'));
  running = await startConsoleProcess(dataDir);
  browser = await launchBrowser();
  const nobody = apiClient(running.line.apiUrl, null);
  await nobody.setup.create({ organisation: 'Harbor Tenants', name: 'Maya Admin', login: 'maya', password });
  const { token } = await nobody.session.signIn({ login: 'maya', password });
  admin = apiClient(running.line.apiUrl, token);
});

afterAll(async () => {
  await browser?.close();
  await running?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const signIn = async (login: string): Promise<Screen> => {
  const { url } = await admin.session.windowLink();
  const screen = await openScreen(browser, url, { login, password });
  // The tour comes once to each account.
  await screen.page.keyboard.press('Alt+KeyX');
  return screen;
};

test('one call makes connections and campaigns whose contacts answer', async () => {
  const made = await admin.connection.practise();
  expect(made.map(({ profile, practice }) => [profile, practice]).sort()).toEqual([
    ['provider-1', true],
    ['provider-2', true],
  ]);
  await expect(admin.connection.practise()).rejects.toMatchObject({ code: 'CONFLICT' });
  // No real phone can reach a practice connection, so the test reply comes by itself.
  const ready = async () => (await admin.connection.list()).map(({ state }) => state);
  await expect.poll(ready, { timeout: 15_000 }).toEqual(['ready', 'ready']);

  const texter = await admin.account.create({
    login: 'ana',
    name: 'Ana Texter',
    role: 'texter',
    password,
  });
  for (const campaign of await admin.campaign.list({})) {
    expect(campaign.state).toBe('draft');
    await admin.campaign.assign({ id: campaign.id, texterIds: [texter.id] });
    await admin.campaign.launch({ id: campaign.id });
    const { items } = await admin.conversation.list({ campaignId: campaign.id, limit: 30 });
    for (const { id } of items) await admin.conversation.sendInitial({ id });
    await expect
      .poll(async () => (await admin.conversation.counts({ campaignId: campaign.id })).toAnswer, {
        timeout: 60_000,
      })
      .toBeGreaterThan(0);
  }
  maya = await signIn('maya');
  ana = await signIn('ana');
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const inUs = async () => {
  const found = (await admin.campaign.list({})).find(({ name }) => name === 'Practice, US');
  if (!found) throw new Error('no practice campaign');
  return found;
};

test('people are kept as a list, which fills a new campaign; usual tags are one click', async () => {
  const { page } = maya;
  const { id, region } = await inUs();
  await toPlace(page, `campaigns/${id}`);
  await button(page, 'More').click();
  await page.getByRole('menuitem', { name: 'Follow up…', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Whom', { exact: true }).selectOption({ label: 'Everybody' });
  await dialog.getByLabel('Name of the follow-up', { exact: true }).fill('Spring');
  await button(page, 'Save as a list').click();
  await dialog.waitFor({ state: 'detached' });
  const [list] = await admin.savedList.list();
  expect(list).toMatchObject({ name: 'Spring', people: 40 });

  const made = await admin.campaign.create({ name: 'Summer', region, script: 'Hi {firstName}, reply STOP.' });
  await toPlace(page, `campaigns/${made.id}`);
  await button(page, 'Add the tag Supporter').click();
  await button(page, 'Add the tag Supporter').waitFor({ state: 'detached' });
  expect((await admin.messenger.tag.list()).map(({ name }) => name)).toContain('Supporter');
  await button(page, 'Use a saved list').click();
  await dialog.getByRole('combobox', { name: 'List', exact: true }).click();
  await page.getByRole('option', { name: 'Spring', exact: true }).click();
  await button(page, 'Add these people').click();
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(async () => (await admin.campaign.get({ id: made.id })).counts.contacts).toBe(40);
  await toPlace(page, 'campaigns/lists');
  await page.getByText(/^40 people · \d+ may be texted now$/).waitFor();
});

test('a script is tried on a number of one’s own, as a conversation', async () => {
  const { page } = maya;
  const { id } = await inUs();
  await toPlace(page, `campaigns/${id}/setup/test`);
  await page.getByLabel('Your mobile number', { exact: true }).fill('(202) 555-0170');
  await button(page, 'Send the test').click();
  await page.getByText('Test on a number of your own: in no list, in no figure.').waitFor();
  const [begun] = await admin.scriptTest.list({ campaignId: id });
  expect(begun).toMatchObject({ number: '+12025550170', endedAt: null });
  await toPlace(page, `campaigns/${id}/setup/test`);
  await page.getByRole('button', { name: /^End the test on/ }).click();
  await expect.poll(async () => (await admin.scriptTest.list({ campaignId: id }))[0]?.endedAt).not.toBeNull();
});

test('a note to a texter stands in their messenger until they have seen it', async () => {
  const { id } = await inUs();
  const { items } = await admin.conversation.list({ campaignId: id, limit: 50 });
  const row = items.find(({ state, optState }) => state === 'to-answer' && optState === 'none');
  const { page } = maya;
  await toPlace(page, `conversations/all/${row?.id}`);
  await button(page, 'Write').click();
  await page.getByLabel('Note to Ana Texter', { exact: true }).fill('Ask about Saturday, too.');
  await button(page, 'Give the note').click();
  await page.getByText('not seen yet', { exact: true }).waitFor();
  await toPlace(ana.page, `texter/${id}/to-answer/${row?.id}`);
  const note = ana.page.getByRole('complementary', { name: 'Notes to you' });
  await note.getByText('Ask about Saturday, too.').waitFor();
  await button(ana.page, 'Seen').click();
  await note.waitFor({ state: 'detached' });
  await page.getByText('seen', { exact: true }).waitFor();
});

test('opting out by hand offers the confirmation in the contact’s language', async () => {
  const { page } = ana;
  await page.keyboard.press('Alt+KeyO');
  const form = page.getByRole('form', { name: /^Opt .* out$/ });
  await form.getByRole('checkbox', { name: /^Tell them so/ }).check();
  await form.getByRole('button', { name: 'Spanish', exact: true }).click();
  expect(await form.getByLabel('Confirmation', { exact: true }).inputValue()).toMatch(/mensajes/);
  await form.getByRole('button', { name: 'Our own words', exact: true }).click();
  expect(await form.getByLabel('Confirmation', { exact: true }).inputValue()).toMatch(/Harbor Tenants/);
  await form.getByRole('button', { name: /^Opt out/ }).click();
  await form.waitFor({ state: 'detached' });
});

test('a view is saved, and shows its list again', async () => {
  const { page } = maya;
  await toPlace(page, 'conversations/opted-out');
  await page.getByRole('searchbox', { name: /^Search by any part/ }).fill('a');
  await button(page, 'Saved').click();
  await page.getByLabel('Save this view as', { exact: true }).fill('With an a');
  await button(page, 'Save').click();
  await button(page, 'With an a').waitFor();
  await page.keyboard.press('Escape');
  await toPlace(page, 'conversations/all');
  await page.getByRole('searchbox', { name: /^Search by any part/ }).fill('');
  await button(page, 'Saved').click();
  await button(page, 'With an a').click();
  await page.waitForURL(/#\/conversations\/opted-out$/);
});

test('the compliance report shows its figures, and gives a PDF', async () => {
  const { page } = maya;
  await toPlace(page, 'report');
  const report = page.getByRole('article', { name: 'Compliance report' });
  const made = report.getByRole('row', { name: /^Opt-outs made/ });
  await expect.poll(() => made.textContent()).toMatch(/[1-9]\d*$/);
  const [file] = await Promise.all([page.waitForEvent('download'), button(page, 'Save as PDF').click()]);
  expect(file.suggestedFilename()).toMatch(/\.pdf$/);
  expect(readFileSync(await file.path(), 'latin1').slice(0, 5)).toBe('%PDF-');
  expect([...maya.problems, ...ana.problems]).toEqual([]);
});
