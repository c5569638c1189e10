import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { type ConsoleLine, type Running, startConsoleProcess } from './processes.ts';
import { apiClient } from './world.ts';

/**
 * Before anybody can sign in: a lost store is restored from its back-up, and an exported organisation
 * begins on another computer.
 */

const FILE = 'a passphrase for the file';
const password = 'a-long-password';
const ASKED = '+12025550177';

let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), 'heed-lost-'));
const running: Running<ConsoleLine>[] = [];
const start = async (dir: string) => {
  const made = await startConsoleProcess(join(folder, dir));
  running.push(made);
  return made;
};
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  for (const each of running) await each.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Maya's recovery codes; each works once. */
let codes: string[] = [];
const code = () => codes.shift() ?? '';

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('Login').fill('maya');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByLabel('Code of your authenticator app').fill(code());
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('navigation').first().waitFor();
}

const optedOut = async (on: Running<ConsoleLine>): Promise<boolean> => {
  const { token } = await apiClient(on.line.apiUrl, null).session.signIn({
    login: 'maya',
    password,
    code: code(),
  });
  return (await apiClient(on.line.apiUrl, token).person.why({ number: ASKED })).optedOut;
};

test('damaged, restored on the start page, exported, and begun anew elsewhere: the opt-out is there each time', {
  timeout: 240_000,
}, async () => {
  const first = await start('old');
  const nobody = apiClient(first.line.apiUrl, null);
  await nobody.setup.create({ organisation: 'Housing Vote', name: 'Maya', login: 'maya', password });
  const { token } = await nobody.session.signIn({ login: 'maya', password });
  const admin = apiClient(first.line.apiUrl, token);
  await admin.person.optOut({ number: ASKED, reason: 'Rang the office' });
  const { secret } = await admin.session.secondFactor.begin({ password });
  codes = (
    await admin.session.secondFactor.confirm({ code: TOTP.generate({ secret: Secret.fromBase32(secret) }) })
  ).recoveryCodes;
  await admin.backup.now();
  await first.stop();
  const file = join(folder, 'old', 'organisation', 'heed.db');
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(7, 2000, 9000));

  const again = await start('old');
  const page = await browser.newPage();
  await page.goto(again.line.url);
  await page.getByRole('heading', { name: 'Restore a back-up' }).waitFor();
  await page.getByLabel('Login').fill('maya');
  await page.getByLabel('Password', { exact: true }).fill('not my password');
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await page.getByText('No admin of this back-up has this login and password.').waitFor({ timeout: 30_000 });
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  // The back-up knows of a second factor, so the password alone is not enough.
  await page.getByLabel('Code of your authenticator app').fill('000000');
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await page.getByText('This code is wrong').waitFor({ timeout: 30_000 });
  const used = code();
  await page.getByLabel('Code of your authenticator app').fill(used);
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor({ timeout: 60_000 });
  await expect(
    apiClient(again.line.apiUrl, null).session.signIn({ login: 'maya', password, code: used }),
  ).rejects.toMatchObject({ code: 'SECOND_FACTOR' });
  await signIn(page);
  expect(await optedOut(again)).toBe(true);
  await page.evaluate(() => {
    window.location.hash = '#/settings/back-ups';
  });
  await page.getByText('Sending has stopped: the store was restored').waitFor({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Resume sending' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Resume sending' }).click();
  await page.getByText('Sending has stopped').waitFor({ state: 'detached', timeout: 30_000 });

  await page.getByLabel('Passphrase for the file').fill(FILE);
  await page.getByLabel('Passphrase again').fill(FILE);
  await page.getByLabel('This computer stops sending').check();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const reported = await page.getByText(/^The file was saved as .*\.heed$/).textContent({ timeout: 60_000 });
  await page.getByText('Sending has stopped: the organisation moved').waitFor({ timeout: 30_000 });

  const there = await start('new');
  const begin = await browser.newPage();
  await begin.goto(there.line.url);
  await begin.getByRole('button', { name: /Import an organisation/ }).click();
  await begin
    .locator('input[type=file]')
    .setInputFiles(reported?.replace('The file was saved as ', '') ?? '');
  await begin.getByLabel('Passphrase of the file').fill(FILE);
  const own = begin.getByLabel('Passphrase for the store on this computer');
  if ((await own.count()) > 0) await own.fill('a passphrase for tests only');
  await begin.getByRole('button', { name: 'Import', exact: true }).click();
  await begin.getByRole('button', { name: 'Sign in', exact: true }).waitFor({ timeout: 60_000 });
  await signIn(begin);
  expect(await optedOut(there)).toBe(true);
});
