import { all, one, run, sql } from '../store/statement.ts';
import type { Reader, Writer } from '../store/types.ts';
import type { Heads } from './log/changeLog.ts';

/**
 * The only writer of the table `log_position`: up to which change this store has heard each other console.
 */

/** Up to which change of a console; 0: none. */
export const positionOf = (db: Reader, name: string): number =>
  one<{ number: number }>(db, sql`SELECT number FROM log_position WHERE console = ${name}`)?.number ?? 0;

/** The number of the key that sealed the newest change of a console which is here; 0: none is. */
export const keyOfPosition = (db: Reader, name: string): number =>
  one<{ key: number }>(db, sql`SELECT key FROM log_position WHERE console = ${name}`)?.key ?? 0;

/** Whether of something that a console wrote at one moment the rest has still to come. */
export const isInPart = (db: Reader, name: string): boolean =>
  one(db, sql`SELECT 1 FROM log_position WHERE console = ${name} AND whole < number`) !== undefined;

/**
 * Up to which change of each console all has come that it wrote at one moment; with the next ones more came,
 * and the rest has still to. Consoles of which nothing is whole yet are left out.
 */
export const wholePositions = (db: Reader): Heads =>
  new Map(
    all<{ console: string; whole: number }>(
      db,
      'SELECT console, whole FROM log_position WHERE whole > 0 ORDER BY console',
    ).map((row) => [row.console, row.whole]),
  );

export const positions = (db: Reader): Heads =>
  new Map(
    all<{ console: string; number: number }>(
      db,
      'SELECT console, number FROM log_position ORDER BY console',
    ).map((row) => [row.console, row.number]),
  );

/**
 * Notes that a change was heard, in the transaction that applies it. `more`: the rest of what its console
 * wrote then comes with the next one. `entries`: how many of the ledger came with it that have to be
 * witnessed. `key`: the number of the key that sealed it.
 */
export function setPosition(
  db: Writer,
  name: string,
  number: number,
  { more, entries, key }: { readonly more: boolean; readonly entries: number; readonly key: number },
): void {
  run(
    db,
    sql`INSERT INTO log_position (console, number, whole, unwitnessed, key)
      VALUES (${name}, ${number}, ${more ? 0 : number}, ${entries}, ${key})
      ON CONFLICT (console) DO UPDATE SET number = excluded.number, whole = max(whole, excluded.whole),
        unwitnessed = unwitnessed + excluded.unwitnessed, key = excluded.key`,
  );
}

/** What this console has told in part stays so: it was shut out, and the rest never comes. */
export function endPart(db: Writer, name: string): void {
  run(db, sql`UPDATE log_position SET whole = number WHERE console = ${name}`);
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
