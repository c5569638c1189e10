import type { Me } from '../../../shared/contract/access/session.ts';
import type { Role } from '../../../shared/schema/words.ts';
import { noteSignIn } from '../access/accountRecord.ts';
import { type Caller, placeOf } from '../access/context.ts';
import { needsSecondFactor, startSession } from '../access/sessions.ts';
import { append } from '../ledger/append.ts';
import type { Core } from '../store/context.ts';
import { one } from '../store/statement.ts';
import { hashPassword, isOutdated, verifyPassword } from './password.ts';
import { takeNews } from './recoveryNews.ts';
import { hasSecondFactor, takeCode } from './secondFactor.ts';
import { doorLimit, forget, giveBack, loginLimit, takeTry } from './tries.ts';

export type AccountRow = {
  id: string;
  login: string;
  name: string;
  role: Role;
  password: string;
  active: number;
  one_time_until: number | null;
  one_time_used: number;
};

/**
 * Refused because of the login or password (or because the account may not sign in, which looks the same),
 * the code, too many tries, or because an admin without a second factor is at a desk.
 */
export type Refused = {
  readonly ok: false;
  readonly why: 'password' | 'code-needed' | 'code' | 'no-second-factor';
  /** When the next try may be made, UTC milliseconds; null: at once. */
  readonly lockedUntil: number | null;
};

export type SignInResult =
  | {
      readonly ok: true;
      readonly me: Me;
      readonly token: string;
      /** News of a recovery, shown to an admin once. */
      readonly recovered: { readonly name: string; readonly at: number } | null;
    }
  | Refused;

/** Returned, not thrown, so that what the transaction noted about the try stays. */
export const refused = (why: Refused['why'], lockedUntil: number | null = null): Refused => ({
  ok: false,
  why,
  lockedUntil,
});

/**
 * A stored hash, always the same one for the same unknown login, so that checking it takes as long as for a
 * known login.
 */
function decoyHash(core: Core, login: string): string | null {
  const accounts = 'account WHERE api_key = 0';
  const count = one<{ n: number }>(core.db, `SELECT count(*) AS n FROM ${accounts}`)?.n ?? 0;
  if (count === 0) return null;
  const at = Buffer.from(core.subject(`like:${login.toLowerCase()}`), 'base64url').readUInt32BE() % count;
  const row = one<{ password: string }>(
    core.db,
    `SELECT password FROM ${accounts} ORDER BY id LIMIT 1 OFFSET ?`,
    at,
  );
  return row?.password ?? null;
}

/** An account that a person signs in to. */
export const accountBy = (core: Core, column: 'login' | 'id', value: string) =>
  one<AccountRow>(core.db, `SELECT * FROM account WHERE ${column} = ? AND api_key = 0`, value);

/** Whether an admin's one-time password is used up or too old. */
const isSpent = (account: AccountRow, now: number) =>
  account.one_time_until !== null && (account.one_time_used === 1 || account.one_time_until <= now);

/**
 * Signs in. An unknown login, a wrong password and an account that may not sign in look the same, in words,
 * counts and time. Failed tries are not in the ledger.
 */
export async function signIn(
  core: Core,
  caller: Caller,
  input: { readonly login: string; readonly password: string; readonly code?: string | undefined },
): Promise<SignInResult> {
  const login = input.login.trim();
  const tried = takeTry(core, [loginLimit(core, login), doorLimit(core, caller)]);
  if (!tried.ok) return refused('password', tried.lockedUntil);
  const account = accountBy(core, 'login', login);
  const like = decoyHash(core, login);
  const right = await verifyPassword(input.password, account?.password ?? null, like);
  if (!right || !account) return refused('password', tried.lockedUntil);
  const fresh = isOutdated(account.password)
    ? await hashPassword(input.password, core.ports.random)
    : account.password;
  return core.write((tx): SignInResult => {
    // Read again: while the hash was computed, the account may have been switched off, or its password
    // changed.
    const now = accountBy(core, 'id', account.id);
    if (!now || now.active === 0 || now.password !== account.password || isSpent(now, tx.now))
      return refused('password', tried.lockedUntil);
    let passed: string | null = null;
    if (hasSecondFactor(tx.db, now.id)) {
      if (input.code === undefined) {
        giveBack(tx, tried.limits);
        return refused('code-needed');
      }
      passed = takeCode(core, tx, now.id, input.code);
      if (passed === null) return refused('code', tried.lockedUntil);
    } else if (needsSecondFactor(placeOf(caller), now.role)) {
      giveBack(tx, tried.limits);
      return refused('no-second-factor');
    }
    forget(tx, tried.limits);
    noteSignIn(tx, now.id, fresh);
    const token = startSession(core, tx, now.id, caller);
    append(core, tx, {
      kind: 'signed-in',
      actorId: now.id,
      payload: {
        ...(passed === null ? {} : { secondFactor: passed }),
        ...(caller.kind === 'desk' ? { at: 'desk' } : {}),
      },
    });
    const me = { id: now.id, login: now.login, name: now.name, role: now.role };
    return { ok: true, me, token, recovered: me.role === 'admin' ? takeNews(tx, me.id) : null };
  });
}
