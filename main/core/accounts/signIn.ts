import type { Me } from '../../../shared/contract/session.ts';
import type { Role } from '../../../shared/schema/words.ts';
import type { Core } from '../context.ts';
import { append } from '../ledger/append.ts';
import { one, run } from '../store/statement.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { endSessionsOf, startSession } from './sessions.ts';

const FREE_TRIES = 5;
const FIRST_LOCK = 30_000;
const LONGEST_LOCK = 15 * 60_000;
/** Unknown logins are counted too, or a lock would tell which logins exist; so many at a time. */
const UNKNOWN_KEPT = 1000;

type Tries = { count: number; lockedUntil: number };
type AccountRow = {
  id: string;
  login: string;
  name: string;
  role: Role;
  password: string;
  active: number;
  failed_count: number;
  locked_until: number;
};

export type SignInResult =
  | { readonly ok: true; readonly me: Me; readonly token: string }
  | { readonly ok: false; readonly lockedUntil: number | null };

const unknownLogins = new WeakMap<Core, Map<string, Tries>>();

/** Every fifth wrong try and each after it locks, for twice as long each time. */
function afterTry(tries: Tries, now: number): Tries {
  const count = tries.count + 1;
  const lock = count < FREE_TRIES ? 0 : Math.min(FIRST_LOCK * 2 ** (count - FREE_TRIES), LONGEST_LOCK);
  return { count, lockedUntil: lock === 0 ? 0 : now + lock };
}

function countUnknown(core: Core, login: string, now: number): Tries | { refusedUntil: number } {
  const kept = unknownLogins.get(core) ?? new Map<string, Tries>();
  unknownLogins.set(core, kept);
  const key = login.toLowerCase();
  const before = kept.get(key) ?? { count: 0, lockedUntil: 0 };
  if (before.lockedUntil > now) return { refusedUntil: before.lockedUntil };
  const tries = afterTry(before, now);
  kept.delete(key);
  kept.set(key, tries);
  const oldest = kept.keys().next();
  if (kept.size > UNKNOWN_KEPT && !oldest.done) kept.delete(oldest.value);
  return tries;
}

/** Counted before the password is looked at, so that many tries at once are no more than many tries. */
function countKnown(core: Core, account: AccountRow, now: number): Tries | { refusedUntil: number } {
  return core.write((tx) => {
    const row = one<AccountRow>(tx.db, 'SELECT * FROM account WHERE id = ?', account.id) ?? account;
    if (row.locked_until > now) return { refusedUntil: row.locked_until };
    const tries = afterTry({ count: row.failed_count, lockedUntil: row.locked_until }, now);
    run(
      tx.db,
      'UPDATE account SET failed_count = ?, locked_until = ? WHERE id = ?',
      tries.count,
      tries.lockedUntil,
      account.id,
    );
    return tries;
  });
}

/** Checks a password under the limit on tries; clears the count when it is right. */
async function tryPassword(
  core: Core,
  account: AccountRow | undefined,
  login: string,
  password: string,
): Promise<{ ok: true } | { ok: false; lockedUntil: number | null }> {
  const now = core.ports.clock.now();
  const tries = account ? countKnown(core, account, now) : countUnknown(core, login, now);
  if ('refusedUntil' in tries) return { ok: false, lockedUntil: tries.refusedUntil };
  const right = await verifyPassword(password, account?.password ?? null);
  if (!right || !account) return { ok: false, lockedUntil: tries.lockedUntil || null };
  run(core.db, 'UPDATE account SET failed_count = 0, locked_until = 0 WHERE id = ?', account.id);
  return { ok: true };
}

/** Signs in. A wrong login, a wrong password and an account that may not sign in look the same. Failures are in no ledger. */
export async function signIn(core: Core, login: string, password: string): Promise<SignInResult> {
  const account = one<AccountRow>(core.db, 'SELECT * FROM account WHERE login = ?', login.trim());
  const tried = await tryPassword(core, account, login.trim(), password);
  if (!tried.ok) return tried;
  return core.write((tx): SignInResult => {
    // Read again: the account may have been switched off, or its password changed, while the hash was computed.
    const now = one<AccountRow>(tx.db, 'SELECT * FROM account WHERE login = ?', login.trim());
    if (!now || now.active === 0 || now.password !== account?.password)
      return { ok: false, lockedUntil: null };
    const token = startSession(core, tx, now.id);
    append(core, tx, { kind: 'signed-in', actorId: now.id });
    return { ok: true, me: { id: now.id, login: now.login, name: now.name, role: now.role }, token };
  });
}

/**
 * Changes one's own password: every sign-in of the account ends, and one new begins, whose token is given back.
 * The present password stands under the same limit on tries as a sign-in.
 */
export async function changePassword(
  core: Core,
  accountId: string,
  current: string,
  next: string,
): Promise<{ ok: true; token: string } | { ok: false; lockedUntil: number | null }> {
  const account = one<AccountRow>(core.db, 'SELECT * FROM account WHERE id = ?', accountId);
  const tried = await tryPassword(core, account, accountId, current);
  if (!tried.ok) return tried;
  const password = await hashPassword(next, core.ports.random);
  return core.write((tx) => {
    run(tx.db, 'UPDATE account SET password = ?, rev = ? WHERE id = ?', password, tx.rev(), accountId);
    endSessionsOf(tx, accountId);
    append(core, tx, { kind: 'password-changed', actorId: accountId, payload: { account: accountId } });
    return { ok: true, token: startSession(core, tx, accountId) };
  });
}
