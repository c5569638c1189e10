import type { Me } from '../../../shared/contract/access/session.ts';
import type { Place } from '../../../shared/contract/base/procedure.ts';
import type { Role } from '../../../shared/schema/words.ts';
import { readSettings } from '../settings/settings.ts';
import type { Core, Tx } from '../store/context.ts';
import { one, run, sql } from '../store/statement.ts';
import { hashOf, newToken, noteUse } from './bearerToken.ts';
import type { Caller } from './context.ts';
import { writeAct } from './presence.ts';

/** Milliseconds after which a sign-in ends, however busy. */
const ABSOLUTE = 12 * 3_600_000;
const MINUTE = 60_000;
/** Milliseconds between two notes of use; otherwise every call would write. */
const NOTE_EVERY = 15_000;

/**
 * A new sign-in. The token is returned once; the store keeps only its hash. A desk brings its own, and
 * whoever was signed in with it is so no longer.
 */
export function startSession(core: Core, tx: Tx, accountId: string, caller: Caller | null = null): string {
  const desk = caller?.kind === 'desk' ? caller : null;
  const token = desk?.token ?? newToken(core);
  run(tx.db, sql`DELETE FROM session WHERE expires_at <= ${tx.now}`);
  run(
    tx.db,
    sql`INSERT OR REPLACE INTO session (token_hash, account_id, created_at, seen_at, expires_at, address, device)
      VALUES (${hashOf(token)}, ${accountId}, ${tx.now}, ${tx.now}, ${tx.now + ABSOLUTE},
        ${desk?.address ?? null}, ${desk?.device ?? null})`,
  );
  writeAct(tx, accountId);
  return token;
}

type SessionRow = {
  id: string;
  login: string;
  name: string;
  role: Role;
  seen_at: number;
  expires_at: number;
  address: string | null;
  one_time_until: number | null;
  has_second: number;
  viewing_id: string | null;
  viewing_name: string | null;
};

/**
 * What must be done before anything else: changing an admin's one-time password, or setting up a second
 * factor that the role demands.
 */
export type Duty = 'password' | 'second-factor';

export type Session = {
  readonly me: Me;
  /** Where it was made; it holds there alone. */
  readonly place: Place;
  readonly duty: Duty | null;
  /** The texter as whom an admin looks at present; the admin may change nothing meanwhile. */
  readonly viewing: { readonly id: string; readonly name: string } | null;
};

function dutyOf(core: Core, row: SessionRow): Duty | null {
  if (row.one_time_until !== null) return 'password';
  const demanded = readSettings(core.db).secondFactorRoles.includes(row.role);
  return demanded && row.has_second === 0 ? 'second-factor' : null;
}

/** An admin at a desk without a second factor: what they may do is too much for a password alone. */
export const needsSecondFactor = (place: Place, role: Role): boolean => place === 'desk' && role === 'admin';

/**
 * Whom a token stands for; null when it is unknown, idle for too long, too old, or its account may not sign
 * in there any more. `use`: a person is at work, so idle time starts again.
 */
export function sessionOf(core: Core, token: string, use: boolean): Session | null {
  const now = core.ports.clock.now();
  const hash = hashOf(token);
  const row = one<SessionRow>(
    core.db,
    `SELECT a.id, a.login, a.name, a.role, s.seen_at, s.expires_at, s.address, a.one_time_until, v.id AS viewing_id, v.name AS viewing_name,
       EXISTS (SELECT 1 FROM second_factor f WHERE f.account_id = a.id AND f.confirmed_at IS NOT NULL) AS has_second
     FROM session s JOIN account a ON a.id = s.account_id LEFT JOIN account v ON v.id = s.viewing_as
     WHERE s.token_hash = ? AND a.active = 1`,
    hash,
  );
  if (!row || row.expires_at <= now) return null;
  const idle = readSettings(core.db).idleLockMinutes * MINUTE;
  if (now - row.seen_at > idle) return null;
  const place = row.address === null ? 'console' : 'desk';
  if (needsSecondFactor(place, row.role) && row.has_second === 0) return null;
  if (use && now - row.seen_at >= NOTE_EVERY) {
    noteUse(core, (tx) => run(tx.db, sql`UPDATE session SET seen_at = ${now} WHERE token_hash = ${hash}`));
  }
  const { id, login, name, role, viewing_id, viewing_name } = row;
  return {
    me: { id, login, name, role },
    place,
    duty: dutyOf(core, row),
    viewing: viewing_id === null ? null : { id: viewing_id, name: viewing_name ?? '' },
  };
}

/** Lets this sign-in look as a texter does from now on; null: as itself again. */
export function setViewing(tx: Tx, token: string, texterId: string | null): void {
  run(tx.db, sql`UPDATE session SET viewing_as = ${texterId} WHERE token_hash = ${hashOf(token)}`);
  tx.touch('session');
}

/** Called before the limit on idle time changes, so that a longer limit revives no sign-in that has ended. */
export function endIdleSessions(tx: Tx, idleMinutes: number): void {
  run(tx.db, sql`DELETE FROM session WHERE ${tx.now} - seen_at > ${idleMinutes * MINUTE}`);
}

export function endSession(tx: Tx, token: string): void {
  run(tx.db, sql`DELETE FROM session WHERE token_hash = ${hashOf(token)}`);
  tx.touch('session');
}

/** Ends the account's other sign-ins. */
export function endOtherSessions(tx: Tx, accountId: string, token: string): void {
  run(tx.db, sql`DELETE FROM session WHERE account_id = ${accountId} AND token_hash <> ${hashOf(token)}`);
  tx.touch('session');
}

/** Ends all sign-ins of an account. */
export function endSessionsOf(tx: Tx, accountId: string): void {
  run(tx.db, sql`DELETE FROM session WHERE account_id = ${accountId}`);
  tx.touch('session');
}

/** Ends all sign-ins, for a copied store. */
export function endAllSessions(tx: Tx): void {
  run(tx.db, 'DELETE FROM session');
}
