import type { Verdict } from '../../../shared/schema/review.ts';
import type { Tx } from '../store/context.ts';
import { names, run, sql } from '../store/statement.ts';

/**
 * The only writer of the table `review`, which holds verdicts. A verdict is never changed: it may be taken
 * back, once, and stays as history.
 */

export type NewVerdict = {
  /** What is judged: an opt-out, or an action that a texter did not act on. */
  readonly of: 'opt_out_id' | 'action_id';
  readonly id: string;
  readonly verdict: Verdict;
  readonly note: string;
  readonly actorId: string;
};

/** Returns the id of the verdict. */
export function addVerdict(tx: Tx, { of, id: about, verdict, note, actorId }: NewVerdict): string {
  const id = tx.id();
  run(
    tx.db,
    sql`INSERT INTO review (id, ${names(of)}, verdict, note, account_id, at)
      VALUES (${id}, ${about}, ${verdict}, ${note}, ${actorId}, ${tx.now})`,
  );
  return id;
}

/** Marks a verdict as taken back. The caller has checked that it counts. */
export function markUndone(tx: Tx, id: string, actorId: string): void {
  run(tx.db, sql`UPDATE review SET undone_at = ${tx.now}, undone_by = ${actorId} WHERE id = ${id}`);
}

/** Empties the notes on an erased person; the verdicts themselves stay. */
export function scrubReviews(tx: Tx, subject: string): void {
  run(
    tx.db,
    sql`UPDATE review SET note = '' WHERE opt_out_id IN (SELECT id FROM opt_out WHERE subject = ${subject})
      OR action_id IN (SELECT id FROM action WHERE subject = ${subject})`,
  );
}
