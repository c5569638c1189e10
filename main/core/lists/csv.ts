import { once } from 'node:events';
import { type Info, parse } from 'csv-parse';
import type { FileOptions } from '../../../shared/contract/lists.ts';
import { keep } from '../../../shared/text/stored.ts';
import { codeOf } from '../base/errors.ts';
import { asText, type CsvEncoding, checkText, detectEncoding } from './csvEncoding.ts';
import { findHeader, firstRows, guessDelimiter, RELAXED } from './csvHead.ts';
import { CsvProblem, type CsvSource, checkedSize, MAX_CSV_BYTES } from './csvSource.ts';
import { linesIn, plainReader } from './plainRows.ts';

/** Longest row, in characters, since an unclosed quotation mark would swallow the rest of the file. */
export const MAX_ROW = 1024 * 1024;

export type CsvFormat = {
  readonly encoding: CsvEncoding;
  readonly delimiter: string;
  readonly bytes: number;
  /** Names of the columns; made up ("Column 1") where the file begins with data or lacks a name. */
  readonly headers: readonly string[];
  /** Whether the first row has the names and is therefore no row of data. */
  readonly hasHeader: boolean;
  /** Lines before the header or the data: Excel's "sep=;", and titles. */
  readonly skipLines: number;
};

/**
 * `line` is where the row begins, counted from 1. A row with a `problem` must not be imported, since its
 * cells may be shifted.
 */
export type CsvRow = {
  readonly line: number;
  readonly cells: readonly string[];
  readonly problem?: 'cells' | 'quote';
};

/** Rows read to find out which columns name who must not be texted, and the country of the numbers. */
export const SAMPLE_ROWS = 2000;
/** Rows in which the header is searched for. */
const SEARCHED_ROWS = 40;

/**
 * Finds encoding, delimiter and header, each as `file` says, else as the content suggests. Throws CsvProblem
 * if the file is no CSV.
 */
export async function probeCsv(
  source: CsvSource,
  file: FileOptions = {},
  maxBytes = MAX_CSV_BYTES,
): Promise<CsvFormat> {
  const bytes = await checkedSize(source, maxBytes);
  const encoding = file.encoding ?? (await detectEncoding(source));
  const head = await headOf(source, encoding);
  const sep = /^sep=(.)\r?\n?/i.exec(head);
  const body = sep === null ? head : head.slice(sep[0].length);
  if (body.trim() === '') throw new CsvProblem('empty', keep('kept:csv.empty'));
  checkText(body);
  const delimiter = file.delimiter ?? sep?.[1] ?? guessDelimiter(body);
  const above = sep === null ? 0 : 1;
  const rows = firstRows(body, delimiter, Math.max(SEARCHED_ROWS, file.headerLine ?? 0));
  const header = headerOf(rows, file.headerLine, above);
  const [first] = rows;
  const names = header?.cells ?? first?.cells ?? [];
  const headers = names.map((name, i) => (header !== undefined && name.trim()) || `Column ${i + 1}`);
  const skipLines = header === undefined ? above : header.line - 1 + above;
  return { encoding, delimiter, bytes, headers, hasHeader: header !== undefined, skipLines };
}

/** The header on the line that was asked for, else the one that is found. */
function headerOf(rows: ReturnType<typeof firstRows>, line: number | undefined, above: number) {
  if (line === undefined) return findHeader(rows);
  return line === 0 ? undefined : (rows.find((row) => row.line + above >= line) ?? rows.at(-1));
}

/**
 * Rows in order, in the pieces in which they were read. Blank lines are no rows. Throws CsvProblem where the
 * file is broken.
 */
export async function* readRows(
  source: CsvSource,
  format: CsvFormat,
  onBytes?: (read: number) => void,
): AsyncGenerator<CsvRow[]> {
  let rows: CsvRow[] = [];
  let header = format.hasHeader;
  const take = (line: number, cells: readonly string[]) => {
    if (header) header = false;
    else rows.push(rowOf(line, cells, format.headers.length));
  };
  const plain = plainReader(format.delimiter, format.skipLines);
  let rest = '';
  let parser: RowParser | null = null;
  const read = async (text: string, last: boolean) => {
    rest += text;
    if (parser === null) {
      let odd = rest.length > MAX_ROW;
      if (!odd) {
        const found = plain.read(rest, last);
        for (const { line, cells } of found.rows) take(line, cells);
        ({ rest, odd } = found);
      }
      if (!odd) return;
      parser = parserFrom(plain.line(), format, take);
    }
    await parser.write(rest);
    rest = '';
    if (last) await parser.end();
  };
  // The last good line, for messages; the parser's own count has run on to the end by then.
  let lastLine = 0;
  try {
    for await (const piece of asText(source, format.encoding, onBytes)) {
      await read(piece, false);
      lastLine = rows.at(-1)?.line ?? lastLine;
      if (rows.length > 0) yield rows;
      rows = [];
    }
    await read('', true);
  } catch (cause) {
    throw problemOf(cause, rows.at(-1)?.line ?? lastLine);
  } finally {
    // TypeScript does not see that `read` sets it.
    (parser as RowParser | null)?.stop();
  }
  if (rows.length > 0) yield rows;
}

type RowParser = { write(text: string): Promise<void>; end(): Promise<void>; stop(): void };

/** The parser for what is not plain. `from`: the line of the file with which its text begins. */
function parserFrom(
  from: number,
  { delimiter, skipLines }: CsvFormat,
  take: (line: number, cells: readonly string[]) => void,
): RowParser {
  let overcounted = 0;
  const parser = parse({
    ...RELAXED,
    delimiter,
    from_line: Math.max(1, skipLines + 2 - from),
    max_record_size: MAX_ROW,
    on_record: (cells: string[], { lines }: Info) => {
      // The parser counts a CRLF within quotation marks as two lines.
      for (const cell of cells) if (cell.includes('\r\n')) overcounted += cell.split('\r\n').length - 1;
      const within = cells.reduce((sum, cell) => sum + linesIn(cell), 0);
      take(from - 1 + lines - overcounted - within, cells);
      return null; // Collected by `take`: passing a million records through a stream takes twice as long.
    },
  });
  parser.resume();
  parser.on('error', () => {}); // write() and end() report it.
  return {
    write: (text) =>
      new Promise((done, fail) => {
        parser.write(text, (error) => (error ? fail(error) : done()));
      }),
    end: async () => {
      parser.end();
      await once(parser, 'end');
    },
    stop: () => parser.destroy(),
  };
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

function problemOf(cause: unknown, lastLine: number): unknown {
  const code = codeOf(cause);
  const where = lastLine === 0 ? 'Start' : 'After';
  if (code === 'CSV_QUOTE_NOT_CLOSED') {
    return new CsvProblem('broken-quote', keep(`kept:csv.quote${where}`, { line: lastLine }), { cause });
  }
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return new CsvProblem('row-too-long', keep(`kept:csv.long${where}`, { line: lastLine }), { cause });
  }
  return cause;
}

function rowOf(line: number, cells: readonly string[], columns: number): CsvRow {
  // A quotation mark that opened a cell and did not close it is taken for a part of it; across a line end it
  // has swallowed a row.
  if (cells.some((cell) => cell.startsWith('"') && linesIn(cell) > 0))
    return { line, cells, problem: 'quote' };
  // Spreadsheets leave out empty cells at the end, or add some; any other difference may have shifted the
  // number.
  const shifted = cells.length > columns && cells.slice(columns).some((cell) => cell.trim() !== '');
  return shifted ? { line, cells, problem: 'cells' } : { line, cells };
}

const HEAD_LENGTH = 128 * 1024;

/** The beginning of the text, up to the end of a line. */
async function headOf(source: CsvSource, encoding: CsvEncoding): Promise<string> {
  let text = '';
  for await (const piece of asText(source, encoding)) {
    text += piece;
    if (text.length >= HEAD_LENGTH) break;
  }
  const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  return text.length < HEAD_LENGTH || end < 0 ? text : text.slice(0, end + 1);
}
