import type { ChainProof, LedgerProof, ProofStep } from '../../../shared/contract/optOuts/evidence.ts';
import { t } from '../../../shared/text/say.ts';
import type { Reader } from '../store/types.ts';
import type { Chained } from './append.ts';
import { byPlace, entryDigest, entryHash, type Head, skipOf } from './chain.ts';
import { endsOf, forkOf, nthOf, type Path, pathOf, positionsOf, rowOn, skipHash } from './path.ts';

function stepAt(db: Reader, path: Path, position: number, subject: string): ProofStep | null {
  const row = rowOn<Chained>(db, path, position);
  if (!row) return null;
  const { id, clock, actor, kind, evidence_id, payload } = row;
  const links = { position, previous: row.previous_hash, skip: skipHash(db, path, position) };
  const nth = nthOf(db, path, row.subject, position);
  return row.subject === subject && nth !== null
    ? { ...links, nth, entry: { id, clock, actor, kind, subject, evidence_id, payload } }
    : { ...links, digest: entryDigest(row, nth) };
}

/** The shortest way of links from an end of a chain over all its entries about the subject. */
function proofOn(db: Reader, path: Path, end: Head, wanted: number[], subject: string): ChainProof {
  const steps: ProofStep[] = [];
  for (let position = end.position; wanted.length > 0; ) {
    const step = stepAt(db, path, position, subject);
    if (!step) break;
    steps.push(step);
    if (wanted.at(-1) === position) wanted.pop();
    const next = wanted.at(-1) ?? 0;
    position = skipOf(position) >= next ? skipOf(position) : position - 1;
  }
  return { chain: end.chain, length: end.position, head: end.hash, steps };
}

/**
 * The entries about a subject in every chain, each with the way to the end of its chain: some dozen steps for
 * a chain of any length. Where entries are missing the way is broken, which `checkLedger` reports. A fork of
 * a chain has an end of its own, so what stands before it may be proved twice.
 */
export function proofOf(db: Reader, subject: string): LedgerProof {
  const chains: ChainProof[] = [];
  const others: Head[] = [];
  for (const { fork, chain, position, hash } of endsOf(db)) {
    const path = pathOf(db, chain, fork);
    const wanted = positionsOf(db, path, subject);
    const end = { chain, position, hash };
    if (wanted.length === 0) others.push(end);
    else chains.push(proofOn(db, path, end, wanted, subject));
  }
  return { chains, others };
}

const headOf = ({ chain, length, head }: ChainProof): Head => ({ chain, position: length, hash: head });

/** The ends of all chains in a proof, in an order that is the same everywhere. */
export const headsOf = ({ chains, others }: LedgerProof): Head[] =>
  [...chains.map(headOf), ...others].sort(byPlace);

/** The same without one chain, and apart whether the chain has entries about the person. */
export function headsBeside({ chains, others }: LedgerProof, chain: string) {
  const apart = (heads: readonly Head[]) => heads.filter((head) => head.chain !== chain).sort(byPlace);
  return { about: apart(chains.map(headOf)), without: apart(others) };
}

/** The hash that a step must have, from its own content. */
function hashOf(chain: string, step: ProofStep): string {
  const digest = 'entry' in step ? entryDigest(step.entry, step.nth) : step.digest;
  return entryHash({ chain, position: step.position }, step.previous, step.skip, digest);
}

/** The hash that a step names for an earlier position; null where it does not link there. */
function linkTo(step: ProofStep, position: number): string | null {
  if (position === step.position - 1) return step.previous;
  return position === skipOf(step.position) ? step.skip : null;
}

/**
 * Checks one chain from its end to the first entry about the subject, by the proof alone: each step is what
 * the one before links to, and no entry about the subject is missing. Returns what is wrong, one sentence
 * each.
 */
function checkChain({ chain, length, head, steps }: ChainProof, subject: string): string[] {
  const problems: string[] = [];
  let expected: string | null = head;
  let position = length;
  let nth: number | null = null;
  for (const [index, step] of steps.entries()) {
    if (step.position !== position || hashOf(chain, step) !== expected) {
      problems.push(t('core:proof.changedBefore', { chain, position: step.position }));
      return problems;
    }
    if ('entry' in step) {
      if (step.entry.subject !== subject)
        problems.push(t('core:proof.somebodyElse', { chain, position: step.position }));
      if (nth !== null && step.nth !== nth - 1) {
        problems.push(t('core:proof.leftOut', { chain, position }));
      }
      nth = step.nth;
    }
    const next = steps[index + 1];
    if (!next) break;
    expected = linkTo(step, next.position);
    position = next.position;
    if (expected === null) {
      problems.push(t('core:proof.link', { chain, from: step.position, to: next.position }));
      return problems;
    }
  }
  if (nth !== 1) problems.push(t('core:proof.first', { chain }));
  return problems;
}

/** Checks all chains of a proof by the proof alone. Returns what is wrong, one sentence each. */
export const checkLedger = ({ chains }: LedgerProof, subject: string): string[] =>
  chains.flatMap((proof) => checkChain(proof, subject));

/**
 * Whether a store has every end that the proof names, and nothing about the subject in the chains of which it
 * says so. What a proof alone cannot show.
 */
export function isHeld(db: Reader, ledger: LedgerProof, subject: string): boolean {
  const known = headsOf(ledger).every((head) => forkOf(db, head) !== null);
  return (
    known &&
    ledger.others.every((head) => {
      const path = pathOf(db, head.chain, forkOf(db, head) ?? 0);
      return nthOf(db, path, subject, head.position) === 0;
    })
  );
}
