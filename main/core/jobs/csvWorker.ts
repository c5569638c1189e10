import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { loadZones } from '../numbers/zones.ts';
import { type CsvFormat, type CsvRow, probeCsv, readRows, sampleRows } from './csv.ts';
import { CsvProblem } from './csvSource.ts';
import type { FromWorker, ReadingJob } from './csvWorkerClient.ts';
import { contactReader, optOutReader, Reading, type RefusedRow, regionOfList } from './rows.ts';

/** Thread that reads a CSV file and hands over rows in pieces; started by readInWorker alone. */

/** Rows of one piece, and so of one transaction; an opt-out writes many rows, and the screen must not wait for them. */
const BATCH_ROWS = { contacts: 1000, 'opt-outs': 200 };
/** Rows that tell of which country a list is. */
const SAMPLE_ROWS = 2000;
/** Pieces under way at once: one being written while the next is read, and no more, whatever the size of the file. */
const AHEAD = 2;

const Given = z.object({
  source: z.union([z.object({ path: z.string() }), z.object({ bytes: z.instanceof(Uint8Array) })]),
  reading: Reading,
  maxBytes: z.number().optional(),
});

let acknowledged = 0;
let posted = 0;
let wake = () => {};

function post(message: FromWorker<unknown>): void {
  parentPort?.postMessage(message);
}

async function hand(message: FromWorker<unknown>): Promise<void> {
  post(message);
  posted += 1;
  while (posted - acknowledged >= AHEAD) {
    await new Promise<void>((done) => {
      wake = done;
    });
  }
}

async function readerOf({ source, reading }: ReadingJob, format: CsvFormat) {
  if (reading.as === 'contacts') {
    return contactReader(reading.mapping, reading.region, format.headers.length, await loadZones());
  }
  const { column, region, usual } = reading;
  const sample = region === null ? await sampleRows(source, format, SAMPLE_ROWS) : [];
  const list =
    region ??
    regionOfList(
      sample.map((row) => row.cells[column] ?? ''),
      usual,
    );
  return optOutReader(column, list, format.headers);
}

async function main(job: ReadingJob): Promise<void> {
  const { source, reading, maxBytes } = job;
  const format = await probeCsv(source, maxBytes);
  const read = await readerOf(job, format);
  let rows: unknown[] = [];
  let refused: RefusedRow[] = [];
  let seen = 0;
  let bytes = 0;
  const flush = () => {
    const batch = { rows, refused, progress: { bytes, totalBytes: format.bytes, rows: seen } };
    [rows, refused] = [[], []];
    return hand({ kind: 'batch', batch });
  };
  const take = (row: CsvRow) => {
    seen += 1;
    const result = read(row);
    if ('good' in result) rows.push(result.good);
    else refused.push(result.refused);
  };
  for await (const some of readRows(source, format, (count) => {
    bytes = count;
  })) {
    for (const row of some) {
      take(row);
      if (rows.length + refused.length >= BATCH_ROWS[reading.as]) await flush();
    }
  }
  bytes = format.bytes;
  await flush();
  post({ kind: 'end' });
}

function problem(error: unknown): FromWorker<unknown> {
  if (error instanceof CsvProblem) return { kind: 'problem', code: error.code, message: error.kept };
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'problem', code: null, message };
}

parentPort?.on('message', () => {
  acknowledged += 1;
  wake();
});
const given: ReadingJob = Given.parse(workerData);
main(given)
  .catch((error: unknown) => post(problem(error)))
  // The listener above keeps the thread alive; without it, the thread ends by itself.
  .finally(() => parentPort?.close());
