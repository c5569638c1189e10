import type { Statement } from 'better-sqlite3';
import type { Writer } from '../../main/core/store/types.ts';

/** A statement that the product ran, with the values it ran it with. */
export type Call = { readonly sql: string; readonly values: readonly unknown[] };

export type Recorder = {
  /** What ran since the last call: statements that read one row, and statements that changed at least one. */
  take(): { reads: Call[]; writes: Call[] };
};

/**
 * Notes what runs on a connection, so that a baseline can do the same without the product. Recording takes
 * time: never time this connection.
 */
export function record(db: Writer): Recorder {
  let reads: Call[] = [];
  let writes: Call[] = [];
  const prepare = db.prepare.bind(db);
  const watched = (sql: string) => {
    const statement: Statement<unknown[]> = prepare(sql);
    const [get, run] = [statement.get.bind(statement), statement.run.bind(statement)];
    const watchedGet = (...values: unknown[]) => {
      reads.push({ sql, values });
      return get(...values);
    };
    const watchedRun = (...values: unknown[]) => {
      const result = run(...values);
      if (result.changes > 0) writes.push({ sql, values });
      return result;
    };
    Object.defineProperties(statement, { get: { value: watchedGet }, run: { value: watchedRun } });
    return statement;
  };
  Object.defineProperty(db, 'prepare', { value: watched });
  return {
    take: () => {
      const taken = { reads, writes };
      reads = [];
      writes = [];
      return taken;
    },
  };
}

export type Prepared = readonly [Statement<unknown[]>, readonly unknown[]];

/** Prepares recorded statements on another connection, each text once. */
export function preparer(db: Writer): (calls: readonly Call[]) => Prepared[] {
  const known = new Map<string, Statement<unknown[]>>();
  const of = (sql: string) => {
    const found = known.get(sql) ?? db.prepare<unknown[]>(sql);
    known.set(sql, found);
    return found;
  };
  return (calls) => calls.map(({ sql, values }) => [of(sql), values]);
}
