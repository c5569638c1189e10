import {
  type ImportResult,
  NO_RESULT,
  OUTCOMES,
  type Outcome,
  ROW_REASONS,
  type RowReason,
} from '../../../shared/contract/lists/importOutcomes.ts';
import type { ContactDryRun, KnownRow as NamedRow, ReadRow, TakeIn } from '../../../shared/contract/lists.ts';
import type { Batch } from '../lists/csvWorkerClient.ts';
import { type BatchResult, importContacts } from '../lists/importRows.ts';
import { reasonInWords } from '../lists/refusedCsv.ts';
import type { ContactRow } from '../lists/rows.ts';
import { factSentence } from '../people/sentences.ts';
import type { Core } from '../store/context.ts';
import { type ContactImportInput, contactOptions } from './contactImport.ts';
import { optedOutByImport } from './contactOptOuts.ts';
import { countOften, decideContacts } from './decideContacts.ts';
import { type KnownRow, knownRows } from './knownRows.ts';

const EXAMPLES = 20;

/**
 * What importing a contact file would do with each row: reads and decides as the import does, and writes
 * nothing. The first rows come as the import reads them. Throws what startContactImport throws, CsvProblem
 * for a file that cannot be read, and the signal's reason.
 */
export function contactDryRun(
  core: Core,
  input: ContactImportInput,
  signal?: AbortSignal,
): Promise<ContactDryRun> {
  const options = contactOptions(core, input);
  return dryRunOf(core, input, (write) => importContacts({ ...options, signal, write }));
}

type Target = {
  /** Null: a campaign that is still to be made. */
  readonly campaignId: string | null;
  readonly takeIn?: readonly TakeIn[] | undefined;
};

/** The same for rows from wherever `read` has them. */
export async function dryRunOf(
  core: Core,
  target: Target,
  read: (write: (batch: Batch<ContactRow>) => BatchResult) => Promise<ImportResult>,
): Promise<ContactDryRun> {
  const seen = new Set<string>();
  /** Numbers that the import would opt out, each once. */
  const optedOut = new Set<string>();
  const reasons = new Map<RowReason, number>();
  const examples: ReadRow[] = [];
  const named: NamedRow[] = [];
  const note = (why: RowReason | null) => {
    if (why) reasons.set(why, (reasons.get(why) ?? 0) + 1);
  };
  const result = await read((batch) => {
    const counts = { ...NO_RESULT };
    const known = knownRows(core, batch.rows, target.takeIn ?? []);
    const outcomes = decideContacts(core.db, target.campaignId, batch.rows, seen, known);
    counts.textedOften += countOften(core.db, batch.rows, outcomes, core.ports.clock.now());
    for (const [index, row] of batch.rows.entries()) {
      const outcome = outcomes[index] ?? 'imported';
      counts[outcome] += 1;
      note(OUTCOMES[outcome].reason);
      const found = namedRow(row, outcome, known.get(row));
      if (found) named.push(found);
      if (found?.why === 'other-name') counts.toCheck += 1;
      if (row.unreadPlace && OUTCOMES[outcome].placed) counts.unreadPlace += 1;
      for (const number of outcome === 'erased' ? [] : (row.optOut?.numbers ?? [])) {
        const subject = core.subject(number);
        if (optedOut.has(subject) || optedOutByImport(core.db, subject)) continue;
        optedOut.add(subject);
        counts.numbers += 1;
      }
      examples.push(exampleOf(row, outcome));
    }
    for (const { line, why, detail, name = '' } of batch.refused) {
      note(why);
      const outcome = ROW_REASONS[why] ?? 'imported';
      const reason = reasonInWords(why, detail);
      examples.push({ line, outcome, reason, number: null, column: null, firstName: name, lastName: '' });
    }
    if (examples.length > EXAMPLES) addInOrder(examples);
    if (named.length > EXAMPLES) addInOrder(named);
    return counts;
  });
  return {
    result,
    reasons: [...reasons].map(([code, rows]) => ({ code, rows })).toSorted((a, b) => b.rows - a.rows),
    examples: addInOrder(examples),
    known: addInOrder(named),
  };
}

/** Rows come in the order of the store, so the first of the file are picked by their line. */
function addInOrder<Row extends { readonly line: number }>(examples: Row[]): Row[] {
  examples.sort((a, b) => a.line - b.line);
  examples.length = Math.min(examples.length, EXAMPLES);
  return examples;
}

/** A row about whose number something is known, for the admin who decides about it. */
function namedRow(row: ContactRow, outcome: Outcome, found: KnownRow | undefined): NamedRow | null {
  const { line, number, firstName, lastName } = row;
  const name = `${firstName} ${lastName}`.trim();
  if (outcome === 'onHold') return { line, number, name, why: 'on-hold', sentence: '' };
  if (!found) return null;
  const sentence = factSentence(found.fact);
  if (outcome === 'wrongNumber' || outcome === 'noTexts')
    return { line, number, name, why: outcome === 'noTexts' ? 'no-texts' : 'wrong-number', sentence };
  return found.as === 'other-name' && outcome === 'imported'
    ? { line, number, name, why: 'other-name', sentence }
    : null;
}

function exampleOf(row: ContactRow, outcome: Outcome): ReadRow {
  const { line, number, column, firstName, lastName, optOut } = row;
  const why = OUTCOMES[outcome].reason;
  const reason = why ? reasonInWords(why, optOut && outcome === 'optedOut' ? optOut.says : undefined) : '';
  return { line, outcome, reason, number, column, firstName, lastName };
}
