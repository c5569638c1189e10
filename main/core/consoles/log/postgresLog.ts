import type { LogAddress } from './address.ts';
import { appendOver } from './append.ts';
import type { ChangeLog, Lease } from './changeLog.ts';
import { keysOver, type LogKeys } from './keys.ts';
import { type Membership, membershipOver } from './membership.ts';
import { openNews } from './news.ts';
import { textOf } from './rows.ts';
import { openSession } from './session.ts';
import { type Snapshots, snapshotsOver } from './snapshots.ts';

/**
 * What one read brings at most, in bytes, beside the next change of each console: over a slow line it has to
 * come before the line counts as broken (address.ts).
 */
const READ = 1024 * 1024;

type LeaseRow = { connection: string; console: string; fence: string; until: Date | number };

/** `-infinity` comes as a number. */
const millisecondsOf = (at: Date | number) => (typeof at === 'number' ? 0 : at.getTime());

const leaseOf = (row: LeaseRow): Lease => ({
  ...row,
  fence: Number(row.fence),
  until: millisecondsOf(row.until),
});

/**
 * The log in PostgreSQL, as the console whose role the address names. Lines are made with the first call;
 * until then nothing is known of whether it can be reached.
 */
export function openLog(address: LogAddress): ChangeLog & Membership & LogKeys & Snapshots {
  const session = openSession(address);
  const news = openNews(address);
  return {
    ...membershipOver(session),
    ...keysOver(session),
    ...snapshotsOver(session),
    append: appendOver(session),
    read: async (after, limit) => {
      const rows = await session.query<{ console: string; number: string; sealed: Buffer }>(
        'SELECT console, number, sealed FROM heed.read($1, $2, $3)',
        [textOf(after), limit, READ],
      );
      return rows.map((row) => ({ ...row, number: Number(row.number) }));
    },
    applied: async (heads) => {
      await session.query('SELECT heed.has_applied($1)', [textOf(heads)]);
    },
    lease: async (wanted, seconds) => {
      const rows = await session.query<LeaseRow>(
        'SELECT connection, console, fence, until FROM heed.take_leases($1, $2)',
        [wanted, seconds],
      );
      return rows.map(leaseOf);
    },
    handOver: async (connections, to, seconds) => {
      await session.query('SELECT heed.hand_over_leases($1, $2, $3)', [connections, to, seconds]);
    },
    release: async (connections) => {
      await session.query('SELECT heed.release_leases($1)', [connections]);
    },
    onNews: news.listen,
    close: async () => {
      await news.close();
      await session.close();
    },
  };
}
