import { all, one, run, sql } from '../store/statement.ts';
import type { Reader, Writer } from '../store/types.ts';
import type { Heads } from './log/changeLog.ts';

/**
 * The only writer of the table `log_position`: up to which change this store has heard each other console.
 */

/** Up to which change of a console; 0: none. */
export const positionOf = (db: Reader, name: string): number =>
  one<{ number: number }>(db, sql`SELECT number FROM log_position WHERE console = ${name}`)?.number ?? 0;

export const positions = (db: Reader): Heads =>
  new Map(
    all<{ console: string; number: number }>(
      db,
      'SELECT console, number FROM log_position ORDER BY console',
    ).map((row) => [row.console, row.number]),
  );

/**
 * Notes that a change was heard, in the transaction that applies it. `entries`: how many of the ledger came
 * with it that have to be witnessed.
 */
export function setPosition(db: Writer, name: string, number: number, entries: number): void {
  run(
    db,
    sql`INSERT INTO log_position (console, number, unwitnessed) VALUES (${name}, ${number}, ${entries})
      ON CONFLICT (console) DO UPDATE SET number = excluded.number,
        unwitnessed = unwitnessed + excluded.unwitnessed`,
  );
}

/** How many entries of the ledger came in that no entry of ours has witnessed yet. */
export const unwitnessed = (db: Reader): number =>
  one<{ n: number | null }>(db, 'SELECT sum(unwitnessed) AS n FROM log_position')?.n ?? 0;

export function noteWitnessed(db: Writer): void {
  run(db, 'UPDATE log_position SET unwitnessed = 0 WHERE unwitnessed > 0');
}

/** A console that begins in a log has heard nobody yet. */
export function beginPositions(db: Writer): void {
  run(db, 'DELETE FROM log_position');
}
