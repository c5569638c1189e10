import type { Batch, ImportProgress } from './csvWorkerClient.ts';
import type { RefusedRow } from './rows.ts';

/**
 * Rows that were read in one go, before they are cut into pieces. `from` and `to`: how far the file was read
 * before and after them.
 */
export type ReadRows<Row> = {
  readonly rows: readonly Row[];
  readonly refused: readonly RefusedRow[];
  readonly from: ImportProgress;
  readonly to: ImportProgress;
};

/**
 * Sorts rows by their subjects; of each subject, the row that came first stays first. The store keeps people
 * in that order, so neighbouring rows are written together; in the order of a file, a thousand rows change a
 * thousand pages, each of which is encrypted and written again. Rows for a single piece of `size` keep the
 * order of the file.
 */
export function inStoreOrder<Row extends { readonly subject: string }>(
  rows: readonly Row[],
  size: number,
): readonly Row[] {
  if (rows.length <= size) return rows;
  return rows.toSorted((a, b) => (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0));
}

/**
 * Cuts rows into pieces, good ones first; each piece says how much of the file is done with it. At least one
 * piece. `size`: how many rows the next piece has at most.
 */
export function* piecesOf<Row>(readRows: ReadRows<Row>, size: () => number): Generator<Batch<Row>> {
  const { rows, refused, from, to } = readRows;
  const total = rows.length + refused.length;
  for (let start = 0, end = 0; start === 0 || start < total; start = end) {
    end = Math.min(start + size(), total);
    const share = (part: number, whole: number) => part + Math.floor(((whole - part) * end) / total);
    yield {
      rows: rows.slice(start, end),
      refused: refused.slice(Math.max(0, start - rows.length), Math.max(0, end - rows.length)),
      progress: end === total ? to : { ...to, bytes: share(from.bytes, to.bytes), rows: from.rows + end },
    };
    if (end === total) return;
  }
}

/** Milliseconds that the transaction of a piece may take, as far as it can be told before. */
const LONGEST = 7;
const FIRST_ROWS = 150;
const MOST_ROWS = 1000;

export type Pace = { size(): number; took(rows: number, milliseconds: number): void };

/**
 * How many rows are written in one transaction: as many as took about seven milliseconds before, since a
 * STOP that comes in meanwhile waits for them. How long a row takes depends on what is done with it, on the
 * size of the store and on the machine.
 * @param fewest a transaction costs as much as some rows, so fewer would take longer altogether
 */
export function createPace(fewest: number): Pace {
  let size = FIRST_ROWS;
  return {
    size: () => size,
    took(rows, milliseconds) {
      // A last piece of a few rows tells little about more of them.
      if (rows < size / 2) return;
      const fits = (rows * LONGEST) / Math.max(milliseconds, 1);
      size = Math.round(Math.min(Math.max(fits, size / 2, fewest), size * 1.25, MOST_ROWS));
    },
  };
}
