import { verify } from '../../main/core/ledger/verify.ts';
import type { Core } from '../../main/core/store/context.ts';
import { all, one } from '../../main/core/store/statement.ts';
import { said } from '../../shared/text/stored.ts';
import type { JobReport, Report } from './protocol.ts';

const count = (core: Core, sql: string) => one<{ n: number }>(core.db, `SELECT count(*) AS n ${sql}`)?.n ?? 0;
const column = (core: Core, sql: string) =>
  all<{ value: string }>(core.db, `SELECT ${sql}`).map((row) => row.value);

/** What a store says of itself: whether it is whole, and what it holds. */
export function reportOf(core: Core): Omit<Report, 'backups'> {
  return {
    problems: [
      ...verify(core.db).problems.map(said),
      ...column(core, `integrity_check AS value FROM pragma_integrity_check WHERE integrity_check <> 'ok'`),
    ],
    open: all<{ line: string }>(
      core.db,
      `SELECT kind || ' ' || state || ' ' || coalesce(rule, '') || ' ' || coalesce(error_code, '') || ' attempt ' || attempt
         || ' in ' || (not_before - ?) AS line FROM message WHERE state IN ('queued', 'sending')`,
      core.ports.clock.now(),
    ).map((row) => row.line),
    unknown: count(core, "FROM message WHERE state = 'unknown'"),
    unasked: count(
      core,
      `FROM message m WHERE m.state = 'unknown' AND NOT EXISTS
         (SELECT 1 FROM action a WHERE a.message_id = m.id AND a.kind = 'send-outcome-unknown')`,
    ),
    sentAfterOptOut: count(
      core,
      `FROM message m JOIN opt_out o ON o.subject = m.subject
       WHERE m.direction = 'out' AND m.kind IN ('initial', 'reply') AND m.claimed_at > o.at`,
    ),
    bodies: column(core, "body AS value FROM message WHERE kind IN ('initial', 'reply')"),
    replies: column(core, "body AS value FROM message WHERE kind = 'inbound'"),
    optedOut: column(core, 'DISTINCT number AS value FROM opt_out WHERE reversed = 0'),
    jobs: all<JobReport>(
      core.db,
      `SELECT kind, state, result ->> 'imported' AS imported,
         (SELECT count(*) FROM conversation c WHERE c.import_id = j.id) AS contacts,
         (SELECT count(*) FROM opt_out o WHERE o.import_id = j.id) AS optOuts FROM job j`,
    ),
  };
}
