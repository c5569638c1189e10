import type { Span } from '../../../shared/schema/range.ts';
import { endsOf, stretchesOf } from '../store/cells.ts';
import type { Facet } from '../store/schema/factCounts.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/** The contacts whom a dashboard counts: first texted in the span, of one campaign or of all. */
export type Cohort = { readonly span: Span; readonly campaignId: string | null };

export type Tally = { readonly texted: number; readonly replied: number; readonly opted_out: number };
export type KeyedTally = Tally & { readonly key: string };

/** Facets of which any span can be counted. */
type Countable = 'all' | 'made';

export type CellStatement = { readonly sql: string; readonly values: readonly unknown[] };

/** The statements that count one end of a span from the rows. */
function endStatement(facet: Countable, { campaignId }: Cohort, { from, to }: Span): CellStatement {
  const [column, index] =
    facet === 'all' ? ['texted_at', 'conversation_fact_texted'] : ['opt_out_at', 'conversation_fact_opt_out'];
  return {
    sql: `SELECT count(*) AS texted, count(f.replied_at) AS replied, count(f.opt_out_at) AS opted_out
      FROM conversation_fact f INDEXED BY ${index} WHERE f.${column} >= ? AND f.${column} < ?
        AND f.texted_at IS NOT NULL ${campaignId === null ? '' : 'AND f.campaign_id = ?'}`,
    values: [from, to, ...(campaignId === null ? [] : [campaignId])],
  };
}

/** The statements that add up a facet, or one value of it, one for each stretch of the span. */
export function cellStatements(
  facet: Facet,
  key: 'campaign_id' | 'value' | null,
  { span, campaignId }: Cohort,
  value: string | null = null,
): CellStatement[] {
  const only = `${campaignId === null ? '' : 'AND n.campaign_id = ?'} ${value === null ? '' : 'AND n.value = ?'}`;
  const sums = 'sum(n.texted) AS texted, sum(n.replied) AS replied, sum(n.opted_out) AS opted_out';
  return stretchesOf(span).map(({ step, from, to }) => ({
    sql: `SELECT ${key === null ? "''" : `n.${key}`} AS key, ${sums} FROM fact_count n
      WHERE n.facet = ? AND n.step = ? AND n.at >= ? AND n.at < ? ${only} GROUP BY 1`,
    values: [
      facet,
      step,
      from,
      to,
      ...(campaignId === null ? [] : [campaignId]),
      ...(value === null ? [] : [value]),
    ],
  }));
}

const NONE: Tally = { texted: 0, replied: 0, opted_out: 0 };

/**
 * A facet of a cohort whose span is made of whole cells, by campaign or by its own values; of these all, or
 * one.
 */
export function tallies(
  db: Reader,
  facet: Facet,
  key: 'campaign_id' | 'value',
  cohort: Cohort,
  value: string | null = null,
): KeyedTally[] {
  const sums = new Map<string, KeyedTally>();
  for (const { sql, values } of cellStatements(facet, key, cohort, value)) {
    for (const row of all<KeyedTally>(db, sql, ...values)) {
      sums.set(row.key, { key: row.key, ...plus(sums.get(row.key) ?? NONE, row) });
    }
  }
  return [...sums.values()];
}

const plus = (a: Tally, b: Tally): Tally => ({
  texted: a.texted + b.texted,
  replied: a.replied + b.replied,
  opted_out: a.opted_out + b.opted_out,
});

/** A facet of a cohort, all in all. */
export function tally(db: Reader, facet: Countable, cohort: Cohort): Tally {
  const ends = endsOf(cohort.span).map((end) => endStatement(facet, cohort, end));
  return [...cellStatements(facet, null, cohort), ...ends]
    .flatMap(({ sql, values }) => all<Tally>(db, sql, ...values))
    .reduce(plus, NONE);
}
