import type { Tx } from '../store/context.ts';
import { run, sql } from '../store/statement.ts';

/** The only writer of `tour`: how far an account is in the tour, and whether it is closed. */
export function setTour(tx: Tx, accountId: string, { step, done }: { step: number; done: boolean }): void {
  run(
    tx.db,
    sql`INSERT INTO tour (account_id, step, done) VALUES (${accountId}, ${step}, ${done ? 1 : 0})
     ON CONFLICT (account_id) DO UPDATE SET step = excluded.step, done = excluded.done`,
  );
}
