import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/** Ids of the opt-outs in force for a number; it is opted out while there is one. */
export function inForce(db: Reader, subject: string): string[] {
  return all<{ id: string }>(db, 'SELECT id FROM opt_out WHERE subject = ? AND reversed = 0', subject).map(
    (row) => row.id,
  );
}

/** Whether the number is opted out, for the guard: one search in a partial index. */
export function isOptedOut(db: Reader, subject: string): boolean {
  return one(db, 'SELECT 1 FROM opt_out WHERE subject = ? AND reversed = 0 LIMIT 1', subject) !== undefined;
}
