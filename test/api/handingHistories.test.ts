import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listConversations } from '../../main/core/conversations/conversationList.ts';
import { handingState } from '../../main/core/messenger/handingState.ts';
import { guardConversation } from '../../main/core/outbox/facts.ts';
import { all, one } from '../../main/core/store/statement.ts';
import type { HandingState } from '../../shared/contract/campaigns/handing.ts';
import { unassigned, type World, world } from './handingWorld.ts';

/** Random histories of texters who ask for contacts, give back, leave and come again. */

const MINUTE = 60_000;
const WORDS = ['STOP', 'Who is this?', 'take me off your list', 'Yes!', 'wrong number'] as const;

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
