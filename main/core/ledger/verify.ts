import { statement } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { type ChainedFields, entryHash, GENESIS } from './append.ts';

export type Verification = {
  readonly entries: number;
  readonly optOuts: number;
  readonly inForce: number;
  /** What is wrong, one sentence each; empty: the chain is whole and the opt-out state follows from it. */
  readonly problems: readonly string[];
};

type Row = ChainedFields & { readonly seq: number; readonly previous_hash: string; readonly hash: string };

/**
 * Recomputes the chain and, from it, the opt-outs in force; compares both with the tables (design, section 4). Reads in one
 * pass with an iterator, so that a ledger of any length can be checked.
 */
export function verify(db: Reader, limit = 20): Verification {
  const problems: string[] = [];
  const report = (problem: string) => {
    if (problems.length < limit) problems.push(problem);
  };
  const optOuts = new Map<string, string>();
  const reversed = new Set<string>();
  let previous = GENESIS;
  let expectedSeq: number | null = null;
  let entries = 0;
  for (const value of statement(db, 'SELECT * FROM ledger ORDER BY seq').iterate()) {
    const row = value as Row;
    entries += 1;
    if (expectedSeq !== null && row.seq !== expectedSeq) report(`Ledger entry ${expectedSeq} is missing.`);
    expectedSeq = row.seq + 1;
    if (row.previous_hash !== previous) report(`Ledger entry ${row.seq} does not follow the one before it.`);
    if (entryHash(row.previous_hash, row) !== row.hash) report(`Ledger entry ${row.seq} was changed.`);
    previous = row.hash;
    if (row.kind === 'opt-out' && row.evidence_id && row.subject) optOuts.set(row.evidence_id, row.subject);
    if (row.kind === 'opt-out-reversed') {
      const named: unknown = JSON.parse(row.payload).optOut;
      if (typeof named === 'string') reversed.add(named);
    }
  }
  let inForce = 0;
  let stored = 0;
  for (const value of statement(db, 'SELECT id, subject, reversed FROM opt_out').iterate()) {
    const row = value as { id: string; subject: string; reversed: number };
    stored += 1;
    if (optOuts.get(row.id) !== row.subject) report(`Opt-out ${row.id} is not in the ledger.`);
    const should = reversed.has(row.id) ? 1 : 0;
    if (row.reversed !== should)
      report(`Opt-out ${row.id} is ${row.reversed ? 'reversed' : 'in force'} against the ledger.`);
    if (row.reversed === 0) inForce += 1;
  }
  if (stored !== optOuts.size) report(`The ledger knows ${optOuts.size} opt-outs, the store ${stored}.`);
  return { entries, optOuts: stored, inForce, problems };
}
