import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWorld, type World } from './world.ts';

/**
 * Texting hours over REST against the simulator: half past eight in the morning in New York, half past seven
 * in Chicago.
 */

let world: World;

beforeAll(async () => {
  world = await startWorld({ now: Date.parse('2026-06-10T12:30:00Z') });
});

afterAll(async () => {
  await world?.stop();
});

const conversationOf = async (campaignId: string, number: string) => {
  const [row] = (await world.admin.conversation.list({ campaignId, search: number })).items;
  if (!row) throw new Error(`No conversation of ${number}.`);
  return row;
};
const texts = async (number: string) => (await world.received(number)).length;

test('an area code counts with every zone under it: who may be in another one waits until it opens there', async () => {
  const early = ['+12195550140', '+18505550141', '+18125550143', '+12705550142'];
  const open = ['+16895550144', '+13175550145'];
  const campaignId = await world.campaign(
    'Area codes',
    'US',
    [...early, ...open].map((number, index) => ({ name: `Person ${index}`, number })),
  );
  for (const number of [...early, ...open]) {
    const { id } = await conversationOf(campaignId, number);
    await world.texter.conversation.sendInitial({ id });
  }
  for (const number of open)
    await world.until(async () => (await texts(number)) === 1, `${number} is texted`);
  for (const number of early) {
    expect(await texts(number)).toBe(0);
    const { id } = await conversationOf(campaignId, number);
    const { canSend, messages } = await world.texter.conversation.get({ id });
    expect(messages.map(({ state, rule }) => ({ state, rule }))).toEqual([
      { state: 'queued', rule: 'quiet-hours' },
    ]);
    expect(canSend).toMatchObject({
      ok: true,
      outcome: 'wait',
      rule: 'quiet-hours',
      zone: 'America/Chicago',
    });
    const area = number.slice(2, 5);
    const kentucky = area === '270';
    expect(canSend.until).toBe(Date.parse(kentucky ? '2026-06-10T15:00:00Z' : '2026-06-10T13:00:00Z'));
    const sentence = canSend.sentence.replaceAll('\u202f', ' ').replace(/7:\d\d/, '7:30');
    expect(sentence).toBe(
      `It is 7:30 AM where this number may be (Central Time, area code ${area}). ${
        kentucky
          ? 'Kentucky: texts only from 10 AM. Texts leave from 10:00 AM there.'
          : 'Texts leave from 8:00 AM there.'
      }`,
    );
    const why = await world.admin.person.why({ number });
    expect(why.headline.replaceAll('\u202f', ' ')).toBe(`Yes, from ${kentucky ? 10 : 8}:00 AM their time`);
    expect(why.conversations[0]?.sentence).toBe(canSend.sentence);
  }
});

test('the columns of the contact file count as well, and stay merge fields; what cannot be read is left out', async () => {
  const people = [
    { name: 'Zip', number: '+12125550101', more: { Zip: '60601' } },
    { name: 'State', number: '+12125550102', more: { State: 'Texas' } },
    { name: 'Zone', number: '+12125550103', more: { 'Time Zone': 'Mountain' } },
    { name: 'Here', number: '+12125550104', more: { Zip: '10001', State: 'NY', 'Time Zone': 'Eastern' } },
    { name: 'Unread', number: '+12125550105', more: { Zip: '?', State: 'unknown' } },
    { name: 'Law', number: '+12125550106', more: { State: 'KY' } },
  ];
  const campaignId = await world.campaign('Columns', 'US', people);
  const [job] = await world.admin.imports.jobs({ campaignId });
  expect(job?.result).toMatchObject({ rows: 6, imported: 6, unreadPlace: 1 });
  const seen: Record<string, unknown> = {};
  for (const { name, number } of people) {
    const { canSend, contact } = await world.texter.conversation.get({
      id: (await conversationOf(campaignId, number)).id,
    });
    seen[name] = canSend.until === null ? 'now' : new Date(canSend.until).toISOString().slice(11, 16);
    if (name === 'State') expect(contact.fields).toMatchObject({ State: 'Texas' });
    if (name === 'Law') expect(canSend.sentence).toContain('Kentucky: texts only from 10');
  }
  // Texas and Kentucky may be Mountain and Central: their laws open at nine and at ten there.
  expect(seen).toEqual({
    Zip: '13:00',
    State: '15:00',
    Zone: '15:00',
    Here: 'now',
    Unread: 'now',
    Law: '15:00',
  });
});

test('the islands are in for a campaign of the United States, with their own zones', async () => {
  const campaignId = await world.campaign('Islands', 'US', [
    { name: 'Puerto Rico', number: '+17875550138' },
    { name: 'Virgin Islands', number: '+13405550139' },
    { name: 'Guam', number: '+16715550140' },
    { name: 'Samoa', number: '+16845550141' },
    { name: 'Marianas', number: '+16705550142' },
  ]);
  const until = async (number: string) => {
    const { id } = await conversationOf(campaignId, number);
    return (await world.texter.conversation.get({ id })).canSend.until;
  };
  expect(await until('+17875550138')).toBeNull();
  expect(await until('+13405550139')).toBeNull();
  expect(await until('+16715550140')).toBe(Date.parse('2026-06-10T22:00:00Z'));
  expect(await until('+16705550142')).toBe(Date.parse('2026-06-10T22:00:00Z'));
  expect(await until('+16845550141')).toBe(Date.parse('2026-06-10T19:00:00Z'));
});

test('a campaign can narrow the hours and name a zone; nonsense is refused', async () => {
  const number = '+12125550120';
  const id = await world.campaign('Narrow', 'US', [{ name: 'Pat', number }]);
  const { id: conversation } = await conversationOf(id, number);
  const until = async () => (await world.texter.conversation.get({ id: conversation })).canSend.until;
  expect(await until()).toBeNull();
  const hours = { sendFrom: 600, sendUntil: null, zone: 'America/Chicago' };
  expect((await world.admin.campaign.update({ id, hours })).hours).toEqual(hours);
  expect(await until()).toBe(Date.parse('2026-06-10T15:00:00Z'));
  for (const wrong of [
    { ...hours, zone: 'Mars/Olympus' },
    { ...hours, sendFrom: 1300 },
  ]) {
    await expect(world.admin.campaign.update({ id, hours: wrong })).rejects.toMatchObject({
      code: 'INVALID',
    });
  }
  await world.admin.campaign.update({ id, name: 'Still narrow' });
  expect(await until()).not.toBeNull();
  await world.admin.campaign.update({ id, hours: null });
  expect(await until()).toBeNull();
});

test('a text that waits for the hour leaves when the organisation’s hours are set back', async () => {
  const number = '+12165550123';
  const id = await world.campaign('Set back', 'US', [{ name: 'Pat', number }]);
  const { id: conversation } = await conversationOf(id, number);
  await world.admin.settings.update({ quietHours: { sendFrom: 480, sendUntil: 481 } });
  await world.texter.conversation.sendInitial({ id: conversation });
  const { messages } = await world.texter.conversation.get({ id: conversation });
  expect(messages).toMatchObject([{ state: 'queued' }]);
  expect(await world.received(number)).toEqual([]);
  await world.admin.settings.update({ quietHours: { sendFrom: 480, sendUntil: 1260 } });
  await world.until(async () => (await world.received(number)).length === 1, 'the text leaves');
});

test('the laws of states can be left out by a setting, once the warning was confirmed by name', async () => {
  const number = '+18595550121';
  const id = await world.campaign('Kentucky', 'US', [{ name: 'Pat', number }]);
  const { id: conversation } = await conversationOf(id, number);
  const rule = async () => (await world.texter.conversation.get({ id: conversation })).canSend.rule;
  expect(await rule()).toBe('quiet-hours');
  await expect(world.admin.settings.update({ stateHours: false })).rejects.toMatchObject({
    code: 'UNCONFIRMED',
    data: { warnings: [{ code: 'state-hours-off' }] },
  });
  // A text that waits for the state's hour is looked at again when the setting changes, and leaves at once.
  await world.texter.conversation.sendInitial({ id: conversation });
  await world.admin.settings.update({ stateHours: false, confirmed: ['state-hours-off'] });
  expect(await rule()).toBeNull();
  await world.until(async () => (await world.received(number)).length === 1, 'the text leaves');
  await world.admin.settings.update({ stateHours: true });
  expect(await rule()).toBe('quiet-hours');
});
