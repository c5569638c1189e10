import { COUNTED, RECOUNT } from './schema/counts.ts';
import { all } from './statement.ts';
import type { Reader } from './types.ts';

/**
 * Tables of counters that differ from a full count. None does unless something else than Heed has changed the
 * file. Reads all conversations, so it is for a thread of its own.
 */
export function miscounted(db: Reader): string[] {
  return Object.entries(COUNTED)
    .filter(
      ([table, fresh]) =>
        all(
          db,
          `WITH fresh AS MATERIALIZED (${fresh})
           SELECT 1 FROM (SELECT * FROM fresh EXCEPT SELECT * FROM ${table})
           UNION ALL SELECT 1 FROM (SELECT * FROM ${table} EXCEPT SELECT * FROM fresh) LIMIT 1`,
        ).length > 0,
    )
    .map(([table]) => table);
}

/** Counts everything anew; within a transaction of the caller’s. */
export function recount(db: { exec(sql: string): unknown }): void {
  db.exec(RECOUNT);
}
