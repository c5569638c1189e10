import { on } from 'node:events';
import { extname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { FileOptions, Job } from '../../../shared/contract/lists.ts';
import type { Stored } from '../../../shared/text/stored.ts';
import { CsvProblem, type CsvProblemCode, type CsvSource } from './csvSource.ts';
import type { KeptPreview } from './preview.ts';
import type { Reading, RefusedRow } from './rows.ts';

export type ImportProgress = Job['progress'];

/** Rows in the order of the file, good and refused apart; `progress` is where the file stands after them. */
export type Batch<Row> = {
  readonly rows: readonly Row[];
  readonly refused: readonly RefusedRow[];
  readonly progress: ImportProgress;
};

export type ReadingJob = {
  readonly source: CsvSource;
  readonly reading: Reading | { readonly as: 'preview'; readonly file: FileOptions };
  readonly maxBytes?: number | undefined;
};

export type FromWorker<Row> =
  | { readonly kind: 'batch'; readonly batch: Batch<Row> }
  | { readonly kind: 'preview'; readonly preview: KeptPreview }
  | { readonly kind: 'end' }
  | { readonly kind: 'problem'; readonly code: CsvProblemCode; readonly kept: Stored }
  | { readonly kind: 'problem'; readonly code: null; readonly message: string };

/**
 * The one place that knows where the thread's file is: beside this one, as .ts from source or .js when built.
 */
export function csvWorkerUrl(): URL {
  return new URL(`./csvWorker${extname(new URL(import.meta.url).pathname)}`, import.meta.url);
}

/**
 * Reads a file in a thread of its own and calls `take` here for every piece, one after the other; the thread
 * waits when `take` falls behind. Ends when all is taken. Rejects with CsvProblem for a bad file, with the
 * signal's reason when aborted (then `take` is not called again), and with what `take` throws.
 */
export async function readInWorker<Row>(
  job: ReadingJob,
  take: (batch: Batch<Row>) => void,
  signal?: AbortSignal,
): Promise<void> {
  signal?.throwIfAborted();
  const worker = new Worker(csvWorkerUrl(), { workerData: job, name: 'csv' });
  try {
    for await (const message of messagesOf<Row>(worker, signal)) {
      if (message.kind === 'end') return;
      if (message.kind === 'problem') throw problemOf(message);
      if (message.kind === 'preview') continue;
      take(message.batch);
      worker.postMessage('taken');
      // Otherwise the thread's messages, always at hand, would keep timers and the network waiting until the
      // last row.
      await setImmediate();
      signal?.throwIfAborted();
    }
    throw new Error('The thread that reads the file ended too early.');
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    await worker.terminate();
  }
}

/**
 * See previewCsv; in a thread of its own, since it reads the file to its end. Rejects as readInWorker does.
 */
export async function previewInWorker(
  source: CsvSource,
  file: FileOptions,
  signal?: AbortSignal,
): Promise<KeptPreview> {
  signal?.throwIfAborted();
  const job: ReadingJob = { source, reading: { as: 'preview', file } };
  const worker = new Worker(csvWorkerUrl(), { workerData: job, name: 'csv' });
  try {
    for await (const message of messagesOf(worker, signal)) {
      if (message.kind === 'preview') return message.preview;
      if (message.kind === 'problem') throw problemOf(message);
    }
    throw new Error('The thread that reads the file ended too early.');
  } finally {
    await worker.terminate();
  }
}

/** The thread is ours and speaks types checked on both sides; only its input is parsed. */
async function* messagesOf<Row>(worker: Worker, signal?: AbortSignal): AsyncGenerator<FromWorker<Row>> {
  for await (const [message] of on(worker, 'message', { signal, close: ['exit'] })) yield message;
}

function problemOf(problem: Extract<FromWorker<unknown>, { kind: 'problem' }>): Error {
  return problem.code === null ? new Error(problem.message) : new CsvProblem(problem.code, problem.kept);
}
