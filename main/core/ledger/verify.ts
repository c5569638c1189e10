import { z } from 'zod';
import { keep, type Stored, written } from '../../../shared/text/stored.ts';
import { isComingIn } from '../store/capture/capture.ts';
import { atOneMoment, each } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import type { Chained } from './append.ts';
import { byPlace, entryDigest, entryHash, GENESIS, type Head, skipOf } from './chain.ts';
import { forkOf, nthOf, pathOf, skipHash } from './path.ts';
import { headText, lostIn, witnessedIn } from './witness.ts';

export type Verification = {
  readonly entries: number;
  /**
   * The last entry of each chain. Compared with what was noted earlier, they show that nothing before was
   * changed: the noted entry still has its hash.
   */
  readonly heads: readonly Head[];
  readonly optOuts: number;
  readonly inForce: number;
  /**
   * What is wrong, one stored sentence each; empty: every chain is complete and the opt-outs follow from
   * them.
   */
  readonly problems: readonly Stored[];
  /**
   * Something does not fit together, and changes of another console have come in part, which says nothing:
   * it has to be looked at again when the rest is here. `problems` is empty then.
   */
  readonly waits: boolean;
};

type Row = Chained & { readonly fork: number };
type Place = 'core:verify.missing' | 'core:verify.follows' | 'core:verify.changed' | 'core:verify.witnessed';

/** The opt-out that the payload of a reversal names; null for a broken payload, which the hash reports. */
export function reversedBy(payload: string): string | null {
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

/**
 * What is needed to check the entries of a chain, or of a fork of one, in the order of their positions: the
 * hashes to which later ones link back, of which the last one at each power of two is enough, and how many
 * were about each subject. Of what stands before a fork the store is asked.
 */
function createLine(db: Reader, { chain, fork, position, previous_hash }: Row) {
  const path = fork === 0 ? null : pathOf(db, chain, fork);
  const goesOn =
    path !== null &&
    position > 1 &&
    forkOf(db, { chain, position: position - 1, hash: previous_hash }) !== null;
  const begin = goesOn ? position - 1 : 0;
  const latest: string[] = [];
  const counts = new Map<string, number>();
  const power = (at: number) => 31 - Math.clz32(at & -at);
  let last: Head = { chain, position: begin, hash: goesOn ? previous_hash : GENESIS };
  return {
    chain,
    fork,
    last: () => last,
    hashOf: (row: Row) => {
      const { subject } = row;
      let nth: number | null = null;
      if (subject !== null) {
        nth = (counts.get(subject) ?? (path && nthOf(db, path, subject, begin)) ?? 0) + 1;
        counts.set(subject, nth);
      }
      const skip = skipOf(row.position);
      const skipped =
        skip === 0 ? GENESIS : skip > begin ? latest[power(skip)] : path && skipHash(db, path, row.position);
      return entryHash(row, row.previous_hash, skipped ?? GENESIS, entryDigest(row, nth));
    },
    note: ({ position: at, hash }: Row) => {
      latest[power(at)] = hash;
      last = { chain, position: at, hash };
    },
  };
}
type Line = ReturnType<typeof createLine>;

/** How many problems are reported one by one. */
const MOST_REPORTED = 20;

/**
 * Recomputes every chain and, from all of them, the opt-outs in force; compares both with the tables (design,
 * section 4). Also that each end of a chain that another once saw is still there. Reads in one pass, chain by
 * chain, so the ledger may have any length; keeps a counter for each subject of one chain. All of it is as it
 * was at one moment, though others write meanwhile. `onRow` is called at each row, and may throw to stop.
 */
export function verify(db: Reader, onRow: () => void = () => {}): Verification {
  return atOneMoment(db, () => verifyNow(db, onRow));
}

function verifyNow(db: Reader, onRow: () => void): Verification {
  const problems: Stored[] = [];
  const report = (problem: () => Stored) => {
    if (problems.length < MOST_REPORTED) problems.push(problem());
  };
  const reportAt = (key: Place, chain: string, position: number) =>
    report(() => keep(key, { chain: written(chain), position }));
  const recorded = collectOptOuts();
  const heads: Head[] = [];
  const unheld = new Map<string, Head>();
  const lost = new Set<string>();
  let line: Line | null = null;
  let entries = 0;
  for (const row of each<Row>(db, 'SELECT * FROM ledger ORDER BY chain, fork, position')) {
    onRow();
    entries += 1;
    if (line?.chain !== row.chain || line.fork !== row.fork) {
      if (line) heads.push(line.last());
      line = createLine(db, row);
    }
    const { position, hash } = line.last();
    if (row.position !== position + 1) reportAt('core:verify.missing', row.chain, position + 1);
    if (row.previous_hash !== hash) reportAt('core:verify.follows', row.chain, row.position);
    if (line.hashOf(row) !== row.hash) reportAt('core:verify.changed', row.chain, row.position);
    line.note(row);
    recorded.add(row);
    for (const head of witnessedIn(row)) if (forkOf(db, head) === null) unheld.set(headText(head), head);
    for (const head of lostIn(row)) lost.add(head);
  }
  if (line) heads.push(line.last());
  for (const [text, { chain, position }] of unheld)
    if (!lost.has(text)) reportAt('core:verify.witnessed', chain, position);
  for (const { id } of each<{ id: string }>(db, 'SELECT id FROM ledger GROUP BY id HAVING count(*) > 1'))
    report(() => keep('core:verify.twice', { id: written(id) }));
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
      report(() => keep('core:verify.notInLedger', { id: written(row.id) }));
    const should = recorded.reversed.has(row.id) ? 1 : 0;
    if (row.reversed !== should)
      report(() =>
        keep(row.reversed ? 'core:verify.reversed' : 'core:verify.inForce', { id: written(row.id) }),
      );
    if (row.reversed === 0) inForce += 1;
  }
  if (stored !== recorded.optOuts.size)
    report(() => keep('core:verify.number', { ledger: recorded.optOuts.size, store: stored }));
  const waits = problems.length > 0 && isComingIn(db);
  return {
    entries,
    heads: heads.sort(byPlace),
    optOuts: stored,
    inForce,
    problems: waits ? [] : problems,
    waits,
  };
}
