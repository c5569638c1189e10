import type { Caller } from '../access/context.ts';
import { networkOf } from '../base/network.ts';
import type { Core, Tx } from '../store/context.ts';
import { one, run, sql } from '../store/statement.ts';

const MINUTE = 60_000;
const FIRST_LOCK = 30_000;
const LONGEST_LOCK = 15 * MINUTE;

/** A limit: how many wrong tries are free, and after how many milliseconds without one they are forgotten. */
export type Limit = { readonly key: string; readonly free: number; readonly forgetAfter: number };

/**
 * The limit on tries at one login, whether an account has it or not. Upper and lower case count as the same.
 */
export function loginLimit(core: Core, login: string): Limit {
  const key = core.subject(`login:${login.trim().normalize('NFKC').toLowerCase()}`);
  return { key, free: 5, forgetAfter: 24 * 60 * MINUTE };
}

/** Wrong tries that are free from one network, where a whole office may sign in in the morning. */
const FREE_FROM_NETWORK = 100;

/**
 * The limit on tries from one place: Heed's own windows, the REST interface, or the network of a desk. Many
 * logins tried from there lock that place alone.
 */
export function doorLimit(core: Core, caller: Caller): Limit {
  if (caller.kind === 'desk') {
    const key = core.subject(`door:${networkOf(caller.address)}`);
    return { key, free: FREE_FROM_NETWORK, forgetAfter: 15 * MINUTE };
  }
  const door = caller.kind === 'window' ? 'window' : 'rest';
  return { key: core.subject(`door:${door}`), free: 20, forgetAfter: 15 * MINUTE };
}

type Row = { readonly count: number; readonly locked_until: number; readonly last_at: number };

/** A try that counts as wrong until `forget` or `giveBack` is called; or when the next one may be made. */
export type Try =
  | { readonly ok: true; readonly lockedUntil: number | null; readonly limits: readonly Limit[] }
  | { readonly ok: false; readonly lockedUntil: number };

const rowOf = (tx: Tx, { key, forgetAfter }: Limit): Row => {
  const row = one<Row>(tx.db, 'SELECT count, locked_until, last_at FROM sign_in_try WHERE key = ?', key);
  return row && tx.now - row.last_at < forgetAfter ? row : { count: 0, locked_until: 0, last_at: 0 };
};

/** How long the next try must wait after `count` wrong ones of which `free` are free. Milliseconds. */
export function lockAfter(count: number, free: number): number {
  return count < free ? 0 : Math.min(FIRST_LOCK * 2 ** Math.min(count - free, 10), LONGEST_LOCK);
}

/**
 * Counts a try before the secret is checked, so that tries at the same time all count. In the store, so that
 * a restart forgets nothing. The last free try and each after it locks, for half a minute, then twice as long
 * each time, a quarter of an hour at most.
 */
export function takeTry(core: Core, limits: readonly Limit[]): Try {
  return core.write((tx) => {
    const rows = limits.map((limit) => ({ limit, row: rowOf(tx, limit) }));
    const locked = Math.max(...rows.map(({ row }) => row.locked_until));
    if (locked > tx.now) return { ok: false, lockedUntil: locked };
    // No limit remembers longer than a day.
    run(tx.db, sql`DELETE FROM sign_in_try WHERE last_at <= ${tx.now - 24 * 60 * MINUTE}`);
    let until = 0;
    for (const { limit, row } of rows) {
      const count = row.count + 1;
      const lock = lockAfter(count, limit.free);
      const lockedUntil = lock === 0 ? 0 : tx.now + lock;
      until = Math.max(until, lockedUntil);
      run(
        tx.db,
        sql`INSERT OR REPLACE INTO sign_in_try (key, count, locked_until, last_at)
          VALUES (${limit.key}, ${count}, ${lockedUntil}, ${tx.now})`,
      );
    }
    return { ok: true, lockedUntil: until || null, limits };
  });
}

/** Takes a counted try back that was neither right nor wrong, as when the code has not been asked for yet. */
export function giveBack(tx: Tx, limits: readonly Limit[]): void {
  for (const { key, free } of limits) {
    run(
      tx.db,
      sql`UPDATE sign_in_try SET count = count - 1,
        locked_until = CASE WHEN count <= ${free} THEN 0 ELSE locked_until END
       WHERE key = ${key} AND count > 0`,
    );
  }
}

/**
 * Forgets earlier wrong tries at this login, since this one was right. Those of the place stay; otherwise
 * signing in with one's own login would allow more tries at others.
 */
export function forget(tx: Tx, [login, ...others]: readonly Limit[]): void {
  if (login) run(tx.db, sql`DELETE FROM sign_in_try WHERE key = ${login.key}`);
  giveBack(tx, others);
}
