import assert from 'node:assert/strict';
import { countByCampaign } from '../../main/core/conversations/counts.ts';
import { readDashboard } from '../../main/core/dashboard/read.ts';
import { countOptOuts } from '../../main/core/optOuts/optOutCounts.ts';
import { listOptOuts, optOutStatements } from '../../main/core/optOuts/queries.ts';
import { miscounted } from '../../main/core/store/recount.ts';
import { waitsSince } from '../../main/core/store/schema/conversations.ts';
import { all } from '../../main/core/store/statement.ts';
import type { Reader } from '../../main/core/store/types.ts';
import { type Dashboard, type DashboardGroup, DashboardPeriod } from '../../shared/contract/dashboard.ts';
import { type OptOutFilter, RecordState } from '../../shared/contract/optOuts.ts';
import { writer } from '../helpers/core.ts';
import { cohortInFull, countsInFull } from './fullCount.ts';

const nonZero = (entries: readonly (readonly [string, number])[]) =>
  Object.fromEntries(entries.filter(([, n]) => n > 0));
const tallyOf = ({ texted, replied, optedOut }: DashboardGroup) => ({
  texted: texted.count,
  replied: replied.count,
  optedOut: optedOut.count,
});
const grouped = (groups: readonly DashboardGroup[]) =>
  Object.fromEntries(groups.map((group) => [group.key, tallyOf(group)]));

/** A dashboard in the shape of `cohortInFull`. */
const shown = (board: Dashboard) => ({
  whole: { texted: board.texted.count, replied: board.replied.count, optedOut: board.optedOut.count },
  contacts: board.texted.of,
  campaigns: grouped(board.campaigns),
  texters: grouped(board.texters),
  senders: grouped(board.senderNumbers),
  states: nonZero(board.delivery.map(({ state, figure }) => [state, figure.count])),
  causes: nonZero(board.causes.map(({ cause, figure }) => [cause, figure.count])),
  refusals: nonZero(board.refusals.map(({ code, figure }) => [code, figure.count])),
  softRefused: board.softRefused.count,
  made: board.optOutsMade.count,
  soFar: board.optOutsMade.of,
  days: board.days.map(tallyOf),
  enforced: {
    known: board.enforcement.known.count,
    median: board.enforcement.medianMs,
    p95: board.enforcement.p95Ms,
    withinFiveMinutes: board.enforcement.withinFiveMinutes.count,
  },
});

const CAUSES = ['manual', 'auto-keyword', 'import'] as const;

/** Parts of numbers, names, words and reasons, found by an index or, where it cannot tell, in the rows. */
const SEARCHES = [
  '555-01',
  '5550103',
  'pat1',
  'Pat',
  'stop',
  'off your',
  'sk',
  'Asked',
  'list',
  'of nobody',
  '%_"',
];

/** Filters of the Opt Out Manager that the counters answer. */
function filters(now: number, campaigns: readonly string[]): OptOutFilter[] {
  const states = RecordState.options.map((state) => ({ state }));
  const spans = [{ from: now - 3 * 3_600_000 }, { to: now }, { from: now - 777_777, to: now + 1 }];
  const profiles = [{ profile: 'provider-1' as const }, { profile: 'provider-2' as const, from: 1 }];
  return [
    {},
    ...states,
    ...CAUSES.map((cause) => ({ cause })),
    ...spans.flatMap((span) => [span, ...states.map((state) => ({ ...state, ...span }))]),
    ...campaigns.map((campaignId) => ({ campaignId, ...spans[2] })),
    ...profiles,
  ];
}

/** Every figure from counters equals a full count of texts, opt-outs and conversations. */
export function figuresAgree(db: Reader, now: number, zone: string): void {
  assert.deepEqual(miscounted(db), []);
  const campaigns = all<{ id: string }>(db, 'SELECT id FROM campaign WHERE is_test = 0').map(({ id }) => id);
  for (const period of DashboardPeriod.options) {
    for (const campaignId of [null, ...campaigns]) {
      const board = readDashboard(db, { period, campaignId, zone }, now);
      const { from, to } = board;
      assert.deepEqual(
        shown(board),
        cohortInFull(db, { span: { from, to }, campaignId }, board.days),
        `${period} ${campaignId ?? 'all'}`,
      );
    }
  }
  const people = all<{ id: string; role: 'admin' | 'supervisor' | 'texter' }>(
    db,
    'SELECT id, role FROM account',
  );
  for (const viewer of people) {
    const full = countsInFull(db, viewer);
    assert.deepEqual(countByCampaign(db, viewer, null), full);
    for (const id of campaigns) assert.deepEqual(countByCampaign(db, viewer, id).get(id), full.get(id));
  }
  assert.deepEqual(
    all(
      db,
      `SELECT c.id FROM conversation c WHERE c.waits_since IS NOT iif(c.state = 'to-answer', ${waitsSince()}, NULL)`,
    ),
    [],
  );
  const nobody = () => '';
  writer({ db })
    .prepare("INSERT INTO opt_out_index (opt_out_index, rank) VALUES ('integrity-check', 1)")
    .run();
  for (const search of SEARCHES) {
    const walked = optOutStatements({ search, limit: 1000 })
      .flatMap(({ sql, values }) => all<{ id: string }>(db, sql, ...values))
      .map(({ id }) => id);
    const found = listOptOuts(db, { search, limit: 1000 }, nobody).items.map(({ id }) => id);
    assert.deepEqual(found.toSorted(), walked.toSorted(), search);
    const { optOuts, reversals } = countOptOuts(db, { search }, nobody);
    assert.equal(optOuts + reversals, walked.length, search);
  }
  for (const filter of filters(now, campaigns)) {
    const lines = listOptOuts(db, { ...filter, limit: 100_000 }, nobody).items;
    const optOuts = lines.filter(({ kind }) => kind === 'opt-out');
    assert.deepEqual(
      countOptOuts(db, filter, nobody),
      {
        optOuts: optOuts.length,
        inForce: optOuts.filter(({ state }) => state === 'in-force').length,
        reversals: lines.length - optOuts.length,
      },
      JSON.stringify(filter),
    );
  }
}
