import type { Core, Tx } from '../store/context.ts';
import { one, run, sql } from '../store/statement.ts';
import { noteUse } from './bearerToken.ts';

/**
 * The only writer of the table `presence`: when each account last did something. Reading is no act, since a
 * window asks again by itself. It outlives the sign-in, so that what depends on it also holds after the
 * console was off.
 */

/** Milliseconds between two notes; otherwise every call would write. */
const NOTE_EVERY = 30_000;
/** Whoever did something within so many milliseconds is here. */
export const HERE = 5 * 60_000;

/** Notes that the account did something now. */
export function writeAct(tx: Tx, accountId: string): void {
  run(
    tx.db,
    sql`INSERT INTO presence (account_id, acted_at) VALUES (${accountId}, ${tx.now})
      ON CONFLICT (account_id) DO UPDATE SET acted_at = excluded.acted_at`,
  );
}

/** The same for a call that is about to act; written now and then. */
export function noteAct(core: Core, accountId: string): void {
  const row = one<{ acted_at: number }>(
    core.db,
    sql`SELECT acted_at FROM presence WHERE account_id = ${accountId}`,
  );
  if (row && Math.abs(core.ports.clock.now() - row.acted_at) < NOTE_EVERY) return;
  noteUse(core, (tx) => writeAct(tx, accountId));
}

/** After the clock was set back, nobody acted later than now: else they would be here until it catches up. */
export function mendPresence(core: Core): void {
  const now = core.ports.clock.now();
  if (one(core.db, sql`SELECT 1 FROM presence WHERE acted_at > ${now} LIMIT 1`) === undefined) return;
  noteUse(core, (tx) => run(tx.db, sql`UPDATE presence SET acted_at = ${tx.now} WHERE acted_at > ${tx.now}`));
}
