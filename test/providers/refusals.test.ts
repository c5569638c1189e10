import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, SENDERS, startWorld, type World } from '../e2e/world.ts';

/**
 * What a provider refuses, over REST: how much a refusal stops, what people are told, and what may be sent
 * again.
 */

let world: World;
let serial = 100;
const GB = SENDERS['provider-2'];

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());

const people = (count: number) =>
  Array.from({ length: count }, () => {
    serial += 1;
    return { name: `Person${serial}`, number: `+447700900${serial}` };
  });

/** A running campaign with its conversations, in the order of the list of people. */
async function campaign(
  name: string,
  list: readonly { name: string; number: string }[],
  region: 'GB' | 'US' = 'GB',
) {
  const id = await world.campaign(name, region, list);
  const { items } = await world.texter.conversation.list({ campaignId: id, limit: 200 });
  const conversations = list.map((person) => items.find(({ name: item }) => item === person.name)?.id ?? '');
  return { id, conversations };
}
const sendAll = async (ids: readonly string[]) => {
  for (const id of ids) await world.texter.conversation.sendInitial({ id });
};
const lastText = async (id: string) =>
  (await world.texter.conversation.get({ id })).messages.findLast(({ direction }) => direction === 'out');
const settled = (id: string, state: string) =>
  world.until(async () => {
    const text = await lastText(id);
    return text?.state === state ? text : null;
  }, `a text is ${state}`);
const refuse = (code: number, about: { to?: string; times?: number } = {}) =>
  world.control.post('/faults', { path: 'create', kind: 'status', status: 400, code, ...about });
const connection = async (profile = 'provider-2') => {
  const found = (await world.admin.connection.list()).find((each) => each.profile === profile);
  if (!found) throw new Error('There is no such connection.');
  return found;
};
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'OK',
    (error: { code?: string }) => error.code ?? 'none',
  );

test.each([21612, 21408, 21999])(
  'a refusal of one contact (%i) fails that text alone, and is told',
  async (code) => {
    const list = people(4);
    const { id, conversations } = await campaign(`One of four ${code}`, list);
    await refuse(code, { to: list[1]?.number ?? '' });
    await sendAll(conversations);
    for (const index of [0, 2, 3]) await settled(conversations[index] ?? '', 'delivered');
    const failed = await settled(conversations[1] ?? '', 'failed');
    expect(failed.detail).toContain(`. (${code}`);
    expect((await connection()).state).toBe('ready');
    expect((await world.admin.campaign.get({ id })).state).toBe('launched');
    const items = await world.admin.action.list({});
    const reported = items.filter((action) => action.conversationId === conversations[1]);
    expect(reported).toMatchObject([{ kind: 'provider-refused' }]);
    expect(reported[0]?.detail).toContain(String(code));
    // It surely did not leave, so it can be sent again, by its texter alone.
    expect(await codeOf(world.texter.conversation.sendInitial({ id: conversations[0] ?? '' }))).toBe('GUARD');
    await world.texter.conversation.sendInitial({ id: conversations[1] ?? '' });
    await settled(conversations[1] ?? '', 'delivered');
    expect(await world.received(list[1]?.number ?? '')).toHaveLength(1);
    const left = await world.admin.action.list({});
    expect(left.filter((action) => action.conversationId === conversations[1])).toEqual([]);
    // Now it has left.
    expect(await codeOf(world.texter.conversation.sendInitial({ id: conversations[1] ?? '' }))).toBe('GUARD');
  },
);

test('what is about the sender number stops that number, and its texts wait for the repair', async () => {
  const list = people(2);
  const { conversations } = await campaign('Sender', list);
  const by = async (id: string) => (await world.texter.conversation.get({ id })).senderNumber;
  const [first = '', second = ''] = conversations;
  expect(new Set([await by(first), await by(second)])).toEqual(new Set(GB));
  await refuse(21606, { to: list[0]?.number ?? '' });
  await sendAll(conversations);
  await settled(second, 'delivered');
  const stopped = await world.until(
    async () => (await connection()).senderNumbers.find((each) => each.stopped !== null),
    'the number is stopped',
  );
  expect(stopped.number).toBe(await by(first));
  expect(stopped.stopped).toContain('Use again');
  expect((await connection()).state).toBe('ready');
  expect((await lastText(first))?.state).toBe('queued');
  // A texter in it is told which sender number this is about, and who can fix it.
  const reported = async (api: Api, id: string) => (await api.conversation.get({ id })).canSend.sentence;
  expect(await reported(world.texter, first)).toMatch(/number \+44 \d+ \d+ is stopped.*Tell an admin/);
  expect(await reported(world.admin, first)).toMatch(/is stopped.*21606.*“Use again”.*Settings, Connections/);
  expect(await reported(world.texter, second)).toBe('');
  await world.admin.connection.updateNumber({ id: stopped.id, active: true });
  await settled(first, 'delivered');
});

test('what is about the account stops the connection, and its texts wait for the repair', async () => {
  const list = people(1);
  const [id = ''] = (await campaign('Account', list)).conversations;
  await refuse(20005);
  await sendAll([id]);
  const stopped = await world.until(async () => {
    const now = await connection();
    return now.state === 'stopped' ? now : null;
  }, 'the connection is stopped');
  expect(stopped.detail).toContain('test the connection');
  await world.admin.connection.test({ id: stopped.id });
  await settled(id, 'delivered');
});

test('filtered texts pause a campaign at a rate, not at one, and the reason says what to do', async () => {
  const list = people(8);
  const { id, conversations } = await campaign('Filtered', list);
  const filter = (to: string | undefined) =>
    world.control.post('/outcomes', { kind: 'undelivered', code: 30007, to: to ?? '' });
  await filter(list[0]?.number);
  await sendAll(conversations.slice(0, 4));
  await settled(conversations[0] ?? '', 'failed');
  await settled(conversations[3] ?? '', 'delivered');
  expect((await world.admin.campaign.get({ id })).state).toBe('launched');
  // An undelivered text counts as sent: the person is not texted a second time.
  expect(await codeOf(world.texter.conversation.sendInitial({ id: conversations[0] ?? '' }))).toBe('GUARD');
  for (const { number } of list.slice(4)) await filter(number);
  await sendAll(conversations.slice(4));
  const paused = await world.until(async () => {
    const now = await world.admin.campaign.get({ id });
    return now.state === 'paused' ? now : null;
  }, 'the campaign pauses');
  expect(paused.pauseReason).toContain('5 of the latest 8');
  expect(paused.pauseReason).toContain('script');
  // After the repair counting begins anew: texts before the pause do not count again.
  await world.admin.campaign.launch({ id });
  expect((await world.admin.campaign.get({ id })).state).toBe('launched');
});

test('a first text of unknown outcome that a person calls not sent can be sent again', async () => {
  // Bandwidth's list cannot tell what became of a text, so a person is asked soon.
  const list = [{ name: 'Dropped', number: '+12165550177' }];
  const [id = ''] = (await campaign('Dropped', list, 'US')).conversations;
  await world.control.post('/faults', { path: 'create', kind: 'reset-before' });
  await sendAll([id]);
  await settled(id, 'unknown');
  expect(await codeOf(world.texter.conversation.sendInitial({ id }))).toBe('GUARD');
  const action = await world.until(
    async () => (await world.admin.action.list({})).find((each) => each.conversationId === id),
    'a person is asked',
    1000,
  );
  await world.admin.action.resolve({ id: action.id, resolution: 'not-sent', reason: '' });
  expect((await world.texter.conversation.get({ id })).conversation.state).toBe('to-send');
  await world.texter.conversation.sendInitial({ id });
  await settled(id, 'delivered');
  expect(await world.received(list[0]?.number ?? '')).toHaveLength(1);
});

test('a sender number is retired after a question with the count, and first texts move where an admin says', async () => {
  const list = people(4);
  const { conversations } = await campaign('Retired', list);
  const by = async (of: string) => (await world.texter.conversation.get({ id: of })).senderNumber;
  const numbers = (await connection()).senderNumbers;
  const first = numbers.find((each) => each.number === GB[0]);
  const second = numbers.find((each) => each.number === GB[1]);
  if (!first || !second) throw new Error('The numbers are not there.');
  const own: string[] = [];
  for (const each of conversations) if ((await by(each)) === first.number) own.push(each);
  const [known = '', waiting = ''] = own;
  await sendAll([known]);
  await settled(known, 'delivered');
  // Texting hours are over, so both texts wait.
  await world.admin.settings.update({ quietHours: { sendFrom: 8 * 60, sendUntil: 8 * 60 + 1 } });
  await sendAll([waiting]);
  await world.texter.conversation.send({ id: known, body: 'One more thing.' });
  const work = await world.admin.connection.numberWork({ id: first.id });
  expect(work).toMatchObject({ firstTexts: 1, replies: 1, contacts: 0 });
  expect(work.successors.map(({ number }) => number)).toEqual([second.number]);
  const refused = await world.admin.connection
    .updateNumber({ id: first.id, active: false, moveTo: second.id })
    .catch((error: { code: string; data: { warnings: { code: string; message: string }[] } }) => error);
  expect(refused).toMatchObject({
    code: 'UNCONFIRMED',
    data: { warnings: [{ code: 'sender-has-queued', message: expect.stringContaining('1 text waits') }] },
  });
  expect((await lastText(waiting))?.state).toBe('queued');
  const done = await world.admin.connection.updateNumber({
    id: first.id,
    active: false,
    moveTo: second.id,
    confirmed: ['sender-has-queued'],
  });
  expect(done).toMatchObject({ active: false, moved: { texts: 1, givenUp: 1 } });
  await settled(known, 'prevented');
  await world.admin.settings.update({ quietHours: { sendFrom: 8 * 60, sendUntil: 21 * 60 } });
  await settled(waiting, 'delivered');
  expect(await by(waiting)).toBe(second.number);
  const person = list[conversations.indexOf(waiting)]?.number ?? '';
  expect((await world.received(person)).map(({ from }) => from)).toEqual([second.number]);
  await world.admin.connection.updateNumber({ id: first.id, active: true });
});
