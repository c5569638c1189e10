import { all, one, statement } from '../../store/statement.ts';
import { shapeOf } from './shape.ts';
import type { Row } from './source.ts';
import type { Union } from './union.ts';

/**
 * Rows of whatever table, by the columns of the schema, so that no table can be forgotten: the only file of a
 * union that writes tables by a name that it is told.
 */

const list = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');
const where = (row: Row) =>
  Object.keys(row)
    .map((name) => `"${name}" = ?`)
    .join(' AND ');

/** The key of a row alone. */
export const keyOf = (union: Union, table: string, row: Row): Row =>
  Object.fromEntries(shapeOf(union, table).keys.map((key) => [key, row[key]]));

/** The rows that have these values, with all their columns. */
export const rowsWith = (union: Union, table: string, values: Row): Row[] =>
  all<Row>(
    union.tx.db,
    `SELECT ${list(shapeOf(union, table).columns.map(({ name }) => name))} FROM "${table}" WHERE ${where(values)}`,
    ...Object.values(values),
  );

/** Our row with this key. */
export const find = (union: Union, table: string, row: Row): Row | undefined =>
  rowsWith(union, table, keyOf(union, table, row))[0];

/** The id of another row that is the same thing. */
export function sameThing(union: Union, table: string, row: Row): string | null {
  for (const columns of union.rules[table]?.natural ?? []) {
    if (columns.some((name) => row[name] === null || row[name] === undefined)) continue;
    const values = Object.fromEntries(columns.map((name) => [name, row[name]]));
    const found = one<{ id: string }>(
      union.tx.db,
      `SELECT id FROM "${table}" WHERE ${where(values)} AND id <> ?`,
      ...Object.values(values),
      row.id,
    );
    if (found) return found.id;
  }
  return null;
}

/** Adds a row; false where something else has its place. */
export function insert(union: Union, table: string, row: Row): boolean {
  const { columns } = shapeOf(union, table);
  const names = Object.keys(row).filter((name) => columns.some((column) => column.name === name));
  const { changes } = statement(
    union.tx.db,
    `INSERT INTO "${table}" (${list(names)}) VALUES (${names.map(() => '?').join(', ')}) ON CONFLICT DO NOTHING`,
  ).run(...names.map((name) => row[name] ?? null));
  return changes > 0;
}

/** Changes the rows that have these values. `ignoring`: but those for which another row has the place. */
export function update(union: Union, table: string, values: Row, change: Row, ignoring = false): void {
  const set = Object.keys(change).map((name) => `"${name}" = ?`);
  statement(
    union.tx.db,
    `UPDATE ${ignoring ? 'OR IGNORE ' : ''}"${table}" SET ${set.join(', ')} WHERE ${where(values)}`,
  ).run(...Object.values(change), ...Object.values(values));
}

/** Removes the rows that have these values. */
export function remove(union: Union, table: string, values: Row): void {
  statement(union.tx.db, `DELETE FROM "${table}" WHERE ${where(values)}`).run(...Object.values(values));
}
