import { one } from '../../store/statement.ts';
import type { Reader } from '../../store/types.ts';
import { type Source, sourceOf } from './source.ts';

/** Rows between two reports of progress. */
const EVERY = 500;

/** Tables with nearly all rows of a store; the others do not count for the progress bar. */
const LARGE = ['conversation', 'message', 'opt_out', 'ledger'] as const;

/** Rows of a table; 0 where a damaged store cannot count them. They are read all the same. */
function countOf(db: Reader, table: string): number {
  try {
    return one<{ n: number }>(db, `SELECT count(*) AS n FROM "${table}"`)?.n ?? 0;
  } catch {
    return 0;
  }
}

/**
 * A source that reports how many rows of the large tables were read, of how many. `hear` may throw to stop.
 */
export function countedSource(db: Reader, hear: (done: number, total: number) => void): Source {
  const source = sourceOf(db);
  const large = new Set<string>(LARGE);
  const total = LARGE.reduce((sum, table) => sum + countOf(db, table), 0);
  let done = 0;
  hear(done, total);
  return {
    ...source,
    *rows(table) {
      for (const row of source.rows(table)) {
        if (large.has(table)) {
          done += 1;
          if (done % EVERY === 0) hear(done, total);
        }
        yield row;
      }
    },
  };
}
