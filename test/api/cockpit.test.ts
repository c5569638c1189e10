import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cockpitStatements } from '../../main/core/dashboard/cockpitQueries.ts';
import { costStatements } from '../../main/core/dashboard/cost.ts';
import { progressStatements } from '../../main/core/messenger/progressProcedures.ts';
import { all } from '../../main/core/store/statement.ts';
import type { Cockpit } from '../../shared/contract/dashboard/cockpit.ts';
import type { Figure } from '../../shared/contract/dashboard.ts';
import { decimalOf, microsOf } from '../../shared/text/money.ts';
import { type Client, refusal, testApi } from '../helpers/api.ts';
import { NOON, testCore } from '../helpers/core.ts';
import { type Messenger, messenger } from '../helpers/messenger.ts';
import { CONTACTS, MessengerStep, play } from '../helpers/messengerSteps.ts';
import { campaign } from '../helpers/seed.ts';

const MINUTE = 60_000;
const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);

async function lengthOf(client: Client, list: Figure['list']): Promise<number> {
  return (await client.conversation.list({ ...list, limit: 200 })).items.length;
}

/** Every figure that has a list counts what the list has. */
async function listsAgree(client: Client, board: Cockpit): Promise<void> {
  const own = [board.texted, board.delivered, board.replied, board.optedOut, board.waiting];
  const theirs = board.texters.flatMap(({ assigned, texted, waiting }) => [assigned, texted, waiting]);
  for (const figure of [...own, ...theirs])
    expect(await lengthOf(client, figure.list), JSON.stringify(figure)).toBe(figure.count);
}

/**
 * The parts of all texts that a provider took or may have taken, added up here without the product's own
 * table.
 */
function partsByHand(d: Messenger, campaignId: string): number {
  const rows = all<{ segments: number; state: string; provider_id: string | null }>(
    d.core.db,
    `SELECT m.segments, m.state, m.provider_id FROM message m JOIN conversation c ON c.id = m.conversation_id
     WHERE c.campaign_id = ? AND m.kind IN ('initial', 'reply', 'confirmation')`,
    campaignId,
  );
  return rows
    .filter(
      ({ state, provider_id }) =>
        ['sent', 'delivered', 'unknown'].includes(state) || (state === 'failed' && provider_id !== null),
    )
    .reduce((parts, { segments }) => parts + segments, 0);
}

test('after any history the cockpit says what the dashboard says, and each figure is its list', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(MessengerStep, { minLength: 5, maxLength: 30 }), async (steps) => {
      const d = messenger('US', { contacts: CONTACTS });
      const api = testApi({ made: d.made });
      for (const step of steps) await play(d, step);
      const client = api.as(d.adminId);
      for (const { id: campaignId, counts } of await client.campaign.list({})) {
        const board = await client.cockpit.read({ campaignId });
        const whole = await client.dashboard.read({ period: 'campaign-life', campaignId });
        const { texted, delivered, replied, optedOut } = whole;
        expect(board).toMatchObject({ texted, delivered, replied, optedOut });
        expect(board).toMatchObject({ toSend: counts.toSend, waiting: { count: counts.toAnswer } });
        expect(sum(board.texters.map((each) => each.texted.count))).toBe(texted.count);
        expect(sum(board.texters.map((each) => each.assigned.count))).toBe(counts.contacts);
        expect(sum(board.texters.map((each) => each.waiting.count))).toBe(counts.toAnswer);
        await listsAgree(client, board);
        const { soFar } = await client.cost.read({ campaignId });
        expect(sum(soFar.map(({ parts }) => parts))).toBe(partsByHand(d, campaignId));
      }
      d.close();
    }),
    { numRuns: 30 },
  );
});

test('who waits, since when, how fast it goes and when it will end', async () => {
  const d = messenger('US', { contacts: 4 });
  const api = testApi({ made: d.made });
  const client = api.as(d.adminId);
  const [ids = []] = d.conversations;
  const campaignId = (await client.conversation.get({ id: ids[0] ?? '' })).conversation.campaignId;
  const read = () => client.cockpit.read({ campaignId });
  expect(await read()).toMatchObject({ perMinute: 0, endsAt: null, toSend: 4, waiting: { since: null } });

  for (const id of ids.slice(0, 2)) d.send(id, 'initial');
  await d.dispatch();
  expect(await read()).toMatchObject({ perMinute: 0.2, toSend: 2, endsAt: NOON + 10 * MINUTE });

  // Only the first of two unanswered replies counts, and it no longer counts once it is answered.
  d.clock.advance(5 * MINUTE);
  d.poll();
  d.says(d.numbers[0] ?? '', 'Who is this?');
  d.clock.advance(MINUTE);
  d.says(d.numbers[0] ?? '', 'Hello?');
  d.clock.advance(MINUTE);
  d.says(d.numbers[1] ?? '', 'Yes!');
  expect((await read()).waiting).toMatchObject({ count: 2, since: NOON + 5 * MINUTE });
  const before = (await read()).texters.find(({ id }) => id === d.texterId);
  expect(before).toMatchObject({
    assigned: { count: 4, of: 4 },
    texted: { count: 2, of: 2 },
    perMinute: 0.2,
    waiting: { count: 2, since: NOON + 5 * MINUTE },
    lastTextAt: NOON,
  });
  d.send(ids[0] ?? '');
  await d.dispatch();
  expect((await read()).waiting).toMatchObject({ count: 1, since: NOON + 7 * MINUTE });
  expect((await read()).texters[0]).toMatchObject({ lastTextAt: NOON + 7 * MINUTE });

  // After ten minutes without texts there is no pace, so no time is foretold.
  d.clock.advance(10 * MINUTE);
  expect(await read()).toMatchObject({ perMinute: 0, endsAt: null });
  d.close();
});

test('a texter sees how far they are today, over all campaigns, and nothing that an opt-out hides', async () => {
  const d = messenger('US', { contacts: 3 });
  const api = testApi({ made: d.made });
  const read = () => api.as(d.texterId).progress.read({});
  expect(await read()).toEqual({ goal: null, sentToday: 0, toSend: 6, waiting: 0 });
  const [first = [], second = []] = d.conversations;
  for (const id of [first[0] ?? '', first[1] ?? '', second[2] ?? '']) d.send(id, 'initial');
  await d.dispatch();
  d.clock.advance(MINUTE);
  d.says(d.numbers[0] ?? '', 'Yes!');
  expect(await read()).toEqual({ goal: null, sentToday: 3, toSend: 3, waiting: 1 });
  // The contact stands in both campaigns, and is hidden from texters in both.
  d.says(d.numbers[1] ?? '', 'STOP');
  expect(await read()).toEqual({ goal: null, sentToday: 3, toSend: 2, waiting: 1 });
  d.clock.advance(24 * 60 * MINUTE);
  expect(await read()).toEqual({ goal: null, sentToday: 0, toSend: 2, waiting: 1 });
  const admin = api.as(d.adminId);
  expect(await admin.progress.read({})).toEqual({ goal: null, sentToday: 0, toSend: 0, waiting: 0 });
  d.close();
});

test('goals of all campaigns that may text people first today are one goal; the cockpit shows who is there', async () => {
  const d = messenger('US', { contacts: 3 });
  const api = testApi({ made: d.made });
  /** Anew each time, since hours pass. */
  const admin = () => api.as(d.adminId);
  const goal = async () => (await api.as(d.texterId).progress.read({})).goal;
  const [one = '', two = ''] = (await admin().campaign.list({})).map(({ id }) => id).toReversed();
  await admin().campaign.update({ id: one, dailyGoal: 2 });
  expect(await goal()).toBe(2);
  await admin().campaign.update({ id: two, dailyGoal: 30 });
  expect(await goal()).toBe(32);
  // One that has not started yet wants nothing today.
  const [tomorrow, confirmed] = ['2026-03-04T09:00', ['schedule-too-short' as const]];
  await admin().campaign.schedule({ id: two, schedule: { startsAt: tomorrow }, confirmed });
  expect(await goal()).toBe(2);
  await admin().campaign.schedule({
    id: two,
    schedule: { endsAt: '2026-03-03T09:00' },
    confirmed: [...confirmed, 'schedule-ended'],
  });
  expect(await goal()).toBe(32);
  d.clock.advance(6 * 60 * MINUTE);
  expect(await goal()).toBe(2);
  await admin().campaign.pause({ id: one });
  expect(await goal()).toBeNull();
  await admin().campaign.launch({ id: one, confirmed: ['script-no-organisation', 'script-no-opt-out'] });
  d.poll();
  for (const id of (d.conversations[0] ?? []).slice(0, 2)) d.send(id, 'initial');
  await d.dispatch();
  const board = () => admin().cockpit.read({ campaignId: one });
  expect(await board()).toMatchObject({ dailyGoal: 2, texters: [{ id: d.texterId, sentToday: 2 }] });
  d.says(d.numbers[0] ?? '', 'STOP');
  expect((await board()).texters).toMatchObject([{ sentToday: 2 }]);
  d.clock.advance(24 * 60 * MINUTE);
  expect((await board()).texters).toMatchObject([{ sentToday: 0, texted: { count: 2 } }]);
  await admin().campaign.update({ id: one, dailyGoal: null });
  expect(await goal()).toBeNull();
  for (const wrong of [0, -1, 1.5, 100_001])
    await expect(admin().campaign.update({ id: one, dailyGoal: wrong })).rejects.toThrow();
  d.close();
});

test('answers in force count once a contact, and all of them', async () => {
  const d = messenger('US', { contacts: 3 });
  const api = testApi({ made: d.made });
  const [ids = []] = d.conversations;
  const client = api.as(d.adminId);
  const campaignId = (await client.conversation.get({ id: ids[0] ?? '' })).conversation.campaignId;
  for (const id of ids) d.send(id, 'initial');
  await d.dispatch();
  const revision = (await client.questions.script({ campaignId })).revision;
  const choices = ['a', 'b'].map((code) => ({ code, label: code, key: code }));
  await client.questions.save({
    campaignId,
    revision,
    questions: [
      { code: 'many', name: 'Many', text: 'Which?', kind: 'many', choices },
      { code: 'words', name: 'Words', text: 'Why?', kind: 'text' },
    ],
  });
  const [first = '', second = ''] = ids;
  await client.answers.record({ conversationId: first, question: 'many', choices: ['a', 'b'] });
  await client.answers.record({ conversationId: second, question: 'words', value: 'So' });
  await client.answers.record({ conversationId: second, question: 'words', value: 'Because' });
  expect((await client.cockpit.read({ campaignId })).answered).toEqual({ count: 2, of: 3, answers: 3 });
  d.close();
});

test('what was sent and what is ahead, by the price of a part, without a float in it', async () => {
  const d = messenger('US', { contacts: 3 });
  const api = testApi({ made: d.made });
  const [ids = []] = d.conversations;
  const client = api.as(d.adminId);
  const campaignId = (await client.conversation.get({ id: ids[0] ?? '' })).conversation.campaignId;
  await client.campaign.update({ id: campaignId, script: `${'x'.repeat(200)} {firstName}. Reply STOP.` });
  const ahead = (await client.cost.read({ campaignId })).ahead;
  // Where nobody has entered a price, no cost is shown.
  expect(ahead).toMatchObject({ contacts: 3, read: 3, readParts: 6, parts: 6 });
  expect(ahead.prices.map(({ micros }) => micros)).toEqual(ahead.prices.map(() => null));

  const [price] = ahead.prices;
  const vendor = price?.vendor ?? 'twilio';
  const row = { vendor, region: 'US', currency: 'USD', partMicros: 7900 } as const;
  await client.settings.update({ prices: [row] });
  expect((await refusal(client.settings.update({ prices: [row, row] }))).code).toBe('INVALID');
  const wrong = { ...row, partMicros: 0.5 };
  expect((await refusal(client.settings.update({ prices: [wrong] }))).code).toBe('INVALID');
  d.send(ids[0] ?? '', 'initial', 'y'.repeat(170));
  await d.dispatch();
  const cost = await client.cost.read({ campaignId });
  const bandwidth = cost.soFar.filter(({ parts }) => parts > 0);
  expect(bandwidth).toHaveLength(1);
  expect(bandwidth[0]).toMatchObject({ texts: 1, parts: 2 });
  expect(cost.ahead).toMatchObject({ contacts: 2, parts: 4 });
  const priced = cost.ahead.prices.filter((each) => each.vendor === vendor);
  expect(priced).toEqual([
    { vendor, currency: 'USD', partMicros: 7900, pictureMicros: null, micros: 31_600 },
  ]);
  d.close();
});

test('amounts are read as they are typed, in millionths', () => {
  for (const [text, micros] of [
    ['0.0079', 7900],
    [' 0,5 ', 500_000],
    ['.000001', 1],
    ['2', 2_000_000],
    ['100', 100_000_000],
    ['0', 0],
  ] as const) {
    expect(microsOf(text), text).toBe(micros);
    expect(microsOf(decimalOf(micros)), text).toBe(micros);
  }
  for (const text of ['', '.', '-1', '1e3', '0.1234567', '1,000.5', '$2', '1000'])
    expect(microsOf(text), text).toBeNull();
});

test('a reminder stands in the texter’s messenger until they put it away, and in the ledger', async () => {
  const d = messenger('US', { contacts: 1 });
  const api = testApi({ made: d.made });
  const [admin, texter] = [api.as(d.adminId), api.as(d.texterId)];
  const supervisor = api.newcomer('supervisor', 'Sue').client;
  const stranger = api.newcomer('texter');
  const [{ id: campaignId = '', name: campaignName = '' } = {}] = await admin.campaign.list({});
  const send = (by: Client, kind: 'reminder' | 'thanks', texterIds = [d.texterId]) =>
    by.nudge.send({ campaignId, texterIds, kind });
  await send(admin, 'reminder');
  d.clock.advance(MINUTE);
  await send(supervisor, 'reminder');
  await send(supervisor, 'thanks');
  const seen = await texter.nudge.list();
  const common = { campaignId, campaignName, fromName: 'Sue', at: NOON + MINUTE };
  expect(seen).toHaveLength(2);
  expect(seen).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ ...common, kind: 'reminder' }),
      expect.objectContaining({ ...common, kind: 'thanks' }),
    ]),
  );
  expect(await stranger.client.nudge.list()).toEqual([]);
  expect((await admin.cockpit.read({ campaignId })).texters[0]).toMatchObject({
    remindedAt: NOON + MINUTE,
    thankedAt: NOON + MINUTE,
  });

  // Only the texter it is for can put it away, and doing so again changes nothing.
  const [first] = seen;
  expect((await refusal(stranger.client.nudge.seen({ id: first?.id ?? '' }))).code).toBe('NOT_FOUND');
  for (const { id } of [...seen, ...seen]) await texter.nudge.seen({ id });
  expect(await texter.nudge.list()).toEqual([]);
  await send(admin, 'reminder');
  expect(await texter.nudge.list()).toHaveLength(1);

  // Only texters of this campaign can be sent one, only once the campaign runs, and never by a texter.
  expect((await refusal(send(admin, 'thanks', [d.texterId, stranger.id]))).code).toBe('INVALID');
  expect((await refusal(send(texter, 'thanks'))).code).toBe('FORBIDDEN');
  const draft = campaign(d.core, { state: 'draft', texterIds: [d.texterId] });
  const asked = admin.nudge.send({ campaignId: draft, texterIds: [d.texterId], kind: 'reminder' });
  expect((await refusal(asked)).code).toBe('CONFLICT');
  const kinds = all<{ kind: string; n: number }>(
    d.core.db,
    "SELECT kind, count(*) AS n FROM ledger WHERE kind GLOB 'texter-*' GROUP BY kind ORDER BY kind",
  );
  expect(kinds).toEqual([
    { kind: 'texter-reminded', n: 3 },
    { kind: 'texter-thanked', n: 1 },
  ]);
  d.close();
});

test('what a cockpit asks reads indexes, never all texts, answers or conversations', () => {
  const { core } = testCore();
  for (const [name, { sql, values }] of Object.entries(cockpitStatements('k', NOON))) {
    const plan = all<{ detail: string }>(core.db, `EXPLAIN QUERY PLAN ${sql}`, ...values);
    const told = `${name}: ${plan.map(({ detail }) => detail).join('\n')}`;
    expect(told).not.toMatch(/SCAN (m|r|i|o|f|c|n|message|answer)\b/);
    if (['pace', 'answers'].includes(name)) expect(told).toContain('USING COVERING INDEX');
    if (['toSend', 'unassigned', 'held'].includes(name))
      expect(told).toContain('SEARCH n USING PRIMARY KEY (campaign_id=?');
  }
  const texter = { id: 't', role: 'texter' } as const;
  // Goals are of campaigns, which are few.
  const { goals, ...counted } = progressStatements(texter);
  expect(goals.sql).toContain('FROM campaign k');
  for (const { sql, values } of Object.values(counted)) {
    const plan = all<{ detail: string }>(core.db, `EXPLAIN QUERY PLAN ${sql}`, ...values);
    const told = plan.map(({ detail }) => detail).join('\n');
    expect(told).not.toMatch(/SCAN [fcn]/);
    expect(told).toContain('SEARCH n USING PRIMARY KEY (campaign_id=? AND texter_id=?');
  }
  for (const text of Object.values(costStatements)) {
    const values = text
      .split('?')
      .slice(1)
      .map(() => 1);
    const plan = all<{ detail: string }>(core.db, `EXPLAIN QUERY PLAN ${text}`, ...values);
    const told = plan.map(({ detail }) => detail).join('\n');
    expect(told).toMatch(/SEARCH ([sn] USING PRIMARY KEY|c USING COVERING INDEX conversation_campaign)/);
  }
  core.close();
});
