import type { EraseReason } from '../../../shared/contract/people.ts';
import type { Tx } from '../store/context.ts';
import { one, run, sql } from '../store/statement.ts';
import type { Reader, Writer } from '../store/types.ts';

/** When the person was erased (UTC milliseconds); null where they were not, or were opted in again since. */
export function erasedAt(db: Reader, subject: string): number | null {
  const row = one<{ at: number }>(
    db,
    'SELECT at FROM erasure WHERE subject = ? AND ended_at IS NULL ORDER BY at LIMIT 1',
    subject,
  );
  return row?.at ?? null;
}

/**
 * Whether nothing may be stored of this person but the keyed hash of their number. One search in a partial
 * index.
 */
export function isErased(db: Reader, subject: string): boolean {
  return erasedAt(db, subject) !== null;
}

/**
 * Ends an erasure, because the person agreed to hear from us again: what they write from now on is stored.
 * What was erased stays so.
 */
export function endErasure(db: Writer, subject: string, now: number): void {
  run(db, sql`UPDATE erasure SET ended_at = ${now} WHERE subject = ${subject} AND ended_at IS NULL`);
}

/** Notes that the person is erased, until they agree to hear from us again. `actorId`: the admin. */
export function beginErasure(tx: Tx, subject: string, reason: EraseReason, actorId: string): void {
  run(
    tx.db,
    sql`INSERT INTO erasure (id, subject, reason, actor_id, at) VALUES (${tx.id()}, ${subject}, ${reason}, ${actorId}, ${tx.now})`,
  );
}
