/** A record of a file: the line on which it begins, counted from 1, and its cells. */
export type PlainRow = { readonly line: number; readonly cells: readonly string[] };

/** What was read of a text, and what was not: the beginning of a record whose end is still to come. */
export type PlainRead = {
  readonly rows: readonly PlainRow[];
  readonly rest: string;
  /** Whether `rest` begins with a record that is not plain: from there on it is for the parser. */
  readonly odd: boolean;
};

export type PlainReader = {
  /** `text`: the rest of before and what follows it. `last`: the file ends with it. */
  read(text: string, last: boolean): PlainRead;
  /** The line on which the rest begins. */
  line(): number;
};

/**
 * Reads the plain form of CSV (RFC 4180, with any delimiter and any line ends): a cell stands in quotation
 * marks from its beginning to its end, or the marks in it mean nothing. Hardly a file has anything else, and
 * taking text apart at its delimiters is several times as fast as a parser that looks at every byte. Records
 * of other forms are left to that parser. A test holds that both read the same.
 * @param skip lines that are no records, whatever is in them
 */
export function plainReader(delimiter: string, skip: number): PlainReader {
  const separator = delimiter.charCodeAt(0);
  let line = 1;

  /** Whole lines without any quotation mark. */
  function takeLines(text: string, rows: PlainRow[]): void {
    const lines = text.includes('\r') ? text.split(/\r\n|\n|\r/) : text.split('\n');
    // Behind the last line end stands nothing.
    for (let at = 0; at < lines.length - 1; at += 1) {
      const each = lines[at] ?? '';
      if (each !== '') rows.push({ line, cells: each.split(delimiter) });
      line += 1;
    }
  }

  /** One record, wherever it may have quotation marks. Returns where the next one begins, or why not. */
  function takeRecord(text: string, from: number, last: boolean, rows: PlainRow[]): number | 'cut' | 'odd' {
    const cells: string[] = [];
    let lineEnds = 0;
    for (let at = from; ; at += 1) {
      const quoted = text[at] === '"';
      const end = quoted ? behindQuotes(text, at) : behindCell(text, at, separator);
      if (end < 0) return last ? 'odd' : 'cut';
      const cell = quoted ? text.slice(at + 1, end - 1).replaceAll('""', '"') : text.slice(at, end);
      if (quoted) lineEnds += linesIn(cell);
      cells.push(cell);
      at = end;
      if (at < text.length && text.charCodeAt(at) === separator) continue;
      const next = behindLineEnd(text, at, last);
      if (next === null) return 'cut';
      if (next === at && at < text.length) return 'odd';
      if (at > from) rows.push({ line, cells });
      line += lineEnds + 1;
      return next;
    }
  }

  return {
    line: () => line,
    read(text, last) {
      const rows: PlainRow[] = [];
      let at = 0;
      while (at < text.length) {
        if (line <= skip) {
          const next = behindLineEnd(text, endOfLine(text, at), last);
          if (next === null) break;
          at = next;
          line += 1;
          continue;
        }
        const quote = text.indexOf('"', at);
        const whole = behindWholeLines(text, at, quote < 0 ? text.length : quote);
        if (whole > at) takeLines(text.slice(at, whole), rows);
        at = whole;
        if (at === text.length || (quote < 0 && !last)) break;
        const next = takeRecord(text, at, last, rows);
        if (typeof next === 'string') return { rows, rest: text.slice(at), odd: next === 'odd' };
        at = next;
      }
      return { rows, rest: text.slice(at), odd: false };
    },
  };
}

/** How many lines end within a cell. */
export function linesIn(cell: string): number {
  return /[\r\n]/.test(cell) ? cell.split(/\r\n|\n|\r/).length - 1 : 0;
}

/** Behind the mark that closes the one at `from`; -1: there is none. */
function behindQuotes(text: string, from: number): number {
  for (let at = from + 1; ; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0) return -1;
    if (text[at + 1] !== '"') return at + 1;
  }
}

function behindCell(text: string, from: number, separator: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === separator || code === LF || code === CR) return at;
  }
  return text.length;
}

const LF = 10;
const CR = 13;

function endOfLine(text: string, from: number): number {
  return behindCell(text, from, LF);
}

/** Behind the line end at `at`, or `at` where there is none; null: more text is needed to tell. */
function behindLineEnd(text: string, at: number, last: boolean): number | null {
  if (at === text.length) return last ? at : null;
  const code = text.charCodeAt(at);
  if (code === LF) return at + 1;
  if (code !== CR) return at;
  if (at + 1 === text.length) return last ? at + 1 : null;
  return text.charCodeAt(at + 1) === LF ? at + 2 : at + 1;
}

/** Behind the last line that ends before `end`, else `from`. A CR at the very end may be half a line end. */
function behindWholeLines(text: string, from: number, end: number): number {
  const until = end === text.length && text.charCodeAt(end - 1) === CR ? end - 1 : end;
  const part = text.slice(from, until);
  return from + Math.max(part.lastIndexOf('\n'), part.lastIndexOf('\r')) + 1;
}
