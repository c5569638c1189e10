import { all, listOf, one, run, type Sql, sql, statement } from '../statement.ts';
import type { Reader, Writer } from '../types.ts';
import { type Watched, watchedTables } from './watched.ts';

/**
 * The only writer of the table `changed_row`, beside the triggers of capture.ts: which rows other consoles
 * have still to hear of.
 */

export type ChangedRow = { readonly kind: string; readonly id: string };
export type ToldRow = Readonly<Record<string, unknown>>;

/** Other consoles have to hear of a row. `id` is the text of its key. */
export function noteChanged(db: Writer, { kind, id }: ChangedRow): void {
  run(db, sql`INSERT INTO changed_row (kind, id) VALUES (${kind}, ${id}) ON CONFLICT (kind, id) DO NOTHING`);
}

/** Whether there is anything to tell. */
export const hasChanged = (db: Reader): boolean => one(db, 'SELECT 1 FROM changed_row LIMIT 1') !== undefined;

/** Tables whose rows may keep a text from leaving. They are told before everything else that waits. */
const FIRST: readonly string[] = ['opt_out', 'erasure', 'action', 'provider_block'];

/**
 * Takes out at most `most` rows that others have to hear of: first what may keep a text from leaving, however
 * much was written before it, then the others in the order in which they changed first.
 */
export function takeChanged(db: Writer, most: number): ChangedRow[] {
  const first = take(db, sql`kind IN ${listOf(FIRST)}`, most);
  return [...first, ...take(db, sql`kind NOT IN ${listOf(FIRST)}`, most - first.length)];
}

function take(db: Writer, which: Sql, most: number): ChangedRow[] {
  const rows = all<ChangedRow & { seq: number }>(
    db,
    sql`SELECT seq, kind, id FROM changed_row WHERE ${which} ORDER BY seq LIMIT ${most}`,
  );
  run(db, sql`DELETE FROM changed_row WHERE ${which} AND seq <= ${rows.at(-1)?.seq ?? 0}`);
  return rows;
}

/** What was noted earlier is told nobody: a log that begins gets the whole store. */
export function forgetChanged(db: Writer): void {
  run(db, 'DELETE FROM changed_row');
}

/** The statement by which a trigger notes a row; `id` is an expression for the text of its key. */
export const notes = (kind: string, id: string) =>
  `INSERT INTO changed_row (kind, id) VALUES ('${kind}', ${id}) ON CONFLICT (kind, id) DO NOTHING`;

export type Content = { readonly table: string; readonly row: ToldRow };

/**
 * The content of rows as it is now; what was removed since is left out. A picture comes before a row that
 * refers to it, each time, since other consoles remove one to which nothing refers.
 */
export function* contentOf(db: Writer, rows: readonly ChangedRow[]): Generator<Content> {
  const tables = new Map(watchedTables(db).map((each) => [each.table, each]));
  const had = new Set<string>();
  for (const { kind, id } of rows) {
    const watched = tables.get(kind);
    const row = watched && rowOf(db, watched, id);
    if (!row) continue;
    const { picture_id: picture } = row;
    const pictures = tables.get('picture');
    if (typeof picture === 'string' && pictures && !had.has(picture)) {
      had.add(picture);
      const shown = rowOf(db, pictures, picture);
      if (shown) yield { table: 'picture', row: shown };
    }
    if (kind === 'picture' && had.has(id)) continue;
    if (kind === 'picture') had.add(id);
    yield { table: kind, row };
  }
}

function rowOf(db: Writer, { table, keys, told }: Watched, id: string): ToldRow | undefined {
  const parts = id.split(' ');
  // A key of `removed` has blanks of its own.
  const key = [...parts.slice(0, keys.length - 1), parts.slice(keys.length - 1).join(' ')];
  return statement(
    db,
    `SELECT ${told.map((name) => `"${name}"`).join(', ')} FROM "${table}"
      WHERE ${keys.map((name) => `"${name}" = ?`).join(' AND ')}`,
  ).get(...key) as ToldRow | undefined;
}
