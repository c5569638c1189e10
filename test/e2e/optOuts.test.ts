import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { axeOn } from './accessible.ts';
import { openScreen, type Screen } from './screen.ts';
import { startWorld, type World } from './world.ts';

/** The Opt Out Manager as an admin, a supervisor and a texter meet it. */

const password = 'a-long-password';
const LIST = new URL('../fixtures/imports/opt-outs.csv', import.meta.url).pathname;
/** The reversal in the list of opt-outs. */
const LISTED = { name: 'Lina', number: '+12025550101' };
const OTHER = { name: 'Omar', number: '+12025550177' };

let world: World;
let browser: Browser;
let admin: Screen;

beforeAll(async () => {
  world = await startWorld();
  browser = await launchBrowser();
  await world.admin.account.create({ login: 'sol', name: 'Sol Supervisor', role: 'supervisor', password });
  await world.campaign('Rent cap', 'US', [LISTED, OTHER]);
  admin = await openScreen(browser, await world.windowUrl(), { login: 'maya', password });
  // A browser that offers the dialog of the system would wait for a person; without it, it downloads.
  await admin.page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
});

afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

const place = async (page: Page, hash: string) => {
  await page.goto(`${page.url().split('#')[0]}#/${hash}`);
};
/** In the view itself. Tooltips and notices come and go above it and belong to the shell. */
const violations = async (page: Page) =>
  (
    await (await axeOn(page)).exclude('[data-portal]').exclude('.mantine-Notifications-root').analyze()
  ).violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`);
const lines = (page: Page) =>
  page.getByRole('region', { name: 'Opt-outs and reversals' }).locator('tbody tr');

test('an admin adds one number, and finds it by any part of it', async () => {
  const { page } = admin;
  await page.getByRole('link', { name: 'Opt-outs', exact: true }).click();
  await page.getByText('Nobody has opted out').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Add opt-outs' }).click();
  await page.getByLabel('Phone number').fill('(202) 555-0177');
  await page.getByLabel('Reason').fill('Asked on the phone');
  await page.getByText(/Omar/).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Opt out', exact: true }).click();
  await world.until(
    async () => (await world.admin.person.why({ number: OTHER.number })).optedOut,
    'the number is opted out',
  );
  await page.getByRole('link', { name: /All opt-outs/ }).click();
  await page.getByRole('searchbox').fill('555 0177');
  await lines(page).getByText('Asked on the phone').waitFor();
  expect(await lines(page).count()).toBe(1);
});

test('a list is tried, imported and undone as a whole', async () => {
  const { page } = admin;
  await place(page, 'opt-outs/add');
  await page.getByText('CSV file', { exact: true }).click();
  await page.locator('input[type=file]').setInputFiles(LIST);
  // How the file is read can be changed, as with contacts: without a header, its names become a row.
  await page.getByText('Letters look wrong, or the columns are not found?', { exact: true }).click();
  await page.getByLabel('Line with the names of the columns', { exact: true }).fill('0');
  await page.getByText('Column 1: phone', { exact: true }).first().waitFor();
  await page.getByRole('button', { name: 'Dry run' }).click();
  const figures = page.getByRole('group', { name: 'What would happen' });
  await figures.getByText('378').waitFor();
  await page.getByRole('button', { name: 'Choose another list', exact: true }).click();
  await page.locator('input[type=file]').setInputFiles(LIST);
  await page.getByRole('button', { name: 'Dry run' }).click();
  await figures.getByText('377').waitFor();
  expect(
    (await figures.getByRole('button').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ')),
  ).toEqual([
    '377 rows',
    '334 new',
    '0 already opted out',
    '41 duplicate',
    '2 invalid',
    '0 to check',
    '0 queued messages cancelled',
  ]);
  expect((await world.admin.optOut.counts({})).optOuts).toBe(1);
  await figures.getByRole('button', { name: /invalid/ }).click();
  await page.getByText('Not a phone number').first().waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByLabel('Where is this list from?').fill('County party');
  await page.getByRole('button', { name: 'Opt out 334 numbers' }).click();
  await page.getByText('334 opt-outs made').waitFor();
  expect((await world.admin.person.why({ number: LISTED.number })).optedOut).toBe(true);
  expect(await world.admin.optOut.counts({})).toEqual({ optOuts: 335, inForce: 335, reversals: 0 });

  await page.getByRole('button', { name: 'Undo import…' }).click();
  await page.getByLabel('Reason').fill('The wrong list');
  await page.getByRole('button', { name: 'Undo import', exact: true }).click();
  await page.getByText('Undone: 334 opt-outs').waitFor();
  expect(await world.admin.optOut.counts({})).toEqual({ optOuts: 335, inForce: 1, reversals: 334 });
  expect((await world.admin.person.why({ number: LISTED.number })).optedOut).toBe(false);
});

test('pasted numbers go the same way; picked people are opted in with a reason; the filter is exported', async () => {
  const { page } = admin;
  await place(page, 'opt-outs/add');
  await page.reload();
  await page.getByText('Paste many', { exact: true }).click();
  await page.getByLabel('Phone numbers').fill('(202) 555-0177, nonsense\n+44 7700 900123');
  await page.getByRole('button', { name: 'Check the numbers' }).click();
  await page.getByRole('button', { name: 'Dry run' }).click();
  await page.getByText('Already opted out', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Opt out 2 numbers' }).click();
  await page.getByText('2 opt-outs made').waitFor();

  await page.getByRole('link', { name: 'See all opt-outs' }).click();
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByLabel('State').selectOption('in-force');
  await page.keyboard.press('Escape');
  await page.getByRole('status').getByText('In force: 3 of 3 ·').waitFor();

  // A filter that was saved under a name can be used again after the page was left.
  await page.getByRole('button', { name: 'Saved', exact: true }).click();
  await page.getByLabel('Save this view as', { exact: true }).fill('Holds');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Holds', exact: true }).waitFor();
  await place(page, 'lookup');
  await page.getByRole('link', { name: 'Opt-outs', exact: true }).click();
  await page.getByRole('status').getByText('In force: 3 of 337 ·').waitFor();
  await page.getByRole('button', { name: 'Saved', exact: true }).click();
  await page.getByRole('button', { name: 'Holds', exact: true }).click();
  await page.getByRole('status').getByText('In force: 3 of 3 ·').waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const csv = readFileSync(await (await download).path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(csv).toHaveLength(4);
  expect(csv.slice(1).every((line) => /\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(line))).toBe(true);

  await page
    .getByRole('checkbox', { name: /Select Omar/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Opt in…' }).click();
  await page.getByLabel('Reason').fill('Asked in person');
  await page.getByRole('button', { name: 'Opt in', exact: true }).click();
  await page.getByText('Opted in: 1.').waitFor();
  expect((await world.admin.person.why({ number: OTHER.number })).optedOut).toBe(false);
  expect(await violations(page)).toEqual([]);
  expect(admin.problems).toEqual([]);
});

test('a supervisor reads and changes nothing', async () => {
  const { page, problems } = await openScreen(
    browser,
    await world.windowUrl(),
    { login: 'sol', password },
    { dark: true, width: 1024, height: 700 },
  );
  await page.getByRole('link', { name: 'Opt-outs', exact: true }).click();
  await lines(page).first().waitFor();
  expect(await lines(page).first().getByRole('checkbox').count()).toBe(0);
  expect(await page.getByRole('button', { name: /Export|Add opt-outs/ }).count()).toBe(0);
  await place(page, 'opt-outs/add');
  await lines(page).first().waitFor();
  expect(await violations(page)).toEqual([]);
  expect(problems).toEqual([]);
});

test('a texter does not find it', async () => {
  const { page } = await openScreen(browser, await world.windowUrl(), { login: 'ana', password });
  expect(await page.getByRole('link', { name: 'Opt-outs', exact: true }).count()).toBe(0);
  await expect(world.texter.optOut.list({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(world.texter.optOut.counts({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('a contact list that names who must not be texted is asked about before it is imported', async () => {
  const { page } = admin;
  const before = (await world.admin.optOut.counts({})).optOuts;
  await place(page, 'campaigns');
  await page.getByRole('link', { name: /Rent cap/ }).click();
  await page.getByRole('link', { name: 'Set-up', exact: true }).click();
  await page.getByLabel('Contact file').setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      'Name,Mobile,Do Not Text\nRosa Diaz,202-555-0181,\nAna Lee,202-555-0182,1\nBo Ray,202-555-0183,maybe\n',
    ),
  });
  await page.getByText('1 of 3 rows will be imported', { exact: false }).waitFor();
  await page.getByText('“Do Not Text” says who must not be texted: 1 row.').waitFor();
  await page.getByLabel('What “maybe” means').selectOption('fine');
  await page.getByText('2 of 3 rows will be imported', { exact: false }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Import contacts' }).click();
  await page.getByText('2 of 3 rows imported').waitFor();
  expect((await world.admin.person.why({ number: '+12025550182' })).optedOut).toBe(true);
  expect((await world.admin.person.why({ number: '+12025550183' })).optedOut).toBe(false);
  expect((await world.admin.optOut.counts({})).optOuts).toBe(before + 1);
});
