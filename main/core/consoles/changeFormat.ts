import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import type { Content } from '../store/capture/changedRows.ts';
import { schemaVersion, watchedTables } from '../store/capture/watched.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { type Heads, LogError } from './log/changeLog.ts';

/**
 * What one change says: rows of the store as they are now, and up to where its console had heard the others
 * when it said so. JSON, deflated.
 */

/** Of how many bytes a change consists at most, before it is deflated. */
const LONGEST = 64 * 1024 * 1024;
const FORMAT = 1;

/** Rows by table. */
export type ChangeRows = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
export type Change = {
  readonly rows: ChangeRows;
  /** Changes of others that come before it: what it says may rest on them. */
  readonly after: Heads;
  /** What was written at the same moment goes on with the next one. */
  readonly more: boolean;
};

const Cell = z.union([z.string(), z.number(), z.null(), z.strictObject({ blob: z.base64() })]);
const Place = z.tuple([z.string().min(1), z.number().int().positive()]);
/** What every format begins with, so that an older Heed knows a newer one's change. */
const Head = z.looseObject({ format: z.number().int().positive(), schema: z.number().int().positive() });
const Body = z.strictObject({
  format: z.literal(FORMAT),
  schema: z.number().int().positive(),
  after: z.array(Place),
  more: z.boolean(),
  tables: z.record(
    z.string(),
    z.strictObject({ columns: z.array(z.string()), rows: z.array(z.array(Cell)) }),
  ),
});

const written = (value: unknown) =>
  Buffer.isBuffer(value) ? { blob: value.toString('base64') } : (value ?? null);

/** A change as bytes. `content`: rows with all the columns that are told. */
export function encodeChange(
  db: Reader,
  content: Iterable<Content>,
  { after, more }: Omit<Change, 'rows'>,
): Buffer {
  const told = new Map(watchedTables(db).map((each) => [each.table, each.told]));
  const tables: Record<string, { columns: readonly string[]; rows: unknown[][] }> = {};
  for (const { table, row } of content) {
    const columns = told.get(table) ?? [];
    tables[table] ??= { columns, rows: [] };
    tables[table].rows.push(columns.map((name) => written(row[name])));
  }
  const body: z.input<typeof Body> = {
    format: FORMAT,
    schema: schemaVersion(db),
    after: [...after],
    more,
    tables: tables as z.input<typeof Body>['tables'],
  };
  return deflateRawSync(JSON.stringify(body), { level: 1 });
}

/** @throws LogError broken, outdated */
export function decodeChange(db: Reader, bytes: Buffer): Change {
  const value = parsed(bytes);
  const head = Head.safeParse(value);
  if (!head.success) throw new LogError('broken', 'A change does not begin as changes do.');
  const ours = schemaVersion(db);
  if (head.data.format > FORMAT || head.data.schema > ours)
    throw new LogError('outdated', 'A change was made by a newer Heed; update this console.');
  const body = Body.safeParse(value);
  if (!body.success)
    throw new LogError('broken', 'A change has not the form that changes have.', { cause: body.error });
  const { after, more, tables, schema } = body.data;
  const rows: Record<string, Record<string, unknown>[]> = {};
  for (const [table, { columns, rows: cells }] of Object.entries(tables)) {
    const lacking = valuesOf(db, table, columns, schema < ours);
    rows[table] = cells.map((row) => {
      if (row.length !== columns.length) throw new LogError('broken', `A row of ${table} is not whole.`);
      const made: Record<string, unknown> = { ...lacking };
      for (const [place, name] of columns.entries()) made[name] = read(row[place] ?? null);
      return made;
    });
  }
  return { rows, after: new Map(after), more };
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(inflateRawSync(bytes, { maxOutputLength: LONGEST }).toString('utf8'));
  } catch (error) {
    throw new LogError('broken', 'A change cannot be unpacked.', { cause: error });
  }
}

const read = (cell: z.infer<typeof Cell>): unknown =>
  typeof cell === 'object' && cell !== null ? Buffer.from(cell.blob, 'base64') : cell;

/**
 * What stands in the columns that an older Heed did not have. @throws LogError where the columns are not
 * those of the table
 */
function valuesOf(db: Reader, table: string, columns: readonly string[], older: boolean) {
  const told = watchedTables(db).find((each) => each.table === table)?.told;
  const lacks = told?.filter((name) => !columns.includes(name)) ?? [];
  if (
    told === undefined ||
    columns.some((name, place) => !told.includes(name) || columns.indexOf(name) !== place) ||
    (lacks.length > 0 && !older)
  )
    throw new LogError('broken', `A change has other columns than the table ${table}.`);
  const defaults = new Map(
    all<{ name: string; value: string | null }>(
      db,
      'SELECT name, dflt_value AS value FROM pragma_table_xinfo(?)',
      table,
    ).map(({ name, value }) => [name, value]),
  );
  return Object.fromEntries(
    lacks.map((name) => [name, one<{ v: unknown }>(db, `SELECT ${defaults.get(name) ?? 'NULL'} AS v`)?.v]),
  );
}
