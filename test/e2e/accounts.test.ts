import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { expectAccessible } from './accessible.ts';
import { type ConsoleLine, type Running, startConsoleProcess } from './processes.ts';

/**
 * Getting in, as a person meets it: the first set-up, a locked store, passwords, a second factor, and
 * recovery.
 */

const PASSPHRASE = 'river stone lantern field';
const PASSWORD = 'a-long-password';
const STEP = 30_000;

const dataDir = mkdtempSync(join(tmpdir(), 'heed-in-'));
let program: Running<ConsoleLine>;
let browser: Browser;
let page: Page;
let secret = '';
let recovery: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  program = await startConsoleProcess(dataDir, { passphrase: null, typed: PASSPHRASE });
  page = await open(program.line.url);
});

afterAll(async () => {
  await browser?.close();
  await program?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function open(url: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
  });
  const opened = await context.newPage();
  await opened.goto(url);
  return opened;
}

const button = (at: Page, name: string | RegExp) =>
  at.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
const field = (at: Page, label: string) => at.getByLabel(label, { exact: true });

/** Over REST, since it is not what this test is about. */
async function post<T>(path: string, token: string | null, body: unknown): Promise<T> {
  const answer = await fetch(`${program.line.apiUrl}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}
const tokenOf = async (login: string, password = PASSWORD) =>
  (await post<{ token: string }>('/session', null, { login, password })).token;

async function signIn(at: Page, login: string, password: string): Promise<void> {
  await field(at, 'Login').fill(login);
  await field(at, 'Password').fill(password);
  await button(at, 'Sign in').click();
}

async function signOut(at: Page): Promise<void> {
  await button(at, /account menu|^Account|Maya|Ana/i)
    .first()
    .click();
  await at.getByRole('menuitem', { name: 'Sign out' }).click();
  await at.getByRole('heading', { name: 'Sign in' }).waitFor({ timeout: 30_000 });
}

test('the first set-up says what is wrong, and leads in', async () => {
  await button(page, /Set up your organisation/).click();
  await field(page, 'Organisation').fill('Housing Vote');
  await field(page, 'Your name').fill('Maya Admin');
  await field(page, 'Login').fill('maya');
  await field(page, 'Password').fill(PASSWORD);
  await field(page, 'Password again').fill('another password');
  await field(page, 'Passphrase').fill(PASSPHRASE);
  await field(page, 'Passphrase again').fill(`${PASSPHRASE}s`);
  await button(page, 'Set up and sign in').click();
  await page.getByText('The two passwords do not match.').waitFor({ timeout: 30_000 });
  await page.getByText('The two passphrases do not match.').waitFor({ timeout: 30_000 });
  await expectAccessible(page);
  await field(page, 'Password again').fill(PASSWORD);
  await field(page, 'Passphrase again').fill(PASSPHRASE);
  await button(page, 'Set up and sign in').click();
  await page.getByRole('navigation').first().waitFor({ timeout: 30_000 });
  const token = await tokenOf('maya');
  await post('/accounts', token, { login: 'ana', name: 'Ana Texter', role: 'texter', password: PASSWORD });
});

test('after a restart the store is locked: a wrong passphrase is named, the right one opens it', async () => {
  await program.stop();
  program = await startConsoleProcess(dataDir, { passphrase: null, typed: PASSPHRASE });
  page = await open(program.line.url);
  await field(page, 'Passphrase').fill('not the passphrase');
  await button(page, /^(Unlock|Open)/).click();
  await page
    .getByRole('alert')
    .getByText('This is not the passphrase of this data folder.')
    .waitFor({ timeout: 30_000 });
  await expectAccessible(page);
  await field(page, 'Passphrase').fill(PASSPHRASE);
  await button(page, /^(Unlock|Open)/).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor({ timeout: 30_000 });
});

test('a wrong password is refused in words, and after five of them how long to wait', async () => {
  const other = await open(await windowFor('ana'));
  for (let time = 0; time < 4; time += 1) {
    await signIn(other, 'nobody', `wrong ${time}`);
    await other.getByText('Login or password is wrong.').waitFor({ timeout: 30_000 });
  }
  await signIn(other, 'nobody', 'wrong again');
  await other
    .getByText(/Too many wrong attempts. Wait \d+ seconds, then try again./)
    .waitFor({ timeout: 30_000 });
  await expectAccessible(other);
  await other.context().close();
});

/** A one-time address for one more window. */
async function windowFor(login: string): Promise<string> {
  return (await post<{ url: string }>('/session/window', await tokenOf(login), {})).url;
}

test('an admin sets a second factor up: picture and text of the secret, a code, recovery codes', async () => {
  await signIn(page, 'maya', PASSWORD);
  await page.getByRole('navigation').first().waitFor({ timeout: 30_000 });
  await openOwn(page);
  await button(page, 'Set it up…').click();
  const own = page.getByRole('region', { name: 'Second factor' });
  await own.getByLabel('Current password').fill('not it at all');
  await own.getByRole('button', { name: 'Begin' }).click();
  await own.getByText('The current password is wrong.').waitFor({ timeout: 30_000 });
  await own.getByLabel('Current password').fill(PASSWORD);
  await own.getByRole('button', { name: 'Begin' }).click();
  await own.getByRole('img', { name: 'QR code of the secret' }).waitFor({ timeout: 30_000 });
  secret = ((await own.getByLabel('Secret').textContent()) ?? '').replaceAll(' ', '');
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  await own.getByLabel('Code shown in the app').fill('000000');
  await own.getByRole('button', { name: 'Turn it on' }).click();
  await own.getByText(/This code is wrong/).waitFor({ timeout: 30_000 });
  await expectAccessible(page);
  await own.getByLabel('Code shown in the app').fill(codeAt(Date.now()));
  await own.getByRole('button', { name: 'Turn it on' }).click();
  const list = own.getByRole('list', { name: 'Recovery codes' });
  await list.waitFor({ timeout: 30_000 });
  recovery = await list.getByRole('listitem').allTextContents();
  expect(recovery).toHaveLength(10);
  await own.getByRole('button', { name: 'I have kept them' }).click();
  await own.getByText(/10 recovery codes are left/).waitFor({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Close' }).click();
  await signOut(page);
});

const codeAt = (at: number) => TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: at });

async function openOwn(at: Page): Promise<void> {
  await button(at, /account menu|^Account|Maya|Ana/i)
    .first()
    .click();
  await at.getByRole('menuitem', { name: 'Password and sign-in…' }).click();
  await at.getByRole('dialog', { name: 'How you sign in' }).waitFor({ timeout: 30_000 });
}

test('from then on a code is asked for; it works once, and a recovery code instead of it', async () => {
  await signIn(page, 'maya', PASSWORD);
  const code = page.getByLabel('Code of your authenticator app');
  await code.waitFor({ timeout: 30_000 });
  await expectAccessible(page);
  const next = codeAt(Date.now() + STEP);
  await code.fill(next);
  await button(page, 'Sign in').click();
  await page.getByRole('navigation').first().waitFor({ timeout: 30_000 });
  await signOut(page);
  await signIn(page, 'maya', PASSWORD);
  await code.fill(next);
  await button(page, 'Sign in').click();
  await page.getByText(/was already used/).waitFor({ timeout: 30_000 });
  await code.fill(recovery[0]?.toLowerCase() ?? '');
  await button(page, 'Sign in').click();
  await page.getByRole('navigation').first().waitFor({ timeout: 30_000 });
});

test('an admin lets somebody in again: a one-time password, which must be changed at once', async () => {
  const ana = await open(await windowFor('ana'));
  await page.goto(`${page.url().split('#')[0]}#/settings/accounts`);
  await button(page, 'Recover the account of Ana Texter').click();
  await expectAccessible(page);
  await button(page, 'Make a one-time password').click();
  const oneTime = (await page.getByLabel('One-time password').textContent()) ?? '';
  expect(oneTime).toMatch(/^([a-z2-7]{4}-){3}[a-z2-7]{4}$/);
  await button(page, 'Done').click();
  await page
    .getByRole('row', { name: /Ana Texter/ })
    .getByText('one-time password')
    .waitFor({ timeout: 30_000 });

  await signIn(ana, 'ana', PASSWORD);
  await ana.getByText('Login or password is wrong.').waitFor({ timeout: 30_000 });
  await signIn(ana, 'ana', oneTime);
  await ana.getByRole('heading', { name: 'Choose your own password' }).waitFor({ timeout: 30_000 });
  await expectAccessible(ana);
  await field(ana, 'One-time password').fill(oneTime);
  await field(ana, 'New password').fill('my very own password');
  await field(ana, 'New password again').fill('my very own password');
  await button(ana, 'Change the password').click();
  await ana.getByRole('navigation').first().waitFor({ timeout: 30_000 });
  await ana.context().close();
});

test('an admin demands a second factor of a role: the next click leads to setting it up', async () => {
  const token = await tokenOf('ana', 'my very own password');
  const { url } = await post<{ url: string }>('/session/window', token, {});
  // The box shows what the server has kept, so the test presses it and then waits for it.
  await page.getByRole('checkbox', { name: 'Texter' }).click();
  await page.getByText('Saved.').first().waitFor({ timeout: 30_000 });
  const ana = await open(url);
  await signIn(ana, 'ana', 'my very own password');
  await ana.getByRole('heading', { name: 'Set up your second factor' }).waitFor({ timeout: 30_000 });
  await expectAccessible(ana);
  await ana.context().close();
});
