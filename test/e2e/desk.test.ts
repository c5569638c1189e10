import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DeskLine, startDeskLine } from '../faults/deskLine.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { NOON } from '../helpers/core.ts';
import { freePort } from '../hosts/deskListener.ts';
import { inBothLooks } from './looks.ts';
import { type ConsoleLine, type Running, startConsoleProcess } from './processes.ts';
import { openScreen } from './screen.ts';
import { covered } from './uncovered.ts';
import { startWorld, type World } from './world.ts';

/**
 * An admin lets other computers in and invites; a volunteer joins from a browser of their own and works
 * there, while the line breaks and the console is killed. Between desks and console is a line that a test
 * can harm.
 */

const WEEK = 7 * 86_400_000;
/** Noon of a working day not long ago, since the window proposes an end of the link by its own clock. */
const NOW = NOON + Math.floor((Date.now() - NOON) / WEEK) * WEEK;
const password = 'a-long-password';
const PEOPLE = ['Pat', 'Lee', 'Sam', 'Kim'].map((name, at) => ({ name, number: `+1202555013${at}` }));

let world: World;
let browser: Browser;
let line: DeskLine;
let again: Running<ConsoleLine> | undefined;
let campaignId = '';
let port = 0;
let address = '';
let maya: Page;
let vera: Page;

beforeAll(async () => {
  [world, browser, port] = await Promise.all([startWorld({ now: NOW }), launchBrowser(), freePort()]);
  line = await startDeskLine(() => port);
  address = `https://127.0.0.1:${line.port}`;
  campaignId = await world.campaign('Doors', 'US', PEOPLE);
  await world.admin.campaign.assign({ id: campaignId, texterIds: [] });
  await world.admin.handing.set({ campaignId, handing: { batch: 2 } });
});
afterAll(async () => {
  await browser?.close();
  await line?.close();
  await again?.stop();
  await world?.stop();
});

const exact = (name: string) => ({ name, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', exact(name));
const goTo = (page: Page, hash: string) => page.evaluate((to) => window.location.assign(`#/${to}`), hash);

/** A browser at another computer, which has been told to go on with a certificate that it cannot check. */
const computer = (): Promise<BrowserContext> =>
  browser.newContext({
    ignoreHTTPSErrors: true,
    locale: 'en-US',
    reducedMotion: 'reduce',
    viewport: { width: 1440, height: 900 },
  });

async function signInAtDesk(page: Page): Promise<void> {
  await page.goto(address);
  await page.getByLabel('Login').fill('maya');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await button(page, 'Sign in').click();
}

test('an admin switches desks on, and sees where they come in and what to compare', async () => {
  const { page, context } = await openScreen(browser, await world.windowUrl(), { login: 'maya', password });
  await goTo(page, 'settings/desks');
  await page.getByText('Desks are off.', { exact: false }).waitFor();
  await page.getByRole('switch', exact('Let other computers in')).click();
  const url = page.getByRole('combobox', exact('Address that desks open'));
  await url.fill('http://127.0.0.1');
  await button(page, 'Save').click();
  await page.getByText('An address that begins with https://', { exact: false }).waitFor();
  await url.fill(address);
  await page.getByRole('textbox', exact('Port')).fill(String(port));
  await button(page, 'Save').click();
  await page.getByText(address, { exact: true }).waitFor();
  await page.getByText('Fingerprint of its public key (SHA-256)', { exact: true }).waitFor();
  await context.close();
});

test('an admin comes in with a second factor, finds no settings of the console, and makes a link', async () => {
  maya = await (await computer()).newPage();
  await signInAtDesk(maya);
  await maya.getByText('Set it up at the console first', { exact: false }).waitFor();
  const { secret } = await world.admin.session.secondFactor.begin({ password });
  const { Secret, TOTP } = await import('otpauth');
  const code = TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: NOW });
  const { recoveryCodes } = await world.admin.session.secondFactor.confirm({ code });
  await button(maya, 'Sign in').click();
  await maya.getByRole('textbox', { name: 'Code', exact: false }).fill(recoveryCodes[0] ?? '');
  await button(maya, 'Sign in').click();
  await maya.getByRole('navigation', exact('Main')).waitFor();
  await goTo(maya, 'settings/invitations');
  const settings = maya.getByRole('navigation', exact('Settings'));
  await settings.getByRole('link', exact('Invitations')).waitFor();
  expect(await settings.getByRole('link', exact('Desks')).count()).toBe(0);
  await button(maya, 'Link for a campaign').click();
  await maya.getByRole('textbox', exact('Name of the link')).fill('Saturday');
  await maya.getByRole('checkbox', exact('Doors')).check();
  expect(await inBothLooks(maya)).toEqual([]);
  await button(maya, 'Make the link').click();
});

test('a volunteer joins by it, waits, and is at work once the admin has seen the badge and said yes', async () => {
  const made = maya.getByRole('dialog', exact('The link is ready'));
  const link = (await made.locator('code').textContent()) ?? '';
  expect(link.startsWith(`${address}/#/join/`)).toBe(true);
  expect(await inBothLooks(maya, '[role=dialog]')).toEqual([]);
  await made.getByRole('button', exact('I have kept it')).click();

  vera = await (await computer()).newPage();
  await vera.goto(link);
  await vera.getByRole('heading', exact('Join Housing Vote')).waitFor();
  await vera.getByRole('textbox', exact('Your name')).fill('Vera Volunteer');
  await vera.getByRole('textbox', exact('Your login')).fill('vera');
  await vera.getByLabel('Choose a password', { exact: true }).fill('short');
  await button(vera, 'Join').click();
  await vera.getByText('At least 10 characters.', { exact: true }).waitFor();
  await vera.getByLabel('Choose a password', { exact: true }).fill(password);
  expect(await inBothLooks(vera)).toEqual([]);
  await button(vera, 'Join').click();
  await vera.getByRole('heading', exact('You have asked to join')).waitFor();

  const rail = maya.getByRole('navigation', exact('Main')).getByRole('link', exact('Settings'));
  await rail.getByText('1', { exact: true }).waitFor();
  await maya.getByRole('link', { name: /^Invitations.*1 person asks to join$/ }).waitFor();
  expect(await inBothLooks(maya)).toEqual([]);
  expect(await covered(maya)).toEqual([]);
  await button(maya, 'Let in: Vera Volunteer').click();
  await rail.getByText('1', { exact: true }).waitFor({ state: 'detached' });

  await vera.getByRole('navigation', exact('Main')).waitFor();
  await vera.getByRole('complementary', exact('Tour')).waitFor();
  await vera.keyboard.press('Alt+KeyX');
  expect(vera.url().includes('join')).toBe(false);
  await goTo(maya, 'settings/accounts');
  const here = maya.getByRole('region', exact('Who is here'));
  await here.getByRole('row', { name: /Vera Volunteer/ }).waitFor();
});

test('she asks for texts, sends and gets a reply; a STOP she never sees, the admin’s desk does at once', async () => {
  await goTo(maya, 'conversations');
  await maya.getByRole('heading', exact('All conversations')).waitFor();
  await vera.getByText('You have nobody to text', { exact: true }).first().waitFor();
  const bar = vera.getByRole('region', exact('Your work and the team’s'));
  await bar.getByRole('button', exact('Give me 2 texts')).click();
  const rows = vera.getByRole('listbox').getByRole('option');
  for (const left of [2, 1]) {
    await expect.poll(() => rows.count()).toBe(left);
    await button(vera, 'Send').click();
    await bar
      .getByText(`In this campaign today, you: ${3 - left} sent · 0 answered`, { exact: true })
      .waitFor();
  }
  const sent = (await world.admin.conversation.list({ campaignId, state: 'waiting' })).items;
  const [asks, stops] = sent;
  const from = await world.until(async () => (await firstText(asks?.number ?? ''))?.from, 'the first text');
  await world.until(() => firstText(stops?.number ?? ''), 'the second text');
  await world.reply(stops?.number ?? '', from, 'STOP');
  await maya.getByRole('tab', { name: /^Opted out/ }).click();
  await maya
    .getByRole('option', { name: new RegExp(stops?.name ?? '') })
    .first()
    .waitFor();
  await world.reply(asks?.number ?? '', from, 'Who is this?');
  await goTo(vera, `texter/${campaignId}/to-answer`);
  await vera.getByText('Who is this?', { exact: true }).first().waitFor();
  // The STOP was taken in before that reply, and nothing at her desk shows it.
  for (const tab of ['to-answer', 'waiting', 'to-send']) {
    await goTo(vera, `texter/${campaignId}/${tab}`);
    await vera.getByRole('tab', { selected: true }).waitFor();
    expect(await vera.getByText(stops?.name ?? '', { exact: false }).count()).toBe(0);
  }
});

const firstText = async (number: string) =>
  (await world.received(number)).find(({ sentBy }) => sentBy === 'account');

test('the console is killed before it answers: she finds it again, her words stay, and they leave once', async () => {
  await goTo(vera, `texter/${campaignId}/to-answer`);
  const words = vera.getByRole('textbox', { name: /^Reply to/ });
  await words.fill('It is Vera from Housing Vote.');
  const number = (await world.admin.conversation.list({ campaignId, state: 'to-answer' })).items[0]?.number;
  const arrived = async () =>
    (await world.received(number ?? '')).filter(({ body }) => body === 'It is Vera from Housing Vote.')
      .length;
  line.become('deaf');
  await words.press('Enter');
  await world.until(async () => (await arrived()) === 1, 'her words reach the contact');
  const { webhooks } = world.console.line;
  await world.console.kill();
  line.cut();
  await vera.getByText('Reconnecting', { exact: false }).first().waitFor();
  expect(await words.inputValue()).toBe('It is Vera from Housing Vote.');
  line.become('open');
  again = await startConsoleProcess(world.dataDir, {
    now: NOW + 60_000,
    webhookPort: Number(new URL(webhooks).port),
  });
  await vera.getByText('Reconnecting', { exact: false }).first().waitFor({ state: 'detached' });
  // What she wrote has left, which is seen; sending it again gives the answer that was lost, and no second
  // text.
  expect(await words.inputValue()).toBe('It is Vera from Housing Vote.');
  await vera.getByText('The connection to Heed was lost.', { exact: false }).waitFor();
  await words.press('Enter');
  await expect.poll(() => words.inputValue().catch(() => '')).toBe('');
  await goTo(vera, `texter/${campaignId}/waiting`);
  await vera.getByRole('option').first().click();
  const said = vera.getByRole('log').getByText('It is Vera from Housing Vote.', { exact: true });
  await said.first().waitFor();
  expect(await said.count()).toBe(1);
  expect(await arrived()).toBe(1);
});
