import { one } from '../../store/statement.ts';
import type { Reader } from '../../store/types.ts';
import { type Source, sourceOf } from './source.ts';

/** After so many rows somebody hears how far it is. */
const EVERY = 500;

/** Tables that hold nearly all rows of a store; the others do not move a bar. */
const LARGE = ['conversation', 'message', 'opt_out', 'ledger'] as const;

/** What is left of a damaged store cannot always be counted; its rows are read all the same. */
function countOf(db: Reader, table: string): number {
  try {
    return one<{ n: number }>(db, `SELECT count(*) AS n FROM "${table}"`)?.n ?? 0;
  } catch {
    return 0;
  }
}

/**
 * A source that tells how many rows of the large tables were read, of how many. `hear` may throw to end it.
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
