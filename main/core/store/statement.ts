import type Database from 'better-sqlite3';
import type { Statement } from 'better-sqlite3';
import type { Stored } from '../../../shared/text/stored.ts';
import type { Reader, Writer } from './types.ts';

/** Values that a statement takes. Booleans are not among them: give 1 or 0. */
export type SqlValue = string | number | bigint | null | Uint8Array | Stored;

/**
 * A statement, or a part of one: its text with a question mark for each value, and the values in their order.
 */
export class Sql {
  readonly text: string;
  readonly values: readonly SqlValue[];
  constructor(text: string, values: readonly SqlValue[]) {
    this.text = text;
    this.values = values;
  }
}

const plainTexts = new WeakMap<TemplateStringsArray, string>();

/**
 * Writes a statement with its values where they are used:
 *
 *     const queued = sql`direction = 'out' AND state = 'queued'`;
 *     run(tx.db, sql`UPDATE message SET rev = ${tx.rev()} WHERE id = ${id} AND ${queued}`);
 *
 * A value never becomes text: it is bound to a question mark, so the text stays the same from call to call
 * and is prepared once. Another `sql` in it becomes part of the text and brings its own values. Of the
 * ideas in Signal's `ts/sql/util` this keeps the parts in parts; here one tag makes both parts and whole
 * statements.
 */
export function sql(parts: TemplateStringsArray, ...values: readonly (SqlValue | Sql)[]): Sql {
  if (values.some((value) => value instanceof Sql)) {
    const given = values.map((value) => (value instanceof Sql ? value : new Sql('?', [value])));
    const text = parts.map((part, at) => part + (given[at]?.text ?? '')).join('');
    return new Sql(
      text,
      given.flatMap((part) => part.values),
    );
  }
  // The same text object each time, so that finding the prepared statement does not read it again.
  let text = plainTexts.get(parts);
  if (text === undefined) {
    text = parts.join('?');
    plainTexts.set(parts, text);
  }
  return new Sql(text, values as readonly SqlValue[]);
}

/** For `IN`: any number of values behind one question mark, so that the text does not depend on how many. */
export function listOf(values: readonly (string | number)[]): Sql {
  return sql`(SELECT value FROM json_each(${JSON.stringify(values)}))`;
}

/** Names of the schema (a table, columns), which cannot be values. Throws for what is no plain name. */
export function names(...given: readonly string[]): Sql {
  const odd = given.find((name) => !/^[a-z_][a-z0-9_]*$/.test(name));
  if (odd !== undefined) throw new Error(`${JSON.stringify(odd)} is no plain name`);
  return new Sql(given.join(', '), []);
}

/**
 * SQLite plans a statement whose LIMIT is a bare question mark anew at each call, since the plan follows the
 * value; that takes longer than reading most pages. An expression keeps its value to itself.
 */
const plannedOnce = (text: string): string => text.replaceAll('LIMIT ?', 'LIMIT iif(TRUE, ?, 0)');

/** Reads several times what the store was at one moment, though others write meanwhile. */
export function atOneMoment<T>(db: Reader, read: () => T): T {
  if (db.inTransaction) return read();
  return (db as Writer).transaction(read).deferred();
}

const cache = new WeakMap<Reader, Map<string, Statement<unknown[]>>>();

function prepared(db: Reader, text: string): Statement<unknown[]> {
  let statements = cache.get(db);
  if (!statements) {
    statements = new Map();
    cache.set(db, statements);
  }
  let found = statements.get(text);
  if (!found) {
    // A Reader is a whole connection behind a narrow type.
    found = (db as unknown as Database.Database).prepare<unknown[]>(plannedOnce(text));
    statements.set(text, found);
  }
  return found;
}

/**
 * The prepared statement for a fixed SQL text, prepared once a connection. Never build the text from user
 * input.
 */
export const statement = (db: Writer, text: string): Statement<unknown[]> => prepared(db, text);

/** Throws for a statement that would write: a Reader reads. */
function reading(db: Reader, text: string): Statement<unknown[]> {
  const found = prepared(db, text);
  if (!found.readonly) throw new Error(`Whoever reads may not run this: ${text.trim().slice(0, 80)}`);
  return found;
}

/** A statement as `sql` writes it, or a fixed text and its values in the order of its question marks. */
type Query = readonly [query: Sql] | readonly [text: string, ...values: unknown[]];

function parted([first, ...rest]: Query): readonly [string, readonly unknown[]] {
  return first instanceof Sql ? [first.text, first.values] : [first, rest];
}

/** First row or undefined. The caller names the row's type, which the STRICT table guarantees. */
export function one<Row>(db: Reader, ...query: Query): Row | undefined {
  const [text, values] = parted(query);
  return reading(db, text).get(...values) as Row | undefined;
}

/** All rows. */
export function all<Row>(db: Reader, ...query: Query): Row[] {
  const [text, values] = parted(query);
  return reading(db, text).all(...values) as Row[];
}

/** All rows, one after the other: for more than memory should hold. */
export function* each<Row>(db: Reader, ...query: Query): Generator<Row> {
  const [text, values] = parted(query);
  yield* reading(db, text).iterate(...values) as IterableIterator<Row>;
}

/** Runs a writing statement; returns the number of rows changed. */
export function run(db: Writer, ...query: Query): number {
  const [text, values] = parted(query);
  return statement(db, text).run(...values).changes;
}

/** Runs a writing statement that ends in RETURNING; returns its rows. */
export function returned<Row>(db: Writer, ...query: Query): Row[] {
  const [text, values] = parted(query);
  return statement(db, text).all(...values) as Row[];
}
