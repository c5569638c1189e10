import type { TextState } from '../../../shared/contract/conversations/conversationFacts.ts';
import type { OptOutCause } from '../../../shared/schema/causes.ts';
import type { Span } from '../../../shared/schema/range.ts';
import { and, type Condition } from '../access/visible.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/** The contacts whom a dashboard counts: first texted in the span, of one campaign or of all. */
export type Cohort = { readonly span: Span; readonly campaignId: string | null };

export type Tally = { readonly texted: number; readonly replied: number; readonly opted_out: number };
export type CubeRow = Tally & {
  readonly campaign_id: string;
  readonly texted_by: string | null;
  readonly sender_number_id: string | null;
  readonly text_state: TextState;
};
export type QuarterRow = Tally & { readonly quarter: number };
export type OptOutRow = { readonly cause: OptOutCause; readonly after: number | null };

/**
 * Milliseconds. Offsets of zones are whole quarters of an hour, so quarters can be summed up to days in any
 * zone.
 */
export const QUARTER = 900_000;

const TALLY = 'count(*) AS texted, count(f.replied_at) AS replied, count(f.opt_out_at) AS opted_out';
const FACTS = 'FROM conversation_fact f INDEXED BY conversation_fact_texted';

function inCohort({ span, campaignId }: Cohort): Condition {
  const texted = { sql: 'f.texted_at >= ? AND f.texted_at < ?', values: [span.from, span.to] };
  return campaignId === null ? texted : and(texted, { sql: 'f.campaign_id = ?', values: [campaignId] });
}

/** The statements of one dashboard, by name. Exported so that a test can check their query plans. */
export function dashboardStatements(cohort: Cohort) {
  const of = inCohort(cohort);
  const { campaignId, span } = cohort;
  const ofCampaign = (column: string): Condition =>
    campaignId === null ? { sql: 'TRUE', values: [] } : { sql: `${column} = ?`, values: [campaignId] };
  const made = and(
    {
      sql: 'f.opt_out_at >= ? AND f.opt_out_at < ? AND f.texted_at < ?',
      values: [span.from, span.to, span.to],
    },
    ofCampaign('f.campaign_id'),
  );
  const contacts = ofCampaign('c.campaign_id');
  const first = ofCampaign('f.campaign_id');
  return {
    cube: {
      sql: `SELECT f.campaign_id, f.texted_by, f.sender_number_id, f.text_state, ${TALLY} ${FACTS} WHERE ${of.sql}
        GROUP BY 1, 2, 3, 4`,
      values: of.values,
    },
    quarters: {
      sql: `SELECT f.texted_at / ${QUARTER} AS quarter, ${TALLY} ${FACTS} WHERE ${of.sql} GROUP BY 1`,
      values: of.values,
    },
    optOuts: {
      sql: `SELECT f.opt_out_cause AS cause, f.enforced_after AS after ${FACTS}
        WHERE ${of.sql} AND f.opt_out_at IS NOT NULL`,
      values: of.values,
    },
    refusals: {
      sql: `SELECT m.error_code AS code, count(DISTINCT m.conversation_id) AS n
        FROM message m INDEXED BY message_refused CROSS JOIN conversation_fact f ON f.conversation_id = m.conversation_id
        WHERE m.state = 'failed' AND m.error_code IS NOT NULL AND m.conversation_id IS NOT NULL AND ${of.sql} GROUP BY 1`,
      values: of.values,
    },
    softRefused: {
      sql: `SELECT count(DISTINCT m.conversation_id) AS n
        FROM message m INDEXED BY message_soft_refusal CROSS JOIN conversation_fact f ON f.conversation_id = m.conversation_id
        WHERE m.soft_refusal IS NOT NULL AND m.conversation_id IS NOT NULL AND ${of.sql}`,
      values: of.values,
    },
    made: {
      sql: `SELECT count(*) AS n FROM conversation_fact f INDEXED BY conversation_fact_opt_out WHERE ${made.sql}`,
      values: made.values,
    },
    soFar: {
      sql: `SELECT count(*) AS n ${FACTS} WHERE f.texted_at < ? AND ${first.sql}`,
      values: [span.to, ...first.values],
    },
    contacts: {
      sql: `SELECT count(*) AS n FROM conversation c WHERE ${contacts.sql}`,
      values: contacts.values,
    },
    /** Counted with the contacts, since asking about each of those would take longer. */
    tests: {
      sql: `SELECT count(*) AS n FROM campaign k INDEXED BY campaign_test
        CROSS JOIN conversation c ON c.campaign_id = k.id WHERE k.is_test = 1 AND ${contacts.sql}`,
      values: contacts.values,
    },
  } as const;
}

/** When the first text of a campaign, or of any, left; null before that. */
export function firstTextedAt(db: Reader, campaignId: string | null): number | null {
  const row =
    campaignId === null
      ? one<{ at: number | null }>(db, `SELECT min(f.texted_at) AS at ${FACTS} WHERE f.texted_at IS NOT NULL`)
      : one<{ at: number | null }>(
          db,
          `SELECT min(f.texted_at) AS at ${FACTS} WHERE f.texted_at IS NOT NULL AND f.campaign_id = ?`,
          campaignId,
        );
  return row?.at ?? null;
}

/** Everything that a dashboard counts about a cohort. */
export function readCohort(db: Reader, cohort: Cohort) {
  const sql = dashboardStatements(cohort);
  const count = (query: { sql: string; values: readonly unknown[] }) =>
    one<{ n: number }>(db, query.sql, ...query.values)?.n ?? 0;
  return {
    cube: all<CubeRow>(db, sql.cube.sql, ...sql.cube.values),
    quarters: all<QuarterRow>(db, sql.quarters.sql, ...sql.quarters.values),
    optOuts: all<OptOutRow>(db, sql.optOuts.sql, ...sql.optOuts.values),
    refusals: all<{ code: string; n: number }>(db, sql.refusals.sql, ...sql.refusals.values),
    softRefused: count(sql.softRefused),
    made: count(sql.made),
    soFar: count(sql.soFar),
    contacts: count(sql.contacts) - count(sql.tests),
  };
}
export type CohortFacts = ReturnType<typeof readCohort>;

export type Names = {
  readonly campaigns: ReadonlyMap<string, { readonly name: string; readonly script: string }>;
  readonly accounts: ReadonlyMap<string, string>;
  readonly senderNumbers: ReadonlyMap<string, string>;
};

/** The names of a dashboard's groups. */
export function readNames(db: Reader): Names {
  const named = (sql: string) =>
    new Map(all<{ id: string; name: string }>(db, sql).map(({ id, name }) => [id, name]));
  return {
    campaigns: new Map(
      all<{ id: string; name: string; script: string }>(
        db,
        'SELECT id, name, script FROM campaign WHERE is_test = 0 ORDER BY id',
      ).map(({ id, name, script }) => [id, { name, script }]),
    ),
    accounts: named('SELECT id, name FROM account'),
    senderNumbers: named('SELECT id, number AS name FROM sender_number'),
  };
}

/** When each open action was opened. */
export function openActionTimes(db: Reader, campaignId: string | null): number[] {
  const rows =
    campaignId === null
      ? all<{ at: number }>(db, "SELECT a.opened_at AS at FROM action a WHERE a.state = 'open'")
      : all<{ at: number }>(
          db,
          `SELECT a.opened_at AS at FROM action a JOIN conversation c ON c.id = a.conversation_id
           WHERE a.state = 'open' AND c.campaign_id = ?`,
          campaignId,
        );
  return rows.map(({ at }) => at);
}
