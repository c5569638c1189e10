import pg from 'pg';
import { connectionOf, type LogAddress } from './address.ts';
import { logErrorOf } from './errors.ts';
import { checkVersion } from './migrate.ts';

/** Lines to the database that are made when needed and again when broken. Errors are LogErrors. */
export type Session = {
  readonly query: <Row extends pg.QueryResultRow>(
    text: string,
    values: readonly unknown[],
  ) => Promise<readonly Row[]>;
  readonly close: () => Promise<void>;
};

/**
 * Two lines, so that a heartbeat need not wait for a long read. Each is used for ten minutes at most, and
 * asks for the log's version at its beginning: so an update of the log is noticed.
 */
export function openSession(address: LogAddress): Session {
  const pool = new pg.Pool({
    ...connectionOf(address),
    max: 2,
    idleTimeoutMillis: 60_000,
    allowExitOnIdle: true,
    maxLifetimeSeconds: 600,
    onConnect: (client) => checkVersion(client),
  });
  // A line that breaks while nobody uses it: the next call makes another.
  pool.on('error', () => {});
  let ended: Promise<void> | null = null;
  return {
    query: async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[]) => {
      try {
        return (await pool.query<Row>(text, [...values])).rows;
      } catch (error) {
        throw logErrorOf(error);
      }
    },
    close: () => {
      ended ??= pool.end();
      return ended;
    },
  };
}
