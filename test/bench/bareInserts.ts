import { all, statement } from '../../main/core/store/statement.ts';
import { writer } from '../helpers/core.ts';
import * as seed from '../helpers/seed.ts';
import type { BenchCore } from './stores.ts';

const COLUMNS = [
  'subject',
  'number',
  'first_name',
  'last_name',
  'external_id',
  'fields',
  'sort_at',
  'created_at',
  'rev',
] as const;

/** The rows that an import has made, in the order of the store, with their ids. */
export type MadeRows = { readonly ids: readonly string[]; readonly values: readonly unknown[][] };

/** @throws Error where there are not as many as there should be */
export function madeRows(core: BenchCore, count: number): MadeRows {
  const rows = all<Record<string, unknown> & { id: string }>(
    core.db,
    `SELECT id, ${COLUMNS.join(', ')} FROM conversation ORDER BY subject`,
  );
  if (rows.length !== count) throw new Error(`The import made ${rows.length} rows of ${count}.`);
  // Lists go from the newest to the oldest: the import makes ids that fall in each transaction.
  const ids = rows.map(({ id }) => id).toSorted((a, b) => (a < b ? 1 : -1));
  return { ids, values: rows.map((row) => COLUMNS.map((name) => row[name])) };
}

/** As many rows as the import has in one transaction where nothing holds it up. */
const AT_ONCE = 1000;
/** Rows of one statement: one by one, each would begin its own journal for triggers, at twice the cost. */
const TOGETHER = 25;

/**
 * The least work that keeping these rows can be: they are made and sorted already, and go into the same table
 * with all its indexes and triggers, in the same encrypted store. Only the last transaction waits for the
 * disk, as the import’s.
 */
export function insertSorted(core: BenchCore, { ids, values }: MadeRows): void {
  const db = writer(core);
  const campaignId = seed.campaign(core, { region: 'US', state: 'draft' });
  statement(
    db,
    `INSERT INTO job (id, kind, campaign_id, state, progress, created_at, updated_at)
     VALUES ('bare', 'contacts', ?, 'running', '{}', 0, 0)`,
  ).run(campaignId);
  const row = `(?, ?, 'bare', 'to-send', ${COLUMNS.map(() => '?').join(', ')})`;
  const into = `INSERT INTO conversation (id, campaign_id, import_id, state, ${COLUMNS.join(', ')}) VALUES`;
  const insert = (from: number, to: number) => {
    const bound = values.slice(from, to).flatMap((given, at) => [ids[from + at], campaignId, ...given]);
    statement(
      db,
      `${into} ${Array(to - from)
        .fill(row)
        .join(', ')}`,
    ).run(...bound);
  };
  const insertSome = db.transaction((from: number, to: number) => {
    for (let at = from; at < to; at += TOGETHER) insert(at, Math.min(at + TOGETHER, to));
  });
  db.pragma('synchronous = NORMAL');
  for (let from = 0; from < values.length; from += AT_ONCE) {
    if (from + AT_ONCE >= values.length) db.pragma('synchronous = FULL');
    insertSome(from, Math.min(from + AT_ONCE, values.length));
  }
}
