import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { NOON } from '../helpers/core.ts';
import { receiver, signatureFits, statusOnly } from '../webhooksOut/receiver.ts';
import { inBothLooks } from './looks.ts';
import { startConsoleProcess } from './processes.ts';
import { openScreen } from './screen.ts';
import { startWorld, type World } from './world.ts';

/** Webhooks: an admin sets them up, and the other system receives them. */

const password = 'a-long-password';
const DAY = 86_400_000;
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

const atWebhooks = async (page: Page) => {
  await page.goto(`${page.url().split('#')[0]}#/settings/webhooks`);
};
const deliveries = (page: Page) =>
  page.getByRole('region', { name: 'Deliveries to CRM' }).locator('tbody').getByRole('row');

test('an opt-out reaches another system: refused, tried again, held while switched off or paused, and forgotten at the end', async () => {
  const crm = await receiver();
  const { page, context, problems } = await openScreen(browser, await world.windowUrl(), {
    login: 'maya',
    password,
  });
  await atWebhooks(page);
  await page.getByText('No webhooks').waitFor();
  await page.getByRole('button', { name: 'Add a webhook' }).click();
  await page.getByLabel('Name').fill('CRM');
  await page.getByLabel('Address').first().fill('http://crm.example.org/heed');
  await page.getByRole('button', { name: 'Add webhook' }).click();
  await page.getByText(/Numbers would travel unencrypted/).waitFor();
  expect(await inBothLooks(page)).toEqual([]);
  await page.getByLabel('Address').first().fill(crm.url);
  await page.getByRole('button', { name: 'Add webhook' }).click();
  const dialog = page.getByRole('dialog', { name: 'The secret of this webhook' });
  const secret = ((await dialog.locator('code').textContent()) ?? '').trim();
  expect(await inBothLooks(page, '[role=dialog]')).toEqual([]);
  await dialog.getByRole('button', { name: 'I have kept it' }).click();

  await page.getByRole('button', { name: 'Send a test event' }).click();
  await deliveries(page).filter({ hasText: 'Test' }).getByText('delivered', { exact: true }).waitFor();
  const [first] = crm.got;
  expect(first && signatureFits(first, secret)).toBe(true);

  crm.answer(statusOnly(503));
  await world.admin.person.optOut({ number: '+12025550177', reason: 'Asked on the phone' });
  const row = deliveries(page).filter({ hasText: 'Opt-out' }).first();
  await row.getByText('waiting', { exact: true }).waitFor();
  await page.getByText(/The last try failed\..*Waiting: 1\./).waitFor();
  expect(await inBothLooks(page)).toEqual([]);
  crm.answer(statusOnly(204));
  await row.getByText('delivered', { exact: true }).waitFor();
  const tries = crm.got.filter(({ body }) => body.includes('+12025550177'));
  expect(tries.length).toBeGreaterThan(1);
  expect(new Set(tries.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(await row.getByRole('cell').nth(1).textContent()).toBe(String(tries.length));

  await page.getByRole('button', { name: 'Switch off' }).click();
  await page.getByRole('button', { name: 'Switch on' }).waitFor();
  await world.admin.person.optOut({ number: '+12025550178', reason: 'Asked on the phone' });
  crm.answer(statusOnly(503));
  expect(crm.got.some(({ body }) => body.includes('+12025550178'))).toBe(false);
  await page.getByRole('button', { name: 'Switch on' }).click();
  await world.until(async () => crm.got.some(({ body }) => body.includes('+12025550178')), 'it is told then');
  await page.getByText(/The last try failed/).waitFor();
  expect(problems).toEqual([]);
  await context.close();

  await world.console.stop();
  const later = await startConsoleProcess(world.dataDir, { now: NOON + DAY + 60_000 });
  try {
    const screen = await openScreen(browser, later.line.url, { login: 'maya', password });
    await atWebhooks(screen.page);
    await screen.page.getByText('Paused: nothing could be delivered for a day').waitFor();
    expect(await inBothLooks(screen.page)).toEqual([]);
    crm.answer(statusOnly(204));
    await screen.page.getByRole('button', { name: 'Resume' }).click();
    const held = deliveries(screen.page).filter({ hasText: 'Opt-out' }).first();
    await held.getByText('delivered', { exact: true }).waitFor();

    await screen.page.getByRole('button', { name: 'Remove…' }).click();
    await screen.page.getByRole('button', { name: 'Remove webhook' }).click();
    await screen.page.getByText('No webhooks').waitFor();
    expect(await inBothLooks(screen.page)).toEqual([]);
    expect(screen.problems).toEqual([]);
  } finally {
    await later.stop();
  }
});
