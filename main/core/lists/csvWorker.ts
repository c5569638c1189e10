import { createSecretKey } from 'node:crypto';
import { keep } from '../../../shared/text/stored.ts';
import { subjectsUnder } from '../store/subject.ts';
import { serve } from '../threads/inside.ts';
import { type CsvFormat, type CsvRow, probeCsv, readRows, SAMPLE_ROWS, sampleRows } from './csv.ts';
import { CsvProblem } from './csvSource.ts';
import type { Batch, CsvTaker, CsvWork, ImportProgress, ReadingJob } from './csvWorkerClient.ts';
import { type Finding, noTextsPlan } from './noTextsPlan.ts';
import { inStoreOrder, piecesOf, type ReadRows } from './pieces.ts';
import { previewCsv } from './preview.ts';
import {
  type ContactRow,
  contactReader,
  countryOfList,
  numbersOf,
  type OptOutRow,
  optOutReader,
  type Reading,
  type ReadRow,
  type RefusedRow,
} from './rows.ts';

/** The thread that reads a CSV file and passes rows on in pieces; started by readInWorker only. */

/**
 * Rows of one piece, and so of one transaction: a STOP that comes in meanwhile waits for one of them at most.
 * An opt-out writes many rows.
 */
const BATCH_ROWS = { contacts: 500, 'opt-outs': 200 };
/**
 * Contacts that are read before they are sorted and cut into pieces: more of them make each piece touch fewer
 * pages, and the thread take more memory, whatever the size of the file. Opt-outs keep the order of their
 * list.
 */
const READ_ROWS = { contacts: 20_000, 'opt-outs': BATCH_ROWS['opt-outs'] };
/** Pieces under way at once: enough to write while the next ones are read. */
const AHEAD = 4;

const line = serve<CsvTaker>({ read, preview: previewCsv } satisfies CsvWork);

/** Pieces that were not taken yet; one that was refused stays, and ends the reading. */
const handed = new Set<Promise<void>>();

async function hand(batch: Batch<unknown>): Promise<void> {
  const taken = line.ask('take', batch);
  handed.add(taken);
  taken.then(
    () => handed.delete(taken),
    () => {},
  );
  if (handed.size >= AHEAD) await Promise.race(handed);
}

type Plan<Row> = {
  readonly read: (row: CsvRow) => ReadRow<Row>;
  readonly order: (rows: readonly Row[]) => readonly Row[];
  /** Rows of one piece. */
  readonly size: number;
};

type Contacts = Extract<Reading, { as: 'contacts' }>;

async function contactPlan(
  source: ReadingJob['source'],
  reading: Contacts,
  format: CsvFormat,
): Promise<Plan<ContactRow>> {
  const { mapping, region, subjectKey, fixedLines } = reading;
  const judge = await judgeOf(source, reading, format);
  // An opt-out writes many more rows than a contact.
  const optsOut = judge !== null && !reading.noTexts.every(({ does }) => does === 'leave-out');
  const size = optsOut ? BATCH_ROWS['opt-outs'] : BATCH_ROWS.contacts;
  return {
    read: contactReader({
      mapping,
      region,
      headers: format.headers,
      fixedLines,
      subjectOf: subjectsUnder(createSecretKey(subjectKey, 'hex')),
      judge,
    }),
    order: (rows) => inStoreOrder(rows, size),
    size,
  };
}

/**
 * What the file says about a row's person. A wish not to be texted counts for the number, so all rows are
 * searched for it first: it may be in a later row of the same number.
 */
async function judgeOf(
  source: ReadingJob['source'],
  { mapping, region, noTexts }: Contacts,
  format: CsvFormat,
): Promise<((row: CsvRow) => Finding | null) | null> {
  const sample = await sampleRows(source, format, SAMPLE_ROWS);
  const { judge, wishes: mayWish } = noTextsPlan(
    format.headers,
    sample.map(({ cells }) => cells),
    noTexts,
  );
  if (judge === null || !mayWish) return judge;
  const columns = [mapping.number, ...(mapping.morePhones ?? [])];
  const wishes = new Map<string, Finding>();
  for await (const rows of readRows(source, format)) {
    for (const row of rows) {
      const found = row.problem ? null : judge(row);
      if (!found?.wish) continue;
      for (const number of numbersOf(row, columns, region)) wishes.set(number, found);
    }
  }
  return (row) => {
    const own = judge(row);
    if (own !== null && !own.unclear) return own;
    if (wishes.size === 0) return own;
    const other = numbersOf(row, columns, region).find((number) => wishes.has(number));
    return (other === undefined ? undefined : wishes.get(other)) ?? own;
  };
}

async function optOutPlan(
  source: ReadingJob['source'],
  reading: Extract<Reading, { as: 'opt-outs' }>,
  format: CsvFormat,
): Promise<Plan<OptOutRow>> {
  const { columns, region, usual, bothSides } = reading;
  const sample = region === null ? await sampleRows(source, format, SAMPLE_ROWS) : [];
  const list =
    region === null
      ? countryOfList(
          sample.flatMap((row) => columns.map((column) => row.cells[column] ?? '')),
          usual,
          bothSides,
        )
      : { region, regionKnown: true };
  return {
    read: optOutReader({ columns, ...list, headers: format.headers }),
    order: (rows) => rows,
    size: BATCH_ROWS['opt-outs'],
  };
}

async function handAll<Row>(chunk: ReadRows<Row>, size: number): Promise<void> {
  for (const batch of piecesOf(chunk, size)) await hand(batch);
}

async function read({ source, reading, maxBytes }: ReadingJob): Promise<void> {
  const format = await probeCsv(source, reading.file, maxBytes);
  const work = { source, as: reading.as, format };
  if (reading.as === 'contacts') await readAll(work, await contactPlan(source, reading, format));
  else await readAll(work, await optOutPlan(source, reading, format));
}

type Work = { readonly source: ReadingJob['source']; readonly as: Reading['as']; readonly format: CsvFormat };

/** Reads the next rows while the ones before are passed on. */
async function readAll<Row>({ source, as, format }: Work, plan: Plan<Row>) {
  let rows: Row[] = [];
  let refused: RefusedRow[] = [];
  let seen = 0;
  let bytes = 0;
  let from: ImportProgress = { bytes: 0, totalBytes: format.bytes, rows: 0 };
  let handing: Promise<void> = Promise.resolve();
  const flush = async () => {
    const to = { bytes, totalBytes: format.bytes, rows: seen };
    const chunk = { rows: plan.order(rows), refused, from, to };
    [rows, refused, from] = [[], [], to];
    await handing;
    handing = handAll(chunk, plan.size);
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
        if (rows.length + refused.length >= READ_ROWS[as]) await flush();
      }
    }
    bytes = format.bytes;
    if (seen === 0) throw new CsvProblem('nobody', keep('kept:csv.nobody'));
    await flush();
  } finally {
    // What was read before the file broke still counts, for opt-outs.
    await handing;
    await Promise.all(handed);
  }
}
