import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SENDERS, startWorld, type World } from './world.ts';

/**
 * What is known of a number outlives every campaign: opt-outs, holds, wrong numbers, numbers that take no
 * texts. Over REST against the simulator, as another system would use it.
 */

let world: World;

/** Heed asks about a text's outcome only after some seconds; the tests in between fill that time. */
const cut = { number: '+12165550840', id: '' };

beforeAll(async () => {
  world = await startWorld();
  const campaignId = await world.campaign('Cut off', 'US', [{ name: 'Pat', number: cut.number }]);
  await world.control.post('/faults', { path: 'create', kind: 'reset-before', to: cut.number });
  cut.id = (await conversationOf(campaignId, cut.number)).id;
  await world.texter.conversation.sendInitial({ id: cut.id });
});

afterAll(async () => {
  await world?.stop();
});

const REGIONS = {
  US: { sender: SENDERS['provider-1'][0], number: (n: number) => `+12165550${300 + n}` },
  GB: { sender: SENDERS['provider-2'][0], number: (n: number) => `+447700900${300 + n}` },
} as const;

/** Returns once the look-up shows what the contact wrote. */
async function says(number: string, sender: string, body: string): Promise<void> {
  const before = (await world.admin.lookup.number({ number })).totals.received;
  await world.reply(number, sender, body);
  await world.until(
    async () => (await world.admin.lookup.number({ number })).totals.received > before,
    `"${body}" of ${number}`,
  );
}

async function conversationOf(campaignId: string, number: string) {
  const { items } = await world.admin.conversation.list({ campaignId, search: number });
  const [row] = items;
  if (!row) throw new Error(`No conversation of ${number}.`);
  return row;
}

const ruleOf = async (call: Promise<unknown>) =>
  call.then(
    () => 'it left',
    (error: { code?: string; data?: { rule?: string } }) => `${error.code} ${error.data?.rule}`,
  );

const texted = async (number: string) =>
  (await world.received(number)).filter((text) => text.sentBy === 'account').length;

describe.each(['US', 'GB'] as const)('%s: a number that no campaign holds', (region) => {
  const { sender, number } = REGIONS[region];
  const held = number(1);
  const stopped = number(2);
  const free = number(3);
  let campaignId = '';

  test('asks to be taken off, in words: it is on hold before it is imported, and the action shows the number', async () => {
    await says(held, sender, 'take me off your list please');
    const why = await world.admin.person.why({ number: held });
    expect(why).toMatchObject({
      canBeTexted: false,
      optedOut: false,
      actions: [{ holds: true, number: held }],
    });
    const list = await world.admin.lookup.list({ text: `${held}\n${free}` });
    expect(list.entries.map((entry) => entry.onHold)).toEqual([true, false]);
  });

  test('says STOP after another word: it is opted out all the same', async () => {
    await says(stopped, sender, 'who is this');
    await says(stopped, sender, 'STOP');
    expect(await world.admin.person.why({ number: stopped })).toMatchObject({
      optedOut: true,
      canBeTexted: false,
    });
  });

  test('is imported then: counted and named in the result, on hold in the campaign, and no text leaves', async () => {
    campaignId = await world.campaign(`Known ${region}`, region, [
      { name: 'Held', number: held },
      { name: 'Stopped', number: stopped },
      { name: 'Free', number: free },
    ]);
    const [job] = await world.admin.imports.jobs({ campaignId });
    expect(job?.result).toMatchObject({ rows: 3, imported: 1, alreadyOptedOut: 1, onHold: 1 });
    const { csv } = await world.admin.imports.refused({ id: job?.id ?? '' });
    expect(csv).toContain(held);
    expect(csv).toMatch(/on hold/i);
    expect(await world.admin.campaign.get({ id: campaignId })).toMatchObject({
      counts: { contacts: 3, onHold: 1, optedOut: 1 },
    });
    const row = await conversationOf(campaignId, held);
    expect(row.onHold).toBe(true);
    expect(await ruleOf(world.texter.conversation.sendInitial({ id: row.id }))).toBe('GUARD on-hold');
    const out = await conversationOf(campaignId, stopped);
    expect(await ruleOf(world.admin.conversation.sendInitial({ id: out.id }))).toBe('GUARD opted-out');
    const open = await conversationOf(campaignId, free);
    await world.texter.conversation.sendInitial({ id: open.id });
    await world.until(async () => (await texted(free)) === 1, 'the free one is texted');
    expect(await texted(held)).toBe(0);
    expect(await texted(stopped)).toBe(region === 'US' ? 1 : 0); // the confirmation
  });

  test('is free again when an admin carries on, and not before', async () => {
    const { actions } = await world.admin.person.why({ number: held });
    for (const { id } of actions) await world.admin.action.resolve({ id, resolution: 'carry-on' });
    const row = await conversationOf(campaignId, held);
    expect(row.onHold).toBe(false);
    await world.texter.conversation.sendInitial({ id: row.id });
    await world.until(async () => (await texted(held)) === 1, 'the one who was on hold is texted');
  });
});

/** Sends the first text and waits until its outcome is known. */
async function sendFirst(campaignId: string, number: string): Promise<string> {
  const { id } = await conversationOf(campaignId, number);
  const { message } = await world.texter.conversation.sendInitial({ id });
  await world.until(async () => {
    const { messages } = await world.admin.conversation.get({ id });
    return ['failed', 'delivered', 'unknown'].includes(
      messages.find((text) => text.id === message.id)?.state ?? '',
    );
  }, `the text to ${number} has ended`);
  return id;
}

const fails = (to: string, code: number) =>
  world.control.post('/outcomes', { kind: 'undelivered', code, times: 1, to });

describe('a number that the provider cannot reach', () => {
  const CASES = [
    { region: 'US', code: 4720, kind: 'dead', after: 1, number: '+12165550804' },
    { region: 'GB', code: 30006, kind: 'landline', after: 1, number: '+447700900806' },
    { region: 'GB', code: 30005, kind: 'unreachable', after: 2, number: '+447700900805' },
  ] as const;

  test.each(CASES)('$code: remembered for the number, with date and code, in every campaign', async (one) => {
    const { region, code, kind, number } = one;
    for (let turn = 1; turn <= one.after; turn += 1) {
      const campaignId = await world.campaign(`Try ${turn} of ${code}`, region, [{ name: 'Pat', number }]);
      await fails(number, code);
      const id = await sendFirst(campaignId, number);
      const { canSend } = await world.admin.conversation.get({ id });
      if (turn < one.after) expect(canSend.rule).not.toBe('invalid-number');
      else {
        expect(canSend).toMatchObject({ ok: false, outcome: 'prevent', rule: 'invalid-number' });
        expect(canSend.sentence).toContain(String(code));
      }
    }
    const why = await world.admin.person.why({ number });
    expect(why).toMatchObject({
      canBeTexted: false,
      known: expect.arrayContaining([expect.objectContaining({ kind, code: String(code) })]),
    });
    expect(why.actions).toMatchObject([{ kind: 'provider-refused' }]);
    await world.admin.person.useAgain({ number, reason: 'works-again' });
    expect(JSON.stringify(await world.admin.evidence.get({ of: number }))).toContain('works-again');
    expect(await world.admin.person.why({ number })).toMatchObject({
      canBeTexted: true,
      known: [],
      actions: [],
    });
  });
});

test('a number that the provider called dead or a landline answers: it can be texted again, and the record says why', async () => {
  for (const { region, code, number } of [
    { region: 'US', code: 4720, number: '+12165550831' },
    { region: 'GB', code: 30006, number: '+447700900832' },
  ] as const) {
    const campaignId = await world.campaign(`Answers ${code}`, region, [{ name: 'Pat', number }]);
    await fails(number, code);
    const id = await sendFirst(campaignId, number);
    expect((await world.admin.person.why({ number })).canBeTexted).toBe(false);
    await says(number, REGIONS[region].sender, 'Yes, who is this?');
    const why = await world.admin.person.why({ number });
    expect(why).toMatchObject({ canBeTexted: true, known: [], actions: [] });
    const { evidence } = await world.admin.evidence.get({ of: number });
    expect(evidence.deeds.map(({ text }) => text)).toContain(
      'A text came from this number: it can receive texts after all',
    );
    expect((await world.texter.conversation.get({ id })).canSend.ok).toBe(true);
  }
});

describe('a number that is wrong for somebody', () => {
  const number = '+12165550810';
  let other = '';

  test('is not begun with under that name in any other campaign, until an admin uses it again', async () => {
    const first = await world.campaign('Spring list', 'US', [{ name: 'Maria', number }]);
    other = await world.campaign('Autumn list', 'US', [{ name: 'Maria', number }]);
    const id = await sendFirst(first, number);
    await says(number, SENDERS['provider-1'][0], 'This is no longer Maria’s number, I got it last month');
    await world.texter.conversation.close({ id, outcome: 'wrong-number' });
    const there = await conversationOf(other, number);
    const { canSend } = await world.texter.conversation.get({ id: there.id });
    expect(canSend).toMatchObject({ ok: false, rule: 'wrong-number' });
    expect(await ruleOf(world.texter.conversation.sendInitial({ id: there.id }))).toBe('GUARD wrong-number');
    expect(await world.admin.person.why({ number })).toMatchObject({
      canBeTexted: false,
      known: [{ kind: 'wrong-number', sentence: expect.stringContaining('Spring list') }],
    });
    await world.admin.person.useAgain({ number });
    expect((await world.texter.conversation.get({ id: there.id })).canSend.ok).toBe(true);
  });

  test('and one that was closed so by mistake is opened again, and nothing is remembered', async () => {
    const there = await conversationOf(other, number);
    await world.texter.conversation.close({ id: there.id, outcome: 'wrong-number' });
    await world.texter.conversation.reopen({ id: there.id });
    expect((await world.admin.person.why({ number })).known).toEqual([]);
  });
});

describe('a list with numbers of which something is known', () => {
  const wrong = '+12165550820';
  const dead = '+12165550821';
  const fresh = '+12165550822';
  const csv = `First name,Last name,Phone\nMaria,Lopez,${wrong}\nJon,Smith,${wrong}\n,,${wrong}\nPat,Lee,${dead}\nNew,One,${fresh}\n`;

  async function upload(of: string) {
    const { uploadId } = await world.admin.imports.begin({ name: 'list.csv', size: of.length });
    await world.admin.imports.append({ uploadId, offset: 0, data: Buffer.from(of).toString('base64') });
    const { mapping } = await world.admin.imports.preview({ uploadId });
    if (!mapping) throw new Error('The columns were not guessed.');
    const draft = await world.admin.campaign.create({
      name: 'Next list',
      region: 'US',
      script: 'Hi {firstName}, {texterName} from {organisation}. Reply STOP to opt out.',
      replies: [],
    });
    return { uploadId, campaignId: draft.id, mapping };
  }

  async function ended(id: string) {
    const job = await world.until(async () => {
      const now = await world.admin.imports.job({ id });
      return now.state === 'running' ? null : now;
    }, 'import');
    return job.result;
  }

  beforeAll(async () => {
    const campaignId = await world.campaign('Learned from', 'US', [
      { name: 'Maria', number: wrong },
      { name: 'Pat', number: dead },
    ]);
    await fails(dead, 4720);
    await sendFirst(campaignId, dead);
    const { id } = await conversationOf(campaignId, wrong);
    await world.admin.conversation.close({ id, outcome: 'wrong-number' });
  });

  test('leaves them out by default: counted and named before, counted and named after', async () => {
    const asked = await upload(csv);
    const dry = await world.admin.imports.contactsDryRun(asked);
    const counts = { rows: 5, imported: 2, wrongNumber: 1, noTexts: 1, duplicate: 1 };
    expect(dry.result).toMatchObject(counts);
    expect(dry.known.map(({ line, why }) => [line, why])).toEqual([
      [2, 'wrong-number'],
      [3, 'other-name'],
      [5, 'no-texts'],
    ]);
    expect(dry.known[2]?.sentence).toContain('4720');
    const job = await world.admin.imports.contacts(asked);
    expect(await ended(job.id)).toEqual(dry.result);
    const { rows } = await world.admin.imports.rows({ id: job.id });
    expect(rows.map(({ line, code }) => [line, code])).toEqual(
      expect.arrayContaining([
        [2, 'wrong-number'],
        [5, 'no-texts'],
      ]),
    );
    expect(rows.find(({ line }) => line === 5)?.reason).toContain('4720');
  });

  test('takes in somebody of another name, with a note', async () => {
    const asked = await upload(`First name,Last name,Phone\nJon,Smith,${wrong}\n`);
    const job = await world.admin.imports.contacts(asked);
    expect(await ended(job.id)).toMatchObject({ rows: 1, imported: 1, toCheck: 1 });
    await world.admin.campaign.assign({ id: asked.campaignId, texterIds: [world.texterId] });
    await world.admin.campaign.launch({ id: asked.campaignId });
    const { id } = await conversationOf(asked.campaignId, wrong);
    expect((await world.admin.conversation.get({ id })).canSend.rule).not.toBe('wrong-number');
  });

  test('takes one person in, and what is known of somebody else with that number stays', async () => {
    const number = '+12165550823';
    for (const name of ['Maria', 'Jon']) {
      const campaignId = await world.campaign(`Wrong for ${name}`, 'US', [{ name, number }]);
      const { id } = await conversationOf(campaignId, number);
      await world.admin.conversation.close({ id, outcome: 'wrong-number' });
    }
    const maria = await upload(`First name,Phone\nMaria,${number}\n`);
    const job = await world.admin.imports.contacts({ ...maria, takeIn: ['wrong-number'] });
    expect(await ended(job.id)).toMatchObject({ rows: 1, imported: 1 });
    const { known } = await world.admin.person.why({ number });
    expect(known).toMatchObject([{ sentence: expect.stringContaining('Wrong for Jon') }]);
    const jon = await upload(`First name,Phone\nJon,${number}\n`);
    expect((await world.admin.imports.contactsDryRun(jon)).result).toMatchObject({ wrongNumber: 1 });
    const again = await upload(`First name,Phone\nMaria,${number}\n`);
    expect((await world.admin.imports.contactsDryRun(again)).result).toMatchObject({ toCheck: 1 });
  });

  test('takes them in when an admin says so, and uses the numbers again', async () => {
    const asked = await upload(csv);
    const job = await world.admin.imports.contacts({ ...asked, takeIn: ['wrong-number', 'no-texts'] });
    expect(await ended(job.id)).toMatchObject({
      rows: 5,
      imported: 3,
      duplicate: 2,
      wrongNumber: 0,
      noTexts: 0,
    });
    for (const number of [wrong, dead]) expect((await world.admin.person.why({ number })).known).toEqual([]);
  });
});

test('US: HELP is answered with who writes and how to stop, once a day, and asks nobody for a reply', async () => {
  const number = '+12165550841';
  const campaignId = await world.campaign('Help', 'US', [{ name: 'Pat', number }]);
  const id = await sendFirst(campaignId, number);
  const answers = async () => (await world.received(number)).filter(({ body }) => body.startsWith('This is'));
  await says(number, SENDERS['provider-1'][0], 'HELP');
  await world.until(async () => (await answers()).length === 1, 'the answer to HELP');
  const [answer] = await answers();
  expect(answer?.body).toMatch(/^This is Housing Vote.*Reply STOP/);
  const { conversation, messages } = await world.texter.conversation.get({ id });
  expect(conversation.state).toBe('waiting');
  expect(messages.slice(1)).toMatchObject([{ automatic: 'help' }, { automatic: 'help' }]);
  await says(number, SENDERS['provider-1'][0], 'info');
  expect((await world.texter.conversation.get({ id })).conversation.state).toBe('to-answer');
  expect(await answers()).toHaveLength(1);
});

test('a text of unknown outcome does not go again to somebody who has asked to stop since', async () => {
  const { number, id } = cut;
  const action = async () =>
    (await world.admin.person.why({ number })).actions.find(({ kind }) => kind === 'send-outcome-unknown');
  const { id: actionId } = await world.until(action, 'a person is asked what became of it', 600);
  await says(number, SENDERS['provider-1'][0], 'STOP');
  await world.until(async () => (await texted(number)) === 1, 'the confirmation');
  expect(await ruleOf(world.admin.action.resolve({ id: actionId, resolution: 'send-again' }))).toBe(
    'GUARD opted-out',
  );
  // It is not yet known what became of it, and nothing has left.
  expect((await action())?.id).toBe(actionId);
  await world.admin.action.resolve({ id: actionId, resolution: 'not-sent' });
  const { messages } = await world.admin.conversation.get({ id });
  expect(messages.find(({ kind }) => kind === 'initial')?.state).toBe('failed');
  expect(await texted(number)).toBe(1);
});
