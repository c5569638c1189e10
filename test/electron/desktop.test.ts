import { afterAll, beforeAll, expect, test } from 'vitest';
import { clearLitter, folder, type Heed, killCore, openHeed, signIn } from './heed.ts';

/** One desktop program with its demo from start to end, as a person has it open all day. */

let heed: Heed;

beforeAll(async () => {
  heed = await openHeed({ dataDir: folder(), demo: true });
});
afterAll(clearLitter);

const draft = 'Thank you, I will';
const composer = () => heed.page.locator('textarea').first();
/** Labels of Heed's menu, in order. */
const menu = () =>
  heed.app.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).map(({ label, submenu }) => ({
      label,
      items: submenu?.items.map((item) => item.label || item.type) ?? [],
    })),
  );
const press = (label: string) =>
  heed.app.evaluate(({ Menu, BrowserWindow }, wanted) => {
    const items = (Menu.getApplicationMenu()?.items ?? []).flatMap(({ submenu }) => submenu?.items ?? []);
    items
      .find((item) => item.label === wanted)
      ?.click(undefined, BrowserWindow.getAllWindows()[0], undefined);
  }, label);

test('it is named Heed, shown when it is painted, in its own colour, and has Heed’s menu', async () => {
  expect(await heed.app.evaluate(({ app }) => app.getName())).toBe('Heed');
  await heed.page.getByRole('button', { name: /Ana Reyes/ }).waitFor();
  const shown = await heed.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return { visible: window?.isVisible(), ground: window?.getBackgroundColor().toLowerCase() };
  });
  expect(shown.visible).toBe(true);
  expect(['#f6f7f9', '#101216']).toContain(shown.ground);
  const shownMenu = await menu();
  expect(shownMenu.map(({ label }) => label).filter((label) => label !== 'Heed')).toEqual([
    'File',
    'Edit',
    'View',
    'Window',
    'Help',
  ]);
  expect(JSON.stringify(shownMenu)).not.toMatch(/developer|devtools/i);
});

test('a text is sent, and one that was begun outlives a reload and a dead core, with the sign-in', async () => {
  const { page } = heed;
  await signIn(page, 'Ana Reyes');
  await page.getByText('To answer', { exact: true }).first().click();
  await composer().fill('See you on Saturday.');
  await page.keyboard.press('ControlOrMeta+Enter');
  await page.getByText('See you on Saturday.', { exact: true }).first().waitFor();
  await composer().fill(draft);
  await expect.poll(() => page.evaluate(() => document.querySelector('textarea')?.value)).toBe(draft);
  // The person goes away and comes back: the page is unloaded with what was typed, and that was saved in
  // time.
  await page.reload();
  await expect.poll(() => composer().inputValue()).toBe(draft);

  // Two deaths within a minute are to follow, however long this machine takes for them.
  await heed.app.evaluate(() => {
    const now = Date.now();
    Date.now = () => now;
  });
  await killCore(heed);
  await page.getByText('Heed had to start its core again', { exact: true }).waitFor();
  expect(await composer().inputValue()).toBe(draft);
  // A page that loads anew is signed in by the restarted core.
  await page.reload();
  await expect.poll(() => composer().inputValue()).toBe(draft);
  expect(heed.ended()).toBe(false);
  expect(await heed.asked()).toEqual([]);
});

test('a core that dies again at once: Heed asks, with the log at hand, and goes on when told to', async () => {
  const { page } = heed;
  await heed.press('Start Again');
  await killCore(heed);
  const [asked = ''] = await heed.asked();
  expect(asked).toContain('ended twice within a minute');
  expect(asked).toContain('Start Again / Show Log / Quit Heed');
  expect(heed.ended()).toBe(false);
  // A text that was written before both deaths leaves by the third core.
  await page.reload();
  await expect.poll(() => composer().inputValue()).toBe(draft);
  await composer().focus();
  await page.keyboard.press('ControlOrMeta+Enter');
  await page.getByText(draft, { exact: true }).first().waitFor();
});

test('a page that dies is loaded again, signed in, with what was being written', async () => {
  const begun = 'One more thing';
  await composer().fill(begun);
  // The core saves what is typed a moment after the last key.
  await heed.page.reload();
  await expect.poll(() => composer().inputValue()).toBe(begun);
  await heed.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  // Playwright does not follow a page whose process died.
  const said = () =>
    heed.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (contents === undefined || contents.isCrashed() || contents.isLoading()) return '';
      const code = 'document.body.innerText + (document.querySelector("textarea")?.value ?? "")';
      // A page that dies while it is asked never answers.
      const never = new Promise<string>((resolve) => setTimeout(resolve, 2000, ''));
      return Promise.race([contents.executeJavaScript(code) as Promise<string>, never]);
    });
  await expect.poll(said).toContain('This window had to be loaded again');
  await expect.poll(said).toContain(begun);
});

test('a second window stands beside the first, and the last one closed ends Heed', async () => {
  await press('New Window');
  await expect.poll(() => heed.windows()).toBe(2);
  const places = await heed.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.getBounds()),
  );
  expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(2);
  expect(await heed.quit()).toBe(0);
});
