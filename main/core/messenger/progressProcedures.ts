import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import type { Progress } from '../../../shared/contract/messenger/progress.ts';
import type { Region } from '../../../shared/schema/words.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { viewerOf } from '../access/viewing.ts';
import type { Viewer } from '../access/visible.ts';
import { mayBegin, schedulePlanned } from '../conversations/schedule.ts';
import { tallies } from '../dashboard/cells.ts';
import { dayBegan } from '../dashboard/today.ts';
import { onwards } from '../store/cells.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/**
 * The statements of a progress beside the counters of first texts. Exported so that a test can ask how SQLite
 * would run them.
 */
export function progressStatements(viewer: Viewer) {
  const seen = viewer.role === 'texter' ? 'k.archived_at IS NULL' : 'TRUE';
  return {
    goals: {
      sql: `SELECT k.region, k.schedule, k.daily_goal AS goal FROM campaign k
        JOIN campaign_texter x ON x.campaign_id = k.id AND x.account_id = ?
        WHERE k.state = 'launched' AND k.is_test = 0 AND k.daily_goal IS NOT NULL`,
      values: [viewer.id],
    },
    held: {
      sql: `SELECT n.state, sum(n.n) AS n FROM campaign k CROSS JOIN conversation_count n
          ON n.campaign_id = k.id AND n.texter_id = ?
        WHERE k.state = 'launched' AND ${seen} AND k.is_test = 0 AND n.opt_state <> 'automatic'
          AND n.state IN ('to-send', 'to-answer') GROUP BY n.state`,
      values: [viewer.id],
    },
  };
}

type Goal = { readonly region: Region; readonly schedule: string | null; readonly goal: number };

/**
 * How far the viewer is today. What is left is of what they may see, as in every other count of theirs. The
 * goal is that of all their campaigns that may text people first today.
 */
export function readProgress(db: Reader, viewer: Viewer, now: number): Progress {
  const { held, goals } = progressStatements(viewer);
  const today = { span: onwards(dayBegan(now)), campaignId: null };
  // Also of conversations that were hidden since: a number that sank would tell of an automatic opt-out.
  const [sent] = tallies(db, 'texter', 'value', today, viewer.id);
  const states = new Map(
    all<{ state: string; n: number }>(db, held.sql, ...held.values).map(({ state, n }) => [state, n]),
  );
  const due = all<Goal>(db, goals.sql, ...goals.values).filter(({ schedule: kept, region }) => {
    const schedule = schedulePlanned(kept);
    return schedule === null || mayBegin(schedule, region, now);
  });
  return {
    goal: due.length === 0 ? null : due.reduce((sum, { goal }) => sum + goal, 0),
    sentToday: sent?.texted ?? 0,
    toSend: states.get('to-send') ?? 0,
    waiting: states.get('to-answer') ?? 0,
  };
}

const os = implement(contract.progress).$context<RpcContext>().use(translated).use(access).use(signedIn);

export const progress = os.router({
  read: os.read.handler(({ context, input }) =>
    readProgress(context.core.db, viewerOf(context, input.viewAs), context.core.ports.clock.now()),
  ),
});
