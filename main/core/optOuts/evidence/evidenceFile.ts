import { z } from 'zod';
import {
  type Evidence,
  EvidenceFile,
  type LedgerProof,
} from '../../../../shared/contract/optOuts/evidence.ts';
import { t } from '../../../../shared/text/say.ts';
import { sha256 } from '../../ledger/chain.ts';
import { checkLedger, headsBeside, headsOf } from '../../ledger/proof.ts';

/** JSON with sorted keys, so that a file stays the same when another program has written it again. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/**
 * The digest that the ledger keeps of an export. `heads`: the last entry of each chain but the one in which
 * the export stands, and whether that has entries about the person. So the export's own entry covers every
 * field of the file.
 */
export function evidenceDigest(
  { made, evidence }: Pick<EvidenceFile, 'made' | 'evidence'>,
  heads: ReturnType<typeof headsBeside>,
): string {
  return sha256(canonical([made, evidence, heads]));
}

const OptOutPayload = z.object({
  cause: z.string(),
  automatic: z.boolean(),
  saidAt: z.number(),
  receivedAt: z.number(),
  enforcedAt: z.number(),
});
const ExportPayload = z.object({ digest: z.string() });

function payloadOf<Shape extends z.ZodType>(shape: Shape, payload: string): z.infer<Shape> | null {
  try {
    return shape.parse(JSON.parse(payload));
  } catch {
    return null;
  }
}

/** The entries about the person in all chains. One before a fork of a chain is in two of them. */
function entriesOf({ chains }: LedgerProof) {
  const steps = chains.flatMap((proof) => proof.steps);
  const entries = steps.flatMap((step) => ('entry' in step ? [step.entry] : []));
  return [...new Map(entries.map((entry) => [entry.id, entry])).values()];
}

/**
 * Compares opt-outs, their times and reversals with the ledger's entries. Returns one sentence for each
 * difference.
 */
function compareFacts(evidence: Evidence, ledger: LedgerProof): string[] {
  const entries = entriesOf(ledger);
  const reversed = new Set(
    entries
      .filter((entry) => entry.kind === 'opt-out-reversed')
      .map((entry) => payloadOf(z.object({ optOut: z.string() }), entry.payload)?.optOut),
  );
  const optOuts = entries.filter((entry) => entry.kind === 'opt-out');
  const made = new Map(optOuts.map((entry) => [entry.evidence_id, entry]));
  const problems: string[] = [];
  for (const request of evidence.requests) {
    const entry = made.get(request.id);
    const entered = entry ? payloadOf(OptOutPayload, entry.payload) : null;
    if (!entered) problems.push(t('core:proof.unknown', { id: request.id }));
    else if (
      entered.cause !== request.cause ||
      entered.automatic !== request.automatic ||
      entered.saidAt !== request.saidAt ||
      entered.receivedAt !== request.receivedAt ||
      entered.enforcedAt !== request.at
    ) {
      problems.push(t('core:proof.facts', { id: request.id }));
    }
    if (reversed.has(request.id) !== request.reversed) {
      problems.push(t('core:proof.inForce', { id: request.id }));
    }
  }
  if (made.size !== evidence.requests.length) {
    problems.push(t('core:proof.number', { ledger: made.size, evidence: evidence.requests.length }));
  }
  if (evidence.optedOut !== evidence.requests.some((request) => !request.reversed)) {
    problems.push(t('core:proof.state'));
  }
  return problems;
}

/**
 * Everything that can be checked of evidence on the screen: the links between its entries, and that the facts
 * follow from them.
 */
export function checkEvidence(evidence: Evidence, ledger: LedgerProof): string[] {
  return [...checkLedger(ledger, evidence.subject), ...compareFacts(evidence, ledger)];
}

/** Chains with one end that is an export about this person; the file's own is one of them. */
function exportsIn(ledger: LedgerProof) {
  const ends = headsOf(ledger);
  return ledger.chains.flatMap(({ chain, steps: [last] }) => {
    if (ends.filter((end) => end.chain === chain).length !== 1) return [];
    if (!last || !('entry' in last) || last.entry.kind !== 'evidence-exported') return [];
    const payload = payloadOf(ExportPayload, last.entry.payload);
    return payload ? [{ chain, digest: payload.digest }] : [];
  });
}

export type FileCheck =
  | { readonly file: EvidenceFile; readonly entries: number; readonly problems: readonly string[] }
  | { readonly file: null; readonly entries: 0; readonly problems: readonly string[] };

/**
 * Checks an exported file by itself: its form, the links from the last entry of each chain to every entry
 * about the person, that one of these is this export, and that it covers the whole file. Returns what is
 * wrong; never throws.
 */
export function checkEvidenceFile(text: string): FileCheck {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { file: null, entries: 0, problems: [t('core:proof.notJson')] };
  }
  const parsed = EvidenceFile.safeParse(value);
  if (!parsed.success) {
    const issues = parsed.error.issues
      .slice(0, 5)
      .map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    return {
      file: null,
      entries: 0,
      problems: [t('core:proof.notEvidence', { issues: issues.join('; ') })],
    };
  }
  const file = parsed.data;
  const problems = checkEvidence(file.evidence, file.ledger);
  const exports = exportsIn(file.ledger);
  if (exports.length === 0) problems.push(t('core:proof.noExport'));
  else if (
    !exports.some(({ chain, digest }) => digest === evidenceDigest(file, headsBeside(file.ledger, chain)))
  ) {
    problems.push(t('core:proof.content'));
  }
  return { file, entries: entriesOf(file.ledger).length, problems };
}
