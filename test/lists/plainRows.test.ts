import { type Info, parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RELAXED } from '../../main/core/lists/csvHead.ts';
import { linesIn, type PlainRow, plainReader } from '../../main/core/lists/plainRows.ts';

/** What the parser reads; null: it finds the text broken. */
function parsed(text: string, delimiter: string, skip: number): PlainRow[] | null {
  const rows: PlainRow[] = [];
  let overcounted = 0;
  try {
    parse(text, {
      ...RELAXED,
      delimiter,
      from_line: skip + 1,
      on_record: (cells: string[], { lines }: Info) => {
        for (const cell of cells) overcounted += cell.split('\r\n').length - 1;
        rows.push({ line: lines - overcounted - cells.reduce((sum, cell) => sum + linesIn(cell), 0), cells });
        return null;
      },
    });
  } catch {
    return null;
  }
  return rows;
}

/** The same by the plain reader, with the text in pieces; what it leaves is for the parser. */
function read(pieces: readonly string[], delimiter: string, skip: number): PlainRow[] | null {
  const plain = plainReader(delimiter, skip);
  const rows: PlainRow[] = [];
  let rest = '';
  for (const [at, piece] of [...pieces, ''].entries()) {
    const found = plain.read(rest + piece, at === pieces.length);
    rows.push(...found.rows);
    rest = found.rest;
    if (!found.odd) continue;
    const others = parsed(rest + pieces.slice(at + 1).join(''), delimiter, 0);
    return (
      others && [...rows, ...others.map(({ line, cells }) => ({ line: line + plain.line() - 1, cells }))]
    );
  }
  expect(rest).toBe('');
  return rows;
}

const delimiters = fc.constantFrom(',', ';', '\t', '|');
const signs = ['a', 'b ', ' ', '"', '""', '\n', '\r\n', '\r', 'é', '𝒳'];
const texts = (delimiter: string) =>
  fc.array(
    fc.constantFrom(...signs, delimiter, delimiter, `"c${delimiter}d"`, '"e\nf"', '"g\r\nh"', '"i""j"'),
    {
      maxLength: 30,
    },
  );
const cut = (text: string, places: readonly number[]) => {
  const ends = [...places.map((place) => place % (text.length + 1)), text.length].toSorted((a, b) => a - b);
  return ends.map((end, at) => text.slice(at === 0 ? 0 : ends[at - 1], end));
};

it('reads any text as the parser does, in whatever pieces it comes', () => {
  fc.assert(
    fc.property(
      delimiters.chain((delimiter) => fc.tuple(fc.constant(delimiter), texts(delimiter))),
      fc.array(fc.nat(100), { maxLength: 4 }),
      ([delimiter, parts], places) => {
        const text = parts.join('');
        expect(read(cut(text, places), delimiter, 0)).toEqual(parsed(text, delimiter, 0));
      },
    ),
    { numRuns: 3000 },
  );
});

it('skips lines as the parser does', () => {
  const lines = fc.array(fc.constantFrom('a', 'a,b', '', '"q"'), { maxLength: 6 });
  const ends = fc.constantFrom('\n', '\r\n', '\r');
  fc.assert(
    fc.property(
      lines,
      ends,
      fc.nat(4),
      fc.array(fc.nat(40), { maxLength: 2 }),
      (given, end, skip, places) => {
        const text = given.join(end);
        expect(read(cut(text, places), ',', skip)).toEqual(parsed(text, ',', skip));
      },
    ),
    { numRuns: 1000 },
  );
});

it('leaves nothing to the parser of a file in the plain form, and only what is odd of another', () => {
  const plain = plainReader(',', 0);
  const rows = [
    { line: 1, cells: ['name', 'note'] },
    { line: 2, cells: ['Ana', 'says "hi", twice'] },
    { line: 4, cells: [`5'10" tall`, 'two\r\nlines'] },
  ];
  expect(plain.read('name,note\r\nAna,"says ""hi"", twice"\n\n5\'10" tall,"two\r\nlines"\r', true)).toEqual({
    rows,
    rest: '',
    odd: false,
  });
  const other = plainReader(',', 0);
  expect(other.read('a,b\n"c"d,e\nf,g\n', true)).toEqual({
    rows: [{ line: 1, cells: ['a', 'b'] }],
    rest: '"c"d,e\nf,g\n',
    odd: true,
  });
  expect(other.line()).toBe(2);
});
