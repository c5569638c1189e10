import { run, sql } from './statement.ts';
import type { Writer } from './types.ts';

/**
 * The only writer of the table `meta`: what a store keeps about itself, one text for each key. Each key
 * belongs to one file, which writes it.
 */

export function setMeta(db: Writer, key: string, value: string): void {
  run(db, sql`INSERT OR REPLACE INTO meta (key, value) VALUES (${key}, ${value})`);
}

/** Adds a value where there is none; an existing one stays. */
export function addMeta(db: Writer, key: string, value: string): void {
  run(db, sql`INSERT OR IGNORE INTO meta (key, value) VALUES (${key}, ${value})`);
}

export function removeMeta(db: Writer, key: string): void {
  run(db, sql`DELETE FROM meta WHERE key = ${key}`);
}
