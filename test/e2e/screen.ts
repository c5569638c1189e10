import type { Browser, BrowserContext, Page } from 'playwright-core';

export type Screen = { readonly page: Page; readonly context: BrowserContext; readonly problems: string[] };

/** A browser window on a console, signed in. `problems` collects what the page complains about. */
export async function openScreen(
  browser: Browser,
  url: string,
  person: { readonly login: string; readonly password: string } | null,
  options: { readonly width?: number; readonly height?: number; readonly dark?: boolean } = {},
): Promise<Screen> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    colorScheme: options.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(url);
  if (person) {
    await page.getByLabel('Login').fill(person.login);
    await page.getByLabel('Password', { exact: true }).fill(person.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('navigation').first().waitFor();
  }
  return { page, context, problems };
}

/** Goes to a place in the open window, as a link there does: `conversations/all/ID`. Loads nothing anew. */
export async function toPlace(page: Page, place: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/${place}`);
}

/** First names of the rows that the list in front shows. Give the window enough height for all of them. */
export async function namesInList(page: Page): Promise<string[]> {
  const rows = await page.getByRole('listbox').getByRole('option').allInnerTexts();
  return rows.map((text) => text.trim().split(/\s/)[0] ?? '');
}
