import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listActions } from '../../main/core/actions/list.ts';
import { fewByFacts } from '../../main/core/conversations/conversationFacts.ts';
import {
  countConversations,
  listConversations,
  listStatements,
} from '../../main/core/conversations/conversationList.ts';
import { cellStatements } from '../../main/core/dashboard/cells.ts';
import { calendarOf } from '../../main/core/dashboard/days.ts';
import { dashboardStatements, enforcedStatement } from '../../main/core/dashboard/queries.ts';
import { readDashboard } from '../../main/core/dashboard/read.ts';
import { DAY, QUARTER } from '../../main/core/store/schema/countCells.ts';
import { all, run } from '../../main/core/store/statement.ts';
import type { ConversationFilter } from '../../shared/contract/conversations.ts';
import { type Dashboard, DashboardPeriod, type Figure } from '../../shared/contract/dashboard.ts';
import { figuresAgree } from '../figures/agree.ts';
import { refusal, testApi } from '../helpers/api.ts';
import { NOON, testCore, writer } from '../helpers/core.ts';
import { type Messenger, messenger } from '../helpers/messenger.ts';
import { CONTACTS, MessengerStep, play } from '../helpers/messengerSteps.ts';
import { campaign, conversation, fictionNumber, message } from '../helpers/seed.ts';

const LEFT = ['sent', 'delivered', 'failed', 'unknown'];
const ADMIN = { id: 'admin', role: 'admin' } as const;

/**
 * How many conversations a filter really gives, read in small pages. There are few, so they are found by
 * their facts; the walk in list order, which is used for many, must find the same. Only pages put
 * conversations first in which a STOP waits.
 */
function lengthOf(d: Messenger, filter: ConversationFilter): number {
  const seen: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = listConversations(d.core.db, ADMIN, { ...filter, limit: 3, cursor }, d.core.subject);
    seen.push(...page.items.map(({ id }) => id));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  type Row = { id: string };
  const walked = listStatements(ADMIN, { ...filter, limit: 1000 }).flatMap(({ sql, values }) =>
    all<Row>(d.core.db, sql, ...values),
  );
  expect(walked.map(({ id }) => id).sort()).toEqual(seen.toSorted());
  expect(countConversations(d.core.db, ADMIN, filter, d.core.subject, 1000)).toEqual({
    count: seen.length,
    more: false,
  });
  return seen.length;
}

/** Every figure of a dashboard, with its place in the answer. */
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

/** Works out from texts and opt-outs alone the rows that the triggers keep. */
function factsByHand(d: Messenger): Map<string, Fact> {
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

/** `known` keeps lengths by filter, since many figures of one moment lead to the same list. */
function agree(d: Messenger, board: Dashboard, known: Map<string, number>): void {
  for (const [place, figure] of figures(board)) {
    const about = `${board.period} ${place} ${JSON.stringify(figure)}`;
    const filter = JSON.stringify(figure.list);
    const length = known.get(filter) ?? lengthOf(d, figure.list);
    known.set(filter, length);
    expect(length, about).toBe(figure.count);
    expect(figure.count, about).toBeLessThanOrEqual(figure.of);
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
      fc.array(MessengerStep, { minLength: 5, maxLength: 40 }),
      fc.constantFrom('US' as const, 'GB' as const),
      fc.constantFrom('UTC', 'Asia/Kathmandu', 'America/Los_Angeles'),
      async (steps, region, zone) => {
        const d = messenger(region, { contacts: CONTACTS });
        run(
          writer(d.core),
          "UPDATE campaign SET script = 'Another' WHERE id IN (SELECT max(id) FROM campaign)",
        );
        for (const step of steps) await play(d, step);
        const byHand = factsByHand(d);
        const kept = all<Fact & { id: string }>(
          d.core.db,
          `SELECT conversation_id AS id, texted_at AS texted, text_state AS state, replied_at AS replied, opt_out_at AS optOut,
             opt_out_cause AS cause FROM conversation_fact`,
        );
        for (const { id, ...fact } of kept) expect(fact).toEqual(byHand.get(id));
        const about = new Set(kept.map(({ id }) => id));
        for (const [id, fact] of byHand)
          if (!about.has(id)) expect(Object.values(fact).every((value) => value === null)).toBe(true);
        const campaigns = all<{ id: string }>(d.core.db, 'SELECT id FROM campaign').map(({ id }) => id);
        const known = new Map<string, number>();
        for (const campaignId of [null, ...campaigns]) {
          for (const period of DashboardPeriod.options)
            agree(d, readDashboard(d.core.db, { period, campaignId, zone }, d.clock.now()), known);
        }
        figuresAgree(d.core.db, d.clock.now(), zone);
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
  const beirut = calendarOf('Asia/Beirut'); // On 29 March 2026 the day begins at 1:00 there.
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
    const cohort = { span: { from: QUARTER, to: 3 * DAY + QUARTER }, campaignId };
    const { contacts, ...others } = dashboardStatements(cohort);
    expect(contacts.sql).toContain('conversation_count');
    const cells = cellStatements('texter', 'value', cohort);
    expect(cells).toHaveLength(3);
    const enforced = enforcedStatement(cohort, cohort.span, 5);
    for (const [name, { sql, values }] of [
      ...Object.entries(others),
      ...cells.map((each, at) => [`cells ${at}`, each] as const),
      ['enforced', enforced] as const,
    ]) {
      const plan = all<{ detail: string }>(core.db, `EXPLAIN QUERY PLAN ${sql}`, ...values).map(
        (row) => row.detail,
      );
      const about = `${name}\n${plan.join('\n')}`;
      const reads = plan.filter((line) => /^(SCAN|SEARCH)/.test(line));
      expect(reads.length, about).toBeGreaterThan(0);
      expect(
        reads.every((line) => /USING (COVERING INDEX|PRIMARY KEY)/.test(line)),
        about,
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
  { texted: '1..2', softRefusal: true },
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
      const about = plan.join('\n');
      // Of a campaign, one index is walked for each state, side by side.
      expect(plan.find((line) => line.startsWith('S')) ?? '', about).toMatch(
        /^(SCAN|SEARCH) c USING (COVERING )?INDEX conversation_/,
      );
      expect(about).not.toContain('TEMP B-TREE FOR ORDER');
      expect(about).toMatch(/SEARCH [fg] (EXISTS )?USING PRIMARY KEY/);
      if (filter.refusal !== undefined)
        expect(about).toMatch(/SEARCH x (EXISTS )?USING PRIMARY KEY \(conversation_id=\? AND mark=\?\)/);
    }
    core.close();
  },
);

test.each(SPANS.filter(({ texted }) => texted !== undefined))(
  'few conversations behind %j are found in the index of first texts, and only their ids are sorted',
  (filter) => {
    const { core } = testCore();
    const facts = fewByFacts(core.db, filter);
    expect(facts).not.toBeNull();
    for (const { sql, values } of listStatements(
      ADMIN,
      { ...filter, limit: 50 },
      { subject: null, facts, rows: null, mark: null },
    )) {
      const plan = all<{ detail: string }>(core.db, `EXPLAIN QUERY PLAN ${sql}`, ...values).map(
        (row) => row.detail,
      );
      const about = plan.join('\n');
      expect(about).toContain(
        'SEARCH f USING COVERING INDEX conversation_fact_texted (texted_at>? AND texted_at<?)',
      );
      expect(about).not.toMatch(/SCAN [cf]/);
      expect(sql).not.toContain('EXISTS (SELECT 1 FROM conversation_fact f');
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
