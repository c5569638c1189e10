import type { Account } from '../../../shared/contract/account.ts';
import type { Role } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import type { Core, Tx } from '../context.ts';
import { CoreError } from '../errors.ts';
import { append } from '../ledger/append.ts';
import { all, one, run } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { endSessionsOf } from './sessions.ts';

type Row = { id: string; login: string; name: string; role: Role; active: number; created_at: number };

const COLUMNS = 'id, login, name, role, active, created_at';

const toAccount = (row: Row): Account => ({
  id: row.id,
  login: row.login,
  name: row.name,
  role: row.role,
  active: row.active === 1,
  createdAt: row.created_at,
});

export function listAccounts(db: Reader): Account[] {
  return all<Row>(db, `SELECT ${COLUMNS} FROM account WHERE api_key = 0 ORDER BY active DESC, name, id`).map(
    toAccount,
  );
}

/** @throws CoreError NOT_FOUND */
function readAccount(db: Reader, id: string): Account {
  const row = one<Row>(db, `SELECT ${COLUMNS} FROM account WHERE id = ? AND api_key = 0`, id);
  if (!row) throw new CoreError('NOT_FOUND', t('core:account.none'));
  return toAccount(row);
}

/**
 * Adds an account. `password` is already hashed (hashPassword), since hashing takes its time and a transaction must not.
 * `actorId` is null for the first admin. @throws CoreError CONFLICT when the login is taken
 */
export function createAccount(
  core: Core,
  tx: Tx,
  input: { login: string; name: string; role: Role; password: string; actorId: string | null },
): Account {
  if (one(tx.db, 'SELECT 1 FROM account WHERE login = ?', input.login)) {
    throw new CoreError('CONFLICT', t('core:account.loginTaken'));
  }
  const id = tx.id();
  run(
    tx.db,
    'INSERT INTO account (id, login, name, role, password, created_at, rev) VALUES (?, ?, ?, ?, ?, ?, ?)',
    id,
    input.login,
    input.name,
    input.role,
    input.password,
    tx.now,
    tx.rev(),
  );
  append(core, tx, {
    kind: 'account-created',
    actorId: input.actorId ?? id,
    payload: { account: id, role: input.role },
  });
  tx.touch('accounts');
  return readAccount(tx.db, id);
}

export type AccountChange = {
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  readonly active?: boolean | undefined;
};

/**
 * Changes an account. Switching it off, or giving it another role, ends its sign-ins.
 * @throws CoreError NOT_FOUND; CONFLICT when no active admin would remain
 */
export function updateAccount(
  core: Core,
  tx: Tx,
  actorId: string,
  id: string,
  change: AccountChange,
): Account {
  const before = readAccount(tx.db, id);
  const role = change.role ?? before.role;
  const active = change.active ?? before.active;
  const name = change.name ?? before.name;
  const wasAdmin = before.role === 'admin' && before.active;
  if (wasAdmin && !(role === 'admin' && active)) {
    const others = one(
      tx.db,
      "SELECT 1 FROM account WHERE role = 'admin' AND active = 1 AND api_key = 0 AND id <> ? LIMIT 1",
      id,
    );
    if (!others) throw new CoreError('CONFLICT', t('core:account.lastAdmin'));
  }
  run(
    tx.db,
    'UPDATE account SET name = ?, role = ?, active = ?, rev = ? WHERE id = ?',
    name,
    role,
    active ? 1 : 0,
    tx.rev(),
    id,
  );
  if (!active || role !== before.role) endSessionsOf(tx, id);
  append(core, tx, {
    kind: 'account-changed',
    actorId,
    payload: { account: id, role, active, renamed: name !== before.name },
  });
  tx.touch('accounts');
  return readAccount(tx.db, id);
}

/** An admin gives an account a new password (hashed already); its sign-ins end, and earlier wrong tries are forgotten. */
export function setPassword(core: Core, tx: Tx, actorId: string, id: string, password: string): void {
  readAccount(tx.db, id);
  run(
    tx.db,
    'UPDATE account SET password = ?, failed_count = 0, locked_until = 0, rev = ? WHERE id = ?',
    password,
    tx.rev(),
    id,
  );
  endSessionsOf(tx, id);
  append(core, tx, { kind: 'password-changed', actorId, payload: { account: id } });
}
