import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import type { Progress } from '../../../shared/contract/messenger/progress.ts';
import type { Region } from '../../../shared/schema/words.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { viewerOf } from '../access/viewing.ts';
import { listed, type Viewer } from '../access/visible.ts';
import { mayBegin, readSchedule } from '../conversations/schedule.ts';
import { calendarOf, ownZone } from '../dashboard/days.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/** The statements of a progress. Exported so that a test can ask how SQLite would run them. */
export function progressStatements(viewer: Viewer, today: number) {
  const seen = listed(viewer);
  return {
    // Also of conversations that were hidden since: a number that sank would tell of an automatic opt-out.
    sent: {
      sql: `SELECT count(*) AS n FROM conversation_fact f INDEXED BY conversation_fact_texted
        WHERE f.texted_at >= ? AND f.texted_by = ?
          AND NOT EXISTS (SELECT 1 FROM campaign k WHERE k.id = f.campaign_id AND k.is_test = 1)`,
      values: [today, viewer.id],
    },
    goals: {
      sql: `SELECT k.region, k.schedule, k.daily_goal AS goal FROM campaign k
        JOIN campaign_texter x ON x.campaign_id = k.id AND x.account_id = ?
        WHERE k.state = 'launched' AND k.is_test = 0 AND k.daily_goal IS NOT NULL`,
      values: [viewer.id],
    },
    held: {
      sql: `SELECT c.state, count(*) AS n FROM campaign k CROSS JOIN conversation c INDEXED BY conversation_texter_campaign
          ON c.texter_id = ? AND c.campaign_id = k.id
        WHERE k.state = 'launched' AND c.opt_state <> 'automatic' AND c.state IN ('to-send', 'to-answer') AND ${seen.sql}
        GROUP BY c.state`,
      values: [viewer.id, ...seen.values],
    },
  };
}

type Goal = { readonly region: Region; readonly schedule: string | null; readonly goal: number };

/**
 * How far the viewer is today. What is left is of what they may see, as in every other count of theirs. The
 * goal is that of all their campaigns that may text people first today.
 */
function readProgress(db: Reader, viewer: Viewer, now: number): Progress {
  const { sent, held, goals } = progressStatements(viewer, calendarOf(ownZone()).day(now));
  const states = new Map(
    all<{ state: string; n: number }>(db, held.sql, ...held.values).map(({ state, n }) => [state, n]),
  );
  const due = all<Goal>(db, goals.sql, ...goals.values).filter(
    ({ schedule, region }) => schedule === null || mayBegin(readSchedule(schedule), region, now),
  );
  return {
    goal: due.length === 0 ? null : due.reduce((sum, { goal }) => sum + goal, 0),
    sentToday: one<{ n: number }>(db, sent.sql, ...sent.values)?.n ?? 0,
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
