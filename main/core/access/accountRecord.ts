import type { Role } from '../../../shared/schema/words.ts';
import type { Tx } from '../store/context.ts';
import { run, sql } from '../store/statement.ts';

/**
 * The only writer of the table `account`: people, and accounts that only an API key uses. No account is ever
 * removed, since the ledger names it; one that is switched off cannot sign in. Passwords arrive here hashed.
 * A one-time password must be changed at the first sign-in and holds until `one_time_until`.
 */

/** In the place of a hash: no password fits an API key's own account. */
const NO_PASSWORD = 'none';

export function addAccount(
  tx: Tx,
  account: {
    readonly login: string;
    readonly name: string;
    readonly role: Role;
    /** Null: an API key's own account. */
    readonly password: string | null;
  },
): string {
  const { login, name, role, password } = account;
  const id = tx.id();
  const rev = tx.rev();
  run(
    tx.db,
    sql`INSERT INTO account (id, login, name, role, password, api_key, created_at, rev, standing_rev)
      VALUES (${id}, ${login}, ${name}, ${role}, ${password ?? NO_PASSWORD}, ${password === null ? 1 : 0}, ${tx.now},
        ${rev}, ${rev})`,
  );
  return id;
}

export function changeAccount(
  tx: Tx,
  id: string,
  { name, role, active }: { readonly name: string; readonly role: Role; readonly active: boolean },
): void {
  const rev = tx.rev();
  const on = active ? 1 : 0;
  run(
    tx.db,
    sql`UPDATE account SET name = ${name}, role = ${role}, active = ${on}, rev = ${rev},
        standing_rev = iif(role = ${role} AND active = ${on}, standing_rev, ${rev}) WHERE id = ${id}`,
  );
}

/** Somebody is an admin as before, though another console decided otherwise; nothing else of them changes. */
export function keepAdmin(tx: Tx, id: string): void {
  run(tx.db, sql`UPDATE account SET role = 'admin', active = 1, standing_rev = ${tx.rev()} WHERE id = ${id}`);
}

/** `oneTimeUntil`: until when a one-time password holds (UTC milliseconds); null: the person's own. */
export function setPassword(tx: Tx, id: string, password: string, oneTimeUntil: number | null): void {
  run(
    tx.db,
    sql`UPDATE account SET password = ${password}, one_time_until = ${oneTimeUntil}, one_time_used = 0, rev = ${tx.rev()}
      WHERE id = ${id}`,
  );
}

/**
 * Notes a sign-in, which uses up a one-time password. `password`: the present hash, or the same password
 * hashed anew.
 */
export function noteSignIn(tx: Tx, id: string, password: string): void {
  run(
    tx.db,
    sql`UPDATE account SET password = ${password}, one_time_used = one_time_until IS NOT NULL,
        rev = iif(password <> ${password} OR (one_time_until IS NOT NULL AND one_time_used = 0), ${tx.rev()}, rev)
      WHERE id = ${id}`,
  );
}

/** Switches off the account that only this key used, because the key was revoked. */
export function switchOffKey(tx: Tx, keyId: string): void {
  const rev = tx.rev();
  run(
    tx.db,
    sql`UPDATE account SET active = 0, rev = ${rev}, standing_rev = ${rev}
      WHERE api_key = 1 AND id = (SELECT account_id FROM api_key WHERE id = ${keyId})`,
  );
}
