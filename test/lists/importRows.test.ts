import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { CsvSource } from '../../main/core/lists/csvSource.ts';
import type { Batch, ImportProgress } from '../../main/core/lists/csvWorkerClient.ts';
import { importContacts, readOptOutRows } from '../../main/core/lists/importRows.ts';
import { previewCsv } from '../../main/core/lists/preview.ts';
import { refusedCsv } from '../../main/core/lists/refusedCsv.ts';
import type { ContactRow, OptOutRow, RefusedRow } from '../../main/core/lists/rows.ts';
import { NO_RESULT } from '../../shared/contract/lists/importOutcomes.ts';
import type { Region } from '../../shared/schema/words.ts';
import { bytesOf, fixture, mapped, usNumber } from './csvFiles.ts';

const Expected = z.object({
  rows: z.number(),
  imported: z.number(),
  duplicate: z.number(),
  invalid: z.number(),
  wrong_region: z.number().default(0),
});
const expectedOf = (name: string) => {
  const { wrong_region, ...rest } = Expected.parse(JSON.parse(readFileSync(fixture(name).path, 'utf8')));
  return { ...NO_RESULT, ...rest, wrongRegion: wrong_region };
};

const subjectKey = '00'.repeat(32);

/** A writer that knows which numbers it has, as the store does. */
function memory<
  Row extends ({ number: string } | { numbers: readonly string[] }) & { line: number; raw: string },
>() {
  const rows = new Map<string, Row>();
  const refused: RefusedRow[] = [];
  const write = (batch: Batch<Row>) => {
    let duplicate = 0;
    for (const row of batch.rows) {
      const number = 'number' in row ? row.number : (row.numbers[0] ?? '');
      if (rows.has(number)) {
        duplicate += 1;
        refused.push({ line: row.line, raw: row.raw, why: 'duplicate' });
      } else rows.set(number, row);
    }
    refused.push(...batch.refused);
    return { imported: batch.rows.length - duplicate, duplicate, alreadyOptedOut: 0 };
  };
  return { rows, refused, write };
}

async function importAs(source: CsvSource, region: Region, store = memory<ContactRow>()) {
  const { mapping } = await previewCsv(source);
  if (mapping === null) throw new Error('no column of numbers found');
  const result = await importContacts({ source, mapping, region, subjectKey, write: store.write });
  return { result, store };
}

describe('importContacts', () => {
  it.each([
    ['contacts-us', 'US'],
    ['contacts-ca', 'CA'],
    ['contacts-uk', 'GB'],
  ] as const)('%s gives the expected counts with the guessed columns', async (file, region) => {
    const { result, store } = await importAs(fixture(`${file}.csv`), region);
    expect(result).toEqual(expectedOf(`${file}.expected.json`));
    expect(store.rows.size + store.refused.length).toBe(result.rows);
  });

  it('reads every cell of a row', async () => {
    const text = 'ID,First,Last,Mobile,Zip,Note\n7, Zoë ,"O\'Brien, Jr.",(202) 555-0143,02139,"=1\nb"\n';
    const { store } = await importAs(bytesOf(text), 'US');
    expect([...store.rows.values()]).toEqual([
      {
        line: 2,
        raw: '(202) 555-0143',
        number: '+12025550143',
        subject: 'VV9vZ3dh7ilzjQ',
        firstName: 'Zoë',
        lastName: "O'Brien, Jr.",
        externalId: '7',
        fields: '{"postcode":"02139","Note":"=1\\nb"}',
        unreadPlace: false,
        column: 3,
        optOut: null,
      },
    ]);
  });

  it('gives what it refused as a file that imports to nothing, and that no spreadsheet runs', async () => {
    const { store } = await importAs(fixture('contacts-us.csv'), 'US');
    const file = refusedCsv(store.refused.map(({ line, raw, why }) => ({ line, value: raw, why })));
    const again = await importAs(bytesOf(file), 'US', store);
    expect(again.result).toMatchObject({
      rows: 776,
      imported: 0,
      duplicate: 653,
      wrongRegion: 27,
      invalid: 96,
    });
  });

  it('accounts for rows whose cells have moved', async () => {
    const text = 'Name,Phone\nAna,2025550143\nBen, Jr.,2025550144\nCy\n"Dee,202\n"Eve",2025550146\n';
    const { result, store } = await importAs(bytesOf(text), 'US');
    expect(result).toMatchObject({ rows: 4, imported: 1, invalid: 3 });
    expect(store.refused.map((row) => [row.line, row.why])).toEqual([
      [3, 'cells'],
      [4, 'empty'],
      [5, 'quote'],
    ]);
  });

  it('says that nobody is in a file with a header alone', async () => {
    await expect(importAs(bytesOf('phone,name\r\n'), 'US')).rejects.toThrow('Nobody is in this file');
  });

  it('imports UTF-16 as Excel saves it', async () => {
    const text = '\ufeffPhone\tFirst name\r\n07700 900123\tZoë\r\n';
    const { store } = await importAs(bytesOf(text, 'utf16le'), 'GB');
    expect(store.rows.get('+447700900123')?.firstName).toBe('Zoë');
  });

  const many = bytesOf(`phone\n${Array.from({ length: 30_000 }, (_, i) => usNumber(i)).join('\n')}\n`);

  it('reports progress that only rises, up to the whole file', async () => {
    const seen: ImportProgress[] = [];
    const { write } = memory<ContactRow>();
    await importContacts({
      source: many,
      mapping: mapped(0),
      region: 'US',
      subjectKey,
      write,
      onProgress: (p) => seen.push(p),
    });
    expect(seen.length).toBeGreaterThan(5);
    for (const [i, at] of seen.entries()) {
      const before = seen[i - 1] ?? { bytes: 0, rows: 0 };
      expect(at.bytes).toBeGreaterThanOrEqual(before.bytes);
      expect(at.rows).toBeGreaterThan(before.rows - 1);
      expect(at.bytes).toBeLessThanOrEqual(at.totalBytes);
    }
    const last = seen.at(-1);
    expect(last).toEqual({ bytes: last?.totalBytes, totalBytes: last?.totalBytes, rows: 30_000 });
  });

  it('keeps of each number the row that came first, whatever the order of the pieces', async () => {
    const lines = Array.from({ length: 25_000 }, (_, i) => `${usNumber(i % 7_000)},${i}`);
    const source = bytesOf(`phone,id\n${lines.join('\n')}\n`);
    const { rows, write } = memory<ContactRow>();
    const mapping = mapped(0, { externalId: 1 });
    await importContacts({ source, mapping, region: 'US', subjectKey, write });
    const first = new Map<string, string>();
    for (const line of lines) {
      const [number = '', id = ''] = line.split(',');
      if (!first.has(number)) first.set(number, id);
    }
    expect(new Set([...rows.values()].map((row) => row.externalId))).toEqual(new Set(first.values()));
    expect([...rows.values()].map((row) => row.line)).not.toEqual(
      [...rows.values()].map((row) => row.line).toSorted((a, b) => a - b),
    );
  });

  it('leaves room for other work between its pieces', async () => {
    const { write } = memory<ContactRow>();
    const order: string[] = [];
    await importContacts({
      source: many,
      mapping: mapped(0),
      region: 'US',
      subjectKey,
      write: (batch) => {
        order.push('piece');
        setImmediate(() => order.push('other'));
        return write(batch);
      },
    });
    expect(order.slice(0, 6)).toEqual(['piece', 'other', 'piece', 'other', 'piece', 'other']);
  });

  it('stops midway and writes nothing more', async () => {
    const stop = new AbortController();
    const { rows, write } = memory<ContactRow>();
    let batches = 0;
    const work = importContacts({
      source: many,
      mapping: mapped(0),
      region: 'US',
      subjectKey,
      signal: stop.signal,
      write: (batch) => {
        batches += 1;
        if (batches === 3) stop.abort(new Error('enough'));
        return write(batch);
      },
    });
    await expect(work).rejects.toThrow('enough');
    const written = rows.size;
    await new Promise((done) => {
      setImmediate(done);
    });
    expect([batches, rows.size]).toEqual([3, written]);
  });

  it('does not begin when it was stopped before', async () => {
    const { rows, write } = memory<ContactRow>();
    const signal = AbortSignal.abort(new Error('never'));
    const work = importContacts({
      source: many,
      mapping: mapped(0),
      region: 'US',
      subjectKey,
      signal,
      write,
    });
    await expect(work).rejects.toThrow('never');
    expect(rows.size).toBe(0);
  });

  it('passes on what the writer throws', async () => {
    const write = () => {
      throw new Error('disk full');
    };
    await expect(
      importContacts({ source: many, mapping: mapped(0), region: 'US', subjectKey, write }),
    ).rejects.toThrow('disk full');
  });

  it.each([
    ['binary', bytesOf('PK\u0003\u0004'), 0, 'not a CSV'],
    ['empty', bytesOf(''), 0, 'is empty'],
    ['a column that is not there', bytesOf('phone\n2025550143\n'), 1, 'no column 2'],
    ['an open quotation mark', bytesOf('phone\n2025550143\n"2\n'), 0, 'never closed'],
    ['no file', { path: '/nowhere/at/all.csv' }, 0, 'cannot be read'],
  ])('refuses %s with a sentence', async (_, source, column, sentence) => {
    const { write } = memory<ContactRow>();
    const work = importContacts({ source, mapping: mapped(column), region: 'US', subjectKey, write });
    await expect(work).rejects.toThrow(sentence);
    await expect(work).rejects.toHaveProperty('name', 'CsvProblem');
  });
});

describe('readOptOutRows', () => {
  it('gives the expected counts for a list from several countries', async () => {
    const { write } = memory<OptOutRow>();
    const result = await readOptOutRows({ source: fixture('opt-outs.csv'), column: 0, write, usual: 'GB' });
    expect(result).toEqual(expectedOf('opt-outs.expected.json'));
  });

  it('meets the contacts of both files in as many numbers as recorded', async () => {
    const list = memory<OptOutRow>();
    await readOptOutRows({ source: fixture('opt-outs.csv'), column: 0, write: list.write });
    const meets = async (file: string, region: Region) => {
      const { store } = await importAs(fixture(file), region);
      return [...store.rows.keys()].filter((number) => list.rows.has(number)).length;
    };
    expect([await meets('contacts-us.csv', 'US'), await meets('contacts-uk.csv', 'GB')]).toEqual([217, 69]);
  });

  it('reads bare digits as the list’s other numbers are, unless told', async () => {
    const read = async (text: string, options: { region?: Region; usual?: Region }) => {
      const { rows, write } = memory<OptOutRow>();
      await readOptOutRows({ source: bytesOf(text), column: 0, write, ...options });
      return [...rows.keys()].at(-1);
    };
    const american = 'phone\n(202) 555-0100\n202-555-0101\n07700 900123\n2035550101\n';
    const british = 'phone\n07700 900123\n+44 7700 900124\n202-555-0101\n2035550101\n';
    const bare = 'phone\n2035550101\n';
    expect(await read(american, { usual: 'GB' })).toBe('+12035550101');
    expect(await read(british, { usual: 'US' })).toBe('+442035550101');
    expect(await read(british, { region: 'US' })).toBe('+12035550101');
    expect(await read(bare, { usual: 'GB' })).toBe('+442035550101');
    expect(await read(bare, {})).toBe('+12035550101');
  });

  it('takes the time where it is certain', async () => {
    const text =
      'phone,opted_out_at\n+12025550100,2026-05-19T03:00:00Z\n+12025550101,2026-05-19\n+12025550102,03/04/2026\n';
    const { rows, write } = memory<OptOutRow>();
    await readOptOutRows({ source: bytesOf(text), column: 0, region: 'US', write });
    expect([...rows.values()].map((row) => row.saidAt)).toEqual([
      Date.UTC(2026, 4, 19, 3),
      Date.UTC(2026, 4, 19),
      null,
    ]);
  });
});

describe('refusedCsv', () => {
  it('disarms formulas and quotes what needs it', () => {
    const value = ['=HYPERLINK("x")', '+1 202', '-1', '@a', '\tx', 'a,b', 'say "no"', ' x', "o'k"];
    const csv = refusedCsv(value.map((text, i) => ({ line: i, value: text, why: 'invalid' })));
    expect(csv.split('\r\n').slice(1, -1)).toEqual([
      '0,"\'=HYPERLINK(""x"")",,,Not a phone number,invalid',
      '1,"\'+1 202",,,Not a phone number,invalid',
      '2,"\'-1",,,Not a phone number,invalid',
      '3,"\'@a",,,Not a phone number,invalid',
      '4,"\'\tx",,,Not a phone number,invalid',
      '5,"a,b",,,Not a phone number,invalid',
      '6,"say ""no""",,,Not a phone number,invalid',
      '7," x",,,Not a phone number,invalid',
      '8,"o\'k",,,Not a phone number,invalid',
    ]);
  });
});
