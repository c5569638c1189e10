import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkEvidenceFile } from '../../main/core/optOuts/evidence/evidenceFile.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { NOON } from '../helpers/core.ts';
import { axeOn } from './accessible.ts';
import { openScreen, type Screen } from './screen.ts';
import { startWorld, type World } from './world.ts';

/** Look-up and evidence as each role meets them, in the browser. */

const STOPPED = { name: 'Stella', number: '+12025550111' };
const TALKING = { name: 'Tara', number: '+12025550112' };
const LONE = '+12025550177';
const password = 'a-long-password';

let world: World;
let browser: Browser;
let admin: Screen;
let supervisor: Screen;
let texter: Screen;

beforeAll(async () => {
  world = await startWorld();
  browser = await launchBrowser();
  await world.admin.account.create({ login: 'sam', name: 'Sam Supervisor', role: 'supervisor', password });
  const campaignId = await world.campaign('Ohio', 'US', [STOPPED, TALKING]);
  const rows = (await world.admin.conversation.list({ campaignId })).items;
  for (const row of rows) await world.texter.conversation.sendInitial({ id: row.id });
  for (const { number } of [STOPPED, TALKING])
    await world.until(async () => (await world.received(number)).length === 1, 'the first text');
  const from = (await world.received(STOPPED.number))[0]?.from ?? '';
  await world.reply(STOPPED.number, from, 'STOP');
  await world.until(
    async () => (await world.admin.person.why({ number: STOPPED.number })).optedOut,
    'the opt-out',
  );
  admin = await openScreen(browser, await world.windowUrl(), { login: 'maya', password });
  supervisor = await openScreen(browser, await world.windowUrl(), { login: 'sam', password });
  texter = await openScreen(browser, await world.windowUrl(), { login: 'ana', password });
});

afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

/** One key, the number in any format, Enter. */
async function lookUp(page: Page, typed: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find anything' }).fill(typed);
  await page.getByRole('option', { name: /Look up this number/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Look up a number' }).waitFor();
}

const total = (page: Page, label: string) =>
  page.getByLabel('Texts').locator('div').filter({ hasText: label }).locator('dd').textContent();

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await (await axeOn(page)).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`),
  ).toEqual([]);
}

test('admin: from anywhere with one key; state, history and figures; in no campaign too; out, undone, out and in', async () => {
  const { page } = admin;
  await page.keyboard.press('Control+k');
  await page.getByRole('option', { name: /Campaigns/ }).waitFor();
  // Whoever goes on typing types there, also the first time.
  await page.locator('input[role="combobox"]:focus').waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  await lookUp(page, '(202) 555-0111');
  await page.getByRole('heading', { name: '+1 202 555 0111' }).waitFor();
  await page.getByText('Opted out by the contact').first().waitFor();
  expect([await total(page, 'Sent'), await total(page, 'Received')]).toEqual(['2', '1']);
  await expectAccessible(page);

  // The test moved the console's clock; the window counts the time that is left to undo by its own.
  await page.clock.setFixedTime(NOON);
  await lookUp(page, LONE);
  await page.getByText('No campaign has this number', { exact: true }).waitFor();
  const optOut = async () => {
    await page.getByRole('button', { name: 'Opt out…' }).click();
    await page.getByLabel('Reason').fill('A letter');
    await page.getByRole('dialog').getByRole('button', { name: 'Opt out', exact: true }).click();
    await page.getByRole('button', { name: 'Opt in…' }).waitFor();
  };
  await optOut();
  await page.getByRole('button', { name: /^Undo/ }).click();
  await page.getByRole('button', { name: 'Opt out…' }).waitFor();
  await optOut();
  expect((await world.admin.person.why({ number: LONE })).optedOut).toBe(true);
  await page.getByRole('button', { name: 'Opt in…' }).click();
  await page.getByLabel('Reason').fill('They called');
  await page.getByRole('dialog').getByRole('button', { name: 'Opt in', exact: true }).click();
  await page.getByRole('button', { name: 'Opt out…' }).waitFor();
  expect((await world.admin.person.why({ number: LONE })).optedOut).toBe(false);
  expect(admin.problems).toEqual([]);
});

test('texter: nothing of a number that opted out by itself; their own can be opted out by hand', async () => {
  const { page } = texter;
  await lookUp(page, STOPPED.number);
  await page.getByText('No conversation of yours has this number').waitFor();
  const stopped = await page.getByRole('main').textContent();
  await lookUp(page, '+1 202 555 0178');
  await page.getByRole('heading', { name: '+1 202 555 0178' }).waitFor();
  const unknown = await page.getByRole('main').textContent();
  expect(stopped?.replace('0111', '0178')).toBe(unknown);
  expect(await page.getByRole('button', { name: /Opt (out|in)…/ }).count()).toBe(0);

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find anything' }).fill('Tara');
  await page.getByRole('option', { name: /^Tara/ }).click();
  await page.getByText('Reply STOP to opt out').first().waitFor();

  await lookUp(page, TALKING.number);
  await page.getByRole('link', { name: 'Ohio' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Opt out…' }).click();
  await page.getByLabel('Reason').fill('Asked on the phone');
  await page.getByRole('dialog').getByRole('button', { name: 'Opt out', exact: true }).click();
  await page.getByText('opted out', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: /Opt in/ }).count()).toBe(0);
  await page.goto(`${page.url().split('#')[0]}#/evidence/${encodeURIComponent(STOPPED.number)}`);
  await page.getByRole('heading', { level: 1, name: 'Ohio' }).waitFor();
  expect(texter.problems).toEqual([]);
});

test('supervisor: looks, sees the evidence, changes nothing; a pasted list is answered line by line', async () => {
  const { page } = supervisor;
  await lookUp(page, TALKING.number);
  await page.getByRole('link', { name: 'Ohio' }).waitFor();
  expect(await page.getByRole('button', { name: /Opt (out|in)…/ }).count()).toBe(0);

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find anything' }).evaluate((box, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', text);
    box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, `${STOPPED.number}\n(202) 555-0178\nnobody 12`);
  await page.getByRole('table').waitFor();
  const lines = (await page.getByRole('row').allInnerTexts()).slice(1);
  expect(lines[0]).toMatch(/^\+1 202 555 0111.*Stella.*opted out.*Keyword reply/s);
  expect(lines[1]).toMatch(/not opted out/);
  expect(lines[2]).toMatch(/is not a phone number/);
  await page.getByText('2 numbers, 1 opted out, 1 in campaigns, 1 line is not a phone number.').waitFor();
  await expectAccessible(page);
  expect(supervisor.problems).toEqual([]);
});

test('evidence: the page, the file that proves itself, the print with its own entry, and both in the ledger', async () => {
  const { page } = supervisor;
  await lookUp(page, STOPPED.number);
  await page.getByRole('main').getByRole('link', { name: 'Evidence' }).first().click();
  await page.getByText('The record about this number is verified').waitFor();
  for (const words of ['What was asked, received and enforced', 'Opted out by the contact', 'End of chain'])
    await page.getByText(words).first().waitFor();
  await expectAccessible(page);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as JSON' }).click();
  const saved = await download;
  const folder = mkdtempSync(join(tmpdir(), 'heed-evidence-'));
  const path = join(folder, saved.suggestedFilename());
  await saved.saveAs(path);
  const text = readFileSync(path, 'utf8');
  rmSync(folder, { recursive: true, force: true });
  expect(saved.suggestedFilename()).toMatch(/^evidence-12025550111-\d{4}-\d\d-\d\d\.json$/);
  const { file, problems } = checkEvidenceFile(text);
  expect(problems).toEqual([]);
  expect(file?.made).toMatchObject({ by: 'Sam Supervisor', as: 'json' });
  expect(file?.evidence.requests).toMatchObject([{ evidence: 'STOP', leftAfter: 0, reversed: false }]);

  // What a printer would get: the page as it stands when the browser is asked to print.
  await page.evaluate(() => {
    Object.assign(window, {
      print: () => {
        document.title = document.querySelector('article')?.textContent ?? '';
      },
    });
  });
  await page.getByRole('button', { name: 'Print or PDF' }).click();
  await page.waitForFunction(() => document.title.includes('Printed by Sam Supervisor'));
  await page.getByText('This evidence was printed').waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('article').isVisible()).toBe(false);
  expect(await page.getByText('so that the export is recorded').isVisible()).toBe(true);
  await page.emulateMedia({ media: 'screen' });
  expect(supervisor.problems).toEqual([]);
});

test('the command checks this very store, while the console runs', async () => {
  const { spawnSync } = await import('node:child_process');
  const script = join(import.meta.dirname, '../../main/hosts/cli/verify.ts');
  const { status, stdout } = spawnSync(process.execPath, [script, '--data-dir', world.dataDir, '--json'], {
    encoding: 'utf8',
    env: { ...process.env, HEED_KEYSTORE: 'passphrase', HEED_PASSPHRASE: 'a passphrase for tests only' },
  });
  expect({ status, ...JSON.parse(stdout) }).toMatchObject({ status: 0, ok: true, problems: [] });
  const file = await world.admin.evidence.export({ of: STOPPED.number });
  const path = join(world.dataDir, 'evidence.json');
  writeFileSync(path, JSON.stringify(file));
  const checked = spawnSync(process.execPath, [script, '--file', path, '--data-dir', world.dataDir], {
    encoding: 'utf8',
    env: { ...process.env, HEED_KEYSTORE: 'passphrase', HEED_PASSPHRASE: 'a passphrase for tests only' },
  });
  expect(checked).toMatchObject({ status: 0, stdout: expect.stringMatching(/^The file is whole\./) });
});
