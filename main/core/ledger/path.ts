import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { byPlace, GENESIS, type Head, skipOf } from './chain.ts';

/**
 * A chain has one end as long as one console goes on with it. A store that was copied and used in two places
 * gives it two: the entries after the copy are there twice, by place. Then the column `fork` tells them
 * apart: a fork is a run of positions without a gap, and its first entry names the one that it goes on from,
 * in an earlier fork. A path is the way back from an entry to the chain's beginning.
 */
export type Path = { readonly chain: string; readonly parts: readonly Part[] };
/** `from` and `to` are positions; the later part of the chain comes first. */
type Part = { readonly fork: number; readonly from: number; readonly to: number };

const FOREVER = Number.MAX_SAFE_INTEGER;

/** The highest number of a fork of the chain; 0: it has one end, as usual. */
export const lastFork = (db: Reader, chain: string): number =>
  one<{ fork: number | null }>(db, 'SELECT max(fork) AS fork FROM ledger WHERE chain = ?', chain)?.fork ?? 0;

/** The hash of an entry by its place; null: there is none. */
export const hashAt = (db: Reader, chain: string, fork: number, position: number): string | null =>
  one<{ hash: string }>(
    db,
    'SELECT hash FROM ledger WHERE chain = ? AND fork = ? AND position = ?',
    chain,
    fork,
    position,
  )?.hash ?? null;

/** The fork in which an entry stands; null: it is not in this store. */
export function forkOf(db: Reader, { chain, position, hash }: Head): number | null {
  if (hashAt(db, chain, 0, position) === hash) return 0;
  for (let fork = lastFork(db, chain); fork > 0; fork -= 1)
    if (hashAt(db, chain, fork, position) === hash) return fork;
  return null;
}

/** The way back from any entry of a fork. Where the entry is missing from which it goes on, it ends there. */
export function pathOf(db: Reader, chain: string, fork: number): Path {
  const parts: Part[] = [];
  let to = FOREVER;
  for (let at: number | null = fork; at !== null && at > 0; ) {
    const first: { position: number; hash: string } | undefined = one(
      db,
      'SELECT position, previous_hash AS hash FROM ledger WHERE chain = ? AND fork = ? ORDER BY position LIMIT 1',
      chain,
      at,
    );
    if (!first) return { chain, parts };
    parts.push({ fork: at, from: first.position, to });
    to = first.position - 1;
    const before: number | null = forkOf(db, { chain, position: to, hash: first.hash });
    // Only an earlier fork can be gone on from, so this comes to an end.
    at = before !== null && before < at ? before : null;
    if (at === null) return { chain, parts };
  }
  return { chain, parts: [...parts, { fork: 0, from: 1, to }] };
}

const partAt = ({ parts }: Path, position: number) =>
  parts.find(({ from, to }) => from <= position && position <= to);

/** The entry of a path at a position, with all columns. */
export function rowOn<Row>(db: Reader, path: Path, position: number): Row | undefined {
  const part = partAt(path, position);
  if (!part) return undefined;
  return one<Row>(
    db,
    'SELECT * FROM ledger WHERE chain = ? AND fork = ? AND position = ?',
    path.chain,
    part.fork,
    position,
  );
}

/** The hash to which the second link of an entry at this position of the path points. */
export function skipHash(db: Reader, path: Path, position: number): string {
  const skip = skipOf(position);
  const part = skip === 0 ? undefined : partAt(path, skip);
  return (part && hashAt(db, path.chain, part.fork, skip)) ?? GENESIS;
}

/** How many entries of a path are about the subject at or before a position; null without a subject. */
export function nthOf(db: Reader, path: Path, subject: string | null, position: number): number | null {
  if (subject === null) return null;
  let count = 0;
  for (const { fork, from, to } of path.parts) {
    const found = one<{ n: number }>(
      db,
      `SELECT count(*) AS n FROM ledger
       WHERE subject = ? AND chain = ? AND fork = ? AND position BETWEEN ? AND ?`,
      subject,
      path.chain,
      fork,
      from,
      Math.min(to, position),
    );
    count += found?.n ?? 0;
  }
  return count;
}

/** The positions of a path at which an entry is about the subject, rising. */
export function positionsOf(db: Reader, path: Path, subject: string): number[] {
  const found = all<{ fork: number; position: number }>(
    db,
    'SELECT fork, position FROM ledger WHERE subject = ? AND chain = ?',
    subject,
    path.chain,
  );
  return found
    .filter(({ fork, position }) => partAt(path, position)?.fork === fork)
    .map(({ position }) => position)
    .sort((a, b) => a - b);
}

export type End = Head & { readonly fork: number };

/** The last entry of each chain, and of each fork of one. In an order that is the same on every console. */
export function endsOf(db: Reader): End[] {
  const ends: End[] = [];
  let last = one<End>(
    db,
    'SELECT chain, fork, position, hash FROM ledger ORDER BY chain DESC, fork DESC, position DESC LIMIT 1',
  );
  while (last) {
    ends.push(last);
    last = one<End>(
      db,
      `SELECT chain, fork, position, hash FROM ledger WHERE (chain, fork) < (?, ?)
       ORDER BY chain DESC, fork DESC, position DESC LIMIT 1`,
      last.chain,
      last.fork,
    );
  }
  return ends.sort(byPlace);
}
