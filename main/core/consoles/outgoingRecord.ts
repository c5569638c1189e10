import { all, one, run, sql } from '../store/statement.ts';
import type { Reader, Writer } from '../store/types.ts';

/** The only writer of the table `outgoing_change`: what the log may not have yet. */

export type Outgoing = { readonly number: number; readonly sealed: Buffer };

/** The number of the last change that this console made; 0: none. */
export function lastNumber(db: Reader): number {
  const given = one<{ seq: number }>(db, "SELECT seq FROM sqlite_sequence WHERE name = 'outgoing_change'");
  return given?.seq ?? 0;
}

export function addOutgoing(db: Writer, { number, sealed }: Outgoing, at: number): void {
  run(db, sql`INSERT INTO outgoing_change (number, at, sealed) VALUES (${number}, ${at}, ${sealed})`);
}

/** The first ones, in their order. */
export const outgoing = (db: Reader, most: number): Outgoing[] =>
  all<Outgoing>(db, sql`SELECT number, sealed FROM outgoing_change ORDER BY number LIMIT ${most}`);

/** The log has them. */
export function forgetOutgoing(db: Writer, upTo: number): void {
  run(db, sql`DELETE FROM outgoing_change WHERE number <= ${upTo}`);
}

/** How many the log may not have yet. */
export const outgoingCount = (db: Reader): number =>
  one<{ n: number }>(db, 'SELECT count(*) AS n FROM outgoing_change')?.n ?? 0;

/** A console that begins in a log has told nothing yet: its first change is number 1. */
export function beginOutgoing(db: Writer): void {
  run(db, 'DELETE FROM outgoing_change');
  run(db, "DELETE FROM sqlite_sequence WHERE name = 'outgoing_change'");
}
