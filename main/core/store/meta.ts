import { run, sql } from './statement.ts';
import type { Writer } from './types.ts';

/**
 * The only writer of the table `meta`: what a store keeps about itself, a text by a key. Each key belongs to
 * the one file that writes it.
 */

export function setMeta(db: Writer, key: string, value: string): void {
  run(db, sql`INSERT OR REPLACE INTO meta (key, value) VALUES (${key}, ${value})`);
}

/** What is kept already stays. */
export function addMeta(db: Writer, key: string, value: string): void {
  run(db, sql`INSERT OR IGNORE INTO meta (key, value) VALUES (${key}, ${value})`);
}

export function removeMeta(db: Writer, key: string): void {
  run(db, sql`DELETE FROM meta WHERE key = ${key}`);
}
