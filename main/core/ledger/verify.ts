import { z } from 'zod';
import { keep, type Stored, written } from '../../../shared/text/stored.ts';
import { each } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { type ChainedFields, entryDigest, entryHash, GENESIS, skipOf } from './chain.ts';

export type Verification = {
  readonly entries: number;
  /**
   * The hash of the last entry. Compared with a hash noted earlier, it shows that nothing before was changed.
   */
  readonly head: string;
  readonly optOuts: number;
  readonly inForce: number;
  /**
   * What is wrong, one stored sentence each; empty: the chain is complete and the opt-outs follow from it.
   */
  readonly problems: readonly Stored[];
};

type Row = ChainedFields & { readonly seq: number; readonly previous_hash: string; readonly hash: string };

/** The hashes to which later entries link back: the last one at each power of two is enough. */
function createLinks() {
  const latest: string[] = [];
  const power = (position: number) => 31 - Math.clz32(position & -position);
  return {
    skip: (position: number) => {
      const skip = skipOf(position);
      return skip === 0 ? GENESIS : (latest[power(skip)] ?? GENESIS);
    },
    note: (position: number, hash: string) => {
      latest[power(position)] = hash;
    },
  };
}

/** The opt-out that a reversal names; null for a broken payload, which the hash reports. */
function reversedBy(payload: string): string | null {
  try {
    return Reversal.parse(JSON.parse(payload)).optOut;
  } catch {
    return null;
  }
}
const Reversal = z.object({ optOut: z.string() });

/** The opt-outs and reversals that the ledger has, collected entry by entry. */
function collectOptOuts() {
  const optOuts = new Map<string, string>();
  const reversed = new Set<string>();
  return {
    optOuts,
    reversed,
    add: (row: Row) => {
      if (row.kind === 'opt-out' && row.evidence_id && row.subject) optOuts.set(row.evidence_id, row.subject);
      const named = row.kind === 'opt-out-reversed' ? reversedBy(row.payload) : null;
      if (named !== null) reversed.add(named);
    },
  };
}

/** How many problems are reported one by one. */
const MOST_REPORTED = 20;

/**
 * Recomputes the chain and, from it, the opt-outs in force; compares both with the tables (design, section
 * 4). Reads in one pass, so the ledger may have any length. Keeps a counter for each subject. `onRow` is
 * called at each row, and may throw to stop.
 */
export function verify(db: Reader, onRow: () => void = () => {}): Verification {
  const problems: Stored[] = [];
  const report = (problem: Stored) => {
    if (problems.length < MOST_REPORTED) problems.push(problem);
  };
  const links = createLinks();
  const recorded = collectOptOuts();
  const counts = new Map<string, number>();
  let previous = GENESIS;
  let position = 0;
  let entries = 0;
  for (const row of each<Row>(db, 'SELECT * FROM ledger ORDER BY seq')) {
    onRow();
    entries += 1;
    if (row.seq !== position + 1) report(keep('core:verify.missing', { position: position + 1 }));
    position = row.seq;
    if (row.previous_hash !== previous) report(keep('core:verify.follows', { position: row.seq }));
    const nth = row.subject === null ? null : (counts.get(row.subject) ?? 0) + 1;
    if (row.subject !== null && nth !== null) counts.set(row.subject, nth);
    const hash = entryHash(row.seq, row.previous_hash, links.skip(row.seq), entryDigest(row, nth));
    if (hash !== row.hash) report(keep('core:verify.changed', { position: row.seq }));
    links.note(row.seq, row.hash);
    previous = row.hash;
    recorded.add(row);
  }
  let inForce = 0;
  let stored = 0;
  const optOuts = each<{ id: string; subject: string; reversed: number }>(
    db,
    'SELECT id, subject, reversed FROM opt_out',
  );
  for (const row of optOuts) {
    onRow();
    stored += 1;
    if (recorded.optOuts.get(row.id) !== row.subject)
      report(keep('core:verify.notInLedger', { id: written(row.id) }));
    const should = recorded.reversed.has(row.id) ? 1 : 0;
    if (row.reversed !== should)
      report(keep(row.reversed ? 'core:verify.reversed' : 'core:verify.inForce', { id: written(row.id) }));
    if (row.reversed === 0) inForce += 1;
  }
  if (stored !== recorded.optOuts.size)
    report(keep('core:verify.number', { ledger: recorded.optOuts.size, store: stored }));
  return { entries, head: previous, optOuts: stored, inForce, problems };
}
