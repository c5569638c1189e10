import pg from 'pg';
import { codeOf } from '../../base/errors.ts';
import { connectionOf, type LogAddress } from './address.ts';

/** The oldest PostgreSQL that will do. */
const OLDEST = 14;

/** What keeps an account from setting up the log. `detail`: what the database or the line said. */
export type Missing = {
  readonly what:
    | 'unreachable'
    | 'tls'
    | 'signIn'
    | 'database'
    | 'version'
    | 'readOnly'
    | 'createSchema'
    | 'createRole';
  readonly detail: string;
};

/** Of the certificate (Node's codes), or a server that does not encrypt at all. */
const TLS = /CERT|SIGNATURE|^ERR_(TLS|SSL)|ISSUER|CRL/;
const NO_TLS = /SSL|TLS/;

function notConnected(error: unknown): Missing {
  const detail = error instanceof Error ? error.message : String(error);
  const code = codeOf(error);
  if (error instanceof pg.DatabaseError) {
    if (code.startsWith('28')) return { what: 'signIn', detail };
    return { what: code === '3D000' || code === '42501' ? 'database' : 'unreachable', detail };
  }
  return { what: TLS.test(code) || NO_TLS.test(detail) ? 'tls' : 'unreachable', detail };
}

type Rights = { version: number; reading: boolean; schema: boolean; roles: boolean };

/** The owner of a log that is there may bring it up to date, whatever else they may. */
const RIGHTS = `SELECT current_setting('server_version_num')::int / 10000 AS version,
  pg_is_in_recovery() OR current_setting('default_transaction_read_only')::bool AS reading,
  CASE WHEN to_regnamespace('heed') IS NULL THEN has_database_privilege(current_database(), 'CREATE')
    ELSE (SELECT pg_has_role(nspowner, 'USAGE') FROM pg_namespace WHERE nspname = 'heed') END AS schema,
  (SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user) AS roles`;

/** All that keeps this account from setting up the log at this address; nothing: it can. Changes nothing. */
export async function probe(owner: LogAddress): Promise<readonly Missing[]> {
  const client = new pg.Client(connectionOf(owner));
  client.on('error', () => {});
  try {
    await client.connect();
    const rights = (await client.query<Rights>(RIGHTS)).rows[0];
    const found: [boolean, Missing['what'], string][] = [
      [(rights?.version ?? 0) < OLDEST, 'version', `PostgreSQL ${rights?.version}`],
      [rights?.reading !== false, 'readOnly', owner.database],
      [rights?.schema !== true, 'createSchema', owner.user],
      [rights?.roles !== true, 'createRole', owner.user],
    ];
    return found.flatMap(([missing, what, detail]) => (missing ? [{ what, detail }] : []));
  } catch (error) {
    return [notConnected(error)];
  } finally {
    await client.end().catch(() => {});
  }
}
