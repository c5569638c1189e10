import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import type { Progress } from '../../../shared/contract/messenger/progress.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { viewerOf } from '../access/viewing.ts';
import { listed, type Viewer } from '../access/visible.ts';
import { calendarOf, ownZone } from '../dashboard/days.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/** The statements of a progress. Exported so that a test can ask how SQLite would run them. */
export function progressStatements(viewer: Viewer, today: number) {
  const seen = listed(viewer);
  return {
    sent: {
      sql: `SELECT count(*) AS n FROM conversation_fact f INDEXED BY conversation_fact_texted
        CROSS JOIN conversation c ON c.id = f.conversation_id
        WHERE f.texted_at >= ? AND f.texted_by = ? AND ${seen.sql}`,
      values: [today, viewer.id, ...seen.values],
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

/** How far the viewer is today: of what they may see, as in every other count of theirs. */
function readProgress(db: Reader, viewer: Viewer, now: number): Progress {
  const { sent, held } = progressStatements(viewer, calendarOf(ownZone()).day(now));
  const states = new Map(
    all<{ state: string; n: number }>(db, held.sql, ...held.values).map(({ state, n }) => [state, n]),
  );
  return {
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
