import type { Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';
import { type Chained, insertEntry } from './append.ts';
import { entryDigest, entryHash, GENESIS } from './chain.ts';
import { forkOf, lastFork, nthOf, type Path, pathOf, skipHash } from './path.ts';

/**
 * Takes an entry of another store in, as it is, where it is proved: the entry before it is here, and its hash
 * is that of its content. False: something before it is missing, or it was changed; then nothing is written.
 * Call it in the order of positions, for entries that this store does not have.
 */
export function takeEntry(tx: Tx, entry: Chained): boolean {
  const { db } = tx;
  const { chain, position, subject } = entry;
  const before =
    position === 1 ? 0 : forkOf(db, { chain, position: position - 1, hash: entry.previous_hash });
  if (before === null || (position === 1 && entry.previous_hash !== GENESIS)) return false;
  const path: Path = position === 1 ? { chain, parts: [] } : pathOf(db, chain, before);
  const nth = nthOf(db, path, subject, position - 1);
  const digest = entryDigest(entry, nth === null ? null : nth + 1);
  const hash = entryHash(entry, entry.previous_hash, skipHash(db, path, position), digest);
  if (hash !== entry.hash) return false;
  const taken = one(
    db,
    'SELECT 1 FROM ledger WHERE chain = ? AND fork = ? AND position = ?',
    chain,
    before,
    position,
  );
  const fork = taken === undefined ? before : lastFork(db, chain) + 1;
  insertEntry(tx, entry, { chain, position, fork, previous: entry.previous_hash, hash });
  return true;
}
