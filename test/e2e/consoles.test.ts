import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newDatabase, postgres } from '../consoles/postgres.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { type Gate, startGate } from './gate.ts';
import { inBothLooks } from './looks.ts';
import { type ConsoleLine, type Running, startConsoleProcess } from './processes.ts';
import { openScreen } from './screen.ts';
import { covered } from './uncovered.ts';
import { startWorld, type World } from './world.ts';

/**
 * An admin unites two consoles over a real PostgreSQL: tests the database, begins, invites; another computer
 * joins; the line to the database breaks and comes back; the second console sends, and is removed again.
 */

const password = 'a-long-password';
const passphrase = 'a passphrase of the second office';
const dataDir = mkdtempSync(join(tmpdir(), 'heed-second-'));
let world: World;
let browser: Browser;
let gate: Gate;
let second: Running<ConsoleLine>;
let office: Page;
let other: Page;
/** The line that an admin pastes, with the password of the database's owner or another one. */
let lineWith: (password: string) => string;
let ownerPassword = '';
let code = '';

beforeAll(async () => {
  const owner = await newDatabase();
  [world, browser, gate, second] = await Promise.all([
    startWorld({ now: Date.now() }),
    launchBrowser(),
    postgres().then(({ port }) => startGate(`http://127.0.0.1:${port}`)),
    startConsoleProcess(dataDir, { passphrase: null, typed: passphrase }),
  ]);
  ownerPassword = owner.password;
  lineWith = (given) => {
    const [user, word, database] = [owner.user, given, owner.database].map(encodeURIComponent);
    return `postgresql://${user}:${word}@${new URL(gate.url).host}/${database}`;
  };
});
afterAll(async () => {
  await browser?.close();
  await second?.stop();
  await world?.stop();
  await gate?.shut();
  rmSync(dataDir, { recursive: true, force: true });
});

const exact = (name: string) => ({ name, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', exact(name));
const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });
/** What was clicked is gone, and the keyboard goes on from the heading. */
const focusOnHeading = (page: Page) =>
  expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('consoles-title');
const goTo = (page: Page, hash: string) => page.evaluate((to) => window.location.assign(`#/${to}`), hash);

test('a database is tested first: what lacks is said, and what is there has a tick', async () => {
  ({ page: office } = await openScreen(browser, await world.windowUrl(), { login: 'maya', password }));
  await goTo(office, 'settings/consoles');
  await office.getByRole('textbox', exact('Name of this console')).fill('Office');
  const address = office.getByLabel('Address of the database', { exact: true });
  await address.fill(lineWith('another password'));
  expect(await button(office, 'Begin').isEnabled()).toBe(false);
  await button(office, 'Test the database').click();
  await office.getByText('The account or its password is wrong', { exact: false }).waitFor();
  expect(await button(office, 'Begin').isEnabled()).toBe(false);
  expect(await inBothLooks(office)).toEqual([]);
  await address.fill(lineWith(ownerPassword));
  await button(office, 'Test the database').click();
  await office.getByText('The database will do.', { exact: true }).waitFor();
  expect(await office.getByRole('listitem').filter({ hasText: ': All right' }).count()).toBe(4);
  const named = office.getByRole('textbox', exact('Name of this console'));
  await named.fill('');
  await office.getByText('Give the console a name.', { exact: true }).waitFor();
  await named.fill('Office');
  // What was found holds for that database only.
  await address.fill(lineWith('another password'));
  expect(await button(office, 'Begin').isEnabled()).toBe(false);
});

test('the first console begins, and nothing of the owner’s address is left on the screen', async () => {
  await office.getByLabel('Address of the database', { exact: true }).fill(lineWith(ownerPassword));
  // Enter tests first, and begins once all is there.
  await office.keyboard.press('Enter');
  await office.getByText('The database will do.', { exact: true }).waitFor();
  await office.keyboard.press('Enter');
  const own = rowOf(office, 'Office');
  await own.getByText('this one', { exact: true }).waitFor();
  await own.getByText('here now', { exact: true }).waitFor();
  await focusOnHeading(office);
  expect(await office.getByLabel('Address of the database', { exact: true }).count()).toBe(0);
  expect(await inBothLooks(office)).toEqual([]);
});

test('a code wants the own password, and is shown once', async () => {
  await button(office, 'Invite a console').click();
  const asked = office.getByRole('dialog', exact('Invite a console'));
  await asked.getByRole('textbox', exact('Name of the new console')).fill('Second office');
  await asked.getByLabel('Your password', { exact: true }).fill('not-my-password');
  await office.keyboard.press('Enter');
  await asked.getByText('No code was made', { exact: true }).waitFor();
  expect(await inBothLooks(office, '[role=dialog]')).toEqual([]);
  await asked.getByLabel('Your password', { exact: true }).fill(password);
  await office.keyboard.press('Enter');
  const shown = office.getByRole('dialog', exact('The code for Second office'));
  code = ((await shown.locator('code').textContent()) ?? '').trim();
  expect(code).toMatch(/^heed-console\.[\w-]+$/);
  expect(code).not.toContain(ownerPassword);
  expect(await inBothLooks(office, '[role=dialog]')).toEqual([]);
  await shown.getByRole('button', exact('I have kept it')).click();
  await rowOf(office, 'Second office').getByText('invited', { exact: true }).waitFor();
  await button(office, 'Take back: Second office').waitFor();
});

test('another computer joins with it, and both say so', async () => {
  ({ page: other } = await openScreen(browser, second.line.url, null, { width: 720, height: 450 }));
  await other.getByRole('button', { name: /^Join as a console/ }).click();
  await other.getByLabel('Code', { exact: true }).fill(code.slice(0, -20));
  await other.getByLabel('Passphrase for the store on this computer', { exact: true }).fill(passphrase);
  await button(other, 'Join').click();
  await other.getByText('This is not a whole code.', { exact: false }).waitFor();
  expect(await inBothLooks(other)).toEqual([]);
  await other.getByLabel('Code', { exact: true }).fill(code);
  await button(other, 'Join').click();
  await other.getByLabel('Login').fill('maya', { timeout: 60_000 });
  await other.getByLabel('Password', { exact: true }).fill(password);
  await button(other, 'Sign in').click();
  await other.getByRole('navigation', exact('Main')).waitFor();
  await goTo(other, 'settings/consoles');
  await rowOf(other, 'Second office').getByText('this one', { exact: true }).waitFor();
  expect(await covered(other)).toEqual([]);
  await rowOf(office, 'Second office').getByText('here now', { exact: true }).waitFor();
});

test('while the database is out of reach the bar and the page say so, until it is back', async () => {
  await gate.shut();
  await button(office, 'Other consoles out of reach').waitFor({ timeout: 60_000 });
  const notice = office.getByRole('alert').filter({ hasText: 'The consoles do not exchange everything' });
  await notice.getByText('the others learn of them when it works again', { exact: false }).waitFor();
  // What was known of the others before the line broke is not told as if it were so now.
  await rowOf(office, 'Second office').getByText('not known now', { exact: true }).waitFor();
  expect(await office.getByText('here now', { exact: true }).count()).toBe(0);
  expect(await button(office, 'Have it send: Second office').count()).toBe(0);
  expect(await inBothLooks(office)).toEqual([]);
  await gate.open();
  await notice.waitFor({ state: 'detached', timeout: 60_000 });
  await button(office, 'Other consoles out of reach').waitFor({ state: 'detached' });
});

test('sending is handed over after a question, and the bar says that another console sends', async () => {
  await rowOf(office, 'Office').getByText('Simulated provider-1', { exact: false }).waitFor();
  await button(office, 'Have it send: Second office').click();
  const asked = office.getByRole('dialog', exact('Have Second office send?'));
  await asked.getByText('No text is sent twice', { exact: false }).waitFor();
  expect(await inBothLooks(office, '[role=dialog]')).toEqual([]);
  await asked.getByRole('button', exact('Have it send')).click();
  await office.getByText('Second office sends now, where it has access.', { exact: true }).waitFor();
  // Until it is known there that it cannot use them.
  await rowOf(office, 'Second office').getByText('Simulated provider-1', { exact: false }).waitFor();
  await button(office, 'Another console sends').click();
  await office.getByText('Second office sends for your connections.', { exact: false }).waitFor();
  await office.getByRole('link', exact('Look at the consoles')).click();
});

test('a console that was removed learns why; the last one leaves and is alone again', async () => {
  await button(office, 'Remove: Second office').click();
  await office
    .getByRole('dialog', exact('Remove Second office?'))
    .getByRole('button', exact('Remove'))
    .click();
  await rowOf(office, 'Second office').waitFor({ state: 'detached' });
  await focusOnHeading(office);
  await other
    .getByText('no longer lets this console in', { exact: false })
    .first()
    .waitFor({ timeout: 60_000 });
  await other.getByText('record them at another console, too', { exact: false }).waitFor();
  await button(office, 'Leave: Office').click();
  const asked = office.getByRole('dialog', exact('Leave the other consoles?'));
  await asked.getByRole('button', exact('Leave')).click();
  await office.getByLabel('Address of the database', { exact: true }).waitFor();
  await focusOnHeading(office);
});
