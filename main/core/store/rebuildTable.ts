import { faultPoint } from '../base/faultPoint.ts';
import { names } from './statement.ts';
import type { Writer } from './types.ts';

type Part = { readonly name: string; readonly sql: string };

const columnsOf = (db: Writer, table: string) =>
  db
    .prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)')
    .all(table)
    .map(({ name }) => name);

const rowsOf = (db: Writer, table: string) =>
  db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n ?? 0;

/** The last number that an AUTOINCREMENT table gave away; 0 for other tables. */
const lastNumber = (db: Writer, table: string) =>
  db.prepare<[string], { seq: number }>('SELECT seq FROM sqlite_sequence WHERE name = ?').get(table)?.seq ??
  0;

/**
 * Builds a table again with all its rows, indexes and triggers: for what ALTER TABLE cannot do, such as
 * widening a CHECK (the procedure of https://www.sqlite.org/lang_altertable.html, section 7). For steps of
 * `migrate`, which has switched foreign keys off, checks them afterwards, and does everything in one
 * transaction.
 * `create` is the whole CREATE TABLE under the table's own name. Columns keep their rows' values by name;
 * `fill` gives an expression over the old row for columns that are new or change. Columns that `create`
 * leaves out are lost with their values. An index or trigger that no longer fits must be dropped before.
 * Triggers and views of other tables that name this table stay as they are. Throws where the statement is not
 * about this table, or a row would be lost.
 */
export function rebuildTable(
  db: Writer,
  table: string,
  create: string,
  fill: Readonly<Record<string, string>> = {},
): void {
  const { text: old } = names(table);
  const next = `${old}_next`;
  const head = new RegExp(`^\\s*CREATE TABLE ${old}(?=[\\s(])`);
  if (!head.test(create)) throw new Error(`The statement does not create the table ${old}.`);
  if (!db.inTransaction || db.pragma('foreign_keys', { simple: true }) !== 0)
    throw new Error('A table is rebuilt in a migration alone.');

  const parts = db
    .prepare<[string], Part>(
      "SELECT name, sql FROM sqlite_schema WHERE tbl_name = ? AND type IN ('index', 'trigger') AND sql IS NOT NULL",
    )
    .all(old);
  const before = rowsOf(db, old);
  const number = lastNumber(db, old);
  const had = new Set(columnsOf(db, old));

  db.exec(create.replace(head, `CREATE TABLE ${next}`));
  const columns = columnsOf(db, next).filter((name) => had.has(name) || name in fill);
  db.exec(
    `INSERT INTO ${next} (${names(...columns).text}) SELECT ${columns.map((name) => fill[name] ?? name).join(', ')} FROM ${old}`,
  );
  faultPoint('migration.copied');
  if (rowsOf(db, next) !== before) throw new Error(`Rows of ${old} would be lost.`);

  db.exec(`DROP TABLE ${old}`);
  faultPoint('migration.dropped');
  // Otherwise SQLite refuses to rename while triggers and views of other tables name the one that is missing.
  db.pragma('legacy_alter_table = ON');
  try {
    db.exec(`ALTER TABLE ${next} RENAME TO ${old}`);
  } finally {
    db.pragma('legacy_alter_table = OFF');
  }
  for (const { sql } of parts) db.exec(sql);
  // Numbers of deleted rows are not given again.
  if (number > 0) db.prepare('UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?').run(number, old);
}
