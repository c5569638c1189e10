import { agreedId } from '../../people/unionRecord.ts';
import { columnsOf } from '../../store/columns.ts';
import { all } from '../../store/statement.ts';
import type { Row } from './source.ts';
import type { Shape, Union } from './union.ts';

/** How the tables of both stores look, and by which ids their rows are known here. */

export function shapeOf(union: Union, table: string): Shape {
  const known = union.shapes.get(table);
  if (known) return known;
  const columns = columnsOf(union.tx.db, table);
  const theirs = new Set(columnsOf(union.source.db, table).map(({ name }) => name));
  const parents = all<{ from: string; table: string; to: string | null }>(
    union.tx.db,
    'SELECT "from", "table", "to" FROM pragma_foreign_key_list(?)',
    table,
  ).map((parent) => ({ column: parent.from, table: parent.table, to: parent.to ?? 'id' }));
  const own = union.rules[table]?.own ?? [];
  const shape = {
    columns,
    shared: columns.map(({ name }) => name).filter((name) => theirs.has(name) && !own.includes(name)),
    keys: columns.filter(({ key }) => key).map(({ name }) => name),
    parents,
    ids: columns
      .map(({ name }) => name)
      .filter(
        (name) => name === 'id' || name.endsWith('_id') || parents.some(({ column }) => column === name),
      ),
  };
  union.shapes.set(table, shape);
  return shape;
}

/** The id of ours for one of theirs. */
export const ourId = (union: Union, id: string): string => union.same.get(id) ?? agreedId(union.tx.db, id);

/** The key of a row in one text, as `removed` and `early` have it. */
export const keyText = (keys: readonly string[], row: Row) => keys.map((key) => String(row[key])).join(' ');

export function inOurIds(union: Union, shape: Shape, row: Row): Record<string, unknown> {
  const known: Record<string, unknown> = {};
  for (const name of shape.shared) known[name] = row[name] ?? null;
  for (const name of shape.ids) {
    const value = known[name];
    if (typeof value === 'string') known[name] = ourId(union, value);
  }
  return known;
}

export type Reference = { readonly table: string; readonly column: string; readonly onDelete: string };

/** The columns that refer to a table, by its foreign keys. */
export const referencesTo = (union: Union, table: string): Reference[] =>
  all<Reference>(
    union.tx.db,
    `SELECT t.name AS "table", f."from" AS "column", f.on_delete AS onDelete
     FROM sqlite_schema t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table' AND f."table" = ?`,
    table,
  );
