import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeText, readCode } from '../../main/core/consoles/code.ts';
import { newDatabase, postgres } from '../consoles/postgres.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { NOON } from '../helpers/core.ts';
import { type Gate, startGate } from './gate.ts';
import { inBothLooks } from './looks.ts';
import { type ConsoleLine, type Running, startConsoleProcess } from './processes.ts';
import { openScreen, toPlace } from './screen.ts';
import { covered } from './uncovered.ts';
import { type Api, apiClient, startWorld, type World } from './world.ts';

/**
 * An admin works on a train, at a console of their own that reaches neither the database nor the others.
 * When it does again, what was done on both sides comes together before anything leaves, and a page at both
 * consoles tells what that was and what was decided how.
 */

const password = 'a-long-password';
const dataDir = mkdtempSync(join(tmpdir(), 'heed-train-'));
const PEOPLE = {
  asked: { name: 'Ada', number: '+12025550171' },
  back: { name: 'Ben', number: '+12025550172' },
  stopped: { name: 'Cai', number: '+12025550173' },
  judged: { name: 'Dee', number: '+12025550174' },
  other: { name: 'Eve', number: '+12025550175' },
} as const;
const LISTED = '+12025550176';

let world: World;
let browser: Browser;
let train: Running<ConsoleLine>;
let admin: Api;
let offices: Gate;
let trains: Gate;
let campaignId = '';
const ids = new Map<string, string>();
const idOf = ({ name }: { readonly name: string }) => ids.get(name) ?? '';

const signedIn = async (line: ConsoleLine) => {
  const { token } = await apiClient(line.apiUrl, null).session.signIn({ login: 'maya', password });
  return apiClient(line.apiUrl, token);
};
const sender = async ({ number }: { readonly number: string }) =>
  (await world.received(number))[0]?.from ?? '';
const isOut = async (at: Api, number: string) => (await at.person.why({ number })).optedOut;

/** The latest time apart, in full. */
async function lastOf(at: Api) {
  const [latest] = await at.consoles.timesApart();
  return latest && at.consoles.timeApart({ id: latest.id });
}

async function importOptOuts(at: Api, numbers: readonly string[]): Promise<void> {
  const csv = Buffer.from(`Phone\n${numbers.join('\n')}\n`);
  const { uploadId } = await at.imports.begin({ name: 'stops.csv', size: csv.length });
  await at.imports.append({ uploadId, offset: 0, data: csv.toString('base64') });
  const { id } = await at.imports.optOuts({ uploadId, numberColumn: 0, region: 'US' });
  await world.until(async () => (await at.imports.job({ id })).state === 'done', 'the list is imported');
}

beforeAll(async () => {
  const owner = await newDatabase();
  const { port } = await postgres();
  [world, browser, offices, trains, train] = await Promise.all([
    startWorld(),
    launchBrowser(),
    startGate(`http://127.0.0.1:${port}`),
    startGate(`http://127.0.0.1:${port}`),
    startConsoleProcess(dataDir, { now: NOON }),
  ]);
  const [user, word, database] = [owner.user, owner.password, owner.database].map(encodeURIComponent);
  const address = `postgresql://${user}:${word}@${new URL(offices.url).host}/${database}`;
  await world.admin.consoles.begin({ address, ca: '', name: 'Office' });
  const { code } = await world.admin.consoles.invite({ name: 'Train', password });
  // Each computer has a line of its own to the database.
  const read = readCode(code);
  await apiClient(train.line.apiUrl, null).consoles.join({
    code: codeText({ ...read, address: { ...read.address, port: Number(new URL(trains.url).port) } }),
  });
  campaignId = await world.campaign('Ride to vote', 'US', Object.values(PEOPLE));
  for (const row of (await world.admin.conversation.list({ campaignId })).items)
    ids.set(row.name.trim(), row.id);
});
afterAll(async () => {
  await browser?.close();
  await train?.stop();
  await world?.stop();
  await offices?.shut();
  await trains?.shut();
  rmSync(dataDir, { recursive: true, force: true });
});

test('both consoles have the same, then the train leaves', async () => {
  for (const who of [PEOPLE.back, PEOPLE.judged, PEOPLE.other]) {
    await world.texter.conversation.sendInitial({ id: idOf(who) });
    await world.until(async () => (await world.received(who.number)).length === 1, `${who.name} is texted`);
  }
  for (const who of [PEOPLE.back, PEOPLE.judged]) {
    await world.reply(who.number, await sender(who), 'STOP');
    await world.until(() => isOut(world.admin, who.number), `${who.name} is opted out`);
  }
  admin = await signedIn(train.line);
  for (const who of [PEOPLE.back, PEOPLE.judged])
    await world.until(() => isOut(admin, who.number), 'the train knows it');
  await train.stop();
  await trains.shut();
});

test('on the train everything is done without the database, and nothing leaves', async () => {
  // Most of an hour later.
  train = await startConsoleProcess(dataDir, { now: NOON + 40 * 60_000 });
  admin = await signedIn(train.line);
  await admin.person.optOut({ number: PEOPLE.asked.number, reason: 'Asked on the phone' });
  await admin.person.optOut({ number: PEOPLE.stopped.number, reason: 'Asked by letter' });
  await admin.person.optIn({ number: PEOPLE.back.number, reason: 'Agreed on the phone' });
  await importOptOuts(admin, [LISTED]);
  const judged = (await admin.review.queue({ which: 'open' })).items.find(
    ({ conversationId }) => conversationId === idOf(PEOPLE.judged),
  );
  await admin.review.judge({ id: judged?.id ?? '', verdict: 'upheld' });
  await admin.messenger.note.add({ conversationId: idOf(PEOPLE.other), body: 'Wants a ride at noon.' });
  await admin.campaign.create({ name: 'Second ride', region: 'US', script: 'Hi {firstName}, a ride?' });
  await admin.settings.update({ idleLockMinutes: 45 });
  expect(await admin.consoles.timesApart()).toEqual([]);
});

test('meanwhile the office goes on: a text waits for somebody who stopped on the train', async () => {
  await world.reply(PEOPLE.back.number, await sender(PEOPLE.back), 'STOP');
  await world.admin.settings.update({ idleLockMinutes: 30 });
  await world.until(
    async () =>
      (await world.admin.person.why({ number: PEOPLE.back.number })).optOuts.filter(
        ({ reversed }) => !reversed,
      ).length === 2,
    'the second STOP is in',
  );
  await world.until(async () => (await world.admin.consoles.state()).waiting === 0, 'the office has told');
  // So that the text waits here until the train is back.
  await offices.shut();
  await world.until(
    async () => (await world.admin.consoles.state()).outOfReachSince !== null,
    'it is cut',
    1200,
  );
  await world.texter.conversation.sendInitial({ id: idOf(PEOPLE.stopped) });
  const { page, context } = await openScreen(browser, await world.windowUrl(), { login: 'ana', password });
  await page.getByRole('button', { name: 'Other consoles away', exact: true }).click();
  await page.getByText(/cannot ask your organisation’s other computers/).waitFor();
  // A texter imports nothing.
  await page.getByText('opting out, look-ups, actions, writing', { exact: false }).waitFor();
  expect(await inBothLooks(page)).toEqual([]);
  await context.close();
});

test('back again, all of it comes together before anything leaves', async () => {
  await trains.open();
  await world.until(async () => (await admin.consoles.timesApart()).length === 1, 'it is told', 1200);
  await world.until(async () => (await admin.consoles.state()).waiting === 0, 'the train has told', 1200);
  await offices.open();
  await world.until(
    async () => (await lastOf(world.admin))?.stopped.length === 1,
    'the text is stopped',
    1200,
  );
  expect(await world.received(PEOPLE.stopped.number)).toEqual([]);
  await world.until(async () => (await lastOf(admin))?.stopped.length === 1, 'the train hears of it', 1200);
  for (const at of [world.admin, admin]) {
    for (const number of [PEOPLE.asked.number, PEOPLE.stopped.number, PEOPLE.back.number, LISTED])
      expect(await isOut(at, number)).toBe(true);
    const campaigns = await at.campaign.list({});
    expect(campaigns.map(({ name }) => name).sort()).toEqual(['Ride to vote', 'Second ride']);
    const notes = await at.messenger.note.list({ conversationId: idOf(PEOPLE.other) });
    expect(notes).toMatchObject([{ body: 'Wants a ride at noon.' }]);
    expect(await lastOf(at)).toMatchObject({
      console: 'Train',
      there: { optOuts: 3, optIns: 1, verdicts: 1, notes: 1, imports: 1, campaigns: 1, settings: 1 },
      elsewhere: { optOuts: 1, settings: 1 },
      decided: 2,
      left: [],
      stopped: [
        {
          link: { number: PEOPLE.stopped.number },
          console: 'Train',
          campaign: 'Ride to vote',
          by: 'Ana Texter',
        },
      ],
    });
  }
  const settled = await Promise.all([world.admin, admin].map((at) => at.settings.get()));
  // The train's clock is ahead, so its change is the later one.
  expect(settled.map(({ idleLockMinutes }) => idleLockMinutes)).toEqual([45, 45]);
});

test('the page lists it at both consoles, and one opened shows what was decided how', async () => {
  const windows: readonly [string, Api, string][] = [
    [await world.windowUrl(), world.admin, 'Train'],
    [(await admin.session.windowLink()).url, admin, 'Train this one'],
  ];
  for (const [url, , row] of windows) {
    const { page, context, problems } = await openScreen(browser, url, { login: 'maya', password });
    await toPlace(page, 'settings/consoles');
    const list = page.getByRole('region', { name: 'Times apart', exact: true });
    const line = list.getByRole('row').filter({ hasText: row });
    await line.getByText('3 opt-outs', { exact: false }).waitFor();
    expect(await inBothLooks(page)).toEqual([]);
    await line.getByRole('link', { name: 'Train', exact: true }).focus();
    await page.keyboard.press('Enter');
    const decided = page.getByRole('list', { name: 'Things that both sides had changed', exact: true });
    const person = decided.getByRole('listitem').filter({ hasText: PEOPLE.back.name });
    await person.getByText('stays opted out', { exact: true }).waitFor();
    await person.getByText(/Opted out: Office/).waitFor();
    await person.getByText(/Opted in: Train, Maya Admin/).waitFor();
    const setting = decided.getByRole('listitem').filter({ hasText: 'Signing out when idle' });
    await setting.getByText(/45 minutes: Train/).waitFor();
    const stopped = page.getByRole('region', { name: 'Messages that were stopped', exact: true });
    await stopped
      .getByRole('link', { name: new RegExp(PEOPLE.stopped.name) })
      .first()
      .waitFor();
    expect(await inBothLooks(page)).toEqual([]);
    expect(await covered(page)).toEqual([]);
    await page.getByRole('link', { name: 'All consoles', exact: true }).focus();
    await page.keyboard.press('Escape');
    await list.waitFor();
    expect(problems).toEqual([]);
    await context.close();
  }
});
