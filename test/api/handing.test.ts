import { expect, test } from 'vitest';
import { todayStatements } from '../../main/core/dashboard/today.ts';
import { all, one } from '../../main/core/store/statement.ts';
import { refusal } from '../helpers/api.ts';
import { NOON } from '../helpers/core.ts';
import { unassigned, world } from './handingWorld.ts';

/** Contacts that texters ask for: nobody gets one twice, nothing is lost, all figures agree. */

const MINUTE = 60_000;

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
  const sendAll = async () => {
    for (const id of await w.listOf(ana, 'to-send')) {
      await ana.client.conversation.sendInitial({ id, confirmed: [] });
      await w.d.dispatch();
    }
  };
  // Whoever presses twice has asked for one batch.
  expect(await ana.client.handing.ask({ campaignId })).toMatchObject({
    given: 0,
    state: { nothing: 'in-hand', next: 0, own: { toSend: 2 } },
  });
  await sendAll();
  expect((await ana.client.handing.ask({ campaignId })).given).toBe(2);
  await sendAll();
  // One more is the limit of the day; then there is no more, also once they are sent.
  expect((await ana.client.handing.ask({ campaignId })).given).toBe(1);
  await sendAll();
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

test('two quick presses give one batch where a day has no limit, and the next one comes with the last text', async () => {
  const w = await world(7, { mostPerDay: null });
  const { campaignId } = w;
  const [ana] = w.desks;
  if (!ana) throw new Error('No desk');
  const twice = await Promise.all([1, 2].map(() => ana.client.handing.ask({ campaignId })));
  expect(twice.map(({ given }) => given).toSorted()).toEqual([0, 2]);
  expect(unassigned(w)).toHaveLength(5);
  const [first = ''] = await w.listOf(ana, 'to-send');
  await ana.client.conversation.sendInitial({ id: first, confirmed: [] });
  await w.d.dispatch();
  expect((await ana.client.handing.ask({ campaignId })).given).toBe(2);
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
    team: { left: 3, here: [{ name: 'Ben' }, { name: 'Cleo' }], hereCount: 2 },
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
