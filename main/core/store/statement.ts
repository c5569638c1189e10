import type { Statement } from 'better-sqlite3';
import type { Reader } from './types.ts';

const cache = new WeakMap<Reader, Map<string, Statement<unknown[]>>>();

/** The prepared statement for a fixed SQL text, prepared once a connection. Never build the text from user input. */
export function statement(db: Reader, sql: string): Statement<unknown[]> {
  let statements = cache.get(db);
  if (!statements) {
    statements = new Map();
    cache.set(db, statements);
  }
  let found = statements.get(sql);
  if (!found) {
    found = db.prepare<unknown[]>(sql);
    statements.set(sql, found);
  }
  return found;
}

/** First row or undefined. The caller names the row's type, which the STRICT table guarantees. */
export function one<Row>(db: Reader, sql: string, ...values: readonly unknown[]): Row | undefined {
  return statement(db, sql).get(...values) as Row | undefined;
}

/** All rows. */
export function all<Row>(db: Reader, sql: string, ...values: readonly unknown[]): Row[] {
  return statement(db, sql).all(...values) as Row[];
}

/** Runs a writing statement; returns the number of rows changed. */
export function run(db: Reader, sql: string, ...values: readonly unknown[]): number {
  return statement(db, sql).run(...values).changes;
}
