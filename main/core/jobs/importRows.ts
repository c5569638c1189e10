import type { ImportResult, Mapping } from '../../../shared/contract/imports.ts';
import type { Region } from '../../../shared/schema/words.ts';
import { faultPoint } from '../faultPoint.ts';
import type { CsvSource } from './csvSource.ts';
import { type Batch, type ImportProgress, readInWorker } from './csvWorkerClient.ts';
import type { ContactRow, OptOutRow, Reading } from './rows.ts';

/** What the caller made of one piece: it alone knows what is stored already. imported + duplicate = rows of the piece. */
export type BatchResult = {
  readonly imported: number;
  readonly duplicate: number;
  /** Of the imported, those that may not be texted. */
  readonly alreadyOptedOut: number;
  /** Of a list of opt-outs: queued messages that it cancelled. */
  readonly cancelled?: number;
  /** Of contacts: people who were erased, of whom nothing was written. */
  readonly erased?: number;
  /** Of the imported contacts, those on hold. */
  readonly onHold?: number;
};

type Common<Row> = {
  readonly source: CsvSource;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
  /** Files above are refused unread; 2 GB if left out. */
  readonly maxBytes?: number | undefined;
  /** Called on this thread, one piece after the other; one transaction each. */
  readonly write: (batch: Batch<Row>) => BatchResult;
};

/**
 * Reads a contact file and has it written piece by piece; not in the order of the file, but of each number the first row comes
 * first. `subjectKey`: see Reading. Every row is accounted for: rows = imported + duplicate +
 * invalid + wrongRegion + erased. Throws CsvProblem for a file that cannot be read to its end, and the signal's reason when
 * aborted; taking back what was written is then the caller's.
 */
export function importContacts(
  options: Common<ContactRow> & { mapping: Mapping; region: Region; subjectKey: string },
): Promise<ImportResult> {
  const { mapping, region, subjectKey } = options;
  return importRows(options, { as: 'contacts', mapping, region, subjectKey });
}

/**
 * The same for a list of opt-outs, of which no number is of a wrong region. `region` is for bare digits; where it is left
 * out, the list's other numbers tell, and `usual` (US if left out) when they do not.
 */
export function readOptOutRows(
  options: Common<OptOutRow> & { column: number; region?: Region | undefined; usual?: Region },
): Promise<ImportResult> {
  const { column, region = null, usual = 'US' } = options;
  return importRows(options, { as: 'opt-outs', column, region, usual });
}

async function importRows<Row>(options: Common<Row>, reading: Reading): Promise<ImportResult> {
  const result: ImportResult = {
    rows: 0,
    imported: 0,
    duplicate: 0,
    invalid: 0,
    wrongRegion: 0,
    alreadyOptedOut: 0,
    cancelled: 0,
    erased: 0,
    onHold: 0,
  };
  const { source, maxBytes, signal, write, onProgress } = options;
  await readInWorker<Row>(
    { source, reading, maxBytes },
    (batch) => {
      const written = write(batch);
      faultPoint('import.batch-committed');
      const wrongRegion = batch.refused.filter((row) => row.why === 'wrong-region').length;
      result.rows = batch.progress.rows;
      result.imported += written.imported;
      result.duplicate += written.duplicate;
      result.alreadyOptedOut += written.alreadyOptedOut;
      result.cancelled += written.cancelled ?? 0;
      result.erased += written.erased ?? 0;
      result.onHold += written.onHold ?? 0;
      result.wrongRegion += wrongRegion;
      result.invalid += batch.refused.length - wrongRegion;
      onProgress?.(batch.progress);
    },
    signal,
  );
  return result;
}
