import { endSessionsOf } from '../access/sessions.ts';
import type { Tx } from '../store/context.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import type { ChangeRows } from './changeFormat.ts';

/** On what a sign-in rests: with another password, role or second factor it would have to be made anew. */
type Grounds = { readonly id: string; readonly account: string; readonly factor: number | null };

const groundsIn = (db: Reader): Grounds[] =>
  all<Grounds>(
    db,
    `SELECT a.id, json_array(a.password, a.role, a.active) AS account, f.confirmed_at AS factor
     FROM account a LEFT JOIN second_factor f ON f.account_id = a.id
     WHERE a.id IN (SELECT account_id FROM session)`,
  );

/**
 * Applies another console's change, and ends sign-ins here which the same act would have ended at that
 * console: of accounts that have another password, role or second factor now, or were switched off. To remove
 * a second factor ends none.
 */
export function endingSignIns<T>(tx: Tx, rows: ChangeRows, work: () => T): T {
  if (rows.account === undefined && rows.second_factor === undefined) return work();
  const before = new Map(groundsIn(tx.db).map((grounds) => [grounds.id, grounds]));
  const done = work();
  for (const { id, account, factor } of groundsIn(tx.db)) {
    const then = before.get(id);
    if (then?.account !== account || (factor !== null && factor !== then.factor)) endSessionsOf(tx, id);
  }
  return done;
}
