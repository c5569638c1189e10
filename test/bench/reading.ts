import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { probeCsv, readRows } from '../../main/core/lists/csv.ts';
import { phonePicker } from '../../main/core/lists/phoneColumns.ts';
import { subjectsUnder } from '../../main/core/store/subject.ts';
import { readByLibrary } from '../../shared/schema/phone.ts';
import { csvOf, MAPPING, numbersOf } from './contactFile.ts';
import { beside, type Line, type Run } from './measure.ts';

const sizes = { full: { rows: 100_000, rounds: 9 }, quick: { rows: 500, rounds: 1 } };

type Step = {
  readonly what: string;
  /** The goal: microseconds of processor time a row. */
  readonly goal: number;
  readonly against: string;
  /** How many times the baseline the step may take. */
  readonly times: number;
  readonly product: () => unknown;
  readonly baseline: () => unknown;
};

/** Processor time of this thread, in microseconds: other load on the machine is no part of a step. */
async function processorTime(work: () => unknown): Promise<number> {
  const begun = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(begun);
  return user + system;
}

/** The steps of the thread that reads a file, a row each, beside their goals and what they could be. */
export async function reading(run: Run): Promise<Line[]> {
  const { rows, rounds } = run.quick ? sizes.quick : sizes.full;
  const csv = csvOf(rows);
  const source = { bytes: Buffer.from(csv) };
  const format = await probeCsv(source);
  const cells = csv
    .split('\n')
    .slice(1, -1)
    .map((line) => line.split(',')[MAPPING.number] ?? '');
  const region = 'US';
  const pick = phonePicker({ columns: [0], headers: ['phone'], region, fixedLines: false });
  const lines = cells.map((cell, line) => ({ line, cells: [cell] }));
  const numbers = numbersOf(rows);
  const key = createSecretKey(randomBytes(32));
  const subject = subjectsUnder(key);
  const steps: readonly Step[] = [
    {
      what: 'the number of a contact',
      goal: 1,
      against: 'the library alone',
      times: 0.1,
      product: () => lines.forEach((line) => void pick(line)),
      baseline: () => cells.forEach((cell) => void readByLibrary(cell, region)),
    },
    {
      what: 'the keyed hash of a number',
      goal: 2,
      against: 'createHmac',
      times: 0.7,
      product: () => numbers.forEach((number) => void subject(number)),
      baseline: () =>
        numbers.forEach(
          (number) => void createHmac('sha256', key).update(number).digest('base64url').slice(0, 14),
        ),
    },
    {
      what: 'the cells of a row',
      goal: 1.5,
      against: 'splitting text without any quotation mark',
      times: 3,
      product: async () => {
        for await (const _ of readRows(source, format));
      },
      baseline: () => csv.split('\n').map((line) => line.split(',')),
    },
  ];
  const found: Line[] = [];
  for (const { what, goal, against, times, product, baseline } of steps) {
    const taken = { product: [] as number[], baseline: [] as number[] };
    // The first round is for the compiler.
    for (let round = 0; round <= rounds; round += 1) {
      const ours = await processorTime(product);
      const theirs = await processorTime(baseline);
      if (round === 0) continue;
      // Times below the clock's own step would be zero.
      taken.product.push(Math.max(ours, 1) / rows);
      taken.baseline.push(Math.max(theirs, 1) / rows);
    }
    found.push(
      beside(`reading: ${what}`, 'µs/row', taken.product, goal),
      beside(`reading: ${what}, against ${against}`, 'µs/row', taken.product, taken.baseline, times),
    );
  }
  return found;
}
