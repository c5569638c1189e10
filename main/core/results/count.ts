import type { ResultsFilter, ResultsKind } from '../../../shared/contract/results.ts';
import { and } from '../access/visible.ts';
import { campaignOf } from '../conversations/campaignRecord.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { texterResults } from './texters.ts';
import { saidDuring, TEXTS_IN_ORDER } from './texts.ts';
import { fitting, IN_ORDER, stretches, within } from './walk.ts';

/** How many rows an export with this filter has. @throws CoreError NOT_FOUND */
export async function countRows(
  db: Reader,
  campaignId: string,
  kind: ResultsKind,
  filter: ResultsFilter,
): Promise<number> {
  campaignOf(db, campaignId);
  if (kind === 'texters') return (await texterResults(db, campaignId, filter)).length;
  const texted = filter.during === undefined || kind === 'texts' ? {} : { texted: filter.during };
  const fits = fitting(filter, { campaignId, ...texted });
  const of = kind === 'texts' ? and(fits, saidDuring(filter)) : fits;
  let rows = 0;
  for await (const stretch of stretches(db, campaignId)) {
    const where = and(within(stretch), of);
    const sql = `SELECT count(*) AS n FROM ${kind === 'texts' ? TEXTS_IN_ORDER : IN_ORDER} WHERE ${where.sql}`;
    rows += one<{ n: number }>(db, sql, ...where.values)?.n ?? 0;
  }
  return rows;
}
