import type Database from 'better-sqlite3';
import type { Reader } from './types.ts';

/**
 * What concerns the file of a store and changes no row of it, so that it needs no transaction and no Writer.
 */

const whole = (db: Reader): Database.Database => db as unknown as Database.Database;

/** Writes the file anew, without the free space in which deleted words may lie. Takes seconds. */
export function rewriteFile(db: Reader): void {
  whole(db).exec('VACUUM');
}

/**
 * Takes what the write-ahead log holds into the file and empties the log. False where somebody was reading,
 * so that it is to be done again; without `waits` nobody is waited for.
 */
export function emptyLog(db: Reader, { waits }: { readonly waits: boolean }): boolean {
  const connection = whole(db);
  const patience = Number(connection.pragma('busy_timeout', { simple: true }));
  if (!waits) connection.pragma('busy_timeout = 0');
  try {
    const [result] = connection.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    return result?.busy !== 1;
  } finally {
    connection.pragma(`busy_timeout = ${patience}`);
  }
}

/** Bytes that the store takes, its log left aside. */
export const fileSize = (db: Reader): number =>
  Number(whole(db).pragma('page_count', { simple: true })) *
  Number(whole(db).pragma('page_size', { simple: true }));
