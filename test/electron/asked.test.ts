import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startConsoleProcess } from '../e2e/processes.ts';
import { clearLitter, folder, type Heed, openHeed, signIn, startBare } from './heed.ts';

/**
 * What the desktop program asks, offers and remembers, first with an admin of the demo, then at its start.
 */

let heed: Heed;
const dataDir = folder();

beforeAll(async () => {
  const DICPATH = join(import.meta.dirname, '../fixtures/dictionaries');
  heed = await openHeed({ dataDir, demo: true }, { env: { DICPATH } });
  await signIn(heed.page, 'Maya Okafor');
});
afterAll(clearLitter);

const close = () => heed.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
const nameField = () => heed.page.getByRole('textbox', { name: 'Name', exact: true });

test('a right click on a field offers to cut, copy and paste, and how a word is spelt', async () => {
  await heed.app.evaluate(({ Menu }) => {
    const seen = Object.assign(globalThis, { offered: [] as string[] });
    Menu.prototype.popup = function popup() {
      seen.offered = this.items.map(({ label, type }) => label || type);
    };
  });
  const offered = () => heed.app.evaluate(() => (globalThis as unknown as { offered: string[] }).offered);
  await heed.page.evaluate(() => {
    location.hash = '#/lookup';
  });
  const field = heed.page.getByRole('textbox').first();
  await field.click({ button: 'right' });
  await expect.poll(offered).toEqual(expect.arrayContaining(['Cut', 'Copy', 'Paste']));
  expect(await offered()).not.toContain('Add to Dictionary');
  if (process.platform !== 'linux') return;
  // The system's dictionaries do not know this word, so the menu offers what may have been meant, best
  // guess first.
  await field.pressSequentially('volunteerr ');
  await expect
    .poll(async () => {
      await field.click({ button: 'right', position: { x: 30, y: 15 } });
      return offered();
    })
    .toEqual(expect.arrayContaining(['volunteer', 'Add to Dictionary', 'Paste']));
  await field.fill('');
});

test('a file to save has its name and its kind, and the dialog says what it is', async () => {
  await heed.app.evaluate(({ session }) => {
    session.defaultSession.on('will-download', (_event, item) => {
      Object.assign(globalThis, { saving: item.getSaveDialogOptions() });
      item.cancel();
    });
  });
  await heed.page.evaluate(() => {
    // With a question of its own the page would get Chromium's dialog on top.
    Reflect.deleteProperty(window, 'showSaveFilePicker');
    location.hash = '#/opt-outs';
  });
  await heed.page
    .getByRole('button', { name: /export/i })
    .first()
    .click();
  const saving = () =>
    heed.app.evaluate(
      () => (globalThis as { saving?: { title: string; defaultPath: string; filters: object[] } }).saving,
    );
  await expect.poll(saving).toMatchObject({
    title: expect.stringMatching(/^Save opt-outs-.*\.csv$/),
    defaultPath: expect.stringMatching(/opt-outs-.*\.csv$/),
    filters: [{ name: 'Table (CSV)', extensions: ['csv'] }, { extensions: ['*'] }],
  });
});

test('a form with changes: cancel keeps it, save saves it, discard lets it go', async () => {
  const { page } = heed;
  await page.evaluate(() => {
    location.hash = '#/settings/organisation';
  });
  await nameField().fill('People of the Valley');
  // The page tells Heed of the change when it offers to save it.
  await page.getByRole('button', { name: 'Save', exact: true }).and(page.locator(':enabled')).waitFor();
  await close();
  await expect.poll(async () => (await heed.asked()).length).toBe(1);
  expect((await heed.asked())[0]).toContain('Save / Discard Changes / Cancel');
  expect(await nameField().inputValue()).toBe('People of the Valley');

  await page.evaluate(() => {
    document.documentElement.dataset.old = '';
  });
  await heed.press('Save');
  await heed.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload());
  await expect.poll(async () => (await heed.asked()).length).toBe(2);
  // It was saved, and stands there after loading again.
  await page.locator('html:not([data-old])').waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).and(page.locator(':disabled')).waitFor();
  await expect.poll(() => nameField().inputValue()).toBe('People of the Valley');

  await nameField().fill('Nobody');
  await page.getByRole('button', { name: 'Save', exact: true }).and(page.locator(':enabled')).waitFor();
  await heed.press('Discard Changes');
  await close();
  await expect.poll(() => heed.ended()).toBe(true);
});

test('it comes back where it was, in the language and the colours that were chosen', async () => {
  const first = await openHeed({ dataDir, demo: true });
  const place = { x: 120, y: 90, width: 1010, height: 700 };
  await first.app.evaluate(
    ({ BrowserWindow }, area) => BrowserWindow.getAllWindows()[0]?.setBounds(area),
    place,
  );
  const bounds = (running: Heed) =>
    running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  await expect.poll(async () => (await bounds(first))?.width).toBe(1010);
  await first.page.getByRole('button', { name: 'Español', exact: true }).click();
  await expect
    .poll(() => first.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label)))
    .toContain('Archivo');
  const left = await bounds(first);
  expect(await first.quit()).toBe(0);
  const again = await openHeed({ dataDir, demo: true });
  const found = await bounds(again);
  expect([found?.width, found?.height]).toEqual([left?.width, left?.height]);
  // Window managers count a window's frame differently.
  expect(Math.abs((found?.x ?? 0) - (left?.x ?? 0))).toBeLessThanOrEqual(40);
  expect(await again.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items[0]?.label)).toBe('Archivo');
  expect(await again.quit()).toBe(0);
});

test('a data folder that is in use is told in a dialog, and nothing of it is touched', async () => {
  const other = folder();
  const program = await startConsoleProcess(other, { demo: true });
  const { code, told } = await startBare({ dataDir: other });
  expect(told).toContain('Heed is already open with this data folder');
  expect(code).toBe(1);
  expect((await fetch(`${program.line.apiUrl}/session`)).status).toBe(200);
  await program.stop();
});

test('a store that a browser began with a passphrase opens here, once it is typed', async () => {
  const other = folder();
  const passphrase = 'four words of mine';
  const program = await startConsoleProcess(other, { passphrase });
  const person = { organisation: 'Valley', name: 'Tess', login: 'tess', password: 'correct horse battery' };
  const made = await fetch(`${program.line.apiUrl}/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...person, passphrase }),
  });
  expect(made.status).toBe(200);
  await program.stop();
  const here = await openHeed({ dataDir: other });
  const field = here.page.locator('input[type=password]').first();
  await here.page
    .getByText(/passphrase/i)
    .first()
    .waitFor();
  await field.fill(passphrase);
  await field.press('Enter');
  await here.page.getByRole('textbox', { name: 'Login', exact: true }).fill(person.login);
  await here.page.locator('input[type=password]').first().fill(person.password);
  await here.page.keyboard.press('Enter');
  await here.page.getByRole('navigation', { name: 'Main', exact: true }).waitFor();
  expect(await here.quit()).toBe(0);
});
