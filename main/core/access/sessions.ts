import type { Me } from '../../../shared/contract/access/session.ts';
import type { SignIn } from '../../../shared/contract/accounts/signIns.ts';
import type { Place } from '../../../shared/contract/base/procedure.ts';
import type { Role } from '../../../shared/schema/words.ts';
import { readSettings } from '../settings/settings.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, one, returned, run, sql } from '../store/statement.ts';
import { OVERSEERS } from '../store/tx.ts';
import type { Reader } from '../store/types.ts';
import { hashOf, newToken, noteUse } from './bearerToken.ts';
import type { Caller } from './context.ts';
import { writeAct } from './presence.ts';

/** Milliseconds after which a sign-in ends, however busy. */
const ABSOLUTE = 12 * 3_600_000;
const MINUTE = 60_000;
/** Milliseconds between two notes of use, at least; otherwise every call would write. */
const NOTE_EVERY = 15_000;
/** The part of the idle time that may pass between two notes. */
const OF_IDLE = 1 / 20;

/**
 * A new sign-in. The token is returned once; the store keeps only its hash. A desk brings its own, and
 * whoever was signed in with it is so no longer. `joining`: it began with an invitation, so an admin may set
 * up the second factor at a desk in it.
 */
export function startSession(
  core: Core,
  tx: Tx,
  accountId: string,
  caller: Caller | null = null,
  joining = false,
): string {
  const desk = caller?.kind === 'desk' ? caller : null;
  const token = desk?.token ?? newToken(core);
  run(tx.db, sql`DELETE FROM session WHERE expires_at <= ${tx.now}`);
  run(
    tx.db,
    sql`INSERT OR REPLACE INTO session (token_hash, account_id, created_at, seen_at, expires_at, address, device, joining)
      VALUES (${hashOf(token)}, ${accountId}, ${tx.now}, ${tx.now}, ${tx.now + ABSOLUTE},
        ${desk?.address ?? null}, ${desk?.device ?? null}, ${joining ? 1 : 0})`,
  );
  writeAct(tx, accountId);
  return token;
}

/** Whether the sign-in of this desk began with an invitation. */
export const isJoining = (db: Reader, caller: Caller): boolean =>
  caller.kind === 'desk' &&
  one(db, 'SELECT 1 FROM session WHERE token_hash = ? AND joining = 1', hashOf(caller.token)) !== undefined;

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
  joining: number;
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
    `SELECT a.id, a.login, a.name, a.role, s.seen_at, s.expires_at, s.address, s.joining, a.one_time_until, v.id AS viewing_id, v.name AS viewing_name,
       EXISTS (SELECT 1 FROM second_factor f WHERE f.account_id = a.id AND f.confirmed_at IS NOT NULL) AS has_second
     FROM session s JOIN account a ON a.id = s.account_id LEFT JOIN account v ON v.id = s.viewing_as
     WHERE s.token_hash = ? AND a.active = 1`,
    hash,
  );
  if (!row || row.expires_at <= now) return null;
  const idle = readSettings(core.db).idleLockMinutes * MINUTE;
  // Of a clock that ran ahead: it would otherwise stay unlocked until the clock catches up.
  if (Math.abs(now - row.seen_at) > idle) return null;
  const place = row.address === null ? 'console' : 'desk';
  const lacks = needsSecondFactor(place, row.role) && row.has_second === 0;
  if (lacks && row.joining === 0) return null;
  if (use && Math.abs(now - row.seen_at) >= Math.max(NOTE_EVERY, idle * OF_IDLE)) {
    noteUse(core, (tx) => run(tx.db, sql`UPDATE session SET seen_at = ${now} WHERE token_hash = ${hash}`));
  }
  const { id, login, name, role, viewing_id, viewing_name } = row;
  return {
    me: { id, login, name, role },
    place,
    duty: lacks ? 'second-factor' : dutyOf(core, row),
    viewing: viewing_id === null ? null : { id: viewing_id, name: viewing_name ?? '' },
  };
}

/** Lets this sign-in look as a texter does from now on; null: as itself again. */
export function setViewing(tx: Tx, token: string, texterId: string | null): void {
  run(tx.db, sql`UPDATE session SET viewing_as = ${texterId} WHERE token_hash = ${hashOf(token)}`);
  tx.touch('session', OVERSEERS);
}

/** Called before the limit on idle time changes, so that a longer limit revives no sign-in that has ended. */
export function endIdleSessions(tx: Tx, idleMinutes: number): void {
  run(tx.db, sql`DELETE FROM session WHERE abs(${tx.now} - seen_at) > ${idleMinutes * MINUTE}`);
}

export function endSession(tx: Tx, token: string): void {
  const ended = returned<{ id: string }>(
    tx.db,
    sql`DELETE FROM session WHERE token_hash = ${hashOf(token)} RETURNING account_id AS id`,
  );
  tx.touch('session', { texters: ended.map(({ id }) => id) });
}

/** Ends the account's other sign-ins. */
export function endOtherSessions(tx: Tx, accountId: string, token: string): void {
  run(tx.db, sql`DELETE FROM session WHERE account_id = ${accountId} AND token_hash <> ${hashOf(token)}`);
  tx.touch('session', { texters: [accountId] });
}

/** Ends all sign-ins of an account. */
export function endSessionsOf(tx: Tx, accountId: string): void {
  run(tx.db, sql`DELETE FROM session WHERE account_id = ${accountId}`);
  tx.touch('session', { texters: [accountId] });
}

/** Ends all sign-ins, for a copied store. */
export function endAllSessions(tx: Tx): void {
  run(tx.db, 'DELETE FROM session');
}

type Here = {
  readonly token_hash: string;
  readonly account_id: string;
  readonly name: string;
  readonly role: Role;
  readonly created_at: number;
  readonly seen_at: number;
  readonly address: string | null;
  readonly device: string | null;
};

/** Who is signed in at this moment, latest act first. `id` is no token: nobody signs in with it. */
export function listSessions(core: Core, ownToken: string): SignIn[] {
  const now = core.ports.clock.now();
  const idle = readSettings(core.db).idleLockMinutes * MINUTE;
  const own = hashOf(ownToken);
  return all<Here>(
    core.db,
    sql`SELECT s.token_hash, s.account_id, a.name, a.role, s.created_at, s.seen_at, s.address, s.device
      FROM session s JOIN account a ON a.id = s.account_id
      WHERE a.active = 1 AND s.expires_at > ${now} AND abs(${now} - s.seen_at) <= ${idle}
      ORDER BY s.seen_at DESC, s.token_hash`,
  ).map((row) => ({
    id: signInId(core, row.token_hash),
    account: { id: row.account_id, name: row.name, role: row.role },
    place: row.address === null ? 'console' : 'desk',
    device: row.device ?? '',
    address: row.address ?? '',
    since: row.created_at,
    lastActAt: row.seen_at,
    mine: row.token_hash === own,
  }));
}

/** Names a sign-in without telling the hash that the store knows it by. */
const signInId = (core: Core, tokenHash: string) => core.subject(`sign-in:${tokenHash}`);

/**
 * Ends the sign-in with this id; null: all but one's own. Returns the accounts that were signed out, one for
 * each sign-in.
 */
export function endSessions(core: Core, tx: Tx, ownToken: string, id: string | null): string[] {
  const own = hashOf(ownToken);
  const rows = all<{ token_hash: string; account_id: string }>(
    tx.db,
    'SELECT token_hash, account_id FROM session',
  );
  const chosen = rows.filter(({ token_hash }) =>
    id === null ? token_hash !== own : signInId(core, token_hash) === id,
  );
  for (const { token_hash } of chosen) {
    run(tx.db, sql`DELETE FROM session WHERE token_hash = ${token_hash}`);
  }
  const accounts = chosen.map(({ account_id }) => account_id);
  tx.touch('session', { texters: accounts });
  return accounts;
}
