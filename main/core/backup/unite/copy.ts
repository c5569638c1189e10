import { storedFrom } from '../../../../shared/text/stored.ts';
import type { Tx } from '../../store/context.ts';
import { SENTENCE_COLUMNS } from '../../store/sentenceColumns.ts';
import { all, one, statement } from '../../store/statement.ts';
import { type Column, columnsOf, type Row, type Source } from './source.ts';

/**
 * What a union works with: the transaction, the source, and which of their rows are ours under another id.
 */
export type Union = {
  readonly tx: Tx;
  readonly source: Source;
  readonly same: Map<string, string>;
  readonly added: Map<string, number>;
  /** Subjects of the people about whom something came in. */
  readonly touched: Set<string>;
};

type Parent = { readonly column: string; readonly table: string; readonly to: string };
type Shape = {
  readonly columns: readonly Column[];
  readonly shared: readonly string[];
  readonly parents: readonly Parent[];
};

function shapeOf(union: Union, table: string): Shape {
  const columns = columnsOf(union.tx.db, table);
  const theirs = new Set(columnsOf(union.source.db, table).map(({ name }) => name));
  const parents = all<{ from: string; table: string; to: string | null }>(
    union.tx.db,
    'SELECT "from", "table", "to" FROM pragma_foreign_key_list(?)',
    table,
  ).map((parent) => ({ column: parent.from, table: parent.table, to: parent.to ?? 'id' }));
  return { columns, shared: columns.map(({ name }) => name).filter((name) => theirs.has(name)), parents };
}

/** Their row with our ids. Ids are random, so no other value can look like one. */
function inOurIds(union: Union, row: Row): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'string' ? (union.same.get(value) ?? value) : value,
    ]),
  );
}

/**
 * A row may refer to another that was lost or is not taken: the reference is emptied where it may be, else
 * the row is not taken either.
 */
function withoutOrphans(
  union: Union,
  shape: Shape,
  row: Record<string, unknown>,
): Record<string, unknown> | null {
  for (const { column, table, to } of shape.parents) {
    const value = row[column];
    if (value === null || value === undefined) continue;
    if (one(union.tx.db, `SELECT 1 FROM "${table}" WHERE "${to}" = ?`, value)) continue;
    if (!shape.columns.find(({ name }) => name === column)?.nullable) return null;
    row[column] = null;
  }
  return row;
}

/**
 * Sentences of another store are parsed as ours are, so that a foreign file cannot make Heed say anything
 * else.
 */
function withSentences(table: string, row: Record<string, unknown>): Record<string, unknown> {
  for (const column of SENTENCE_COLUMNS[table] ?? [])
    if (column in row) row[column] = storedFrom(row[column]);
  return row;
}

export type MergeRules = {
  /** The id of our row that is the same thing under another id; null: there is none. */
  readonly match?: (row: Row) => string | null;
  /** What to write for a row that we do not have; null: nothing. */
  readonly onInsert?: (row: Row) => Row | null;
  /** For a row that both have: the columns to change, or null. */
  readonly onConflict?: (ours: Row, theirs: Row) => Row | null;
  readonly after?: (row: Row) => void;
};

/**
 * Brings their rows of a table into ours. Without rules, rows that we lack are added, and ours stay as they
 * are.
 */
export function bringTable(union: Union, table: string, rules: MergeRules = {}): void {
  const { db } = union.tx;
  const shape = shapeOf(union, table);
  if (shape.shared.length === 0) return;
  const keys = shape.columns.filter(({ key }) => key).map(({ name }) => name);
  const find = `SELECT * FROM "${table}" WHERE ${keys.map((key) => `"${key}" = ?`).join(' AND ')}`;
  const insert = `INSERT INTO "${table}" (${shape.shared.map((name) => `"${name}"`).join(', ')})
     VALUES (${shape.shared.map(() => '?').join(', ')}) ON CONFLICT DO NOTHING`;
  for (const theirs of union.source.rows(table)) {
    const known = withSentences(table, inOurIds(union, theirs));
    const matched = rules.match?.(known) ?? null;
    if (matched !== null && typeof theirs.id === 'string' && matched !== theirs.id) {
      union.same.set(theirs.id, matched);
      known.id = matched;
    }
    const ours = one<Row>(db, find, ...keys.map((key) => known[key]));
    if (ours) {
      const wanted = rules.onConflict?.(ours, known) ?? null;
      const change = wanted && withoutOrphans(union, shape, { ...wanted });
      if (change) update(union, table, keys, ours, change);
      continue;
    }
    const made = rules.onInsert ? rules.onInsert(known) : known;
    const row = made && withoutOrphans(union, shape, { ...made });
    if (!row) continue;
    const { changes } = statement(db, insert).run(...shape.shared.map((name) => row[name] ?? null));
    if (changes === 0) continue;
    union.added.set(table, (union.added.get(table) ?? 0) + 1);
    if (typeof row.subject === 'string') union.touched.add(row.subject);
    rules.after?.(row);
  }
}

function update(union: Union, table: string, keys: readonly string[], ours: Row, change: Row): void {
  const names = Object.keys(change);
  statement(
    union.tx.db,
    `UPDATE "${table}" SET ${names.map((name) => `"${name}" = ?`).join(', ')} WHERE ${keys.map((key) => `"${key}" = ?`).join(' AND ')}`,
  ).run(...names.map((name) => change[name]), ...keys.map((key) => ours[key]));
  if (typeof ours.subject === 'string') union.touched.add(ours.subject);
}

/** The newer of two rows by their revisions; ours where they are equal. Key columns stay. */
export function newer(ours: Row, theirs: Row): Row | null {
  return String(theirs.rev ?? '') <= String(ours.rev ?? '') ? null : changesOf(ours, theirs);
}

/** Their values that differ from ours, without the key. */
export function changesOf(ours: Row, theirs: Row): Row {
  return Object.fromEntries(
    Object.entries(theirs).filter(([name, value]) => name in ours && name !== 'id' && ours[name] !== value),
  );
}
