import type { Options } from 'csv-parse';
import { parse as parseSync } from 'csv-parse/sync';
import { readAnyNumber } from '../../../shared/schema/phone.ts';
import { readOptOutCell } from '../../../shared/schema/phoneCell.ts';
import { isKnownName } from './columnNames.ts';

/** How rows are read: people's files are seldom strict. */
export const RELAXED: Options = {
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  record_delimiter: ['\r\n', '\n', '\r'],
};

/** One of a file's first rows, and the line on which it begins, counted from 1. */
export type HeadRow = { readonly line: number; readonly cells: readonly string[] };

/** The first rows, as far as they can be read: the beginning may end within quotation marks. */
export function firstRows(head: string, delimiter: string, count: number): HeadRow[] {
  const rows: HeadRow[] = [];
  let overcounted = 0;
  try {
    parseSync(head, {
      ...RELAXED,
      delimiter,
      to: count,
      on_record: (cells: string[], { lines }) => {
        let line = lines;
        for (const cell of cells) {
          // The parser counts a CRLF within quotation marks as two lines.
          overcounted += cell.split('\r\n').length - 1;
          line -= cell.split(/\r\n|\n|\r/).length - 1;
        }
        rows.push({ line: line - overcounted, cells });
        return null;
      },
    });
  } catch {
    // readRows reports it with its line.
  }
  return rows;
}

const filled = (cells: readonly string[]) => cells.filter((cell) => cell.trim() !== '').length;

/** How many filled cells most rows have, without rows of one cell, which are titles and remarks. */
function usualWidth(rows: readonly HeadRow[]): number {
  const times = new Map<number, number>();
  for (const { cells } of rows) {
    const width = cells.length;
    times.set(width, (times.get(width) ?? 0) + (width === 1 ? 0.5 : 1));
  }
  return [...times].sort(([a, m], [b, n]) => n - m || b - a)[0]?.[0] ?? 1;
}

/** The delimiter with which most of the first rows have the same, largest number of cells. */
export function guessDelimiter(head: string): string {
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of [',', ';', '\t', '|']) {
    const rows = firstRows(head, delimiter, 30);
    const columns = usualWidth(rows);
    const alike = rows.filter(({ cells }) => cells.length === columns).length / Math.max(rows.length, 1);
    const score = columns < 2 ? 0 : alike * (1 + Math.log2(columns));
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/**
 * The row that names the columns; title lines may stand above it. It comes before the first number, has names
 * that files use, and is about as wide as the rows below it. Undefined: the file begins with data.
 */
export function findHeader(rows: readonly HeadRow[]): HeadRow | undefined {
  const firstData = rows.findIndex(({ cells }) => cells.some(isNumber));
  const above = firstData < 0 ? rows : rows.slice(0, firstData);
  const [first] = above;
  if (first === undefined) return undefined;
  const width = Math.max(...rows.map(({ cells }) => filled(cells)));
  const known = (row: HeadRow) => row.cells.filter(isKnownName).length;
  let best = first;
  for (const row of above) {
    if (known(row) > known(best) && filled(row.cells) * 2 >= Math.min(width, 6)) best = row;
  }
  if (known(best) > 0) return best;
  return above.find(({ cells }) => filled(cells) > 1 && filled(cells) * 2 >= width) ?? first;
}

/** Whether a cell holds a phone number, alone or among words; not a date, and not an id with letters. */
export function isNumber(cell: string): boolean {
  if (cell.replace(/\D/g, '').length < 10) return false;
  if (readAnyNumber(cell, 'US').ok || readAnyNumber(cell, 'GB').ok) return true;
  return cell.length < 80 && readOptOutCell(cell, 'GB').numbers.length > 0;
}
