import {
  NO_RESULT,
  type Outcome,
  ROW_REASONS,
  type RowReason,
} from '../../../shared/contract/importOutcomes.ts';
import type { ContactDryRun, ReadRow } from '../../../shared/contract/imports.ts';
import type { Core } from '../context.ts';
import { type ContactImportInput, contactOptions } from './contactImport.ts';
import { decideContacts } from './decideContacts.ts';
import { importContacts } from './importRows.ts';
import { reasonInWords } from './refusedCsv.ts';
import type { ContactRow } from './rows.ts';

const EXAMPLES = 20;

/** The reason of a row that the store decides about. */
const BY_OUTCOME: Partial<Record<Outcome, RowReason>> = {
  duplicate: 'duplicate',
  optedOut: 'opted-out',
  onHold: 'on-hold',
  erased: 'erased',
};

/**
 * What importing a contact file would do with each row: read and decided as the import does it, and nothing is written. The first
 * rows come as the import reads them. Throws what startContactImport throws, CsvProblem for a file that cannot be read, and the
 * signal's reason.
 */
export async function contactDryRun(
  core: Core,
  input: ContactImportInput,
  signal?: AbortSignal,
): Promise<ContactDryRun> {
  const options = contactOptions(core, input);
  const seen = new Set<string>();
  const reasons = new Map<RowReason, number>();
  const examples: ReadRow[] = [];
  const note = (why: RowReason | undefined) => {
    if (why) reasons.set(why, (reasons.get(why) ?? 0) + 1);
  };
  const result = await importContacts({
    ...options,
    signal,
    write: (batch) => {
      const counts = { ...NO_RESULT };
      const outcomes = decideContacts(core.db, input.campaignId, batch.rows, seen);
      for (const [index, row] of batch.rows.entries()) {
        const outcome = outcomes[index] ?? 'imported';
        counts[outcome] += 1;
        note(BY_OUTCOME[outcome]);
        if (row.optOut) counts.numbers += row.optOut.numbers.length;
        examples.push(exampleOf(row, outcome));
      }
      for (const { line, why, detail, name = '' } of batch.refused) {
        note(why);
        const outcome = ROW_REASONS[why] ?? 'imported';
        const reason = reasonInWords(why, detail);
        examples.push({ line, outcome, reason, number: null, column: null, firstName: name, lastName: '' });
      }
      if (examples.length > EXAMPLES) keepFirst(examples);
      return counts;
    },
  });
  return {
    result,
    reasons: [...reasons].map(([code, rows]) => ({ code, rows })).toSorted((a, b) => b.rows - a.rows),
    examples: keepFirst(examples),
  };
}

/** Rows come in the order of the store, not of the file. */
function keepFirst(examples: ReadRow[]): ReadRow[] {
  examples.sort((a, b) => a.line - b.line);
  examples.length = Math.min(examples.length, EXAMPLES);
  return examples;
}

function exampleOf(row: ContactRow, outcome: Outcome): ReadRow {
  const { line, number, column, firstName, lastName, optOut } = row;
  const why = BY_OUTCOME[outcome];
  const reason = why ? reasonInWords(why, optOut && outcome === 'optedOut' ? optOut.says : '') : '';
  return { line, outcome, reason, number, column, firstName, lastName };
}
