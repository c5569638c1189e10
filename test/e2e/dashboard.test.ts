import { readFileSync } from 'node:fs';
import type { Browser, Download, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { expectAccessible } from './accessible.ts';
import { openScreen, type Screen } from './screen.ts';
import { SENDERS, startWorld, type World } from './world.ts';

/** The dashboard as each role sees it, after a campaign was worked over REST. */

const PEOPLE = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve'].map((name, index) => ({
  name,
  number: `+1202555010${index}`,
}));

let world: World;
let browser: Browser;
const screens: Screen[] = [];

async function screenOf(login: string, dark = false): Promise<Screen> {
  const screen = await openScreen(
    browser,
    await world.windowUrl(),
    { login, password: 'a-long-password' },
    { height: 2000, dark },
  );
  screens.push(screen);
  return screen;
}

beforeAll(async () => {
  world = await startWorld();
  browser = await launchBrowser();
  await world.admin.account.create({
    login: 'sam',
    name: 'Sam Supervisor',
    role: 'supervisor',
    password: 'a-long-password',
  });
  const campaignId = await world.campaign('Dashboard', 'US', PEOPLE);
  const rows = (await world.admin.conversation.list({ campaignId, limit: 50 })).items;
  const texted = rows.filter((row) => row.name !== 'Eve');
  for (const { id } of texted) await world.texter.conversation.sendInitial({ id });
  for (const { name, number } of texted) {
    const first = await world.until(
      async () => (await world.received(number ?? ''))[0],
      `${name} was texted`,
    );
    if (name === 'Ada' || name === 'Ben') await world.reply(number ?? '', first.from, 'STOP');
    if (name === 'Cleo') await world.reply(number ?? '', first.from, 'Who is this?');
  }
  await world.until(async () => {
    const { replied, optedOut } = await world.admin.dashboard.read({});
    return replied.count === 3 && optedOut.count === 2;
  }, 'the replies are counted');
});

afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

async function openDashboard(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Dashboard' }).click();
  await page.getByRole('heading', { name: 'Opt-out rate' }).waitFor();
}

async function content(download: Download): Promise<Buffer> {
  return readFileSync(await download.path());
}

test.each(['maya', 'sam'])(
  '%s sees figures with denominators, and each opens a list of that length',
  async (login) => {
    const { page, problems } = await screenOf(login, login === 'sam');
    await openDashboard(page);
    const tiles: readonly [RegExp, string[]][] = [
      [/^Texted 4 4 of 5 contacts/, ['Ada', 'Ben', 'Cleo', 'Dan']],
      [/^Opt-out rate 50\s?% 2 of 4 texted/, ['Ada', 'Ben']],
      [/^Response rate 75\s?% 3 of 4 texted/, ['Ada', 'Ben', 'Cleo']],
    ];
    for (const [name, people] of tiles) {
      await page.getByRole('button', { name }).click();
      await expect
        .poll(async () =>
          (await page.getByRole('listbox').getByRole('option').allInnerTexts())
            .map((text) => text.trim().split(/\s/)[0])
            .sort(),
        )
        .toEqual(people);
      await openDashboard(page);
    }
    await expectAccessible(page);
    expect(problems).toEqual([]);
  },
  60_000,
);

test('a bar opens its list by mouse, its row in the table by keyboard', async () => {
  const page = screens[0]?.page as Page;
  await openDashboard(page);
  const card = page.getByRole('region', { name: 'Opt-out rate' });
  await card.getByLabel('Along').selectOption('causes');
  await card.locator('.recharts-bar-rectangle').first().click();
  await expect.poll(() => page.getByRole('listbox').getByRole('option').count()).toBe(2);
  expect(await page.getByRole('button', { name: 'Remove filter: Keyword reply, here' }).count()).toBe(1);

  await openDashboard(page);
  await card.getByLabel('Along').selectOption('senderNumbers');
  await card.getByText('Table').click({ force: true });
  const row = card.getByRole('row').filter({ hasText: '0190' });
  const figure = row.getByRole('button');
  const reported = Number((await figure.textContent())?.trim());
  await figure.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByRole('listbox').getByRole('option').count()).toBe(reported);
  expect(SENDERS['provider-1'][0]).toContain('0190');
});

test('a chart is taken along as picture and as CSV, without anything leaving this computer', async () => {
  const page = screens[0]?.page as Page;
  const foreign: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (!['127.0.0.1', 'localhost', ''].includes(url.hostname)) foreign.push(url.href);
  });
  await openDashboard(page);
  const saved = async (item: RegExp) => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export: From STOP to enforced' }).click();
    await page.getByRole('menuitem', { name: item }).click();
    return content(await download);
  };
  const picture = await saved(/Picture/);
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  expect(picture.readUInt32BE(16)).toBeGreaterThan(800);
  const lines = (await saved(/CSV/)).toString('utf8').replace('\ufeff', '').trim().split('\r\n');
  expect(lines[0]).toBe('chart,from,to,zone,key,label,count,of,of_what,percent');
  const counts = lines.slice(1).map((line) => Number(line.split(',')[6]));
  expect(counts.reduce((a, b) => a + b, 0)).toBe(2);
  expect(foreign).toEqual([]);
});

test('a texter has no dashboard: not in the rail, not at its address, not over the wire', async () => {
  const { page } = await screenOf('ana');
  expect(await page.getByRole('link', { name: 'Dashboard' }).count()).toBe(0);
  await page.goto(`${page.url().split('#')[0]}#/dashboard`);
  await page.getByRole('tab', { name: /To send/ }).waitFor();
  expect(await page.getByText('Opt-out rate').count()).toBe(0);
  await expect(world.texter.dashboard.read({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
