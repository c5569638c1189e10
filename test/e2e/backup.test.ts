import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { axeOn } from './accessible.ts';
import { openScreen, type Screen } from './screen.ts';
import { startWorld, type World } from './world.ts';

/** Back-ups and erasing as an admin meets them, in the browser, over a console and providers of their own. */

const STAYS = { name: 'Stella', number: '+12025550111' };
const GOES = { name: 'Quillaway', number: '+12025550112' };
const LATER = '+12025550177';
const password = 'a-long-password';
const PASSPHRASE = 'a passphrase for the file';

let world: World;
let browser: Browser;
let admin: Screen;
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'heed-backups-'));
  world = await startWorld();
  browser = await launchBrowser();
  const campaignId = await world.campaign('Ohio', 'US', [STAYS, GOES]);
  for (const row of (await world.admin.conversation.list({ campaignId })).items)
    await world.texter.conversation.sendInitial({ id: row.id });
  for (const { number } of [STAYS, GOES])
    await world.until(async () => (await world.received(number)).length === 1, 'the first text');
  admin = await openScreen(browser, await world.windowUrl(), { login: 'maya', password });
});

afterAll(async () => {
  await browser?.close();
  await world?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function openBackups(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.location.hash = '#/settings/back-ups';
  });
  await page.getByRole('heading', { name: 'Back-ups', exact: true }).waitFor();
}

/** The page, or the dialog in front of it where there is one. */
async function expectAccessible(page: Page, within = 'body'): Promise<void> {
  const { violations } = await (await axeOn(page)).include(within).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`),
  ).toEqual([]);
}

const optedOut = async (number: string) => (await world.admin.person.why({ number })).optedOut;

test('back up, opt somebody out, change the script, restore: the script is back and the opt-out stays', async () => {
  const { page } = admin;
  await openBackups(page);
  await page.getByLabel('Folder', { exact: true }).fill(folder);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  await page.getByRole('button', { name: 'Back up now' }).click();
  await page.getByRole('cell', { name: 'Verified', exact: true }).waitFor({ timeout: 30_000 });
  await expectAccessible(page);

  await world.admin.person.optOut({ number: LATER, reason: 'Rang the office' });
  await world.admin.settings.update({ organisation: 'A slip of the hand' });
  await page.getByRole('button', { name: 'Restore…' }).first().click();
  await page.getByText('It has nothing that is missing here').waitFor({ timeout: 30_000 });
  await expectAccessible(page, '.mantine-Modal-body');
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await page.getByText('Restored and verified.').waitFor({ timeout: 30_000 });
  expect(await optedOut(LATER)).toBe(true);
  expect((await world.admin.settings.get()).organisation).not.toBe('A slip of the hand');
  await page.getByText('Before a restore').waitFor();
  // Nobody got a text twice.
  for (const { number } of [STAYS, GOES]) expect(await world.received(number)).toHaveLength(1);
});

test('verified on demand, and exported into one file', async () => {
  const { page } = admin;
  await openBackups(page);
  const before = (await world.admin.backup.state()).check?.at ?? 0;
  await page.getByRole('button', { name: 'Verify now' }).click();
  // The restore above verified too, so its line may stand there already: the test waits until this one has
  // ended.
  await world.until(async () => {
    const { check, underWay } = await world.admin.backup.state();
    return underWay === null && (check?.at ?? 0) > before;
  }, 'the record is verified once more');
  await page.getByRole('button', { name: 'Verify now', disabled: false }).waitFor();
  await page.getByText(/^Verified .* Entries: \d/).waitFor();
  await page.getByLabel('Passphrase for the file').fill(PASSPHRASE);
  await page.getByLabel('Passphrase again').fill('something else');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByText('The two passphrases do not match.').waitFor();
  await page.getByLabel('Passphrase again').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const reported = await page.getByText(/^The file was saved as .*\.heed$/).textContent({ timeout: 30_000 });
  const file = reported?.replace('The file was saved as ', '') ?? '';
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByLabel('Passphrase of the file').fill('not this one at all');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByText('or the passphrase is wrong').waitFor({ timeout: 30_000 });
  await page.getByLabel('Passphrase of the file').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByText(/^Imported and verified. Added: opt-outs 0,/).waitFor({ timeout: 30_000 });
});

test('erased from the look-up: said before what is lost, and afterwards nothing but that', async () => {
  const { page } = admin;
  await page.evaluate(() => {
    window.location.hash = '#/lookup/%2B12025550112';
  });
  await page.getByText(GOES.name).first().waitFor();
  await page.getByRole('button', { name: 'Erase this person…' }).click();
  await page.getByText('1 text, to and from this person').waitFor();
  await expectAccessible(page, '.mantine-Modal-body');
  expect(await page.getByRole('button', { name: 'Erase for good' }).isDisabled()).toBe(true);
  await page.getByLabel('I know that this cannot be undone').check();
  await page.getByRole('button', { name: 'Erase for good' }).click();
  await page.getByText(/^Opted out since/).waitFor();
  await page.getByText('Nothing else is kept about this person.').waitFor();
  expect(await page.getByText(GOES.name).count()).toBe(0);
  await expectAccessible(page);
  expect(await optedOut(GOES.number)).toBe(true);

  // Where the erased person's conversation stood, the list says so and nothing more.
  await page.evaluate(() => {
    window.location.hash = '#/conversations';
  });
  await page
    .getByRole('option', { name: /erased/i })
    .first()
    .click();
  await page.getByText('This number was erased').first().waitFor();
  expect(await page.getByText(GOES.name).count()).toBe(0);

  // The older back-up still holds them: the page says so, and a restore does not bring them back.
  await openBackups(page);
  await page.getByText('Still contains the words of 1 person erased since').first().waitFor();
  await page.getByRole('button', { name: 'Restore…' }).last().click();
  await page.getByRole('button', { name: 'Restore', exact: true }).click({ timeout: 30_000 });
  await page.getByText('Restored and verified.').waitFor({ timeout: 30_000 });
  expect(JSON.stringify(await world.admin.conversation.list({}))).not.toContain(GOES.name);
  expect(await world.admin.lookup.number({ number: '(202) 555-0112' })).toMatchObject({
    name: '',
    conversations: [],
    why: null,
  });
});
