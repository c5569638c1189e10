import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deskConsole, deskSettings } from '../hosts/deskConsole.ts';
import { clearLitter, folder, type Heed, openHeed, startBare } from './heed.ts';

/** The desktop program as a desk at a console that is elsewhere: here in the process of this test. */

const console_ = deskConsole();
const dataDir = folder();
const JO = { login: 'jo', password: 'jo has a long password' };
let link = '';
let heed: Heed;

beforeAll(async () => {
  const { desks, invitation } = console_.atConsole();
  await desks.change(await deskSettings());
  ({ link } = await invitation.create({ name: 'Jo', role: 'texter' }));
  heed = await openHeed({ dataDir });
});
afterAll(clearLitter);

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
/** Whether a core runs on this computer. */
const hasCore = () =>
  heed.app.evaluate(({ app }) => app.getAppMetrics().some(({ name }) => name === 'Heed core'));
const kept = () => readFileSync(join(dataDir, 'electron', 'organisations.json'), 'utf8');

test('a pasted link leads in; one that names another key is refused with what to do', async () => {
  const { page } = heed;
  await expect.poll(hasCore).toBe(true);
  await page.getByRole('button', { name: /^Join an organisation/ }).click();
  const field = page.getByRole('textbox', { name: 'Link', exact: true });
  await field.fill(link.replace(/[^/]{43}$/, 'a'.repeat(43)));
  await button(page, 'Join').click();
  await page.getByText(/somebody may pretend/).waitFor();
  expect(await page.evaluate(() => location.search)).toBe('');
  await field.fill(link);
  await button(page, 'Join').click();
  await page.getByText('Join Choir', { exact: true }).waitFor();
  await page.getByRole('textbox', { name: 'Your login', exact: true }).fill(JO.login);
  await page.getByRole('textbox', { name: 'Choose a password', exact: true }).fill(JO.password);
  await button(page, 'Join').click();
  await page.getByRole('navigation', { name: 'Main', exact: true }).waitFor();
  expect((await console_.atConsole().account.list()).map(({ login }) => login)).toContain(JO.login);
});

test('no core runs here any more, and on the disk lie address, pin and name alone', async () => {
  await expect.poll(hasCore).toBe(false);
  const { origin, hash } = new URL(link);
  const pin = hash.split('/').at(-1);
  await expect
    .poll(() => JSON.parse(kept()))
    .toEqual({ here: origin, joined: [{ address: origin, pin, name: 'Choir' }] });
});

test('a console that was restarted is found again, without a further sign-in', async () => {
  const { page } = heed;
  await console_.restart();
  // A page that loads anew is signed in by what the program keeps in memory.
  await page.reload();
  await page.getByRole('navigation', { name: 'Main', exact: true }).waitFor();
  await page.getByRole('button', { name: /^Jo/ }).click();
  await page.getByRole('menuitem', { name: 'Organisations…', exact: true }).click();
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Choir' })
    .getByText(/You are here/)
    .waitFor();
});

test('closing Heed signs out; it opens at the same organisation, and the way to another one is there', async () => {
  await heed.quit();
  heed = await openHeed({ dataDir });
  const { page } = heed;
  await page.getByRole('textbox', { name: 'Login', exact: true }).waitFor();
  expect(await hasCore()).toBe(false);
  await button(page, 'Organisations…').click();
  await button(page, 'Go to This computer').click();
  await page.getByRole('button', { name: /^Join an organisation/ }).waitFor();
  expect(JSON.parse(kept())).toMatchObject({ here: null, joined: [{ name: 'Choir' }] });
  // A link that is opened from outside stands in the field, and nothing is done by it.
  const opened = link.replace('https://', 'heed://join/');
  expect((await startBare({ dataDir }, opened)).told).toBe('');
  const dialog = page.getByRole('dialog', { name: 'Organisations', exact: true });
  expect(await dialog.getByRole('textbox', { name: 'Link', exact: true }).inputValue()).toBe(opened);
  expect(JSON.parse(kept()).here).toBeNull();
  expect(await heed.quit()).toBe(0);
});
