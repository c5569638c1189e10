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

/** Rows that are passed on at once; the other side cuts them into transactions. */
const BATCH_ROWS = 1000;
/**
 * Contacts that are read before they are sorted, at first and at most: more of them make each transaction
 * touch fewer pages, and the thread take more memory, whatever the size of the file. The first are few, so
 * that writing begins soon. Opt-outs keep the order of their list.
 */
const SORTED_ROWS = { first: 10_000, most: 40_000 };
/** Bytes of a file after which rows are passed on, however few: one row may have a million letters. */
const MOST_BYTES = 16 * 1024 * 1024;
/** Pieces under way at once: enough to write while the next ones are read. */
const AHEAD = 4;

const line = serve<CsvTaker>({ read, preview: previewCsv } satisfies CsvWork);

/** Pieces that were not taken yet; one that was refused stays, and ends the reading. */
const handed = new Set<Promise<void>>();

/**
 * A row as it is kept until it is passed on: as JSON, which takes a third of the memory of its cells.
 * `subject`: where it belongs in the order.
 */
type Waiting = { readonly subject: string; readonly json: string };

async function hand({ rows, refused, progress }: Batch<Waiting>): Promise<void> {
  const taken = line.ask('take', { rows: rows.map(({ json }) => json), refused, progress });
  handed.add(taken);
  taken.then(
    () => handed.delete(taken),
    () => {},
  );
  if (handed.size >= AHEAD) await Promise.race(handed);
}

type Plan<Row> = {
  readonly read: (row: CsvRow) => ReadRow<Row>;
  /** How many rows are sorted by their subjects at once, at first and at most; null: as they come. */
  readonly sorted: { readonly first: number; readonly most: number } | null;
  readonly subjectOf: (row: Row) => string;
};

type Contacts = Extract<Reading, { as: 'contacts' }>;

async function contactPlan(
  source: ReadingJob['source'],
  reading: Contacts,
  format: CsvFormat,
): Promise<Plan<ContactRow>> {
  const { mapping, region, subjectKey, fixedLines } = reading;
  const judge = await judgeOf(source, reading, format);
  return {
    read: contactReader({
      mapping,
      region,
      headers: format.headers,
      fixedLines,
      subjectOf: subjectsUnder(createSecretKey(subjectKey, 'hex')),
      judge,
    }),
    sorted: SORTED_ROWS,
    subjectOf: ({ subject }) => subject,
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
    sorted: null,
    subjectOf: () => '',
  };
}

async function handAll(chunk: ReadRows<Waiting>): Promise<void> {
  for (const batch of piecesOf(chunk, () => BATCH_ROWS)) await hand(batch);
}

async function read({ source, reading, maxBytes }: ReadingJob): Promise<void> {
  const format = await probeCsv(source, reading.file, maxBytes);
  if (reading.as === 'contacts') await readAll(source, format, await contactPlan(source, reading, format));
  else await readAll(source, format, await optOutPlan(source, reading, format));
}

/** Reads the next rows while the ones before are passed on. */
async function readAll<Row>(source: ReadingJob['source'], format: CsvFormat, plan: Plan<Row>) {
  let rows: Waiting[] = [];
  let refused: RefusedRow[] = [];
  let seen = 0;
  let bytes = 0;
  let from: ImportProgress = { bytes: 0, totalBytes: format.bytes, rows: 0 };
  let handing: Promise<void> = Promise.resolve();
  let atOnce = plan.sorted?.first ?? BATCH_ROWS;
  const flush = async () => {
    const to = { bytes, totalBytes: format.bytes, rows: seen };
    const chunk = { rows: plan.sorted ? inStoreOrder(rows, BATCH_ROWS) : rows, refused, from, to };
    [rows, refused, from] = [[], [], to];
    await handing;
    handing = handAll(chunk);
    atOnce = Math.min(2 * atOnce, plan.sorted?.most ?? BATCH_ROWS);
  };
  const take = (row: CsvRow) => {
    seen += 1;
    const result = plan.read(row);
    if ('good' in result)
      rows.push({ subject: plan.subjectOf(result.good), json: JSON.stringify(result.good) });
    else refused.push(result.refused);
  };
  try {
    for await (const some of readRows(source, format, (count) => {
      bytes = count;
    })) {
      for (const row of some) {
        take(row);
        if (rows.length + refused.length >= atOnce || bytes - from.bytes >= MOST_BYTES) await flush();
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
