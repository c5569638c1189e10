import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarOf } from '../../main/core/dashboard/days.ts';
import { readDashboard } from '../../main/core/dashboard/read.ts';
import { receive } from '../../main/core/inbox/receive.ts';
import { inForce, optOut, reverseOptOuts } from '../../main/core/ledger/optOut.ts';
import { listActions } from '../../main/core/store/queries/actions.ts';
import { listConversations, listStatements } from '../../main/core/store/queries/conversationList.ts';
import { dashboardStatements } from '../../main/core/store/queries/dashboard.ts';
import { all, run } from '../../main/core/store/statement.ts';
import type { ConversationFilter } from '../../shared/contract/conversation.ts';
import { type Dashboard, DashboardPeriod, type Figure } from '../../shared/contract/dashboard.ts';
import { refusal, testApi } from '../helpers/api.ts';
import { NOON, testCore } from '../helpers/core.ts';
import { type Desk, desk } from '../helpers/desk.ts';
import { campaign, conversation, fictionNumber, message } from '../helpers/seed.ts';

const CONTACTS = 4;
const DAY = 86_400_000;
const LEFT = ['sent', 'delivered', 'failed', 'unknown'];
const ADMIN = { id: 'admin', role: 'admin' } as const;

const contact = fc.nat(CONTACTS - 1);
const Step = fc.oneof(
  fc.record({ do: fc.constant('send' as const), contact, which: fc.nat(1), initial: fc.boolean() }),
  fc.record({
    do: fc.constant('say' as const),
    contact,
    word: fc.constantFrom('STOP', 'STOP!', 'Hello', 'take me off your list', 'START', 'wrong number'),
    ago: fc.constantFrom(0, 500, 5000, 400_000),
    to: fc.nat(1),
  }),
  fc.record({
    do: fc.constant('status' as const),
    nth: fc.nat(5),
    code: fc.constantFrom(null, null, '30003', '21610'),
  }),
  fc.record({
    do: fc.constant('ending' as const),
    ending: fc.constantFrom('accepted' as const, 'accepted' as const, 'lost' as const),
  }),
  fc.record({ do: fc.constantFrom('by-hand' as const, 'opt-in' as const), contact }),
  fc.record({ do: fc.constant('auto' as const), on: fc.boolean() }),
  fc.record({ do: fc.constant('advance' as const), by: fc.constantFrom(2000, 61_000, DAY, 9 * DAY) }),
);
type Step = typeof Step extends fc.Arbitrary<infer T> ? T : never;

async function play(d: Desk, step: Step): Promise<void> {
  switch (step.do) {
    case 'send':
      d.send(d.conversations[step.which]?.[step.contact] ?? '', step.initial ? 'initial' : 'reply');
      return d.dispatch();
    case 'say':
      d.says(d.numbers[step.contact] ?? '', step.word, d.clock.now() - step.ago, step.to);
      return;
    case 'status': {
      const rows = all<{ id: string }>(
        d.core.db,
        "SELECT provider_id AS id FROM message WHERE state = 'sent' AND kind IN ('initial', 'reply') ORDER BY id",
      );
      const providerId = rows[step.nth]?.id;
      if (providerId === undefined) return;
      const event =
        step.code === null
          ? { providerId, status: 'delivered' as const, at: d.clock.now() }
          : { providerId, status: 'failed' as const, errorCode: step.code, at: d.clock.now() };
      receive(d.core, d.source, { inbound: [], providerTexts: [], statuses: [event] });
      return;
    }
    case 'ending':
      return d.provider.endWith(step.ending);
    case 'by-hand':
    case 'opt-in': {
      const number = d.numbers[step.contact] ?? '';
      const subject = d.core.subject(number);
      d.core.write((tx) => {
        if (step.do === 'opt-in') {
          const optOutIds = inForce(tx.db, subject);
          if (optOutIds.length > 0)
            reverseOptOuts(d.core, tx, {
              subject,
              optOutIds,
              actorId: d.adminId,
              reason: 'asked',
              undo: false,
            });
          return;
        }
        optOut(d.core, tx, {
          subject,
          number,
          cause: 'manual',
          automatic: false,
          actorId: d.texterId,
          reason: 'asked',
          rule: '',
          matched: '',
          conversationId: d.conversations[step.contact % 2]?.[step.contact] ?? null,
          messageId: null,
          senderNumberId: null,
          importId: null,
          saidAt: tx.now,
          receivedAt: tx.now,
        });
      });
      return;
    }
    case 'auto':
      d.set({ autoOptOut: step.on });
      return;
    case 'advance':
      d.clock.advance(step.by);
      d.poll();
      return d.dispatch();
  }
}

/** How many conversations a filter really gives, paged through in small pages. */
function lengthOf(d: Desk, filter: ConversationFilter): number {
  const seen = new Set<string>();
  let cursor: string | undefined;
  for (;;) {
    const page = listConversations(d.core.db, ADMIN, { ...filter, limit: 3, cursor }, d.core.subject);
    for (const row of page.items) seen.add(row.id);
    if (page.nextCursor === null) return seen.size;
    cursor = page.nextCursor;
  }
}

/** Every figure of a dashboard with the place that it stands at. */
function figures(node: unknown, place = ''): [string, Figure][] {
  if (typeof node !== 'object' || node === null) return [];
  if ('count' in node && 'list' in node) return place.startsWith('/actions') ? [] : [[place, node as Figure]];
  return Object.entries(node).flatMap(([key, child]) => figures(child, `${place}/${key}`));
}

type Fact = {
  texted: number | null;
  state: string | null;
  replied: number | null;
  optOut: number | null;
  cause: string | null;
};

/** The same rows as the triggers keep, worked out from the texts and opt-outs alone. */
function factsByHand(d: Desk): Map<string, Fact> {
  type Text = {
    id: string;
    c: string;
    direction: string;
    kind: string;
    state: string;
    at: number;
    claimed_at: number | null;
  };
  const texts = all<Text>(
    d.core.db,
    'SELECT id, conversation_id AS c, direction, kind, state, at, claimed_at FROM message',
  );
  const optOuts = all<{ c: string; at: number; id: string; cause: string }>(
    d.core.db,
    'SELECT conversation_id AS c, at, id, cause FROM opt_out WHERE reversed = 0 ORDER BY at, id',
  );
  const facts = new Map<string, Fact>();
  for (const id of d.conversations.flat()) {
    const left = texts
      .filter((m) => m.c === id && ['initial', 'reply'].includes(m.kind) && LEFT.includes(m.state))
      .sort((a, b) => (a.claimed_at ?? a.at) - (b.claimed_at ?? b.at) || (a.id < b.id ? -1 : 1))[0];
    const replies = texts.filter((m) => m.c === id && m.kind === 'inbound').map((m) => m.at);
    const out = optOuts.find((o) => o.c === id);
    facts.set(id, {
      texted: left ? (left.claimed_at ?? left.at) : null,
      state: left?.state ?? null,
      replied: replies.length > 0 ? Math.min(...replies) : null,
      optOut: out?.at ?? null,
      cause: out?.cause ?? null,
    });
  }
  return facts;
}

const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);

function agree(d: Desk, board: Dashboard): void {
  for (const [place, figure] of figures(board)) {
    const told = `${board.period} ${place} ${JSON.stringify(figure)}`;
    expect(lengthOf(d, figure.list), told).toBe(figure.count);
    expect(figure.count, told).toBeLessThanOrEqual(figure.of);
  }
  for (const { count, list } of board.actions)
    expect(listActions(d.core.db, ADMIN, list)).toHaveLength(count);
  for (const groups of [board.days, board.campaigns, board.scripts, board.texters, board.senderNumbers]) {
    expect(sum(groups.map((group) => group.texted.count))).toBe(board.texted.count);
    expect(sum(groups.map((group) => group.optedOut.count))).toBe(board.optedOut.count);
    expect(sum(groups.map((group) => group.replied.count))).toBe(board.replied.count);
  }
  expect(sum(board.causes.map(({ figure }) => figure.count))).toBe(board.optedOut.count);
  expect(sum(board.delivery.map(({ figure }) => figure.count))).toBe(board.texted.count);
  expect(sum(board.enforcement.steps.map(({ figure }) => figure.count))).toBe(board.enforcement.known.count);
}

test('after any history every figure is the length of the list behind it, and the sums agree', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(Step, { minLength: 5, maxLength: 40 }),
      fc.constantFrom('US' as const, 'GB' as const),
      fc.constantFrom('UTC', 'Asia/Kathmandu', 'America/Los_Angeles'),
      async (steps, region, zone) => {
        const d = desk(region, { contacts: CONTACTS });
        run(d.core.db, "UPDATE campaign SET script = 'Another' WHERE id IN (SELECT max(id) FROM campaign)");
        for (const step of steps) await play(d, step);
        const byHand = factsByHand(d);
        const kept = all<Fact & { id: string }>(
          d.core.db,
          `SELECT conversation_id AS id, texted_at AS texted, text_state AS state, replied_at AS replied, opt_out_at AS optOut,
             opt_out_cause AS cause FROM conversation_fact`,
        );
        for (const { id, ...fact } of kept) expect(fact).toEqual(byHand.get(id));
        const told = new Set(kept.map(({ id }) => id));
        for (const [id, fact] of byHand)
          if (!told.has(id)) expect(Object.values(fact).every((value) => value === null)).toBe(true);
        const campaigns = all<{ id: string }>(d.core.db, 'SELECT id FROM campaign').map(({ id }) => id);
        for (const campaignId of [null, ...campaigns]) {
          for (const period of DashboardPeriod.options)
            agree(d, readDashboard(d.core.db, { period, campaignId, zone }, d.clock.now()));
        }
        d.close();
      },
    ),
    { numRuns: 30 },
  );
});

test('days begin at midnight of the zone, also where a clock changes at midnight', () => {
  const berlin = calendarOf('Europe/Berlin');
  expect(berlin.day(Date.UTC(2026, 2, 29, 12))).toBe(Date.UTC(2026, 2, 28, 23));
  expect(berlin.day(Date.UTC(2026, 2, 29, 12), 1)).toBe(Date.UTC(2026, 2, 29, 22));
  const beirut = calendarOf('Asia/Beirut'); // 29 March 2026 begins at 1:00 there
  expect(beirut.iso(beirut.day(Date.UTC(2026, 2, 29, 12)))).toBe('2026-03-29');
  expect(beirut.day(Date.UTC(2026, 2, 29, 12))).toBe(Date.UTC(2026, 2, 28, 22));
  for (const zone of ['America/Los_Angeles', 'Asia/Kathmandu', 'Asia/Beirut', 'Pacific/Apia', 'UTC']) {
    const calendar = calendarOf(zone);
    const from = calendar.day(NOON, -200);
    const spans = calendar.spans(from, calendar.day(NOON, 200), 'day');
    expect(spans).toHaveLength(400);
    for (const span of spans) {
      expect(calendar.iso(span.from)).not.toBe(calendar.iso(span.from - 1));
      expect(calendar.iso(span.to - 1)).toBe(calendar.iso(span.from));
    }
  }
});

test('every statement walks an index', () => {
  const { core } = testCore();
  for (const campaignId of [null, 'k']) {
    for (const [name, { sql, values }] of Object.entries(
      dashboardStatements({ span: { from: 0, to: 1 }, campaignId }),
    )) {
      const plan = all<{ detail: string }>(core.db, `EXPLAIN QUERY PLAN ${sql}`, ...values).map(
        (row) => row.detail,
      );
      const told = `${name}\n${plan.join('\n')}`;
      const reads = plan.filter((line) => /^(SCAN|SEARCH)/.test(line));
      expect(reads.length, told).toBeGreaterThan(0);
      expect(
        reads.every((line) => /USING (COVERING INDEX|PRIMARY KEY)/.test(line)),
        told,
      ).toBe(true);
    }
  }
  core.close();
});

const SPANS: readonly ConversationFilter[] = [
  { texted: '1..2' },
  { texted: '1..2', campaignId: 'k', replied: true },
  { texted: '1..2', optOutHere: 'any' },
  { texted: '1..2', enforcedAfter: '0..300001' },
  { texted: '0..2', optOutAt: '1..2' },
  { texted: '1..2', textState: 'failed' },
  { texted: '1..2', textedBy: 't', optOutHere: 'any' },
  { texted: '1..2', senderNumberId: 'none' },
  { texted: '1..2', sameScriptAs: 'k' },
  { texted: '1..2', refusal: '30003' },
  { replied: false },
];

test.each(SPANS)(
  'the list behind %j walks an index in list order and finds each fact by its key',
  (filter) => {
    const { core } = testCore();
    for (const { sql, values } of listStatements(ADMIN, { ...filter, limit: 50 })) {
      const plan = all<{ detail: string }>(core.db, `EXPLAIN QUERY PLAN ${sql}`, ...values).map(
        (row) => row.detail,
      );
      const told = plan.join('\n');
      expect(plan[0], told).toMatch(/^(SCAN|SEARCH) c USING INDEX conversation_/);
      expect(told).not.toContain('TEMP B-TREE FOR ORDER');
      expect(told).toMatch(/SEARCH [fg] (EXISTS )?USING PRIMARY KEY/);
      if (filter.refusal !== undefined) expect(told).toContain('USING COVERING INDEX message_refused');
    }
    core.close();
  },
);

test('admins and supervisors read it, texters neither it nor its filters', async () => {
  const api = testApi();
  const admin = api.newcomer('admin').client;
  const supervisor = api.newcomer('supervisor').client;
  const texter = api.newcomer('texter').client;
  expect((await supervisor.dashboard.read({})).texted).toMatchObject({ count: 0, of: 0 });
  expect((await refusal(texter.dashboard.read({}))).code).toBe('FORBIDDEN');
  expect((await refusal(texter.conversation.list({ optOutHere: 'any' }))).code).toBe('FORBIDDEN');
  expect((await refusal(texter.conversation.list({ replied: false }))).code).toBe('FORBIDDEN');
  expect((await refusal(admin.dashboard.read({ zone: 'Nowhere/Land' }))).code).toBe('INVALID');
  expect((await refusal(admin.conversation.list({ texted: '5..x' }))).code).toBe('INVALID');
});

test('it is counted again once something changed', async () => {
  const api = testApi();
  const { client, id } = api.newcomer('admin');
  const campaignId = campaign(api.core);
  const number = fictionNumber('US', 0);
  const conversationId = conversation(api.core, { campaignId, number });
  expect((await client.dashboard.read({ zone: 'UTC' })).texted).toMatchObject({ count: 0, of: 1 });
  message(api.core, { conversationId, number, body: 'Hi', direction: 'out', kind: 'initial', authorId: id });
  api.core.write((tx) => tx.touch('conversations'));
  const board = await client.dashboard.read({ zone: 'UTC' });
  expect(board.texted).toMatchObject({ count: 1, of: 1 });
  expect(board.days.map((day) => [day.key, day.texted.count])).toContainEqual(['2026-03-03', 1]);
  expect((await client.conversation.list({ replied: false })).items).toHaveLength(1);
});
