import { scrubRefused } from '../lists/jobStore.ts';
import { forgetFilter } from '../optOuts/savedFilters.ts';
import { subjectsIn } from '../people/numbersIn.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, run } from '../store/statement.ts';

/** Columns that hold what people or providers wrote, in rows that are about no one person. */
const LOOSE = [
  ['connection', 'state_detail'],
  ['campaign', 'pause_reason'],
  ['webhook_delivery', 'detail'],
  ['job', 'detail'],
] as const;

type Loose = { readonly id: number; readonly text: string };

/**
 * Empties the loose texts in which a number of somebody in `erased` stands, in any format, or one of `names`: rows that imports refused,
 * saved filters, what providers said of a connection.
 */
export function scrubLoose(
  core: Pick<Core, 'subject'>,
  tx: Tx,
  erased: ReadonlySet<string>,
  names: readonly string[] = [],
): void {
  const lower = names.map((name) => name.toLowerCase()).filter((name) => name.length > 2);
  const tells = ({ text }: Pick<Loose, 'text'>) => {
    const plain = text.toLowerCase();
    if (lower.some((name) => plain.includes(name))) return true;
    return /\p{Nd}{3}/u.test(text) && subjectsIn(core, text).some((subject) => erased.has(subject));
  };
  for (const [table, column] of LOOSE) {
    const rows = all<Loose>(
      tx.db,
      `SELECT rowid AS id, ${column} AS text FROM ${table} WHERE ${column} <> ''`,
    );
    for (const row of rows.filter(tells))
      run(tx.db, `UPDATE ${table} SET ${column} = '' WHERE rowid = ?`, row.id);
  }
  // A filter without its condition would show everybody under a name that promises somebody.
  const filters = all<{ readonly id: string; readonly text: string }>(
    tx.db,
    "SELECT id, name || ' ' || filter AS text FROM saved_filter",
  );
  for (const row of filters.filter(tells)) forgetFilter(tx, row.id);
  const refused = all<Loose & { job_id: string }>(
    tx.db,
    "SELECT job_id, line AS id, value || ' ' || name AS text FROM job_refusal WHERE value <> '' OR name <> ''",
  );
  for (const row of refused.filter(tells)) scrubRefused(tx, row.job_id, row.id);
}
