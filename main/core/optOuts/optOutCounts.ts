import type { OptOutCounts, OptOutFilter } from '../../../shared/contract/optOuts.ts';
import { endsOf } from '../store/cells.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { cellStatements, inCells, spanOf } from './optOutCells.ts';
import { type Side, sidesOf } from './optOutFilter.ts';
import { type Known, knownOf, linesOf } from './queries.ts';

type Counted = { readonly n: number; readonly reversed: number };

/** Lines of a table that the filter finds, counted from the rows. */
function countRows(db: Reader, filter: OptOutFilter, side: Side, known: Known): Counted {
  const lines = linesOf(filter, side, known);
  const row = one<{ n: number; reversed: number | null }>(
    db,
    `SELECT count(*) AS n, ${side === 'opt-out' ? 'sum(o.reversed)' : 'NULL'} AS reversed
     ${lines.sql}`,
    ...lines.values,
  );
  return { n: row?.n ?? 0, reversed: row?.reversed ?? 0 };
}

/**
 * How many lines of each table the filter finds, by the same conditions as the list: from the counters where
 * they know all that is asked.
 */
export function countOptOuts(
  db: Reader,
  filter: OptOutFilter,
  subjectOf: (number: string) => string,
): OptOutCounts {
  const known = knownOf(db, filter, subjectOf);
  const counts = { optOuts: 0, inForce: 0, reversals: 0 };
  for (const side of sidesOf(filter)) {
    const found = inCells(filter, side)
      ? sumOf([
          ...cellStatements(filter, side).map(({ sql, values }) => one<Counted>(db, sql, ...values)),
          ...endsOf(spanOf(filter)).map((end) => countRows(db, { ...filter, ...end }, side, known)),
        ])
      : countRows(db, filter, side, known);
    if (side === 'reversal') counts.reversals = found.n;
    else {
      counts.optOuts = found.n;
      counts.inForce = found.n - found.reversed;
    }
  }
  return counts;
}

const sumOf = (rows: readonly (Counted | undefined)[]): Counted =>
  rows.reduce<Counted>(
    (sum, row) => ({ n: sum.n + (row?.n ?? 0), reversed: sum.reversed + (row?.reversed ?? 0) }),
    { n: 0, reversed: 0 },
  );
