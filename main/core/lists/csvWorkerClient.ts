import type { FileOptions, Job } from '../../../shared/contract/lists.ts';
import type { Stored } from '../../../shared/text/stored.ts';
import type { Errors } from '../threads/failure.ts';
import { onThread, threadFile } from '../threads/thread.ts';
import { CsvProblem, type CsvProblemCode, type CsvSource } from './csvSource.ts';
import type { KeptPreview } from './preview.ts';
import type { Reading, RefusedRow } from './rows.ts';

export type ImportProgress = Job['progress'];

/**
 * Rows in the order of the file, good and refused ones apart; `progress`: how far the file was read with
 * them.
 */
export type Batch<Row> = {
  readonly rows: readonly Row[];
  readonly refused: readonly RefusedRow[];
  readonly progress: ImportProgress;
};

export type ReadingJob = {
  readonly source: CsvSource;
  readonly reading: Reading;
  readonly maxBytes?: number | undefined;
};

/** The thread's functions. */
export type CsvWork = {
  readonly read: (job: ReadingJob) => Promise<void>;
  readonly preview: (source: CsvSource, file: FileOptions) => Promise<KeptPreview>;
};
/**
 * The function that the thread calls: it resolves when the piece is taken. Rows come as JSON, each a short
 * text: both sides are done with it in less than half the time that cloning objects takes, and its memory is
 * free again soon.
 */
export type CsvTaker = { readonly take: (batch: Batch<string>) => Promise<void> };

const FILE = threadFile(import.meta.url, './csvWorker');
const errors: Errors = {
  CsvProblem: ({ code, kept }) => new CsvProblem(code as CsvProblemCode, kept as Stored),
};

/**
 * Reads a file in a thread of its own and calls `take` here for every piece, one after the other; the thread
 * waits while `take` is busy. Resolves when everything is taken. Rejects with CsvProblem for a bad file, with
 * the signal's reason when aborted (then `take` is not called again), and with what `take` throws.
 */
export function readInWorker<Row>(
  job: ReadingJob,
  take: (batch: Batch<Row>) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  let turn = Promise.resolve();
  const inTurn = (batch: Batch<string>) => {
    turn = turn.then(async () => {
      signal?.throwIfAborted();
      await take({ ...batch, rows: batch.rows.map((row) => JSON.parse(row) as Row) });
    });
    return turn;
  };
  const ours: CsvTaker = { take: inTurn };
  const options = { name: 'csv', ours, errors, signal, cut: true };
  return onThread<CsvWork, void>(FILE, options, (line) => line.ask('read', job));
}

/** See previewCsv; in a thread of its own, since it reads the whole file. Rejects as readInWorker does. */
export function previewInWorker(
  source: CsvSource,
  file: FileOptions,
  signal?: AbortSignal,
): Promise<KeptPreview> {
  const options = { name: 'csv', errors, signal, cut: true };
  return onThread<CsvWork, KeptPreview>(FILE, options, (line) => line.ask('preview', source, file));
}
