import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { freePort } from '../hosts/deskListener.ts';
import { type Demo, openWindow, startDemo } from './demo.ts';

/** An admin lets other computers in, and people work at them: browsers that know nothing but the address. */

const LOOK = { dark: false, width: 1280, height: 900 } as const;
let demo: Demo;
let browser: Browser;
let address = '';

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

/** A browser at another computer, which has been told to go on with a certificate that it cannot check. */
async function desk(name: RegExp): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'en-US' });
  const page = await context.newPage();
  await page.goto(address);
  await page.getByRole('button', { name }).click();
  return page;
}

test('an admin switches desks on, and sees where they come in and what to compare', async () => {
  const page = await openWindow(browser, demo, 'Maya', LOOK);
  await page.goto(`${new URL(page.url()).origin}/#/settings/desks`);
  await page.getByText('Desks are off.', { exact: false }).waitFor();
  const port = await freePort();
  address = `https://127.0.0.1:${port}`;
  await page.getByRole('switch', { name: 'Let other computers in', exact: true }).click();
  const save = page.getByRole('button', { name: 'Save', exact: true });
  await page.getByRole('combobox', { name: 'Address that desks open', exact: true }).fill('http://127.0.0.1');
  await save.click();
  await page.getByText('An address that begins with https://', { exact: false }).waitFor();
  await page.getByRole('combobox', { name: 'Address that desks open', exact: true }).fill(address);
  await page.getByRole('textbox', { name: 'Port', exact: true }).fill(String(port));
  await save.click();
  await page.getByText(address, { exact: true }).waitFor();
  await page.getByText('Fingerprint of its public key (SHA-256)', { exact: true }).waitFor();
  await page.context().close();
});

test('a texter works at a desk; what is done at the console is not offered', async () => {
  const page = await desk(/Ana/);
  await page.getByRole('option').first().waitFor();
  await page
    .getByRole('button', { name: /^Account of|Ana/ })
    .last()
    .click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).waitFor();
  expect(await page.getByRole('menuitem', { name: 'Leave the demo', exact: true }).count()).toBe(0);
  await page.reload();
  await page.getByRole('option').first().waitFor();
  await page.context().close();
});

test('an admin without a second factor is told where to set it up', async () => {
  const page = await desk(/Maya/);
  await page.getByText('Set it up at the console first', { exact: false }).waitFor();
  await page.context().close();
});
