import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { type Gate, startGate } from './gate.ts';
import { openScreen, type Screen } from './screen.ts';
import { covered } from './uncovered.ts';
import { startWorld, type World } from './world.ts';

/**
 * The network is gone both ways: no provider can be reached, and no webhook comes in. All work on opt-outs
 * goes on, on screen. When the network is back, what contacts wrote meanwhile is read before any text
 * leaves.
 */

const password = 'a-long-password';
const LIST = new URL('../fixtures/imports/opt-outs.csv', import.meta.url).pathname;
const GB = {
  stops: { name: 'Gil', number: '+447700900141' },
  goes: { name: 'Gwen', number: '+447700900142' },
};
const US = {
  stops: { name: 'Uma', number: '+12025550191' },
  goes: { name: 'Ulf', number: '+12025550192' },
  asks: { name: 'Ute', number: '+12025550193' },
  phones: { name: 'Udo', number: '+12025550194' },
};
const REGIONS = [GB, US] as const;

type Seen = {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: string;
  readonly status: number | null;
};

let world: World;
let browser: Browser;
let admin: Screen;
let texter: Screen;
let gates: readonly Gate[];
const ids = new Map<string, string>();
const idOf = ({ name }: { name: string }) => ids.get(name) ?? '';

beforeAll(async () => {
  world = await startWorld();
  browser = await launchBrowser();
  const provider = await startGate(world.simulator.line.url);
  const webhooks = await startGate(world.console.line.webhooks);
  gates = [provider, webhooks];
  for (const connection of await world.admin.connection.list()) {
    await world.admin.connection.update({ id: connection.id, config: { baseUrl: provider.url } });
    expect((await world.admin.connection.test({ id: connection.id })).ok).toBe(true);
    if (connection.webhookUrl)
      await world.control.post('/callback', {
        url: connection.webhookUrl.replace(new URL(connection.webhookUrl).origin, webhooks.url),
      });
  }
  for (const [region, people] of [
    ['GB', GB],
    ['US', US],
  ] as const) {
    const campaignId = await world.campaign(`${region} vote`, region, Object.values(people));
    for (const row of (await world.admin.conversation.list({ campaignId })).items) {
      ids.set(row.name.trim(), row.id);
      await world.texter.conversation.sendInitial({ id: row.id });
    }
    for (const { name, number } of Object.values(people))
      await world.until(async () => (await world.received(number)).length === 1, `${name} is texted`);
  }
  await world.reply(
    US.asks.number,
    (await world.received(US.asks.number))[0]?.from ?? '',
    'please take me off your list',
  );
  await world.until(async () => (await world.admin.action.summary()).open === 1, 'the action');
  admin = await openScreen(browser, await world.windowUrl(), { login: 'maya', password });
  texter = await openScreen(browser, await world.windowUrl(), { login: 'ana', password });
});

afterAll(async () => {
  for (const gate of gates ?? []) await gate.shut();
  await browser?.close();
  await world?.stop();
});

const place = async (page: Page, hash: string) => {
  await page.goto(`${page.url().split('#')[0]}#/${hash}`);
};
const optedOut = async (number: string) => (await world.admin.person.why({ number })).optedOut;
/** Buttons and links of the top bar that overlap each other, each by its words. */
const overlapping = (page: Page) =>
  page.evaluate(() => {
    const parts = [...document.querySelectorAll('header :is(button, a, input)')].map((part) => ({
      box: part.getBoundingClientRect(),
      words: part.textContent,
    }));
    return parts.flatMap((one, at) =>
      parts
        .slice(at + 1)
        .filter(
          ({ box }) =>
            box.left < one.box.right - 1 &&
            one.box.left < box.right - 1 &&
            box.top < one.box.bottom - 1 &&
            one.box.top < box.bottom - 1,
        )
        .map((other) => `${one.words} / ${other.words}`),
    );
  });
const requests = () => world.control.get<Seen[]>('/requests');
const LATER = 'Thank you, later.';

test('offline: the screen says so, and every act on opt-outs works', async () => {
  for (const gate of gates) await gate.shut();
  const { page } = admin;
  await page.getByRole('button', { name: 'Offline' }).click();
  await page.getByText(/You can keep working/).waitFor();
  await page
    .getByText(/cannot be reached; first noticed/)
    .nth(1)
    .waitFor();
  await page.getByText(/reads the replies that came in meanwhile before it sends/).waitFor();
  await page.keyboard.press('Escape');

  // Also in a small window the bar has room for everything, with the longest word that can stand there.
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.getByRole('button', { name: 'View as…' }).waitFor();
  expect(await overlapping(page)).toEqual([]);
  await page.getByRole('button', { name: 'Offline' }).evaluate((chip) => {
    chip.lastChild?.replaceWith('Dirección cambiada');
  });
  expect(await overlapping(page)).toEqual([]);
  expect(await covered(page)).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.reload();

  // One number by hand.
  await place(page, 'opt-outs/add');
  await page.getByLabel('Phone number').fill(US.phones.number);
  await page.getByLabel('Reason').fill('Asked on the phone');
  await page.getByRole('button', { name: 'Opt out', exact: true }).click();
  await world.until(() => optedOut(US.phones.number), 'Udo is opted out');

  // A list.
  await place(page, 'opt-outs/add');
  await page.reload();
  await page.getByText('CSV file', { exact: true }).click();
  await page.locator('input[type=file]').setInputFiles(LIST);
  await page.getByRole('button', { name: 'Dry run' }).click();
  await page.getByLabel('Where is this list from?').fill('County party');
  await page.getByRole('button', { name: /^Opt out \d+ numbers$/ }).click();
  await page.getByText(/^\d+ opt-outs made/).waitFor();
  expect((await world.admin.optOut.counts({})).inForce).toBe(335);

  // Opting in, from the manager.
  await page.getByRole('link', { name: 'See all opt-outs' }).click();
  await page.getByRole('searchbox').fill('555 0194');
  await page.getByRole('checkbox', { name: /Select Udo/ }).click();
  await page.getByRole('button', { name: 'Opt in…' }).click();
  await page.getByLabel('Reason').fill('A slip');
  await page.getByRole('button', { name: 'Opt in', exact: true }).click();
  await page.getByText('Opted in: 1.').waitFor();
  expect(await optedOut(US.phones.number)).toBe(false);

  // Looking a number up.
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find anything' }).fill('(202) 555-0101');
  await page.getByRole('option', { name: /Look up this number/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Look up a number' }).waitFor();
  await page.getByText('County party').first().waitFor();

  // Deciding what waits for a person.
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Actions' }).click();
  await page
    .getByRole('article', { name: /^Ute:/ })
    .getByRole('button', { name: 'Opt out', exact: true })
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Asked in a text').click();
  await dialog.getByRole('button', { name: 'Opt out', exact: true }).click();
  await page.getByText('Nothing to do').waitFor();
  expect(await optedOut(US.asks.number)).toBe(true);
});

test('a texter goes on writing; nothing leaves, and the screen says why', async () => {
  for (const people of REGIONS) {
    for (const person of [people.stops, people.goes]) {
      const { message } = await world.texter.conversation.send({ id: idOf(person), body: LATER });
      expect(message, person.name).toMatchObject({ state: 'queued' });
      expect((await world.texter.conversation.get({ id: idOf(person) })).canSend, person.name).toMatchObject({
        ...{ outcome: 'wait', rule: 'inbound-stale' },
      });
    }
  }
  await texter.page.getByRole('button', { name: 'Offline' }).waitFor();
});

test('back: what was said meanwhile is read before any text leaves', async () => {
  for (const { stops } of REGIONS)
    await world.reply(stops.number, (await world.received(stops.number))[0]?.from ?? '', 'STOP');
  const before = (await requests()).length;
  for (const gate of gates) await gate.open();
  const bodies = async (number: string) => (await world.received(number)).map(({ body }) => body);
  for (const { stops, goes } of REGIONS) {
    await world.until(async () => (await bodies(goes.number)).includes(LATER), `${goes.name} gets it`, 800);
    await world.until(() => optedOut(stops.number), `${stops.name} is opted out`);
    expect(await bodies(stops.number)).not.toContain(LATER);
  }
  expect(await bodies(US.asks.number)).toHaveLength(1);

  // What the providers got, in order: first all replies were read, then texts were sent.
  const since = (await requests()).slice(before);
  const sends = (twilio: boolean) =>
    since.findIndex(
      ({ method, path, body }) =>
        method === 'POST' &&
        path.startsWith('/2010') === twilio &&
        /messages/i.test(path) &&
        decodeURIComponent(body.replaceAll('+', ' ')).includes(LATER),
    );
  for (const number of (await world.admin.connection.list()).find(({ profile }) => profile === 'provider-2')
    ?.senderNumbers ?? []) {
    const read = since.findIndex(
      ({ method, query, status }) =>
        method === 'GET' && status === 200 && new URLSearchParams(query).get('To') === number.number,
    );
    expect(read).toBeGreaterThanOrEqual(0);
    expect(read).toBeLessThan(sends(true));
  }
  const swept = since.findIndex(
    ({ method, query, status }) =>
      method === 'GET' && status === 200 && query.includes('messageDirection=INBOUND'),
  );
  expect(swept).toBeGreaterThanOrEqual(0);
  expect(swept).toBeLessThan(sends(false));
  await admin.page.getByRole('button', { name: 'Offline' }).waitFor({ state: 'detached' });
  const real = [...admin.problems, ...texter.problems];
  expect(real).toEqual([]);
});
