import { setImmediate } from 'node:timers/promises';
import {
  type ImportResult,
  NO_RESULT,
  type OutcomeCounts,
  ROW_REASONS,
} from '../../../shared/contract/lists/importOutcomes.ts';
import type { NoTextsChoice } from '../../../shared/contract/lists/noTexts.ts';
import type { FileOptions, Mapping } from '../../../shared/contract/lists.ts';
import type { Region } from '../../../shared/schema/words.ts';
import { faultPoint } from '../base/faultPoint.ts';
import type { CsvSource } from './csvSource.ts';
import { type Batch, type ImportProgress, readInWorker } from './csvWorkerClient.ts';
import { createPace, piecesOf } from './pieces.ts';
import type { ContactRow, OptOutRow, Reading } from './rows.ts';

/**
 * How many rows of a piece had each outcome, which the caller decides since it knows the store, and what
 * opt-outs did.
 */
export type BatchResult = OutcomeCounts & {
  readonly numbers?: number;
  readonly toCheck?: number;
  readonly unreadPlace?: number;
  readonly textedOften?: number;
  readonly cancelled?: number;
};

type Common<Row> = {
  readonly source: CsvSource;
  readonly file?: FileOptions | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
  /** Larger files are refused unread; 2 GB if left out. */
  readonly maxBytes?: number | undefined;
  /** Called on this thread, one piece after the other, each in one transaction. */
  readonly write: (batch: Batch<Row>) => BatchResult;
  /** Between two pieces; a turn of the event loop if left out. */
  readonly turn?: (() => Promise<void>) | undefined;
};

/** How the rows of a contact file are read. */
export type ContactOptions = {
  readonly mapping: Mapping;
  readonly region: Region;
  /** See Reading. */
  readonly subjectKey: string;
  readonly noTexts?: readonly NoTextsChoice[] | undefined;
  readonly fixedLines?: boolean | undefined;
};

/**
 * Reads a contact file and has it written piece by piece; not in the order of the file, but a number's first
 * row comes first. The number of rows is the sum of the outcomes. Throws CsvProblem for a file that cannot be
 * read to its end or has nobody in it, and the signal's reason when aborted; the caller must then remove what
 * was written.
 */
export function importContacts(options: Common<ContactRow> & ContactOptions): Promise<ImportResult> {
  const { mapping, region, subjectKey, file = {}, noTexts = [], fixedLines = false } = options;
  return importRows(options, {
    as: 'contacts',
    mapping,
    region,
    subjectKey,
    file,
    noTexts: [...noTexts],
    fixedLines,
  });
}

/**
 * The same for a list of opt-outs, where a number of any region counts. `region`: of bare digits; if left
 * out, that of the list's other numbers, else `usual` (US if left out); with `bothSides`, a bare number then
 * counts in each country that has it.
 */
export function readOptOutRows(
  options: Common<OptOutRow> & {
    column: number;
    moreColumns?: readonly number[] | undefined;
    region?: Region | undefined;
    usual?: Region;
    bothSides?: boolean;
  },
): Promise<ImportResult> {
  const { column, moreColumns = [], region = null, usual = 'US', bothSides = false, file = {} } = options;
  const columns = [...new Set([column, ...moreColumns])];
  return importRows(options, { as: 'opt-outs', columns, region, usual, bothSides, file });
}

async function importRows<Row>(options: Common<Row>, reading: Reading): Promise<ImportResult> {
  const { source, maxBytes, signal, onProgress } = options;
  const result = { ...NO_RESULT };
  const written = writerOf(result, options, FEWEST_ROWS[reading.as]);
  await readInWorker<Row>(
    { source, reading, maxBytes },
    async (batch) => {
      await written(batch);
      onProgress?.(batch.progress);
    },
    signal,
  );
  return result;
}

/** The same for contacts that the store has already; each piece is read when the one before it is written. */
export async function importPieces<Row>(
  pieces: Iterable<Batch<Row>>,
  write: Common<Row>['write'],
  signal?: AbortSignal,
  turn?: Common<Row>['turn'],
): Promise<ImportResult> {
  const result = { ...NO_RESULT };
  const written = writerOf(result, { write, signal, turn }, FEWEST_ROWS.contacts);
  for (const piece of pieces) await written(piece);
  signal?.throwIfAborted();
  return result;
}

/** An opt-out writes many more rows than a contact. */
const FEWEST_ROWS = { contacts: 120, 'opt-outs': 20 };

/** Has pieces written in transactions of a few milliseconds, with a turn of the event loop between them. */
function writerOf<Row>(
  result: ImportResult,
  { write, signal, turn = setImmediate }: Pick<Common<Row>, 'write' | 'signal' | 'turn'>,
  fewest: number,
): (batch: Batch<Row>) => Promise<void> {
  const pace = createPace(fewest);
  let from: ImportProgress = { bytes: 0, totalBytes: 0, rows: 0 };
  return async ({ rows, refused, progress }) => {
    for (const piece of piecesOf({ rows, refused, from, to: progress }, pace.size)) {
      signal?.throwIfAborted();
      const begun = performance.now();
      take(result, piece, write);
      pace.took(piece.rows.length + piece.refused.length, performance.now() - begun);
      // Timers, the network and what came in at the door have their turn.
      await turn();
    }
    from = progress;
  };
}

function take<Row>(result: ImportResult, batch: Batch<Row>, write: Common<Row>['write']): void {
  add(result, write(batch));
  faultPoint('import.batch-committed');
  for (const { why } of batch.refused) {
    const outcome = ROW_REASONS[why];
    if (outcome !== null) result[outcome] += 1;
  }
  result.rows += batch.rows.length + batch.refused.length;
}

/** Adds the counts of a piece. */
export function add(result: ImportResult, counts: BatchResult): void {
  for (const [key, count = 0] of Object.entries(counts)) result[key as keyof BatchResult] += count;
}
