import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIds } from '../../main/core/base/ids.ts';
import type { Logger } from '../../main/core/base/ports.ts';
import { type OpenedCore, openCore } from '../../main/core/open/openCore.ts';
import { openStore, STORE_FILE } from '../../main/core/store/open.ts';
import { all } from '../../main/core/store/statement.ts';
import type { Writer } from '../../main/core/store/types.ts';
import { memorySecrets, testClock, testPorts } from '../helpers/core.ts';

export type BenchCore = OpenedCore;

/** One key for all stores, also for one that is kept for later runs: nobody lives in them. */
export const KEY = createHash('sha256').update('heed bench').digest('hex');

const silent: Logger = { info: () => {}, warn: () => {}, error: () => {} };

/** Runs `work` in a new folder, which is removed afterwards, also when the bench is interrupted. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'heed-bench-'));
  const clean = () => rmSync(folder, { recursive: true, force: true });
  const stop = () => process.exit(130);
  process.once('exit', clean);
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    return await work(folder);
  } finally {
    clean();
    process.off('exit', clean);
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

/**
 * A real store, encrypted, as the console opens it; ids as the hosts make them. The clock stands at a time
 * when texts may leave. `watch` is handed the connection before anything was prepared on it.
 */
export function openBench(storeDir: string, watch?: (db: Writer) => void): BenchCore {
  const clock = testClock();
  const ports = testPorts(clock, { ids: createIds(clock), log: silent });
  const db = openStore(storeDir, KEY);
  watch?.(db);
  return openCore({ ports, secrets: memorySecrets(), storeDir, key: KEY, demo: false, db });
}

/** Copies a closed store. */
export function copyStore(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  copyFileSync(join(from, STORE_FILE), join(to, STORE_FILE));
}

/** A different number for each index below eight million. */
export function numberOf(index: number): string {
  return `+1${200 + Math.floor(index / 10_000)}555${String(index % 10_000).padStart(4, '0')}`;
}

/**
 * Fills tables fast: indexes are built afterwards in one go, and no write waits for the disk. Then the
 * connection is set as it was. Close and open the store again before measuring.
 */
export function bulk(db: Writer, tables: readonly string[], fill: () => void): void {
  const indexes = all<{ name: string; sql: string; tbl_name: string }>(
    db,
    "SELECT name, sql, tbl_name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL",
  ).filter((index) => tables.includes(index.tbl_name));
  const kept = ['synchronous', 'cache_size', 'foreign_keys'].map(
    (name) => `${name} = ${String(db.pragma(name, { simple: true }))}`,
  );
  for (const pragma of ['synchronous = OFF', 'cache_size = -524288', 'foreign_keys = OFF']) db.pragma(pragma);
  for (const { name } of indexes) db.exec(`DROP INDEX ${name}`);
  db.transaction(() => {
    fill();
    for (const { sql } of indexes) db.exec(sql);
  })();
  for (const pragma of kept) db.pragma(pragma);
}
