import { columnsOf } from '../columns.ts';
import { all } from '../statement.ts';
import type { Reader } from '../types.ts';
import { NOT_BROUGHT, OWN, PROJECTED, TOLD_ALONE } from '../united.ts';

/** A table that consoles of one organisation tell each other: its key, and the columns that are told. */
export type Watched = {
  readonly table: string;
  readonly keys: readonly string[];
  readonly told: readonly string[];
};

const known = new Map<number, readonly Watched[]>();

/**
 * Every table that is told, read from the schema, so that a new one cannot be forgotten. Not told are columns
 * that each console has by itself or works out, and numbers that only say in which order rows came here.
 */
export function watchedTables(db: Reader): readonly Watched[] {
  const version = schemaVersion(db);
  const found = known.get(version) ?? read(db);
  known.set(version, found);
  return found;
}

/** The version of the store's schema, which says what its tables look like. */
export const schemaVersion = (db: Reader): number =>
  all<{ version: number }>(db, 'SELECT user_version AS version FROM pragma_user_version')[0]?.version ?? 0;

function read(db: Reader): readonly Watched[] {
  const tables = all<{ name: string }>(
    db,
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
  ).map(({ name }) => name);
  return tables
    .filter((table) => !NOT_BROUGHT.has(table) || TOLD_ALONE.includes(table))
    .map((table) => {
      const columns = columnsOf(db, table);
      if (table === 'ledger') {
        const told = columns.map(({ name }) => name).filter((name) => name !== 'seq' && name !== 'fork');
        return { table, keys: ['id'], told };
      }
      const mine = new Set([...(OWN[table] ?? []), ...(PROJECTED[table] ?? [])]);
      return {
        table,
        keys: columns.filter(({ key }) => key).map(({ name }) => name),
        told: columns.map(({ name }) => name).filter((name) => !mine.has(name)),
      };
    });
}
