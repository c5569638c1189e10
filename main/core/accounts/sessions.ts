import { createHash } from 'node:crypto';
import type { Me } from '../../../shared/contract/session.ts';
import type { Role } from '../../../shared/schema/words.ts';
import type { Core, Tx } from '../context.ts';
import { readSettings } from '../settings.ts';
import { one, run } from '../store/statement.ts';

/** A sign-in ends after this long, however busy. */
const ABSOLUTE = 12 * 3_600_000;
const MINUTE = 60_000;
/** Use is noted at most this often: every call would otherwise be a write. */
const NOTE_EVERY = 15_000;

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');

/** A new sign-in. The token is shown once; the store keeps its hash. */
export function startSession(core: Core, tx: Tx, accountId: string): string {
  const token = Buffer.from(core.ports.random.bytes(32)).toString('base64url');
  run(tx.db, 'DELETE FROM session WHERE expires_at <= ?', tx.now);
  run(
    tx.db,
    'INSERT INTO session (token_hash, account_id, created_at, seen_at, expires_at) VALUES (?, ?, ?, ?, ?)',
    hashOf(token),
    accountId,
    tx.now,
    tx.now,
    tx.now + ABSOLUTE,
  );
  return token;
}

type SessionRow = {
  id: string;
  login: string;
  name: string;
  role: Role;
  seen_at: number;
  expires_at: number;
};

/**
 * Who a token stands for; null when it is unknown, idle for too long, too old, or its account may not sign in any more.
 * `use`: this call is somebody at work, so the idle time begins anew.
 */
export function sessionOf(core: Core, token: string, use: boolean): Me | null {
  const now = core.ports.clock.now();
  const hash = hashOf(token);
  const row = one<SessionRow>(
    core.db,
    `SELECT a.id, a.login, a.name, a.role, s.seen_at, s.expires_at FROM session s JOIN account a ON a.id = s.account_id
     WHERE s.token_hash = ? AND a.active = 1`,
    hash,
  );
  if (!row || row.expires_at <= now) return null;
  const idle = readSettings(core.db).idleLockMinutes * MINUTE;
  if (now - row.seen_at > idle) return null;
  if (use && now - row.seen_at >= NOTE_EVERY) {
    run(core.db, 'UPDATE session SET seen_at = ? WHERE token_hash = ?', now, hash);
  }
  return { id: row.id, login: row.login, name: row.name, role: row.role };
}

export function endSession(tx: Tx, token: string): void {
  run(tx.db, 'DELETE FROM session WHERE token_hash = ?', hashOf(token));
  tx.touch('session');
}

/** Signs an account out everywhere. */
export function endSessionsOf(tx: Tx, accountId: string): void {
  run(tx.db, 'DELETE FROM session WHERE account_id = ?', accountId);
  tx.touch('session');
}
