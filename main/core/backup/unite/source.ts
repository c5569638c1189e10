import { codeOf } from '../../base/errors.ts';
import { columnsOf } from '../../store/columns.ts';
import { each } from '../../store/statement.ts';
import type { Reader } from '../../store/types.ts';

export type Row = Readonly<Record<string, unknown>>;

/** A store to read from: a back-up, an import, or what is left of a damaged store. */
export type Source = {
  readonly db: Reader;
  /** The rows of a table that can be read. */
  rows(table: string): Iterable<Row>;
  /** Tables of which something could not be read. */
  readonly torn: Set<string>;
};

function* walk(db: Reader, sql: string, torn: () => void): Generator<Row> {
  try {
    yield* each<Row>(db, sql);
  } catch (error) {
    const code = codeOf(error);
    if (!code.startsWith('SQLITE_')) throw error;
    torn();
  }
}

/**
 * Reads a table from its beginning and, where a page cannot be read, from its end back to that page as well,
 * so that one damaged page costs only its own rows. A row may come twice, so the reader must accept that.
 */
export function sourceOf(db: Reader): Source {
  const torn = new Set<string>();
  return {
    db,
    torn,
    *rows(table) {
      const columns = columnsOf(db, table);
      const names = columns.map(({ name }) => `"${name}"`).join(', ');
      if (names === '') return;
      const keys = columns.filter(({ key }) => key).map(({ name }) => `"${name}"`);
      const order = table === 'ledger' ? ['seq'] : keys;
      const by = (direction: string) =>
        order.length === 0 ? '' : ` ORDER BY ${order.map((name) => `${name} ${direction}`).join(', ')}`;
      let broke = false;
      yield* walk(db, `SELECT ${names} FROM "${table}"${by('ASC')}`, () => {
        broke = true;
        torn.add(table);
      });
      if (broke) yield* walk(db, `SELECT ${names} FROM "${table}"${by('DESC')}`, () => torn.add(table));
    },
  };
}

/** The rows of one change, as another console tells them. `db`: ours, whose columns they have. */
export function changeSource(db: Reader, rows: Readonly<Record<string, readonly Row[]>>): Source {
  return { db, torn: new Set(), rows: (table) => rows[table] ?? [] };
}
