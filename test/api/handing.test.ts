import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sweepHanding } from '../../main/core/campaigns/handingSweep.ts';
import { listConversations } from '../../main/core/conversations/conversationList.ts';
import { todayStatements } from '../../main/core/dashboard/today.ts';
import { handingState } from '../../main/core/messenger/handingState.ts';
import { guardConversation } from '../../main/core/outbox/facts.ts';
import { all, one } from '../../main/core/store/statement.ts';
import type { HandingState } from '../../shared/contract/campaigns/handing.ts';
import { type Client, refusal, testApi } from '../helpers/api.ts';
import { NOON } from '../helpers/core.ts';
import { messenger } from '../helpers/messenger.ts';

/** Contacts that texters ask for: nobody gets one twice, nothing is lost, all figures agree. */

const MINUTE = 60_000;
const WORDS = ['STOP', 'Who is this?', 'take me off your list', 'Yes!', 'wrong number'] as const;

type Desk = { readonly id: string; readonly client: Client };

/** A campaign with three texters who ask for its contacts, two at a time. */
async function world(contacts: number, handing: Record<string, unknown> = {}) {
  const d = messenger('US', { contacts });
  const api = testApi({ made: d.made });
  const admin = api.as(d.adminId);
  const [ids = []] = d.conversations;
  const { campaignId } = (await admin.conversation.get({ id: ids[0] ?? '' })).conversation;
  const desks: Desk[] = [{ id: d.texterId, client: api.as(d.texterId) }];
  for (const name of ['Ben', 'Cleo']) desks.push(api.newcomer('texter', name));
  const texterIds = desks.map(({ id }) => id);
  await admin.campaign.assign({ id: campaignId, texterIds });
  await admin.handing.set({ campaignId, handing: { batch: 2, ...handing } });
  const listOf = async ({ client }: Desk, state: 'to-send' | 'to-answer' | 'waiting') =>
    (await client.conversation.list({ campaignId, state, limit: 200 })).items.map(({ id }) => id);
  /** A session that nobody uses for long ends; this one is signed in again. */
  const back = (at: number): Desk => {
    const { id = '' } = desks[at] ?? {};
    desks[at] = { id, client: api.as(id) };
    return desks[at];
  };
  const overseer = () => api.as(d.adminId);
  const sweep = () => sweepHanding(d.core);
  return { d, api, ids, campaignId, texterIds, desks, listOf, back, overseer, sweep };
}
type World = Awaited<ReturnType<typeof world>>;

const desk = fc.nat(2);
const Step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('ask' as const, 'send' as const), desk }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('answer' as const, 'take' as const, 'done' as const), desk }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('say' as const),
      contact: fc.nat(7),
      word: fc.constantFrom(...WORDS),
    }),
  },
  fc.record({
    do: fc.constantFrom('close' as const, 'open' as const, 'leave' as const, 'join' as const),
    desk,
  }),
  fc.record({ do: fc.constant('give' as const), contact: fc.nat(7), desk }),
  fc.record({ do: fc.constant('opt-in' as const), contact: fc.nat(7) }),
  fc.record({
    do: fc.constant('wait' as const),
    minutes: fc.constantFrom(1, 10, 31, 61, 24 * 60),
    restart: fc.boolean(),
  }),
);
type Step = typeof Step extends fc.Arbitrary<infer T> ? T : never;

/** Whoever cannot sign in, or is not of the campaign, is refused; so is what the guard stops. */
const tried = (call: Promise<unknown>) => call.catch(() => undefined);

async function play(w: World, step: Step): Promise<void> {
  const { d, campaignId } = w;
  const admin = w.overseer();
  switch (step.do) {
    case 'ask':
    case 'done':
    case 'take': {
      const { client } = w.back(step.desk);
      await tried(client.handing[step.do]({ campaignId }));
      return;
    }
    case 'send':
    case 'answer': {
      const who = w.back(step.desk);
      const [id = ''] = await w.listOf(who, step.do === 'send' ? 'to-send' : 'to-answer').catch(() => []);
      if (step.do === 'send') await tried(who.client.conversation.sendInitial({ id, confirmed: [] }));
      else await tried(who.client.conversation.send({ id, body: 'Thank you!', confirmed: [] }));
      return d.dispatch();
    }
    case 'say':
      d.says(d.numbers[step.contact] ?? '', step.word);
      return;
    case 'close':
    case 'open':
      await admin.account.update({ id: w.texterIds[step.desk] ?? '', active: step.do === 'open' });
      return;
    case 'leave':
    case 'join': {
      const { texterIds } = await admin.campaign.get({ id: campaignId });
      const who = w.texterIds[step.desk] ?? '';
      const next = texterIds.filter((id) => id !== who);
      await tried(
        admin.campaign.assign({ id: campaignId, texterIds: step.do === 'join' ? [...next, who] : next }),
      );
      return;
    }
    case 'give':
      await tried(
        admin.conversation.assign({ id: w.ids[step.contact] ?? '', texterId: w.texterIds[step.desk] ?? '' }),
      );
      return;
    case 'opt-in':
      await tried(admin.person.optIn({ number: d.numbers[step.contact] ?? '', reason: 'Asked for it' }));
      return;
    case 'wait':
      d.clock.advance(step.minutes * MINUTE);
      if (step.restart) d.restart();
      else d.poll();
      w.sweep();
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

/** What must hold between any two acts, read as texters and the director read it. */
async function holds(w: World): Promise<void> {
  const { d, campaignId } = w;
  const admin = w.overseer();
  const board = await admin.cockpit.read({ campaignId });
  const { counts, texterIds } = await admin.campaign.get({ id: campaignId });
  const rows = all<{ id: string; texter: string | null; state: string; opt: string; pool: number | null }>(
    d.core.db,
    `SELECT id, texter_id AS texter, state, opt_state AS opt, pool_since AS pool FROM conversation WHERE campaign_id = ?`,
    campaignId,
  );
  // Nothing is lost, and the figures of the live page are those of campaign and dashboard.
  expect(rows).toHaveLength(w.ids.length);
  const { handing } = board;
  expect(handing).toMatchObject({ toHandOut: counts.unassigned, inHand: counts.toSend - counts.unassigned });
  expect(board.toSend).toBe(counts.toSend);
  const today = await admin.dashboard.read({ period: 'today', campaignId });
  expect(board.today.sent).toBe(today.texted.count);
  expect(sum(board.texters.map((each) => each.answeredToday))).toBe(board.today.answered);
  expect(board.here).toBe(board.texters.filter(({ here }) => here).length);
  const offered = rows.filter(({ pool }) => pool !== null);
  for (const row of offered) expect(row).toMatchObject({ state: 'to-answer', opt: 'none' });

  // Nobody sees what another has, and what each of them reads agrees with their lists. They are asked past
  // the sign-in, which would be an act.
  const seen = new Set<string>();
  const states: HandingState[] = [];
  for (const id of texterIds) {
    const viewer = { id, role: 'texter' } as const;
    const lists = (['to-send', 'to-answer', 'waiting', 'closed'] as const).map((state) =>
      listConversations(d.core.db, viewer, { campaignId, state, limit: 200 }, d.core.subject).items.map(
        (row) => row.id,
      ),
    );
    for (const conversation of lists.flat()) {
      expect(seen.has(conversation)).toBe(false);
      seen.add(conversation);
    }
    const told = handingState(d.core, viewer, campaignId);
    states.push(told);
    expect(told.own).toMatchObject({ toSend: lists[0]?.length, waiting: lists[1]?.length });
    const others = offered.filter(({ texter }) => texter !== id);
    expect(told.offered.count).toBeLessThanOrEqual(others.length);
    expect(told.next).toBeLessThanOrEqual(counts.unassigned);
  }
  const hidden = rows.filter(({ opt }) => opt === 'automatic').length;
  for (const { team, own } of states) {
    expect(team).toEqual(states[0]?.team);
    expect(team.left).toBe(counts.toSend);
    expect(team.sentToday).toBeGreaterThanOrEqual(board.today.sent - hidden);
    expect(team.sentToday).toBeLessThanOrEqual(board.today.sent);
    expect(own.sentToday).toBeLessThanOrEqual(team.sentToday);
  }
  // No first text twice, and after a STOP was taken in only confirmations have left.
  const firsts = all<{ n: number }>(
    d.core.db,
    `SELECT count(*) AS n FROM message WHERE kind = 'initial' AND state IN ('sent', 'delivered') GROUP BY conversation_id`,
  );
  expect(firsts.every(({ n }) => n === 1)).toBe(true);
}

/** After a sweep nobody who is gone has contacts in hand, and no reply is late and for one texter alone. */
async function swept(w: World): Promise<void> {
  w.sweep();
  const now = w.d.clock.now();
  const { handing } = await w.overseer().campaign.get({ id: w.campaignId });
  const idle = now - (handing?.idleMinutes ?? 0) * MINUTE;
  const held = all(
    w.d.core.db,
    `SELECT c.id FROM conversation c JOIN account a ON a.id = c.texter_id LEFT JOIN presence p ON p.account_id = a.id
     WHERE c.campaign_id = ? AND c.state = 'to-send' AND (a.active = 0
       OR NOT EXISTS (SELECT 1 FROM campaign_texter x WHERE x.campaign_id = c.campaign_id AND x.account_id = a.id)
       OR max(coalesce(p.acted_at, 0), coalesce(c.texter_since, 0)) <= ?)`,
    w.campaignId,
    idle,
  );
  expect(held).toEqual([]);
  const alone = all(
    w.d.core.db,
    `SELECT c.id FROM conversation c JOIN account a ON a.id = c.texter_id WHERE c.campaign_id = ? AND c.state = 'to-answer'
       AND c.hold_at IS NULL AND c.pool_since IS NULL AND (a.active = 0 OR max(c.sort_at, coalesce(c.texter_since, 0)) <= ?)`,
    w.campaignId,
    now - (handing?.answerMinutes ?? 0) * MINUTE,
  );
  expect(alone).toEqual([]);
  w.sweep();
}

test('after any history nobody has a contact of another, nothing is lost, and all figures agree', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(Step, { minLength: 10, maxLength: 45 }), async (steps) => {
      const w = await world(8);
      for (const step of steps) {
        const before = await w.overseer().campaign.get({ id: w.campaignId });
        const free = new Set(unassigned(w));
        await play(w, step);
        if (step.do === 'ask') given(w, free, w.texterIds[step.desk] ?? '');
        const after = await w.overseer().campaign.get({ id: w.campaignId });
        expect(after.counts.contacts).toBe(before.counts.contacts);
        await holds(w);
      }
      await swept(w);
      await holds(w);
      w.d.close();
    }),
    { numRuns: 10 },
  );
});

const unassigned = ({ d, campaignId }: World): string[] =>
  all<{ id: string }>(
    d.core.db,
    'SELECT id FROM conversation WHERE campaign_id = ? AND texter_id IS NULL',
    campaignId,
  ).map(({ id }) => id);

/** What a press of the button gave was nobody's, and the guard does not stop it for good. */
function given(w: World, free: ReadonlySet<string>, texterId: string): void {
  const now = new Set(unassigned(w));
  const taken = [...free].filter((id) => !now.has(id));
  expect(taken.length).toBeLessThanOrEqual(2);
  for (const id of taken) {
    const row = one<{ texter: string }>(
      w.d.core.db,
      'SELECT texter_id AS texter FROM conversation WHERE id = ?',
      id,
    );
    expect(row?.texter).toBe(texterId);
    const verdict = guardConversation(w.d.core, id, 'initial', w.d.clock.now());
    expect(verdict.pass ? 'pass' : verdict.outcome, JSON.stringify(verdict)).not.toBe('prevent');
  }
}

test('a texter asks, works, is done; the day has a limit, and only who was chosen may ask', async () => {
  const w = await world(7, { mostPerDay: 5 });
  const { campaignId } = w;
  const [ana, ben] = w.desks;
  if (!ana || !ben) throw new Error('No desks');
  expect(await ana.client.handing.state({ campaignId })).toMatchObject({
    onRequest: true,
    next: 2,
    nothing: null,
    own: { toSend: 0 },
    team: { left: 7, sentToday: 0 },
  });
  expect(await ana.client.handing.ask({ campaignId })).toMatchObject({
    given: 2,
    state: { own: { toSend: 2 } },
  });
  expect((await ana.client.handing.ask({ campaignId })).given).toBe(2);
  // One more is the limit of the day; then there is no more, also once they are sent.
  expect((await ana.client.handing.ask({ campaignId })).given).toBe(1);
  for (const id of await w.listOf(ana, 'to-send')) {
    await ana.client.conversation.sendInitial({ id, confirmed: [] });
    await w.d.dispatch();
  }
  const over = await ana.client.handing.state({ campaignId });
  expect(over).toMatchObject({
    next: 0,
    nothing: 'day-done',
    own: { sentToday: 5 },
    team: { sentToday: 5, left: 2 },
  });
  expect((await refusal(ana.client.handing.ask({ campaignId }))).code).toBe('CONFLICT');
  expect((await ben.client.handing.ask({ campaignId })).given).toBe(2);
  expect((await w.desks[2]?.client.handing.state({ campaignId }))?.nothing).toBe('none-left');
  expect((await w.desks[2]?.client.handing.ask({ campaignId }))?.given).toBe(0);
  // What stands about a contact who goes back stays.
  const [first = ''] = await w.listOf(ben, 'to-send');
  await ben.client.messenger.note.add({ conversationId: first, body: 'Speaks Spanish' });
  expect(await ben.client.handing.done({ campaignId })).toMatchObject({
    returned: 2,
    state: { own: { toSend: 0 } },
  });
  const admin = w.overseer();
  expect((await admin.messenger.note.list({ conversationId: first })).map(({ body }) => body)).toEqual([
    'Speaks Spanish',
  ]);

  await admin.handing.set({ campaignId, handing: { batch: 2, mayAsk: [ana.id] } });
  expect((await ben.client.handing.state({ campaignId })).nothing).toBe('not-chosen');
  expect((await refusal(ben.client.handing.ask({ campaignId }))).code).toBe('CONFLICT');
  // Others of the campaign are not named to a texter.
  const [seen] = await ben.client.campaign.list({});
  expect(seen?.handing).toMatchObject({ mayAsk: [] });
  // Whoever stays in the campaign stays chosen, and a copy with its texters has the same settings.
  await admin.campaign.assign({ id: campaignId, texterIds: [ana.id, ben.id] });
  const copy = await admin.campaign.copy({ id: campaignId, name: 'Again', parts: ['script', 'texters'] });
  expect(copy.handing).toEqual({
    batch: 2,
    mostPerDay: 500,
    mayAsk: [ana.id],
    idleMinutes: 30,
    answerMinutes: 60,
  });
  const alone = await admin.campaign.copy({ id: campaignId, name: 'Alone', parts: ['script'] });
  expect(alone.handing).toMatchObject({ mayAsk: null, batch: 2 });
  // Back to sharing out: nobody is left without a texter.
  await admin.handing.set({ campaignId, handing: null });
  expect((await admin.campaign.get({ id: campaignId })).counts.unassigned).toBe(0);
  expect((await refusal(ana.client.handing.ask({ campaignId }))).message).toMatch(/shared out evenly/);
  w.d.close();
});

test('who may not be texted is not handed out, and comes back once a person has decided', async () => {
  const w = await world(6, { batch: 10 });
  const { d, campaignId } = w;
  const [ana] = w.desks;
  if (!ana) throw new Error('No desk');
  const [, second = []] = d.conversations;
  // All of it happens in the other campaign, in which the same people are.
  for (const [at, word] of ['STOP', 'wrong number', 'please remove my number from your list'].entries()) {
    d.send(second[at] ?? '', 'initial');
    await d.dispatch();
    d.says(d.numbers[at] ?? '', 'Hello', d.clock.now(), 1);
    d.clock.advance(1000);
    d.says(d.numbers[at] ?? '', word, d.clock.now(), 1);
  }
  await w.overseer().person.optOut({ number: d.numbers[3] ?? '', reason: 'Asked by phone' });
  const wrong = await w.overseer().action.list({});
  for (const { id, kind } of wrong)
    if (kind === 'wrong-number') await w.overseer().action.resolve({ id, resolution: 'close-wrong-number' });
  const { given: n, state } = await ana.client.handing.ask({ campaignId });
  expect(n).toBe(2);
  expect(state.nothing).toBe('none-left');
  const held = (await w.overseer().action.list({})).filter(({ kind }) => kind === 'likely-opt-out');
  for (const { id } of held) await w.overseer().action.resolve({ id, resolution: 'dismiss' });
  expect((await ana.client.handing.ask({ campaignId })).given).toBe(held.length);
  d.close();
});

test('idle contacts go back, late replies go to whoever is there; the former texter sees it, their draft stays', async () => {
  const w = await world(4);
  const { d, campaignId } = w;
  const [ana, ben, cleo] = w.desks;
  if (!ana || !ben || !cleo) throw new Error('No desks');
  await ana.client.handing.ask({ campaignId });
  const [first = '', second = ''] = await w.listOf(ana, 'to-send');
  await ana.client.conversation.sendInitial({ id: first, confirmed: [] });
  await d.dispatch();
  const number = one<{ number: string }>(
    d.core.db,
    'SELECT number FROM conversation WHERE id = ?',
    first,
  )?.number;
  d.clock.advance(MINUTE);
  d.says(number ?? '', 'Who is this?');
  const since = d.clock.now();
  await ana.client.messenger.draft.save({ conversationId: first, body: 'It is Ana from' });
  w.sweep();
  expect(await w.listOf(ana, 'to-send')).toEqual([second]);

  // Half an hour without an act, also while the console was off.
  d.clock.advance(31 * MINUTE);
  d.restart();
  w.sweep();
  const [again, other] = [w.back(1), w.back(2)];
  expect(await again.client.handing.state({ campaignId })).toMatchObject({
    offered: { count: 1, since },
    team: { left: 3, here: [{ name: 'Ben' }, { name: 'Cleo' }] },
  });
  const board = await w.overseer().cockpit.read({ campaignId });
  expect(board).toMatchObject({
    here: 2,
    waiting: { count: 1, since },
    handing: { toHandOut: 3, inHand: 0, offered: { count: 1, since } },
  });
  // One takes it, the other comes too late, and the former texter reads who has it.
  expect(await again.client.handing.take({ campaignId })).toEqual({ conversationId: first });
  expect(await other.client.handing.take({ campaignId })).toEqual({ conversationId: null });
  const back = w.back(0);
  expect(await w.listOf(back, 'to-answer')).toEqual([]);
  await back.client.messenger.draft.save({ conversationId: first, body: 'It is Ana from the' });
  const [notice] = await back.client.handing.passedOn({});
  expect(notice).toMatchObject({ conversationId: first, byName: 'Ben', draft: 'It is Ana from the' });
  expect((await refusal(other.client.handing.seen({ id: notice?.id ?? '' }))).code).toBe('NOT_FOUND');
  expect((await refusal(back.client.conversation.get({ id: first }))).code).toBe('NOT_FOUND');
  // Whoever took it has the whole limit, and then it is offered again.
  d.clock.advance(20 * MINUTE);
  await w.back(1).client.handing.here();
  w.sweep();
  expect((await w.back(2).client.handing.state({ campaignId })).offered.count).toBe(0);
  for (let turn = 0; turn < 3; turn += 1) {
    d.clock.advance(20 * MINUTE);
    await w.back(1).client.handing.here();
    w.sweep();
  }
  expect((await w.back(2).client.handing.state({ campaignId })).offered).toEqual({ count: 1, since });
  // Its present texter may still answer, and nobody else needs to.
  d.poll();
  await w.back(1).client.conversation.send({ id: first, body: 'Ben here.', confirmed: [] });
  expect((await w.back(2).client.handing.state({ campaignId })).offered.count).toBe(0);
  // A further reply waits for its texter first.
  await d.dispatch();
  d.clock.advance(MINUTE);
  d.says(number ?? '', 'Thanks!');
  w.sweep();
  expect((await w.back(2).client.handing.state({ campaignId })).offered.count).toBe(0);
  await w.back(0).client.handing.seen({ id: notice?.id ?? '' });
  expect(await w.back(0).client.handing.passedOn({})).toEqual([]);
  const kinds = all<{ kind: string; n: number }>(
    d.core.db,
    "SELECT kind, count(*) AS n FROM ledger WHERE kind GLOB 'reply-*' OR kind GLOB 'contacts-*' GROUP BY kind ORDER BY kind",
  );
  expect(kinds).toEqual([
    { kind: 'contacts-given-back', n: 1 },
    { kind: 'contacts-handed-out', n: 1 },
    { kind: 'reply-offered', n: 2 },
    { kind: 'reply-taken', n: 1 },
  ]);
  d.close();
});

test('what is left for a texter is what it would be if a contact who asked to stop had never been there', async () => {
  async function read(withHidden: boolean): Promise<unknown[]> {
    // The text that left before the request stays counted: see the next test.
    const w = await world(withHidden ? 7 : 5, { mostPerDay: withHidden ? 5 : 4 });
    const { d, campaignId } = w;
    const stop = (at: number, which: number) => d.says(d.numbers[at] ?? '', 'STOP', d.clock.now(), which);
    const answers: unknown[] = [];
    const note = async () => {
      for (const { client } of w.desks.slice(0, 2)) {
        const { next, nothing, own, team, offered } = await client.handing.state({ campaignId });
        const here = team.here.map(({ name }) => name.slice(0, 3));
        answers.push({
          next,
          nothing,
          offered,
          here,
          toSend: own.toSend,
          waiting: own.waiting,
          left: team.left,
        });
        answers.push((await client.handing.passedOn({})).length);
      }
    };
    const [ana, ben] = w.desks;
    const hers = w.ids[6] ?? '';
    if (!ana || !ben) throw new Error('No desks');
    if (withHidden) {
      // One who is nobody's stopped in the other campaign; another was texted by Ana and taken over by Ben.
      d.send(d.conversations[1]?.[5] ?? '', 'initial');
      await d.dispatch();
      stop(5, 1);
      await w.overseer().conversation.assign({ id: hers, texterId: ana.id });
      await ana.client.conversation.sendInitial({ id: hers, confirmed: [] });
      await d.dispatch();
      d.says(d.numbers[6] ?? '', 'Who is this?');
    }
    d.clock.advance(31 * MINUTE);
    d.poll();
    w.sweep();
    const [again, other] = [w.back(0), w.back(1)];
    await again.client.handing.here();
    await other.client.handing.take({ campaignId });
    if (withHidden) {
      expect(await w.listOf(other, 'to-answer')).toEqual([hers]);
      expect(await again.client.handing.passedOn({})).toHaveLength(1);
      await other.client.conversation.send({ id: hers, body: 'Ben here.', confirmed: [] });
      await d.dispatch();
      await w.overseer().person.optOut({ number: d.numbers[6] ?? '', reason: 'Asked by phone' });
      await w.overseer().person.optIn({ number: d.numbers[6] ?? '', reason: 'A mistake' });
      await w.overseer().settings.update({ firstResponseOnly: false });
      stop(6, 0);
    }
    const states = all<{ opt: string }>(
      d.core.db,
      "SELECT opt_state AS opt FROM conversation WHERE opt_state <> 'none'",
    );
    expect(states.map(({ opt }) => opt)).toEqual(withHidden ? Array(4).fill('automatic') : []);
    await note();
    answers.push((await again.client.handing.ask({ campaignId })).given);
    await note();
    for (const id of await w.listOf(again, 'to-send'))
      await again.client.conversation.sendInitial({ id, confirmed: [] });
    await d.dispatch();
    answers.push((await again.client.handing.ask({ campaignId })).given);
    answers.push((await refusal(again.client.handing.ask({ campaignId }))).message);
    await note();
    answers.push((await other.client.handing.done({ campaignId })).returned);
    await note();
    w.d.close();
    return answers;
  }
  expect(await read(true)).toEqual(await read(false));
});

test('what a texter and the team did today never sinks, and the limit of a day never grows, by an automatic opt-out', async () => {
  const w = await world(6, { mostPerDay: 2 });
  const { d, campaignId } = w;
  const [ana] = w.desks;
  if (!ana) throw new Error('No desk');
  await ana.client.handing.ask({ campaignId });
  const ids = await w.listOf(ana, 'to-send');
  for (const id of ids) await ana.client.conversation.sendInitial({ id, confirmed: [] });
  await d.dispatch();
  const [first = '', second = ''] = ids.map((id) => d.numbers[w.ids.indexOf(id)]);
  d.says(second, 'Who is this?');
  await ana.client.conversation.send({ id: ids[1] ?? '', body: 'Ana.', holdSeconds: 10, confirmed: [] });
  const read = async () => {
    const { next, nothing, own, team } = await ana.client.handing.state({ campaignId });
    const { sentToday } = await ana.client.progress.read({});
    const done = [own, team].map((each) => [each.sentToday, each.answeredToday]);
    return { next, nothing, done, sentToday };
  };
  const before = await read();
  expect(before).toEqual({
    next: 0,
    nothing: 'day-done',
    done: [
      [2, 1],
      [2, 1],
    ],
    sentToday: 2,
  });
  d.says(first, 'STOP');
  await w.overseer().settings.update({ firstResponseOnly: false });
  // This one takes the reply back, which has not left yet.
  d.says(second, 'STOP');
  expect(d.messages(ids[1] ?? '').map(({ state }) => state)).toContain('cancelled');
  expect(await read()).toEqual(before);
  expect((await refusal(ana.client.handing.ask({ campaignId }))).code).toBe('CONFLICT');
  d.close();
});

test('after the clock was set back nobody stays here, or keeps contacts, until it catches up', async () => {
  const w = await world(6);
  const { d, campaignId } = w;
  const DAY = 86_400_000;
  const [ana, ben] = w.desks;
  if (!ana || !ben) throw new Error('No desks');
  d.clock.advance(30 * DAY);
  d.poll();
  for (const at of [0, 1, 2]) await w.back(at).client.handing.ask({ campaignId });
  d.clock.advance(-30 * DAY);
  expect((await w.back(0).client.handing.done({ campaignId })).returned).toBe(2);
  await w.overseer().campaign.assign({ id: campaignId, texterIds: [ana.id, ben.id] });
  w.sweep();
  expect((await w.back(0).client.handing.state({ campaignId })).team.left).toBe(6);
  expect(unassigned(w)).toHaveLength(4);
  expect((await w.overseer().cockpit.read({ campaignId })).here).toBe(2);
  d.clock.advance(31 * MINUTE);
  w.sweep();
  expect(unassigned(w)).toHaveLength(6);
  expect((await w.overseer().cockpit.read({ campaignId })).here).toBe(0);
  d.close();
});

test('the counts of a day read indexes, never all texts or conversations', async () => {
  const w = await world(1);
  for (const hidden of [true, false])
    for (const { sql, values } of Object.values(todayStatements(w.campaignId, NOON, hidden))) {
      const told = all<{ detail: string }>(w.d.core.db, `EXPLAIN QUERY PLAN ${sql}`, ...values)
        .map(({ detail }) => detail)
        .join('\n');
      expect(told).not.toMatch(/SCAN [fcm]\b/);
    }
  w.d.close();
});
