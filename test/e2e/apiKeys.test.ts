import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { inBothLooks } from './looks.ts';
import { openScreen } from './screen.ts';
import { startWorld, type World } from './world.ts';

/** An admin makes and ends API keys, and a program uses them. */

const password = 'a-long-password';
let world: World;
let browser: Browser;

beforeAll(async () => {
  world = await startWorld();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

test('a key is shown once, works over REST, and is refused from the moment it is revoked', async () => {
  const { page, problems } = await openScreen(browser, await world.windowUrl(), { login: 'maya', password });
  const asked = async (path: string, key: string) =>
    (await fetch(`${world.console.line.apiUrl}${path}`, { headers: { authorization: `Bearer ${key}` } }))
      .status;

  await page.goto(`${page.url().split('#')[0]}#/settings/api-keys`);
  await page.getByText('No keys').waitFor();
  expect(await inBothLooks(page)).toEqual([]);

  await page.getByRole('button', { name: 'Make a key' }).click();
  await page.getByLabel('Name').fill('CRM, nightly');
  await page.getByLabel('Role').selectOption('Supervisor');
  await page.getByLabel('Ends after').selectOption('30 days');
  expect(await inBothLooks(page)).toEqual([]);
  await page.getByRole('button', { name: 'Make key' }).click();

  const dialog = page.getByRole('dialog', { name: 'Your new API key' });
  const token = ((await dialog.locator('code').textContent()) ?? '').trim();
  expect(token).toMatch(/^heed_[\w-]{43}$/);
  expect(await inBothLooks(page, '[role=dialog]')).toEqual([]);
  await page.keyboard.press('Escape');
  expect(await dialog.isVisible()).toBe(true);
  await dialog.getByRole('button', { name: 'I have kept it' }).click();
  await dialog.waitFor({ state: 'detached' });

  const row = page
    .getByRole('region', { name: 'List of API keys' })
    .getByRole('row', { name: /CRM, nightly/ });
  await row.getByText('active', { exact: true }).waitFor();
  await row.getByText('Never').waitFor();
  expect(await asked('/opt-outs', token)).toBe(200);
  expect(await asked('/connections', token)).toBe(403);
  await page.reload();
  await row.waitFor();
  expect(await page.content()).not.toContain(token);
  expect(await row.textContent()).toContain('Supervisor');
  expect(await row.textContent()).not.toContain('Never');
  expect(await inBothLooks(page)).toEqual([]);

  await row.getByRole('button', { name: 'Revoke CRM, nightly' }).click();
  expect(await inBothLooks(page, '[role=dialog]')).toEqual([]);
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(await asked('/opt-outs', token)).toBe(200);
  await row.getByRole('button', { name: 'Revoke CRM, nightly' }).click();
  await page.getByRole('button', { name: 'Revoke key' }).click();
  await row.getByText('revoked', { exact: true }).waitFor();
  expect(await asked('/opt-outs', token)).toBe(401);
  expect(await row.getByRole('button').count()).toBe(0);
  expect(problems).toEqual([]);
});

test('the printed page of the interface can be read in light and in dark', async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(world.console.line.apiUrl);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate(() => {
    const shown = document.querySelectorAll<HTMLDetailsElement>('article:first-of-type details');
    for (const each of shown) each.open = true;
  });
  expect(await inBothLooks(page)).toEqual([]);
  await page.context().close();
});
