import type { Span } from '../../../shared/schema/range.ts';
import { onwards } from '../store/cells.ts';
import { QUARTER } from '../store/schema/countCells.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { type Cohort, tallies, tally } from './cells.ts';

type Statement = { readonly sql: string; readonly values: readonly unknown[] };

/**
 * What a dashboard asks beside its counters, by name. Exported so that a test can check their query plans.
 */
export function dashboardStatements({ span, campaignId }: Cohort) {
  const ofCampaign = (column: string) => (campaignId === null ? '' : `AND ${column} = ?`);
  const only = campaignId === null ? [] : [campaignId];
  return {
    /** Opt-outs of the span whose first text is dated later than it, after a clock was set back. */
    early: {
      sql: `SELECT count(*) AS n FROM conversation_fact f INDEXED BY conversation_fact_texted
        WHERE f.texted_at >= ? AND f.opt_out_at >= ? AND f.opt_out_at < ? ${ofCampaign('f.campaign_id')}`,
      values: [span.to, span.from, span.to, ...only],
    },
    contacts: {
      sql: `SELECT sum(n.n) AS n FROM campaign k CROSS JOIN conversation_count n ON n.campaign_id = k.id
        WHERE k.is_test = 0 ${ofCampaign('k.id')}`,
      values: only,
    },
    /** The cell of the first text. */
    first: firstStatement(campaignId, onwards(0)),
  } as const;
}

function firstStatement(campaignId: string | null, { from, to }: Span): Statement {
  const only = campaignId === null ? '' : 'AND n.campaign_id = ?';
  return {
    sql: `SELECT n.at FROM fact_count n WHERE n.facet = 'all' AND n.step = ? AND n.at >= ? AND n.at < ? ${only}
      ORDER BY n.at LIMIT 1`,
    values: [QUARTER, from, to, ...(campaignId === null ? [] : [campaignId])],
  };
}

/** How long it took to enforce an opt-out: the nth of a cohort, of those within `within`, in order. */
export function enforcedStatement({ span, campaignId }: Cohort, within: Span, nth: number): Statement {
  return {
    sql: `SELECT f.enforced_after AS n FROM conversation_fact f INDEXED BY conversation_fact_enforced
      WHERE f.enforced_after IS NOT NULL AND f.enforced_after >= ? AND f.enforced_after < ?
        AND f.texted_at >= ? AND f.texted_at < ? ${campaignId === null ? '' : 'AND f.campaign_id = ?'}
      ORDER BY f.enforced_after LIMIT 1 OFFSET ?`,
    values: [within.from, within.to, span.from, span.to, ...(campaignId === null ? [] : [campaignId]), nth],
  };
}

const number = (db: Reader, { sql, values }: Statement): number | null =>
  one<{ n: number | null }>(db, sql, ...values)?.n ?? null;

/**
 * When the first text of a campaign, or of any, left, to the quarter of an hour in which it did; null before
 * that.
 */
export function firstTextedAt(db: Reader, campaignId: string | null): number | null {
  const { sql, values } = firstStatement(campaignId, onwards(0));
  return one<{ at: number }>(db, sql, ...values)?.at ?? null;
}

/** Contacts of one campaign, or of all. */
export const contactsOf = (db: Reader, cohort: Cohort): number =>
  number(db, dashboardStatements(cohort).contacts) ?? 0;

/** Opt-outs made in the span, of contacts first texted by its end, and how many these are. */
export function madeIn(db: Reader, cohort: Cohort) {
  const early = number(db, dashboardStatements(cohort).early) ?? 0;
  const upTo = { ...cohort, span: { from: 0, to: cohort.span.to } };
  return { made: tally(db, 'made', cohort).texted - early, soFar: tally(db, 'all', upTo).texted };
}

/** How long it took to enforce an opt-out of a cohort. */
export const enforcedAfter = (db: Reader, cohort: Cohort, within: Span, nth: number): number | null =>
  number(db, enforcedStatement(cohort, within, nth));

/** Everything that a dashboard counts about a cohort. */
export function readCohort(db: Reader, cohort: Cohort) {
  return {
    campaigns: tallies(db, 'all', 'campaign_id', cohort),
    texters: tallies(db, 'texter', 'value', cohort),
    senders: tallies(db, 'sender', 'value', cohort),
    states: countsOf(db, 'state', cohort),
    causes: countsOf(db, 'cause', cohort),
    enforced: countsOf(db, 'enforced', cohort),
    refusals: countsOf(db, 'refusal', cohort),
    softRefused: countsOf(db, 'unwilling', cohort).get('') ?? 0,
    ...madeIn(db, cohort),
    contacts: contactsOf(db, cohort),
  };
}
export type CohortFacts = ReturnType<typeof readCohort>;

/** How many contacts have each value of a facet. */
export const countsOf = (
  db: Reader,
  facet: 'state' | 'cause' | 'enforced' | 'refusal' | 'unwilling',
  cohort: Cohort,
): ReadonlyMap<string, number> =>
  new Map(tallies(db, facet, 'value', cohort).map(({ key, texted }) => [key, texted]));

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
