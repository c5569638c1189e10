import { type ApiKey, LONGEST_KEY_DAYS } from '../../../shared/contract/access/apiKeys.ts';
import type { Me } from '../../../shared/contract/access/session.ts';
import type { Role } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../base/errors.ts';
import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, one, run, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { addAccount, switchOffKey } from './accountRecord.ts';
import { hashOf, newToken, noteUse } from './bearerToken.ts';

const PREFIX = 'heed_';
const DAY = 86_400_000;
/** Milliseconds between two notes of a key's use; otherwise every call would write. */
const NOTE_EVERY = 60_000;

/** Whether a bearer token is an API key, not a sign-in. */
export const isApiKey = (token: string) => token.startsWith(PREFIX);

type Row = {
  id: string;
  name: string;
  role: Role;
  account_id: string;
  start: string;
  created_at: number;
  created_by_name: string | null;
  expires_at: number;
  last_used_at: number | null;
  revoked_at: number | null;
  account_name: string;
  account_role: Role;
  account_active: number;
  account_login: string;
};

const SELECT = `SELECT k.id, k.name, k.role, k.account_id, k.start, k.created_at, b.name AS created_by_name, k.expires_at,
    k.last_used_at, k.revoked_at, a.name AS account_name, a.role AS account_role, a.active AS account_active, a.login AS account_login
  FROM api_key k JOIN account a ON a.id = k.account_id LEFT JOIN account b ON b.id = k.created_by`;

function stateOf(row: Row, now: number): ApiKey['state'] {
  if (row.revoked_at !== null) return 'revoked';
  if (row.expires_at <= now) return 'expired';
  return row.account_active === 1 && row.account_role === row.role ? 'active' : 'blocked';
}

function toKey(row: Row, now: number): ApiKey {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    texter: row.role === 'texter' ? { id: row.account_id, name: row.account_name } : null,
    start: row.start,
    createdAt: row.created_at,
    createdBy: row.created_by_name,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
    state: stateOf(row, now),
  };
}

/** Keys that work first, then by age, newest first. */
export function listApiKeys(core: Core): ApiKey[] {
  const now = core.ports.clock.now();
  return all<Row>(core.db, `${SELECT} ORDER BY k.created_at DESC, k.id DESC`)
    .map((row) => toKey(row, now))
    .toSorted((a, b) => Number(b.state === 'active') - Number(a.state === 'active'));
}

function readKey(db: Reader, id: string, now: number): ApiKey {
  const row = one<Row>(db, `${SELECT} WHERE k.id = ?`, id);
  if (!row) throw new CoreError('NOT_FOUND', t('core:apiKey.none'));
  return toKey(row, now);
}

/** Checks the texter whose key this will be. */
function texterFor(db: Reader, texterId: string | undefined): string {
  const found =
    texterId !== undefined &&
    one(db, "SELECT 1 FROM account WHERE id = ? AND role = 'texter' AND active = 1", texterId);
  if (!found || texterId === undefined) {
    throw new CoreError('INVALID', t('core:apiKey.needsTexter'));
  }
  return texterId;
}

/** Adds an account that only this key uses: it has a name for the ledger, and no password. */
const ownAccount = (tx: Tx, keyId: string, name: string, role: Role): string =>
  addAccount(tx, { login: `key:${keyId}`, name: `${name} (API key)`, role, password: null });

export type NewApiKey = {
  readonly name: string;
  readonly role: Role;
  readonly texterId?: string | undefined;
  readonly validDays: number;
};

/**
 * Makes a key. The token is given back once; the store keeps its hash.
 * @throws CoreError INVALID for a texter's key without a texter, another's with one, or more than a year
 */
export function createApiKey(
  core: Core,
  tx: Tx,
  actorId: string,
  input: NewApiKey,
): { key: ApiKey; token: string } {
  if (input.role !== 'texter' && input.texterId !== undefined) {
    throw new CoreError('INVALID', t('core:apiKey.texterOnly'));
  }
  if (input.validDays > LONGEST_KEY_DAYS) throw new CoreError('INVALID', t('core:apiKey.tooLong'));
  const id = tx.id();
  const token = PREFIX + newToken(core);
  const accountId =
    input.role === 'texter' ? texterFor(tx.db, input.texterId) : ownAccount(tx, id, input.name, input.role);
  run(
    tx.db,
    sql`INSERT INTO api_key (id, name, role, account_id, token_hash, start, created_by, created_at, expires_at, rev)
      VALUES (${id}, ${input.name}, ${input.role}, ${accountId}, ${hashOf(token)},
        ${token.slice(0, PREFIX.length + 4)}, ${actorId}, ${tx.now}, ${tx.now + input.validDays * DAY}, ${tx.rev()})`,
  );
  append(core, tx, {
    kind: 'api-key-created',
    actorId,
    evidenceId: id,
    payload: { role: input.role, account: accountId, validDays: input.validDays },
  });
  tx.touch('integrations');
  return { key: readKey(tx.db, id, tx.now), token };
}

/** Ends a key; one that is revoked stays as it is. @throws CoreError NOT_FOUND */
export function revokeApiKey(core: Core, tx: Tx, actorId: string, id: string): ApiKey {
  if (readKey(tx.db, id, tx.now).revokedAt === null) {
    run(tx.db, sql`UPDATE api_key SET revoked_at = ${tx.now}, rev = ${tx.rev()} WHERE id = ${id}`);
    switchOffKey(tx, id);
    append(core, tx, { kind: 'api-key-revoked', actorId, evidenceId: id });
    tx.touch('integrations');
    tx.touch('session');
  }
  return readKey(tx.db, id, tx.now);
}

/** For a copied store: nobody who had a key to the original may use it here. */
export function revokeAllApiKeys(tx: Tx): void {
  run(tx.db, sql`UPDATE api_key SET revoked_at = ${tx.now}, rev = ${tx.rev()} WHERE revoked_at IS NULL`);
}

/**
 * Whom a key stands for; null when it is unknown, expired, revoked, or its account may not act in this role.
 * `use`: note that the key was used.
 */
export function apiKeyOf(core: Core, token: string, use: boolean): { keyId: string; me: Me } | null {
  const now = core.ports.clock.now();
  const row = one<Row>(core.db, `${SELECT} WHERE k.token_hash = ?`, hashOf(token));
  if (!row || stateOf(row, now) !== 'active') return null;
  if (use && now - (row.last_used_at ?? 0) >= NOTE_EVERY) {
    noteUse(core, (tx) => run(tx.db, sql`UPDATE api_key SET last_used_at = ${now} WHERE id = ${row.id}`));
  }
  return {
    keyId: row.id,
    me: { id: row.account_id, login: row.account_login, name: row.account_name, role: row.role },
  };
}
