import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clearLitter, folder, type Heed, openHeed, startBare } from './heed.ts';
import { packedHeed, placeOfReleases, type Releases } from './packed.ts';

/**
 * A Heed that takes itself for packed, and an organisation in it whose key is in the computer's keyring.
 * Only on Linux, where a program counts as packed by its name; it needs a keyring that runs.
 */

const OLD = 'the old program';
const NEW = '#!/bin/sh\nexit 0\n';
const person = { name: 'Tess', login: 'tess', password: 'correct horse battery' };
const dataDir = folder();
const config = folder();
const appImage = join(folder(), 'Heed.AppImage');
let releases: Releases;
let packed: { readonly program: string; readonly app: string };
let heed: Heed;

const open = () =>
  openHeed(
    { dataDir, packed },
    { env: { APPIMAGE: appImage, XDG_CONFIG_HOME: config, XDG_CACHE_HOME: config } },
  );
const signIn = async ({ page }: Heed) => {
  await page.getByRole('textbox', { name: 'Login', exact: true }).fill(person.login);
  await page.locator('input[type=password]').fill(person.password);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Main', exact: true }).waitFor();
};
const goTo = ({ page }: Heed, hash: string) =>
  page.evaluate((place) => {
    location.hash = place;
  }, hash);

beforeAll(async () => {
  releases = await placeOfReleases();
  packed = packedHeed(releases);
  writeFileSync(appImage, OLD);
});
afterAll(async () => {
  await clearLitter();
  await releases.close();
});

test('setting up asks about updates; one that we signed is fetched and told, with what is new', async () => {
  releases.put('0.2.0', NEW, 'us');
  heed = await open();
  const { page, app } = heed;
  expect(await app.evaluate(({ app: program }) => program.isPackaged)).toBe(true);
  await page.getByRole('button', { name: /^Set up your organisation/ }).click();
  await page.getByRole('textbox', { name: /^Organisation/ }).fill('People of the Valley');
  await page.getByRole('textbox', { name: /^Your name/ }).fill(person.name);
  await page.getByRole('textbox', { name: /^Login/ }).fill(person.login);
  const passwords = page.locator('input[type=password]');
  await passwords.nth(0).fill(person.password);
  await passwords.nth(1).fill(person.password);
  await page.getByRole('checkbox', { name: 'Look for updates of Heed once a day' }).check();
  await page.getByRole('button', { name: 'Set up and sign in', exact: true }).click();
  await page
    .getByText('Heed 0.2.0 is ready, and is installed when Heed is closed', { exact: true })
    .waitFor();
  await page.getByText('Texts leave twice as fast.', { exact: true }).first().waitFor();
  // Nothing is installed while Heed runs.
  expect(readFileSync(appImage, 'utf8')).toBe(OLD);
});

test('opening at login is a file of the desktop’s, which starts what the person starts', async () => {
  await goTo(heed, '#/computer');
  const file = join(config, 'autostart/heed.desktop');
  const box = heed.page.getByRole('switch', { name: 'Open Heed when I sign in to this computer' });
  await box.click({ force: true });
  await expect.poll(() => existsSync(file)).toBe(true);
  expect(readFileSync(file, 'utf8')).toContain(`Exec="${appImage}"`);
  // It was saved, and is asked for anew.
  await expect.poll(() => box.and(heed.page.locator(':checked:enabled')).count()).toBe(1);
  await box.click({ force: true });
  await expect.poll(() => existsSync(file)).toBe(false);
});

test('with the tray, closing the last window asks; Heed goes on, and starting it again opens a window', async () => {
  const { page } = heed;
  await page.getByRole('switch', { name: /^Keep running in the tray/ }).click({ force: true });
  await page.getByRole('combobox', { name: 'When the last window is closed' }).waitFor();
  await heed.press('Keep running');
  await page.close();
  await expect.poll(async () => (await heed.asked()).join()).toContain('No texts are waiting to leave');
  expect(await heed.windows()).toBe(0);
  expect(heed.ended()).toBe(false);
  expect((await startBare({ dataDir, packed })).code).toBe(0);
  await expect.poll(() => heed.windows()).toBe(1);
});

test('links open Heed; one that it does not know is told, and nothing is done', async () => {
  const visible = () =>
    heed.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
  await expect.poll(visible).toBe(true);
  await heed.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  const minimized = () =>
    heed.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized());
  await expect.poll(minimized).toBe(true);
  expect((await startBare({ dataDir, packed }, 'heed://open')).code).toBe(0);
  await expect.poll(minimized).toBe(false);
  expect((await heed.asked()).join()).not.toContain('does not know this link');
  expect((await startBare({ dataDir, packed }, 'heed://erase?all=1')).code).toBe(0);
  await expect.poll(async () => (await heed.asked()).join()).toContain('Heed does not know this link');
  expect(await heed.windows()).toBe(1);
});

test('a report of a problem is a file to read, of no name and nothing secret', async () => {
  const file = join(config, 'report.txt');
  await heed.app.evaluate(({ dialog, shell, Menu }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    shell.showItemInFolder = () => {};
    const items = (Menu.getApplicationMenu()?.items ?? []).flatMap(({ submenu }) => submenu?.items ?? []);
    items.find(({ label }) => label === 'Report a Problem…')?.click();
  }, file);
  await expect.poll(() => (existsSync(file) ? readFileSync(file, 'utf8') : '')).toContain('desktop program');
  const report = readFileSync(file, 'utf8');
  for (const secret of ['Valley', person.name, person.login, person.password])
    expect(report).not.toContain(secret);
});

test('quitting by the tray ends Heed, and puts what was fetched in its place', async () => {
  await heed.press('Quit Heed');
  await heed.app.evaluate(({ app }) => app.quit()).catch(() => undefined);
  await expect.poll(() => heed.ended()).toBe(true);
  expect(readFileSync(appImage, 'utf8')).toBe(NEW);
});

test('one that somebody else signed is not fetched, and the person is told', async () => {
  releases.put('0.3.0', 'a trap', 'a stranger');
  heed = await open();
  await signIn(heed);
  await goTo(heed, '#/computer');
  await heed.page.getByText(/was not signed as it should be/).waitFor();
  await heed.app.evaluate(({ app }) => app.quit()).catch(() => undefined);
  await expect.poll(() => heed.ended()).toBe(true);
  expect(readFileSync(appImage, 'utf8')).toBe(NEW);
});

test('what a packed Heed made opens in one that npm start runs, by the same key of the keyring', async () => {
  expect(existsSync(join(dataDir, 'secrets.json'))).toBe(true);
  const unpacked = await openHeed({ dataDir });
  expect(await unpacked.app.evaluate(({ app: program }) => program.isPackaged)).toBe(false);
  await signIn(unpacked);
  expect(await unpacked.app.evaluate(({ app }) => app.getName())).toBe('Heed');
  await unpacked.app.evaluate(({ app }) => app.quit()).catch(() => undefined);
  await expect.poll(() => unpacked.ended()).toBe(true);
  // And off again.
  heed = await open();
  await signIn(heed);
  await heed.app.evaluate(({ app }) => app.quit()).catch(() => undefined);
  await expect.poll(() => heed.ended()).toBe(true);
});
