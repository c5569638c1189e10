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
 * Cuts rows into pieces of `size` rows, good ones first; each piece says how much of the file is done with
 * it. At least one piece.
 */
export function* piecesOf<Row>(readRows: ReadRows<Row>, size: number): Generator<Batch<Row>> {
  const { rows, refused, from, to } = readRows;
  const total = rows.length + refused.length;
  for (let start = 0; start === 0 || start < total; start += size) {
    const end = Math.min(start + size, total);
    const share = (part: number, whole: number) => part + Math.floor(((whole - part) * end) / total);
    yield {
      rows: rows.slice(start, end),
      refused: refused.slice(Math.max(0, start - rows.length), Math.max(0, end - rows.length)),
      progress: end === total ? to : { ...to, bytes: share(from.bytes, to.bytes), rows: from.rows + end },
    };
  }
}
