import type { Role } from '../../../shared/schema/words.ts';
import type { Tx } from '../store/context.ts';
import { run, sql } from '../store/statement.ts';

/**
 * The only writer of the table `account`: people, and API keys that act for nobody else. None is ever
 * removed, since the record names them; one that is switched off cannot come in. Passwords are hashed before
 * they come here. A one-time password must be changed at the first sign-in and holds until `one_time_until`.
 */

/** No password fits an API key's own account. */
const NO_PASSWORD = 'none';

export function addAccount(
  tx: Tx,
  account: {
    readonly login: string;
    readonly name: string;
    readonly role: Role;
    /** Null: of an API key. */
    readonly password: string | null;
  },
): string {
  const { login, name, role, password } = account;
  const id = tx.id();
  run(
    tx.db,
    sql`INSERT INTO account (id, login, name, role, password, api_key, created_at, rev)
      VALUES (${id}, ${login}, ${name}, ${role}, ${password ?? NO_PASSWORD}, ${password === null ? 1 : 0}, ${tx.now},
        ${tx.rev()})`,
  );
  return id;
}

export function changeAccount(
  tx: Tx,
  id: string,
  { name, role, active }: { readonly name: string; readonly role: Role; readonly active: boolean },
): void {
  run(
    tx.db,
    sql`UPDATE account SET name = ${name}, role = ${role}, active = ${active ? 1 : 0}, rev = ${tx.rev()} WHERE id = ${id}`,
  );
}

/** `oneTimeUntil`: until when a one-time password holds (UTC milliseconds); null: the person's own. */
export function setPassword(tx: Tx, id: string, password: string, oneTimeUntil: number | null): void {
  run(
    tx.db,
    sql`UPDATE account SET password = ${password}, one_time_until = ${oneTimeUntil}, one_time_used = 0, rev = ${tx.rev()}
      WHERE id = ${id}`,
  );
}

/** Somebody signed in: a one-time password is used up. `password`: the same, perhaps hashed anew. */
export function noteSignIn(tx: Tx, id: string, password: string): void {
  run(
    tx.db,
    sql`UPDATE account SET password = ${password}, one_time_used = one_time_until IS NOT NULL WHERE id = ${id}`,
  );
}

/** A key is revoked: the account that stood for it alone acts no more. */
export function switchOffKey(tx: Tx, keyId: string): void {
  run(
    tx.db,
    sql`UPDATE account SET active = 0, rev = ${tx.rev()}
      WHERE api_key = 1 AND id = (SELECT account_id FROM api_key WHERE id = ${keyId})`,
  );
}
