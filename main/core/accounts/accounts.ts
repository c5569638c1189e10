import { Secret } from 'otpauth';
import type { Account } from '../../../shared/contract/accounts.ts';
import type { Role } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { addAccount, changeAccount, setPassword } from '../access/accountRecord.ts';
import { endSessionsOf } from '../access/sessions.ts';
import { CoreError } from '../base/errors.ts';
import type { Random } from '../base/ports.ts';
import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { removeSecondFactor } from './secondFactor.ts';
import { forget, loginLimit } from './tries.ts';

type Row = {
  id: string;
  login: string;
  name: string;
  role: Role;
  active: number;
  created_at: number;
  one_time_until: number | null;
  second_factor: number;
};

const COLUMNS = `id, login, name, role, active, created_at, one_time_until, EXISTS (SELECT 1 FROM second_factor f
  WHERE f.account_id = account.id AND f.confirmed_at IS NOT NULL) AS second_factor`;

/** Milliseconds within which an admin's one-time password must be used. */
export const ONE_TIME_LIFE = 3 * 24 * 3_600_000;

const toAccount = (row: Row): Account => ({
  id: row.id,
  login: row.login,
  name: row.name,
  role: row.role,
  active: row.active === 1,
  createdAt: row.created_at,
  secondFactor: row.second_factor === 1,
  mustChangePassword: row.one_time_until !== null,
});

export function listAccounts(db: Reader): Account[] {
  return all<Row>(db, `SELECT ${COLUMNS} FROM account WHERE api_key = 0 ORDER BY active DESC, name, id`).map(
    toAccount,
  );
}

/** Everybody who can have conversations, that is all but supervisors; also accounts that are switched off. */
export function listTexters(db: Reader): { id: string; name: string }[] {
  const sql =
    "SELECT id, name FROM account WHERE role <> 'supervisor' AND api_key = 0 ORDER BY active DESC, name, id";
  return all<{ id: string; name: string }>(db, sql);
}

/** Who may be asked to decide something. */
export function listOverseers(db: Reader): { id: string; name: string; role: Role }[] {
  return all<{ id: string; name: string; role: Role }>(
    db,
    "SELECT id, name, role FROM account WHERE role <> 'texter' AND active = 1 AND api_key = 0 ORDER BY name, id",
  );
}

/** @throws CoreError NOT_FOUND */
function readAccount(db: Reader, id: string): Account {
  const row = one<Row>(db, `SELECT ${COLUMNS} FROM account WHERE id = ? AND api_key = 0`, id);
  if (!row) throw new CoreError('NOT_FOUND', t('core:account.none'));
  return toAccount(row);
}

/**
 * Adds an account. `password` is a hash (hashPassword), since hashing takes long and a transaction must not.
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
  const id = addAccount(tx, input);
  append(core, tx, {
    kind: 'account-created',
    actorId: input.actorId ?? id,
    payload: { account: id, role: input.role },
  });
  tx.touch('accounts', { texters: [id] });
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
    // An admin with an unused one-time password may never sign in, so does not count.
    const others = one(
      tx.db,
      `SELECT 1 FROM account WHERE role = 'admin' AND active = 1 AND api_key = 0 AND one_time_until IS NULL AND id <> ?
       LIMIT 1`,
      id,
    );
    if (!others) throw new CoreError('CONFLICT', t('core:account.lastAdmin'));
  }
  changeAccount(tx, id, { name, role, active });
  if (!active || role !== before.role) endSessionsOf(tx, id);
  append(core, tx, {
    kind: 'account-changed',
    actorId,
    payload: { account: id, role, active, renamed: name !== before.name },
  });
  tx.touch('accounts', { texters: [id] });
  return readAccount(tx.db, id);
}

/** A random password: eighty bits as sixteen letters and digits, in groups that can be read out. */
export function oneTimePassword(random: Random): string {
  const letters = new Secret({ buffer: Uint8Array.from(random.bytes(10)).buffer }).base32.toLowerCase();
  return letters.match(/.{4}/g)?.join('-') ?? letters;
}

export type Recovery = {
  readonly id: string;
  /** The hash of the password. */
  readonly password: string;
  readonly clearSecondFactor: boolean;
};

/** Replaces the password by a one-time one, given as a hash; sign-ins end, and wrong tries are forgotten. */
export function letIn(
  core: Core,
  tx: Tx,
  { id, login }: Pick<Account, 'id' | 'login'>,
  password: string,
  until: number,
): void {
  setPassword(tx, id, password, until);
  forget(tx, [loginLimit(core, login)]);
  endSessionsOf(tx, id);
  tx.touch('accounts', { texters: [id] });
}

/**
 * An admin lets somebody who cannot sign in back in: with a one-time password, for one sign-in within three
 * days, which must be changed then. Their sign-ins end, and wrong tries are forgotten. A second factor stays
 * unless it is to be removed as well. Returns until when the password holds, UTC milliseconds. @throws
 * CoreError NOT_FOUND; CONFLICT for one's own account, whose password is changed by knowing it
 */
export function recoverAccount(
  core: Core,
  tx: Tx,
  actorId: string,
  { id, password, clearSecondFactor }: Recovery,
): number {
  const account = readAccount(tx.db, id);
  if (id === actorId) throw new CoreError('CONFLICT', t('accounts:recover.self'));
  const until = tx.now + ONE_TIME_LIFE;
  letIn(core, tx, account, password, until);
  append(core, tx, { kind: 'account-recovered', actorId, payload: { account: id, clearSecondFactor } });
  if (clearSecondFactor) removeSecondFactor(core, tx, actorId, id);
  return until;
}
