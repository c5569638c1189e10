import { join } from 'node:path';
import type { Viewer } from '../../main/core/access/visible.ts';
import { countByCampaign } from '../../main/core/conversations/counts.ts';
import { readCockpit } from '../../main/core/dashboard/cockpit.ts';
import { readDashboard } from '../../main/core/dashboard/read.ts';
import { handingState } from '../../main/core/messenger/handingState.ts';
import { readProgress } from '../../main/core/messenger/progressProcedures.ts';
import { countOptOuts } from '../../main/core/optOuts/optOutCounts.ts';
import { listOptOuts } from '../../main/core/optOuts/queries.ts';
import { all, statement } from '../../main/core/store/statement.ts';
import type { DashboardPeriod } from '../../shared/contract/dashboard.ts';
import { NOON, writer } from '../helpers/core.ts';
import { beside, type Line, percentile, type Run } from './measure.ts';
import { type BenchCore, bulk, inFolder, numberOf, openBench } from './stores.ts';

const sizes = {
  full: { optOuts: 300_000, rounds: 5, calls: 100 },
  quick: { optOuts: 500, rounds: 1, calls: 2 },
};
/** Days of another zone than UTC are the harder ones: no whole day of theirs is one cell. */
const ZONE = 'America/New_York';

type Case = { readonly what: string; readonly goal: number; readonly read: () => unknown };

/** The 99th of a hundred calls in each round, beside the goal; milliseconds. */
function linesOf(cases: readonly Case[], rounds: number, calls: number): Line[] {
  return cases.map(({ what, goal, read }) => {
    read();
    const values = Array.from({ length: rounds }, () => {
      const times = Array.from({ length: calls }, () => {
        const start = performance.now();
        read();
        return performance.now() - start;
      });
      return percentile(times, 0.99);
    });
    return beside(`figures: ${what}`, 'ms, p99', values, goal);
  });
}

const idOf = (core: BenchCore, sql: string) => all<{ id: string }>(core.db, sql)[0]?.id ?? '';

function figuresOf(core: BenchCore, conversations: number): Case[] {
  const admin: Viewer = { id: 'admin', role: 'admin' };
  const texter: Viewer = { id: idOf(core, "SELECT id FROM account WHERE role = 'texter'"), role: 'texter' };
  const campaignId = idOf(core, 'SELECT id FROM campaign ORDER BY id DESC');
  const of = `of ${conversations.toLocaleString('en')} conversations`;
  const periods: readonly DashboardPeriod[] = ['today', '7-days', '30-days', 'campaign-life'];
  return [
    ...periods.map((period) => ({
      what: `dashboard ${of}, ${period}`,
      goal: 50,
      read: () => readDashboard(core.db, { period, campaignId: null, zone: ZONE }, NOON),
    })),
    {
      what: `an admin’s counts ${of}`,
      goal: 20,
      read: () => countByCampaign(core.db, admin, null),
    },
    {
      what: `a texter’s counts ${of}`,
      goal: 20,
      read: () => countByCampaign(core.db, texter, null),
    },
    { what: `campaign page ${of}`, goal: 50, read: () => readCockpit(core.db, campaignId, NOON) },
    { what: `a texter’s progress ${of}`, goal: 20, read: () => readProgress(core.db, texter, NOON) },
    {
      what: `a texter’s share and team ${of}`,
      goal: 20,
      read: () => handingState({ ...core, db: core.db }, texter, campaignId),
    },
  ];
}

/** An organisation that imported its list of opt-outs. */
function seedOptOuts(core: BenchCore, count: number): void {
  const db = writer(core);
  const insert = statement(
    db,
    `INSERT INTO opt_out (id, subject, number, cause, automatic, said_at, received_at, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  bulk(db, ['opt_out'], () => {
    for (let index = 0; index < count; index += 1) {
      const at = NOON - index * 60_000;
      const number = numberOf(index);
      const [cause, automatic] = index % 3 === 0 ? ['auto-keyword', 1] : ['import', 0];
      insert.run(core.ports.ids.next(), core.subject(number), number, cause, automatic, at, at, at);
    }
  });
}

function optOutsOf(core: BenchCore, count: number): Case[] {
  const of = `of ${count.toLocaleString('en')} opt-outs`;
  const { db, subject } = core;
  const counted = (what: string, filter: Parameters<typeof countOptOuts>[1]) => ({
    what: `Opt Out Manager, counts ${of}, ${what}`,
    goal: 20,
    read: () => countOptOuts(db, filter, subject),
  });
  const searched = (what: string, search: string) => ({
    what: `Opt Out Manager, search ${of}, ${what}`,
    goal: 20,
    read: () => listOptOuts(db, { search, limit: 50 }, subject),
  });
  return [
    counted('all', {}),
    counted('a cause', { cause: 'import' }),
    counted('seven days', { from: NOON - 7 * 86_400_000 }),
    searched('part of a number', numberOf(Math.floor(count / 2)).slice(-7)),
    searched('nothing found', 'nobody of that name'),
  ];
}

/** What the figures of screens cost at the size of a large organisation. */
export async function figures(run: Run): Promise<Line[]> {
  const { optOuts, rounds, calls } = run.quick ? sizes.quick : sizes.full;
  const large = await run.large();
  const core = large.open();
  const lines: Line[] = [];
  try {
    run.note('figures: measuring');
    lines.push(...linesOf(figuresOf(core, large.conversations), rounds, calls));
  } finally {
    core.close();
  }
  return inFolder(async (folder) => {
    run.note(`figures: making ${optOuts.toLocaleString('en')} opt-outs`);
    const seeding = openBench(join(folder, 'opt-outs'));
    seedOptOuts(seeding, optOuts);
    seeding.close();
    const store = openBench(join(folder, 'opt-outs'));
    try {
      lines.push(...linesOf(optOutsOf(store, optOuts), rounds, calls));
      return lines;
    } finally {
      store.close();
    }
  });
}
