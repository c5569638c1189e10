import { once } from 'node:events';
import { type Info, type Options, type Parser, parse } from 'csv-parse';
import { parse as parseSync } from 'csv-parse/sync';
import { readAnyNumber } from '../../../shared/schema/phone.ts';
import { keep } from '../../../shared/text/stored.ts';
import { asUtf8, type CsvEncoding, detectEncoding } from './csvEncoding.ts';
import { CsvProblem, type CsvSource, checkedSize, MAX_CSV_BYTES } from './csvSource.ts';

/** Longest row, in characters; guards against a quotation mark that swallows the rest of the file. */
export const MAX_ROW = 1024 * 1024;

export type CsvFormat = {
  readonly encoding: CsvEncoding;
  readonly delimiter: string;
  readonly bytes: number;
  /** Names of the columns; made up ("Column 1") where the file begins with data or leaves a name out. */
  readonly headers: readonly string[];
  /** Whether the first row holds names and is therefore no row of data. */
  readonly hasHeader: boolean;
  /** Lines before the header that are no data, such as Excel's "sep=;". */
  readonly skipLines: number;
};

/** `line` is where the row begins, counted from 1. `problem` rows must not be imported: their cells may be shifted. */
export type CsvRow = {
  readonly line: number;
  readonly cells: readonly string[];
  readonly problem?: 'cells' | 'quote';
};

const RELAXED: Options = {
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  record_delimiter: ['\r\n', '\n', '\r'],
};

/** Looks at a file without keeping it: encoding, delimiter, header. Throws CsvProblem if it is no CSV. */
export async function probeCsv(source: CsvSource, maxBytes = MAX_CSV_BYTES): Promise<CsvFormat> {
  const bytes = await checkedSize(source, maxBytes);
  const encoding = await detectEncoding(source);
  const head = await headOf(source, encoding);
  const sep = /^sep=(.)\r?\n?/i.exec(head);
  const body = sep === null ? head : head.slice(sep[0].length);
  if (body.trim() === '') throw new CsvProblem('empty', keep('kept:csv.empty'));
  const delimiter = sep?.[1] ?? guessDelimiter(body);
  const [first = []] = firstRows(body, delimiter, 1);
  const hasHeader = !first.some(isNumber);
  const headers = first.map((name, i) => (hasHeader && name.trim()) || `Column ${i + 1}`);
  return { encoding, delimiter, bytes, headers, hasHeader, skipLines: sep === null ? 0 : 1 };
}

/** Rows in order, in pieces of what one read gave. Blank lines are no rows. Throws CsvProblem where the file breaks. */
export async function* readRows(
  source: CsvSource,
  format: CsvFormat,
  onBytes?: (read: number) => void,
): AsyncGenerator<CsvRow[]> {
  let rows: CsvRow[] = [];
  let header = format.hasHeader;
  let overcounted = 0;
  const parser = parse({
    ...RELAXED,
    delimiter: format.delimiter,
    from_line: format.skipLines + 1,
    max_record_size: MAX_ROW,
    on_record: (cells: string[], { lines }: Info) => {
      // The parser counts a CRLF within quotation marks as two lines.
      for (const cell of cells) if (cell.includes('\r\n')) overcounted += cell.split('\r\n').length - 1;
      if (header) header = false;
      else rows.push(rowOf(cells, lines - overcounted, format.headers.length));
      return null; // kept here: pushing a million records through a stream takes twice as long
    },
  });
  // The last good line, for the messages: the parser's own count has run on to the end by then.
  let lastLine = 0;
  parser.resume();
  parser.on('error', () => {}); // write() and end() report it
  try {
    for await (const chunk of asUtf8(source, format.encoding, onBytes)) {
      await write(parser, chunk);
      lastLine = rows.at(-1)?.line ?? lastLine;
      if (rows.length > 0) yield rows;
      rows = [];
    }
    parser.end();
    await once(parser, 'end');
  } catch (cause) {
    throw problemOf(cause, rows.at(-1)?.line ?? lastLine);
  } finally {
    parser.destroy();
  }
  if (rows.length > 0) yield rows;
}

/** The first `count` rows. */
export async function sampleRows(source: CsvSource, format: CsvFormat, count: number): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const some of readRows(source, format)) {
    rows.push(...some);
    if (rows.length >= count) break;
  }
  return rows.slice(0, count);
}

function write(parser: Parser, chunk: Buffer): Promise<void> {
  return new Promise((done, fail) => {
    parser.write(chunk, (error) => (error ? fail(error) : done()));
  });
}

function problemOf(cause: unknown, lastLine: number): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const where = lastLine === 0 ? 'Start' : 'After';
  if (code === 'CSV_QUOTE_NOT_CLOSED') {
    return new CsvProblem('broken-quote', keep(`kept:csv.quote${where}`, { line: lastLine }), { cause });
  }
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return new CsvProblem('row-too-long', keep(`kept:csv.long${where}`, { line: lastLine }), { cause });
  }
  return cause;
}

/** `lines` is the line on which the row ends. */
function rowOf(cells: readonly string[], lines: number, columns: number): CsvRow {
  let line = lines;
  let problem: CsvRow['problem'];
  for (const cell of cells) {
    if (!/[\r\n]/.test(cell)) continue;
    line -= cell.split(/\r\n|\n|\r/).length - 1;
    // The parser lets a quote stand that opened a cell but did not end it; over a line end, it has swallowed a row.
    if (cell.startsWith('"')) problem = 'quote';
  }
  // Spreadsheets leave empty cells out at the end, or add some; anything else may have moved the number.
  if (problem === undefined && cells.slice(columns).some((cell) => cell.trim() !== '')) problem = 'cells';
  return problem === undefined ? { line, cells } : { line, cells, problem };
}

const HEAD_BYTES = 128 * 1024;

/** The beginning of the text, up to the end of a line. */
async function headOf(source: CsvSource, encoding: CsvEncoding): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of asUtf8(source, encoding)) {
    pieces.push(piece);
    length += piece.length;
    if (length >= HEAD_BYTES) break;
  }
  const text = Buffer.concat(pieces).toString('utf8');
  const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  return length < HEAD_BYTES || end < 0 ? text : text.slice(0, end + 1);
}

/** The delimiter by which most of the first rows have the same, largest number of cells. */
function guessDelimiter(head: string): string {
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of [',', ';', '\t', '|']) {
    const rows = firstRows(head, delimiter, 20);
    const columns = rows[0]?.length ?? 1;
    const alike = rows.filter((row) => row.length === columns).length / Math.max(rows.length, 1);
    const score = columns < 2 ? 0 : alike * (1 + Math.log2(columns));
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** The first rows, as far as they can be read: a head may end within quotes. */
function firstRows(head: string, delimiter: string, count: number): string[][] {
  const rows: string[][] = [];
  try {
    parseSync(head, {
      ...RELAXED,
      delimiter,
      to: count,
      on_record: (cells: string[]) => {
        rows.push(cells);
        return null;
      },
    });
  } catch {
    // readRows reports it with its line
  }
  return rows;
}

function isNumber(cell: string): boolean {
  return (
    cell.replace(/\D/g, '').length >= 10 && (readAnyNumber(cell, 'US').ok || readAnyNumber(cell, 'GB').ok)
  );
}
