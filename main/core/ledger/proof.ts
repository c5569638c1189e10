import type { LedgerProof, ProofStep } from '../../../shared/contract/optOuts/evidence.ts';
import { t } from '../../../shared/text/say.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { nthOf, skipHash } from './append.ts';
import { type ChainedFields, entryDigest, entryHash, GENESIS, skipOf } from './chain.ts';

type Row = ChainedFields & { readonly seq: number; readonly previous_hash: string };

function stepAt(db: Reader, position: number, subject: string): ProofStep | null {
  const row = one<Row>(db, 'SELECT * FROM ledger WHERE seq = ?', position);
  if (!row) return null;
  const { id, clock, device, actor, kind, evidence_id, payload } = row;
  const links = { position, previous: row.previous_hash, skip: skipHash(db, position) };
  const nth = nthOf(db, row.subject, position);
  return row.subject === subject && nth !== null
    ? { ...links, nth, entry: { id, clock, device, actor, kind, subject, evidence_id, payload } }
    : { ...links, digest: entryDigest(row, nth) };
}

/**
 * The entries about a subject, and the shortest chain of links from the ledger's head over all of them: some
 * dozen steps for a ledger of any length. Where entries are missing the chain is broken, which `checkProof`
 * reports.
 */
export function proofOf(db: Reader, subject: string): LedgerProof {
  const head = one<{ seq: number; hash: string }>(
    db,
    'SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1',
  );
  const wanted = all<{ seq: number }>(db, 'SELECT seq FROM ledger WHERE subject = ? ORDER BY seq', subject);
  if (!head) return { length: 0, head: GENESIS, steps: [] };
  const steps: ProofStep[] = [];
  for (let position = head.seq; wanted.length > 0; ) {
    const step = stepAt(db, position, subject);
    if (!step) break;
    steps.push(step);
    if (wanted.at(-1)?.seq === position) wanted.pop();
    const next = wanted.at(-1)?.seq ?? 0;
    position = skipOf(position) >= next ? skipOf(position) : position - 1;
  }
  return { length: head.seq, head: head.hash, steps };
}

/** The hash that a step must have, from its own content. */
function hashOf(step: ProofStep): string {
  const digest = 'entry' in step ? entryDigest(step.entry, step.nth) : step.digest;
  return entryHash(step.position, step.previous, step.skip, digest);
}

/** The hash that a step names for an earlier position; null where it does not link there. */
function linkTo(step: ProofStep, position: number): string | null {
  if (position === step.position - 1) return step.previous;
  return position === skipOf(step.position) ? step.skip : null;
}

/**
 * Checks the chain from the head to the first entry about the subject, by the proof alone: each step is what
 * the one before links to, and no entry about the subject is missing. Returns what is wrong, one sentence
 * each.
 */
export function checkProof(proof: LedgerProof, subject: string): string[] {
  const problems: string[] = [];
  let expected: string | null = proof.head;
  let position = proof.length;
  let nth: number | null = null;
  for (const [index, step] of proof.steps.entries()) {
    if (step.position !== position || hashOf(step) !== expected) {
      problems.push(t('core:proof.changedBefore', { position: step.position }));
      return problems;
    }
    if ('entry' in step) {
      if (step.entry.subject !== subject)
        problems.push(t('core:proof.somebodyElse', { position: step.position }));
      if (nth !== null && step.nth !== nth - 1) {
        problems.push(t('core:proof.leftOut', { position }));
      }
      nth = step.nth;
    }
    const next = proof.steps[index + 1];
    if (!next) break;
    expected = linkTo(step, next.position);
    position = next.position;
    if (expected === null) {
      problems.push(t('core:proof.link', { from: step.position, to: next.position }));
      return problems;
    }
  }
  if (proof.steps.length > 0 && nth !== 1) problems.push(t('core:proof.first'));
  return problems;
}
