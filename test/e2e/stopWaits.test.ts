import { ORPCError } from '@orpc/client';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { openScreen } from './screen.ts';
import { type Api, apiClient, SENDERS, startWorld, type World } from './world.ts';

/**
 * Auto opt-outs are off on provider-1, and people reply STOP (design, rule 3). Heed opts nobody out and
 * blocks nothing, but whoever wants to text them is told first. Over REST against the simulator, and on the
 * texter's screen.
 */

const [OURS] = SENDERS['provider-1'];
const PEOPLE = ['Rosa', 'Nadia', 'Omar', 'Lena'].map((name, index) => ({
  name,
  number: `+1216555014${index}`,
}));
const [ROSA, NADIA, OMAR, LENA] = PEOPLE as [Person, Person, Person, Person];
type Person = { readonly name: string; readonly number: string };

let world: World;
let browser: Browser;
let supervisor: Api;

beforeAll(async () => {
  world = await startWorld();
  browser = await launchBrowser();
  await world.admin.account.create({
    login: 'sam',
    name: 'Sam Supervisor',
    role: 'supervisor',
    password: 'a-long-password',
  });
  const { apiUrl } = world.console.line;
  const signedIn = await apiClient(apiUrl, null).session.signIn({
    login: 'sam',
    password: 'a-long-password',
  });
  supervisor = apiClient(apiUrl, signedIn.token);
  await world.admin.settings.update({ autoOptOut: false });
});

afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

async function campaign(name: string, people: readonly Person[]): Promise<(person: Person) => string> {
  const campaignId = await world.campaign(name, 'US', people);
  const { items } = await world.texter.conversation.list({ campaignId });
  return ({ number }) => items.find((row) => row.number === number)?.id ?? '';
}

const bodies = async ({ number }: Person) =>
  (await world.received(number)).filter(({ sentBy }) => sentBy === 'account').map(({ body }) => body);
const delivered = (person: Person, count: number) =>
  world.until(async () => (await bodies(person)).length === count, `${count} texts reach ${person.name}`);
const waits = (person: Person, kind = 'opt-out-by-hand') =>
  world.until(
    async () => (await why(person)).actions.some((action) => action.kind === kind),
    `${person.name} waits`,
  );
const why = ({ number }: Person) => world.admin.person.why({ number });

async function codes(call: Promise<unknown>): Promise<string[]> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ORPCError)) throw new Error('It was done without a question.');
  expect(error).toMatchObject({ code: 'UNCONFIRMED', status: 409 });
  return (error.data.warnings as { code: string }[]).map(({ code }) => code);
}

test('whoever would text them next is told first, in every campaign; turning auto opt-outs on settles what waits', async () => {
  const first = await campaign('First', PEOPLE);
  for (const person of PEOPLE) await world.texter.conversation.sendInitial({ id: first(person) });
  for (const person of PEOPLE) await delivered(person, 1);
  await world.reply(ROSA.number, OURS, 'STOP');
  await world.reply(NADIA.number, OURS, 'stop');
  await world.reply(OMAR.number, OURS, 'take me off your list please');
  for (const person of [ROSA, NADIA]) await waits(person);
  await waits(OMAR, 'likely-opt-out');
  // Words that ask to stop, and the keyword, have the same mark in everybody's list.
  for (const { items } of [
    await world.texter.conversation.list({}),
    await supervisor.conversation.list({}),
  ]) {
    const marked = items.filter((row) => row.stopWaits).map((row) => row.name);
    expect(marked.toSorted()).toEqual([NADIA.name, OMAR.name, ROSA.name]);
  }

  // As the table of the design says: nobody is opted out and nothing is blocked; the panel asks for a
  // decision and is not green.
  expect(await why(ROSA)).toMatchObject({ optedOut: false, canBeTexted: false });
  expect((await why(LENA)).canBeTexted).toBe(true);

  // The warning comes in the conversation itself, and in a campaign that begins later.
  const second = await campaign('Second', PEOPLE);
  for (const person of [ROSA, NADIA, OMAR]) {
    expect(await codes(world.texter.conversation.send({ id: first(person), body: 'Hello?' }))).toEqual([
      'stop-waiting',
    ]);
    expect(await codes(world.texter.conversation.sendInitial({ id: second(person) }))).toEqual([
      'stop-waiting',
    ]);
    const { canSend } = await world.texter.conversation.get({ id: second(person) });
    expect(canSend.warnings.map(({ code }) => code)).toEqual(['stop-waiting']);
  }
  await world.texter.conversation.sendInitial({ id: second(LENA) });
  await delivered(LENA, 2);
  for (const person of [ROSA, NADIA, OMAR]) expect(await bodies(person)).toHaveLength(1);

  // A texter may opt out, but not decide that it was not meant; a supervisor may.
  const action = async (person: Person) => (await why(person)).actions[0]?.id ?? '';
  for (const resolution of ['carry-on', 'dismiss'] as const) {
    await expect(world.texter.action.resolve({ id: await action(OMAR), resolution })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  }
  await supervisor.action.resolve({
    id: await action(OMAR),
    resolution: 'carry-on',
    reason: 'She meant e-mail.',
  });
  await world.texter.conversation.sendInitial({ id: second(OMAR) });
  await delivered(OMAR, 2);

  // A texter who was told and confirms can text: nothing is blocked.
  await world.texter.conversation.send({ id: first(ROSA), body: 'Sorry!', confirmed: ['stop-waiting'] });
  await delivered(ROSA, 2);

  // Turning auto opt-outs on tells how many requests wait, and settles them.
  expect(await codes(world.admin.settings.update({ autoOptOut: true }))).toEqual(['stops-waiting']);
  expect((await world.admin.settings.get()).autoOptOut).toBe(false);
  await world.admin.settings.update({ autoOptOut: true, confirmed: ['stops-waiting'] });
  for (const person of [ROSA, NADIA]) {
    expect(await why(person)).toMatchObject({ optedOut: true, canBeTexted: false, actions: [] });
    await expect(world.admin.conversation.sendInitial({ id: second(person) })).rejects.toMatchObject({
      code: 'GUARD',
    });
  }
});

test('a request that is held since the switch says since when, and when it came', async () => {
  const person = { name: 'Vera', number: '+12165550148' };
  await world.admin.settings.update({ autoOptOut: false });
  const of = await campaign('Held', [person]);
  await world.texter.conversation.sendInitial({ id: of(person) });
  await delivered(person, 1);
  await world.reply(person.number, OURS, 'STOP');
  await waits(person);
  const [asked] = (await why(person)).actions;
  expect(asked).toMatchObject({ holds: false, heldAt: null });
  await world.admin.settings.update({ autoOptOut: true, waitingStops: 'hold', confirmed: ['stops-waiting'] });
  const { actions, timeline } = await why(person);
  const [{ openedAt = 0, heldAt = 0 } = {}] = actions;
  expect(openedAt).toBe(asked?.openedAt);
  expect(heldAt).toBeGreaterThan(openedAt);
  expect(timeline).toEqual(
    expect.arrayContaining([
      { at: heldAt, tone: 'hold', text: 'On hold until a person decides' },
      { at: openedAt, tone: 'hold', text: 'A person must act' },
    ]),
  );
  const { events } = await world.texter.conversation.get({ id: of(person) });
  expect(events.find(({ kind }) => kind === 'on-hold')).toMatchObject({ at: heldAt, askedAt: openedAt });
});

test('on the texter’s screen: the panel says who asked to stop, and Enter asks before it sends', async () => {
  const person = { name: 'Ines', number: '+12165550147' };
  await world.admin.settings.update({ autoOptOut: false });
  const before = await campaign('Before', [person]);
  await world.texter.conversation.sendInitial({ id: before(person) });
  await delivered(person, 1);
  await world.reply(person.number, OURS, 'STOP');
  await waits(person);
  await campaign('After', [person]);
  const { page, context } = await openScreen(browser, await world.windowUrl(), {
    login: 'ana',
    password: 'a-long-password',
  });
  const { id } = (await world.texter.campaign.list({})).find(({ name }) => name === 'After') ?? { id: '' };
  await page.goto(`${page.url().split('#')[0]}#/texter/${id}`);
  await page.getByRole('tab', { name: /To send/ }).click();
  await page.getByRole('listbox').getByRole('option').first().click();
  await page.getByText('First message, not sent yet').waitFor();
  await page.getByText('Asked to stop', { exact: true }).waitFor();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: /Text Ines anyway/ });
  await dialog.getByText(/asked to stop, and nobody has decided/).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(await bodies(person)).toHaveLength(1);
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Send anyway' }).click();
  await delivered(person, 2);
  await context.close();
});

test('on the supervisor’s screen: who takes a request back is told of the text that leaves then', async () => {
  const person = { name: 'Max', number: '+12165550146' };
  const of = await campaign('Spoken', [person]);
  await world.texter.conversation.sendInitial({ id: of(person) });
  await delivered(person, 1);
  await world.reply(person.number, OURS, 'Hello');
  await world.until(
    async () => (await world.texter.conversation.get({ id: of(person) })).messages.length === 2,
    'Max has answered',
  );
  // A reply can be taken back for a minute at most; meanwhile the person asks to stop.
  await world.texter.conversation.send({ id: of(person), body: 'Still there?', holdSeconds: 60 });
  await world.reply(person.number, OURS, 'take me off your list please');
  await waits(person, 'likely-opt-out');
  const { page, context } = await openScreen(browser, await world.windowUrl(), {
    login: 'sam',
    password: 'a-long-password',
  });
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Actions' }).click();
  const row = page.getByRole('article', { name: /^Max:/ });
  const carryOn = async () => {
    await row.getByRole('button', { name: /^Carry on/ }).click();
    await row.getByRole('textbox').press('Enter');
  };
  await carryOn();
  const dialog = page.getByRole('dialog', { name: 'Texts wait for this decision' });
  await dialog.getByText(/^1 text to this person was written before/).waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect((await why(person)).actions).toHaveLength(1);
  await carryOn();
  await dialog.getByRole('button', { name: 'Go on and let them leave' }).click();
  await world.until(async () => (await why(person)).actions.length === 0, 'the request is decided');
  await context.close();
});
