import { createHash } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../base/errors.ts';
import { append } from '../ledger/append.ts';
import { readSettings } from '../settings/settings.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, one, run, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/** RFC 6238 in the form that every authenticator app supports: SHA-1, six digits, thirty seconds. */
const KIND = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** RFC 4226 recommends 160 bits. */
const SECRET_BYTES = 20;
/** Time steps of thirty seconds that a clock may differ, each way. */
const WINDOW = 1;
const RECOVERY_CODES = 10;

type Row = {
  readonly secret: string;
  readonly confirmed_at: number | null;
  readonly last_step: number;
};

const rowOf = (db: Reader, accountId: string) =>
  one<Row>(db, 'SELECT secret, confirmed_at, last_step FROM second_factor WHERE account_id = ?', accountId);

/** Whether the account signs in with a second factor. */
export function hasSecondFactor(db: Reader, accountId: string): boolean {
  return typeof rowOf(db, accountId)?.confirmed_at === 'number';
}

/** The hash of a recovery code, however it is typed. Eighty random bits need no slow hash. */
const hashOf = (code: string) =>
  createHash('sha256')
    .update(code.toUpperCase().replace(/[^A-Z2-7]/g, ''))
    .digest('base64url');

/**
 * The time step to which the code belongs, later than the last one used; null where it is wrong or was used
 * (RFC 6238, section 5.2).
 */
function stepOf(secret: string, code: string, now: number, after: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const delta = TOTP.validate({
    ...KIND,
    token: code,
    secret: Secret.fromBase32(secret),
    timestamp: now,
    window: WINDOW,
  });
  if (delta === null) return null;
  const step = TOTP.counter({ period: KIND.period, timestamp: now }) + delta;
  return step > after ? step : null;
}

export type Passed = 'code' | 'recovery-code';

/**
 * Whether a code, or a recovery code, would be accepted now, for a store that can only be read. The caller
 * counts the tries and uses the code up.
 */
export function wouldTake(db: Reader, accountId: string, typed: string, now: number): boolean {
  const row = rowOf(db, accountId);
  if (!row || row.confirmed_at === null) return false;
  if (stepOf(row.secret, typed.replace(/\s/g, ''), now, row.last_step) !== null) return true;
  const fits = sql`account_id = ${accountId} AND code_hash = ${hashOf(typed)}`;
  return one(db, sql`SELECT 1 FROM recovery_code WHERE ${fits} AND used_at IS NULL`) !== undefined;
}

/**
 * Uses up a code of the app, or a recovery code, so that it does not work again. Null: it is wrong, or was
 * used already. The caller counts the tries. Makes no revision: who takes a second factor away at another
 * console meanwhile has seen all of it that counts.
 */
export function takeCode(core: Core, tx: Tx, accountId: string, typed: string): Passed | null {
  const row = rowOf(tx.db, accountId);
  if (!row || row.confirmed_at === null) return null;
  const step = stepOf(row.secret, typed.replace(/\s/g, ''), tx.now, row.last_step);
  if (step !== null) {
    run(tx.db, sql`UPDATE second_factor SET last_step = ${step} WHERE account_id = ${accountId}`);
    return 'code';
  }
  const used = run(
    tx.db,
    sql`UPDATE recovery_code SET used_at = ${tx.now}
      WHERE account_id = ${accountId} AND code_hash = ${hashOf(typed)} AND used_at IS NULL`,
  );
  if (used === 0) return null;
  append(core, tx, {
    kind: 'recovery-code-used',
    actorId: accountId,
    payload: { account: accountId, left: codesLeft(tx.db, accountId) },
  });
  return 'recovery-code';
}

function codesLeft(db: Reader, accountId: string): number {
  const left = sql`SELECT count(*) AS n FROM recovery_code
    WHERE account_id = ${accountId} AND used_at IS NULL`;
  return one<{ n: number }>(db, left)?.n ?? 0;
}

/**
 * Sixteen letters and digits in groups of four; returned once, stored as hashes. Earlier ones stop working.
 */
function newCodes(core: Core, tx: Tx, accountId: string): string[] {
  run(tx.db, sql`DELETE FROM recovery_code WHERE account_id = ${accountId}`);
  const rev = tx.rev();
  return Array.from({ length: RECOVERY_CODES }, () => {
    const code = new Secret({ buffer: Uint8Array.from(core.ports.random.bytes(10)).buffer }).base32;
    run(
      tx.db,
      sql`INSERT INTO recovery_code (account_id, code_hash, rev) VALUES (${accountId}, ${hashOf(code)}, ${rev})`,
    );
    return code.match(/.{4}/g)?.join('-') ?? code;
  });
}

export type SecondFactorState = { on: boolean; since: number | null; codesLeft: number; demanded: boolean };

export function secondFactorState(
  core: Core,
  me: { readonly id: string; readonly role: 'texter' | 'supervisor' | 'admin' },
): SecondFactorState {
  const since = rowOf(core.db, me.id)?.confirmed_at ?? null;
  return {
    on: since !== null,
    since,
    codesLeft: since === null ? 0 : codesLeft(core.db, me.id),
    demanded: readSettings(core.db).secondFactorRoles.includes(me.role),
  };
}

/**
 * Makes a new secret, not yet in force, and returns it this once, as text and as the address in the QR code.
 * @throws CoreError CONFLICT where a second factor is in force: it must be turned off first, which asks for a
 * code
 */
export function beginSecondFactor(
  core: Core,
  tx: Tx,
  account: { readonly id: string; readonly login: string },
): { secret: string; uri: string } {
  if (hasSecondFactor(tx.db, account.id)) throw new CoreError('CONFLICT', t('accounts:second.alreadyOn'));
  const secret = new Secret({ buffer: Uint8Array.from(core.ports.random.bytes(SECRET_BYTES)).buffer });
  run(
    tx.db,
    sql`INSERT OR REPLACE INTO second_factor (account_id, secret, begun_at, rev)
      VALUES (${account.id}, ${secret.base32}, ${tx.now}, ${tx.rev()})`,
  );
  const totp = new TOTP({ ...KIND, issuer: 'Heed', label: account.login, secret });
  return { secret: secret.base32, uri: totp.toString() };
}

/**
 * Puts the secret in force with a first code, which is then used up. Returns the recovery codes, this once.
 * Null: the code is wrong. @throws CoreError CONFLICT where no secret was made
 */
export function confirmSecondFactor(core: Core, tx: Tx, accountId: string, code: string): string[] | null {
  const row = rowOf(tx.db, accountId);
  if (!row || row.confirmed_at !== null) throw new CoreError('CONFLICT', t('accounts:second.notBegun'));
  const step = stepOf(row.secret, code.replace(/\s/g, ''), tx.now, row.last_step);
  if (step === null) return null;
  run(
    tx.db,
    sql`UPDATE second_factor SET confirmed_at = ${tx.now}, last_step = ${step}, rev = ${tx.rev()}
      WHERE account_id = ${accountId}`,
  );
  append(core, tx, {
    kind: 'second-factor-on',
    actorId: accountId,
    payload: { account: accountId },
  });
  tx.touch('accounts', { texters: [accountId] });
  return newCodes(core, tx, accountId);
}

/** Makes new recovery codes instead of the earlier ones. The caller has checked a code. */
export function renewCodes(core: Core, tx: Tx, accountId: string): string[] {
  append(core, tx, {
    kind: 'recovery-codes-renewed',
    actorId: accountId,
    payload: { account: accountId },
  });
  return newCodes(core, tx, accountId);
}

/**
 * Removes a second factor and its recovery codes. `actorId`: the person, or an admin who lets them back in;
 * null: from the command line.
 */
export function removeSecondFactor(core: Core, tx: Tx, actorId: string | null, accountId: string): void {
  const had = all(tx.db, 'SELECT 1 FROM second_factor WHERE account_id = ?', accountId).length > 0;
  if (!had) return;
  run(tx.db, sql`DELETE FROM recovery_code WHERE account_id = ${accountId}`);
  run(tx.db, sql`DELETE FROM second_factor WHERE account_id = ${accountId}`);
  append(core, tx, {
    kind: 'second-factor-off',
    actorId,
    payload: { account: accountId },
  });
  tx.touch('accounts', { texters: [accountId] });
}
