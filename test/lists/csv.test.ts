import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CsvRow, MAX_ROW, probeCsv, readRows } from '../../main/core/lists/csv.ts';
import { CsvProblem, type CsvSource } from '../../main/core/lists/csvSource.ts';
import { bytesOf } from './csvFiles.ts';

async function rowsOf(source: CsvSource): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const some of readRows(source, await probeCsv(source))) rows.push(...some);
  return rows;
}

async function problemOf(work: Promise<unknown>): Promise<CsvProblem> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof CsvProblem) return error;
  throw new Error('expected a CsvProblem', { cause: error });
}

describe('encodings', () => {
  const text = 'Name,Phone\nJosé Müller,2025550143\nÓ Súilleabháin,2025550144\n';
  const rows = [
    ['José Müller', '2025550143'],
    ['Ó Súilleabháin', '2025550144'],
  ];
  it.each([
    ['UTF-8', 'utf8', false],
    ['UTF-8', 'utf8', true],
    ['UTF-16LE', 'utf16le', true],
    ['UTF-16LE', 'utf16le', false],
    ['UTF-16BE', 'utf16-be', true],
    ['UTF-16BE', 'utf16-be', false],
    ['Windows-1252', 'win1252', false],
  ])('%s written as %s, byte order mark: %s', async (encoding, as, addBOM) => {
    const source = { bytes: new Uint8Array(iconv.encode(text, as, { addBOM })) };
    const format = await probeCsv(source);
    expect(format).toMatchObject({ encoding, headers: ['Name', 'Phone'] });
    expect((await rowsOf(source)).map((row) => row.cells)).toEqual(rows);
  });

  it('finds an accent of Windows-1252 that stands past the first pieces', async () => {
    const body = `Name,Phone\n${'Ana,2025550143\n'.repeat(40_000)}José,2025550144\n`;
    const source = { bytes: new Uint8Array(iconv.encode(body, 'win1252')) };
    expect((await rowsOf(source)).at(-1)?.cells).toEqual(['José', '2025550144']);
  });

  it('does not give up UTF-8 for one damaged letter', async () => {
    const good = Buffer.from(`Name,Phone\n${'Zoë García,2025550143\n'.repeat(20)}`);
    const source = { bytes: new Uint8Array(Buffer.concat([good, Buffer.from([0x4a, 0xe9, 0x2c, 0x31])])) };
    expect((await probeCsv(source)).encoding).toBe('UTF-8');
    expect((await rowsOf(source))[0]?.cells[0]).toBe('Zoë García');
  });

  it('keeps letters whole that a piece cuts in two', async () => {
    const body = `Name,Phone\n${'éü😀,1\n'.repeat(60_000)}`;
    for (const as of ['utf8', 'utf16le'] as const) {
      const read = await rowsOf(bytesOf(as === 'utf8' ? body : `\ufeff${body}`, as));
      expect(read).toHaveLength(60_000);
      expect(new Set(read.map((row) => row.cells.join('|')))).toEqual(new Set(['éü😀|1']));
    }
  });
});

describe('shape', () => {
  it.each([',', ';', '\t', '|'])('finds the delimiter %j', async (delimiter) => {
    const lines = [
      ['Name', 'Note', 'Phone'],
      ['Ana', '"a, b; c"', '2025550143'],
      ['Ben', 'one; two', '2025550144'],
    ];
    const text = lines.map((line) => line.join(delimiter)).join('\n');
    const quoted = delimiter === ';' ? text.replace('one; two', '"one; two"') : text;
    const source = bytesOf(quoted);
    expect(await probeCsv(source)).toMatchObject({ delimiter, headers: ['Name', 'Note', 'Phone'] });
    expect((await rowsOf(source)).map((row) => row.cells[2])).toEqual(['2025550143', '2025550144']);
  });

  it('obeys the sep= line of Excel', async () => {
    const source = bytesOf('sep=;\r\nName;Phone\r\nA,n,a;2025550143\r\n');
    expect((await probeCsv(source)).headers).toEqual(['Name', 'Phone']);
    expect(await rowsOf(source)).toEqual([{ line: 3, cells: ['A,n,a', '2025550143'] }]);
  });

  it.each([
    ['CRLF', '\r\n'],
    ['LF', '\n'],
    ['CR', '\r'],
  ])('reads %s, skips blank lines, and knows each row’s line', async (_, end) => {
    const text = ['Phone,Note', '1,"a', 'b"', '', '2,c', '3,d'].join(end);
    expect(await rowsOf(bytesOf(text))).toEqual([
      { line: 2, cells: ['1', `a${end}b`] },
      { line: 5, cells: ['2', 'c'] },
      { line: 6, cells: ['3', 'd'] },
    ]);
  });

  it('reads mixed line ends, also across the pieces of a large file', async () => {
    const lines = Array.from({ length: 50_000 }, (_, i) => `${i},x${i % 2 ? '\r\n' : '\n'}`);
    const rows = await rowsOf(bytesOf(`Id,Note\r\n${lines.join('')}`));
    expect(rows).toHaveLength(50_000);
    expect(rows.every((row, i) => row.line === i + 2 && row.cells[0] === String(i))).toBe(true);
  });

  it('takes a first row with a number in it as data', async () => {
    const source = bytesOf('Ana,(202) 555-0143\nBen,202.555.0144\n');
    expect((await probeCsv(source)).headers).toEqual(['Column 1', 'Column 2']);
    expect(await rowsOf(source)).toHaveLength(2);
  });

  it('reads a header with nothing below, and names columns that have no name', async () => {
    const source = bytesOf('Phone,,Note\n');
    expect((await probeCsv(source)).headers).toEqual(['Phone', 'Column 2', 'Note']);
    expect(await rowsOf(source)).toEqual([]);
  });

  it('reads one column without any delimiter', async () => {
    expect(await rowsOf(bytesOf('Phone\n2025550143\n\n2025550144'))).toHaveLength(2);
  });

  it('reads a file from the disk as it reads bytes', async () => {
    const text = 'Phone,Note\n2025550143,é\n';
    const path = join(folder, 'contacts.csv');
    await writeFile(path, text);
    expect(await rowsOf({ path })).toEqual(await rowsOf(bytesOf(text)));
  });
});

describe('rows that cannot be trusted', () => {
  it('marks rows with cells beyond the header, not those that lack or add empty ones', async () => {
    const rows = await rowsOf(bytesOf('A,B,C\n1,2\n1,2,3,,\n1,x,2,3\n1,2,3\n'));
    expect(rows.map((row) => [row.line, row.problem])).toEqual([
      [2, undefined],
      [3, undefined],
      [4, 'cells'],
      [5, undefined],
    ]);
  });

  it('lets quotation marks stand within a cell', async () => {
    const rows = await rowsOf(bytesOf('A,B\nBob "Bud" Brown,1\n"Bob" Brown,2\n"Bob ""Bud""",3\n'));
    expect(rows.map((row) => row.cells[0])).toEqual(['Bob "Bud" Brown', '"Bob" Brown', 'Bob "Bud"']);
  });

  it('marks a row that an open quotation mark ran together with the next', async () => {
    const rows = await rowsOf(bytesOf('Id,Name,Phone\n5,"Ana,202\n6,"Bob",203\n7,Cy,204\n'));
    expect(rows.map((row) => [row.line, row.problem])).toEqual([
      [2, 'quote'],
      [4, undefined],
    ]);
  });

  it('says where a quotation mark is never closed', async () => {
    const problem = await problemOf(rowsOf(bytesOf('A,B\n1,x\n2,"y\n3,z\n')));
    expect(problem).toMatchObject({ code: 'broken-quote', message: expect.stringContaining('after line 2') });
  });

  it('reads a huge cell, and refuses a file whose row has no end', async () => {
    const huge = 'x'.repeat(MAX_ROW - 100);
    expect((await rowsOf(bytesOf(`A,B\n1,${huge}\n2,y\n`)))[0]?.cells[1]).toBe(huge);
    const problem = await problemOf(rowsOf(bytesOf(`A,B\n1,y\n2,"${huge.repeat(2)}"\n`)));
    expect(problem).toMatchObject({ code: 'row-too-long', message: expect.stringContaining('after line 2') });
  });
});

describe('files that are no CSV', () => {
  it.each([
    ['a workbook', Buffer.from('504b030414000600', 'hex'), 'Excel workbook'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'old Excel workbook'],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), 'picture'],
    ['a database', Buffer.from('SQLite format 3\0'), 'database'],
    ['noise', Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256)), 'another kind'],
    ['text with a binary end', Buffer.from(`A,B\n${'1,2\n'.repeat(200_000)}\0\u0001`), 'another kind'],
  ])('%s', async (_, bytes, what) => {
    const problem = await problemOf(probeCsv({ bytes: new Uint8Array(bytes) }));
    expect(problem.code).toBe('not-csv');
    expect(problem.message).toContain('This file is not a CSV');
    expect(problem.message).toContain(what);
  });

  it.each(['', ' \n\r\n\t', '\ufeff'])('nothing in it: %j', async (text) => {
    expect((await problemOf(probeCsv(bytesOf(text)))).code).toBe('empty');
  });

  it('refuses by size before reading', async () => {
    const path = join(folder, 'missing-after-stat.csv');
    await writeFile(path, Buffer.from('504b0304', 'hex'));
    const problem = await problemOf(probeCsv({ path }, {}, 3));
    expect(problem).toMatchObject({ code: 'too-large', message: expect.stringContaining('up to 3 bytes') });
  });

  it('says so when the file is missing or a folder', async () => {
    expect((await problemOf(probeCsv({ path: join(folder, 'none.csv') }))).code).toBe('unreadable');
    expect((await problemOf(probeCsv({ path: folder }))).code).toBe('unreadable');
  });
});

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heed-csv-'));
});
afterAll(() => rm(folder, { recursive: true }));
