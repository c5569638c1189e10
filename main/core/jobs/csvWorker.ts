import { createSecretKey } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { loadZones } from '../numbers/zones.ts';
import { subjectOf } from '../store/subject.ts';
import { type CsvFormat, type CsvRow, probeCsv, readRows, sampleRows } from './csv.ts';
import { CsvProblem } from './csvSource.ts';
import type { FromWorker, ImportProgress, ReadingJob } from './csvWorkerClient.ts';
import { inStoreOrder, piecesOf, type Run } from './pieces.ts';
import {
  type ContactRow,
  contactReader,
  type OptOutRow,
  optOutReader,
  Reading,
  type ReadRow,
  type RefusedRow,
  regionOfList,
} from './rows.ts';

/** Thread that reads a CSV file and hands over rows in pieces; started by readInWorker alone. */

/**
 * Rows of one piece, and so of one transaction: a STOP that comes in meanwhile waits for no more than one of
 * them. An opt-out writes many rows.
 */
const BATCH_ROWS = { contacts: 500, 'opt-outs': 200 };
/** Rows that tell of which country a list is. */
const SAMPLE_ROWS = 2000;
/**
 * Contacts that are read before they are put in order and cut into pieces: the more, the fewer pages each piece touches, and the
 * more memory the thread takes, whatever the size of the file. Opt-outs keep the order of their list.
 */
const RUN_ROWS = { contacts: 20_000, 'opt-outs': BATCH_ROWS['opt-outs'] };
/** Pieces under way at once: enough to write while the next ones are read. */
const AHEAD = 4;

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

type Plan<Row> = {
  readonly read: (row: CsvRow) => ReadRow<Row>;
  readonly order: (rows: readonly Row[]) => readonly Row[];
};

async function contactPlan(
  { mapping, region, subjectKey }: Extract<Reading, { as: 'contacts' }>,
  format: CsvFormat,
): Promise<Plan<ContactRow>> {
  const key = createSecretKey(subjectKey, 'hex');
  const subject = (number: string) => subjectOf(key, number);
  return {
    read: contactReader(mapping, region, format.headers.length, await loadZones(), subject),
    order: (rows) => inStoreOrder(rows, BATCH_ROWS.contacts),
  };
}

async function optOutPlan(
  source: ReadingJob['source'],
  reading: Extract<Reading, { as: 'opt-outs' }>,
  format: CsvFormat,
): Promise<Plan<OptOutRow>> {
  const { column, region, usual } = reading;
  const sample = region === null ? await sampleRows(source, format, SAMPLE_ROWS) : [];
  const list =
    region ??
    regionOfList(
      sample.map((row) => row.cells[column] ?? ''),
      usual,
    );
  return { read: optOutReader(column, list, format.headers), order: (rows) => rows };
}

async function handAll<Row>(run: Run<Row>, size: number): Promise<void> {
  for (const batch of piecesOf(run, size)) await hand({ kind: 'batch', batch });
}

async function main(job: ReadingJob): Promise<void> {
  const { source, reading, maxBytes } = job;
  const format = await probeCsv(source, maxBytes);
  if (reading.as === 'contacts') await readAll(job, format, await contactPlan(reading, format));
  else await readAll(job, format, await optOutPlan(source, reading, format));
  post({ kind: 'end' });
}

/** Reads the next run while the one before it is handed over. */
async function readAll<Row>({ source, reading }: ReadingJob, format: CsvFormat, plan: Plan<Row>) {
  let rows: Row[] = [];
  let refused: RefusedRow[] = [];
  let seen = 0;
  let bytes = 0;
  let from: ImportProgress = { bytes: 0, totalBytes: format.bytes, rows: 0 };
  let handing: Promise<void> = Promise.resolve();
  const flush = async () => {
    const to = { bytes, totalBytes: format.bytes, rows: seen };
    const run = { rows: plan.order(rows), refused, from, to };
    [rows, refused, from] = [[], [], to];
    await handing;
    handing = handAll(run, BATCH_ROWS[reading.as]);
  };
  const take = (row: CsvRow) => {
    seen += 1;
    const result = plan.read(row);
    if ('good' in result) rows.push(result.good);
    else refused.push(result.refused);
  };
  try {
    for await (const some of readRows(source, format, (count) => {
      bytes = count;
    })) {
      for (const row of some) {
        take(row);
        if (rows.length + refused.length >= RUN_ROWS[reading.as]) await flush();
      }
    }
    bytes = format.bytes;
    await flush();
  } finally {
    // What was read before the file broke still counts for opt-outs.
    await handing;
  }
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
