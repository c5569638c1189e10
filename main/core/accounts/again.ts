import { t } from '../../../shared/text/say.ts';
import { setPassword } from '../access/accountRecord.ts';
import type { Caller } from '../access/context.ts';
import { endOtherSessions, endSessionsOf, isJoining, startSession } from '../access/sessions.ts';
import { CoreError } from '../base/errors.ts';
import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import { hashPassword, verifyPassword } from './password.ts';
import {
  beginSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
  renewCodes,
  takeCode,
} from './secondFactor.ts';
import { type AccountRow, accountBy, type Refused, refused } from './signIn.ts';
import { forget, loginLimit, takeTry } from './tries.ts';

/**
 * The outcome of an act for which a signed-in person must give password or code once more; wrong tries count
 * as at sign-in.
 */
export type Again<T> = { readonly ok: true; readonly value: T } | Refused;

/** `work` returns null where the code is wrong. */
type Work<T> = (tx: Tx, account: AccountRow) => T | null;

function finish<T>(core: Core, lockedUntil: number | null, account: AccountRow, work: Work<T>): Again<T> {
  return core.write((tx): Again<T> => {
    const now = accountBy(core, 'id', account.id);
    if (now?.password !== account.password) return refused('password', lockedUntil);
    const value = work(tx, now);
    if (value === null) return refused('code', lockedUntil);
    forget(tx, [loginLimit(core, account.login)]);
    return { ok: true, value };
  });
}

const mustExist = (core: Core, id: string): AccountRow => {
  const account = accountBy(core, 'id', id);
  // An API key is no person, so it has neither password nor phone.
  if (!account) throw new CoreError('FORBIDDEN', t('accounts:personOnly'));
  return account;
};

/** Checks the present password, then does the work. */
async function withPassword<T>(
  core: Core,
  accountId: string,
  password: string,
  prepare: () => Promise<Work<T>>,
): Promise<Again<T>> {
  const account = mustExist(core, accountId);
  const tried = takeTry(core, [loginLimit(core, account.login)]);
  if (!tried.ok) return refused('password', tried.lockedUntil);
  if (!(await verifyPassword(password, account.password))) return refused('password', tried.lockedUntil);
  return finish(core, tried.lockedUntil, account, await prepare());
}

/** Does work that checks a code itself. */
function withCode<T>(core: Core, accountId: string, work: Work<T>): Again<T> {
  const account = mustExist(core, accountId);
  const tried = takeTry(core, [loginLimit(core, account.login)]);
  if (!tried.ok) return refused('code', tried.lockedUntil);
  return finish(core, tried.lockedUntil, account, work);
}

/**
 * Changes one's own password, which ends every sign-in of the account. `goOn`: a new one begins
 * for this caller, whose token is returned.
 * @throws CoreError INVALID for the same password again
 */
export function changePassword(
  core: Core,
  accountId: string,
  { current, next, goOn }: { readonly current: string; readonly next: string; readonly goOn: Caller | null },
): Promise<Again<{ token: string | null }>> {
  if (current.normalize('NFKC') === next.normalize('NFKC'))
    throw new CoreError('INVALID', t('accounts:password.same'));
  return withPassword(core, accountId, current, async () => {
    const password = await hashPassword(next, core.ports.random);
    return (tx) => {
      // Else an invited admin would lose the only sign-in in which they can set up their second factor.
      const joining = goOn !== null && isJoining(tx.db, goOn);
      setPassword(tx, accountId, password, null);
      endSessionsOf(tx, accountId);
      append(core, tx, { kind: 'password-changed', actorId: accountId, payload: { account: accountId } });
      tx.touch('accounts', { texters: [accountId] });
      return { token: goOn && startSession(core, tx, accountId, goOn, joining) };
    };
  });
}

/** Whether the present password was given, before an act that hands out what it protects. */
export const givePassword = (core: Core, accountId: string, password: string): Promise<Again<true>> =>
  withPassword(core, accountId, password, async () => () => true);

/** A new secret for one's authenticator app. @throws CoreError CONFLICT where a second factor is in force */
export function enrol(core: Core, accountId: string, password: string) {
  return withPassword(
    core,
    accountId,
    password,
    async () => (tx, account) => beginSecondFactor(core, tx, account),
  );
}

/**
 * Puts the secret in force. Other sign-ins end, since they were made without it. @throws CoreError CONFLICT
 * where no secret was made
 */
export function confirm(core: Core, accountId: string, token: string, code: string) {
  return withCode(core, accountId, (tx) => {
    const codes = confirmSecondFactor(core, tx, accountId, code);
    if (codes !== null) endOtherSessions(tx, accountId, token);
    return codes;
  });
}

/** Makes new recovery codes, for a code. */
export function renew(core: Core, accountId: string, code: string) {
  return withCode(core, accountId, (tx) =>
    takeCode(core, tx, accountId, code) === null ? null : renewCodes(core, tx, accountId),
  );
}

/** Turns the second factor off, for password and code. */
export function turnOff(
  core: Core,
  accountId: string,
  { password, code }: { readonly password: string; readonly code: string },
): Promise<Again<true>> {
  return withPassword(core, accountId, password, async () => (tx) => {
    if (takeCode(core, tx, accountId, code) === null) return null;
    removeSecondFactor(core, tx, accountId, accountId);
    return true;
  });
}
