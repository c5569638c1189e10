import { removeMeta, setMeta } from '../meta.ts';
import { one } from '../statement.ts';
import type { Reader, Writer } from '../types.ts';
import { notes } from './changedRows.ts';
import { watchedTables } from './watched.ts';

/**
 * Notes which rows this console writes, in the transaction that writes them, so that other consoles hear of
 * them (consoles/). Triggers do it that each writing connection has for itself; a store whose organisation
 * has one console has none, and pays nothing. What is written while the connection is deaf came from others.
 */

const KEY = 'capture';

/** Whether what this store writes is noted. */
export const isCaptured = (db: Reader): boolean =>
  one(db, 'SELECT 1 FROM meta WHERE key = ?', KEY) !== undefined;

/**
 * Whether another console's changes have come of which the rest, written at the same moment, has still to
 * come.
 */
export const isComingIn = (db: Reader): boolean =>
  isCaptured(db) && one(db, 'SELECT 1 FROM log_position WHERE whole < number LIMIT 1') !== undefined;

/** From now on what this store writes is noted, by this connection and by those that are opened later. */
export function beginCapture(db: Writer): void {
  if (isCaptured(db)) return;
  setMeta(db, KEY, 'on');
  makeTriggers(db);
}

/** Notes nothing any more. */
export function endCapture(db: Writer): void {
  if (!isCaptured(db)) return;
  removeMeta(db, KEY);
  for (const { table } of watchedTables(db))
    for (const when of ['insert', 'update']) db.exec(`DROP TRIGGER temp.${table}_${when}_noted`);
  db.exec('DROP TABLE temp.deaf');
}

/** Has a connection that was just opened note what it writes, where the store is captured. */
export function resumeCapture(db: Writer): void {
  if (isCaptured(db)) makeTriggers(db);
}

/** The text of a row's key: where that has two columns, both with a blank between them. */
const keyOf = (row: string, keys: readonly string[]) =>
  keys.map((key) => `${row}."${key}"`).join(" || ' ' || ");

function makeTriggers(db: Writer): void {
  db.exec('CREATE TEMP TABLE deaf (yes INTEGER)');
  for (const { table, keys, told } of watchedTables(db)) {
    const note = notes(table, keyOf('NEW', keys));
    const columns = told.map((name) => `"${name}"`).join(', ');
    db.exec(`CREATE TEMP TRIGGER ${table}_insert_noted AFTER INSERT ON main."${table}"
        WHEN NOT EXISTS (SELECT 1 FROM deaf) BEGIN ${note}; END;
      CREATE TEMP TRIGGER ${table}_update_noted AFTER UPDATE OF ${columns} ON main."${table}"
        WHEN NOT EXISTS (SELECT 1 FROM deaf) BEGIN ${note}; END`);
  }
}

/** What `work` writes came from other consoles, so it is not noted. */
export function whileDeaf<T>(db: Writer, work: () => T): T {
  if (!isCaptured(db)) return work();
  db.exec('INSERT INTO temp.deaf (yes) VALUES (1)');
  try {
    return work();
  } finally {
    db.exec('DELETE FROM temp.deaf');
  }
}
