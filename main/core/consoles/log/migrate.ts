import type { ClientBase } from 'pg';
import { LogError } from './changeLog.ts';
import { MIGRATIONS, NEWEST } from './migrations.ts';

/** Of the advisory lock under which the log is made; any number, as long as it stays the same. */
export const MIGRATION_LOCK = 4_833_370_021;

/** The number of the last step that was taken in this database; 0: the log was not made yet. */
async function versionOf(client: ClientBase): Promise<number> {
  const there = await client.query<{ there: boolean }>(
    "SELECT to_regclass('heed.migration') IS NOT NULL AS there",
  );
  if (!there.rows[0]?.there) return 0;
  const found = await client.query<{ newest: number }>(
    'SELECT coalesce(max(number), 0) AS newest FROM heed.migration',
  );
  return found.rows[0]?.newest ?? 0;
}

const newer = () => new LogError('outdated', 'This log was made by a newer Heed. Update this console.');

/** Throws `outdated` where the log is not the one that this program knows. */
export async function checkVersion(client: ClientBase): Promise<void> {
  const version = await versionOf(client);
  if (version > NEWEST) throw newer();
  if (version < NEWEST)
    throw new LogError(
      'outdated',
      'This log is older than this console. Set it up again with the account of its owner.',
    );
}

/**
 * Makes the log, or brings it up to date, in one transaction, which the caller ends. Others who do the same
 * wait, and then find it done. Throws `outdated` for a log of a newer program.
 */
export async function migrate(client: ClientBase): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
  const version = await versionOf(client);
  if (version > NEWEST) throw newer();
  if (version === 0) {
    await client.query('CREATE SCHEMA IF NOT EXISTS heed');
    await client.query(`CREATE TABLE heed.migration (
      number int PRIMARY KEY, at timestamptz NOT NULL DEFAULT clock_timestamp()
    )`);
  }
  for (let number = version + 1; number <= NEWEST; number++) {
    await client.query(MIGRATIONS[number - 1] ?? '');
    await client.query('INSERT INTO heed.migration (number) VALUES ($1)', [number]);
  }
}
