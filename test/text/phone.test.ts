import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { E164, formatNumber, readAnyNumber, readNumber } from '../../shared/schema/phone.ts';
import type { Region } from '../../shared/schema/words.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../fixtures/imports/${name}`, import.meta.url), 'utf8');
const Expected = z.object({
  rows: z.number(),
  imported: z.number(),
  duplicate: z.number(),
  invalid: z.number(),
  wrong_region: z.number().default(0),
  distinct_numbers: z.array(z.string()).default([]),
});

describe('the numbers of real contact files', () => {
  it.each([
    ['contacts-us', 'US', ',', 'Cell Phone'],
    ['contacts-ca', 'CA', ';', 'Mobile'],
    ['contacts-uk', 'GB', ',', 'cell'],
  ] as const)('%s', (file, region, delimiter, column) => {
    const rows: Record<string, string>[] = parse(fixture(`${file}.csv`), {
      bom: true,
      columns: true,
      delimiter,
      skip_empty_lines: true,
    });
    const expected = Expected.parse(JSON.parse(fixture(`${file}.expected.json`)));
    const good = new Set<string>();
    const count = { rows: rows.length, imported: 0, duplicate: 0, invalid: 0, wrong_region: 0 };
    for (const row of rows) {
      const read = readNumber(row[column] ?? '', region);
      if (!read.ok) count[read.why === 'invalid' ? 'invalid' : 'wrong_region'] += 1;
      else if (good.has(read.e164)) count.duplicate += 1;
      else {
        good.add(read.e164);
        count.imported += 1;
      }
    }
    const smallest = [...good].sort().slice(0, 5);
    expect({ ...count, distinct_numbers: [...smallest, '…'] }).toEqual(expected);
  });

  it('opt-outs, from every country in one file', () => {
    const rows: Record<string, string>[] = parse(fixture('opt-outs.csv'), { columns: true });
    const reads = rows.map((row) => readAnyNumber(row.phone ?? '', 'US'));
    const good = reads.flatMap((read) => (read.ok ? [read.e164] : []));
    const expected = Expected.parse(JSON.parse(fixture('opt-outs.expected.json')));
    expect(new Set(good).size).toBe(expected.imported);
    expect(good.length - new Set(good).size).toBe(expected.duplicate);
    expect(reads.length - good.length).toBe(expected.invalid);
  });
});

describe('readNumber', () => {
  const good = (e164: string, country: string) => ({ ok: true, e164, country });
  const invalid = { ok: false, why: 'invalid' };
  const wrong = { ok: false, why: 'wrong-region' };

  it.each<[string, Region, object]>([
    ['1-202-555-0143', 'US', good('+12025550143', 'US')],
    ['202‑555‑0143', 'US', good('+12025550143', 'US')],
    ['202\u00a0555\u00a00143', 'US', good('+12025550143', 'US')],
    ['="2025550143"', 'US', good('+12025550143', 'US')],
    ["'+12025550143", 'US', good('+12025550143', 'US')],
    ['2025550143.0', 'US', good('+12025550143', 'US')],
    ['\u202a+1 202 555 0143\u202c', 'US', good('+12025550143', 'US')],
    ['416 555 0100', 'CA', good('+14165550100', 'CA')],
    ['416 555 0100', 'US', wrong],
    ['202 555 0143', 'CA', wrong],
    ['+1 441 299 1234', 'US', wrong],
    ['+44 7700 900123', 'US', wrong],
    ['011 44 7700 900123', 'US', wrong],
    ['+44 (0)7700 900 123', 'GB', good('+447700900123', 'GB')],
    ['(+44) 7700 900123', 'GB', good('+447700900123', 'GB')],
    ['0044 7700 900123', 'GB', good('+447700900123', 'GB')],
    ['447700900123', 'GB', good('+447700900123', 'GB')],
    ['٠٧٧٠٠٩٠٠١٢٣', 'GB', good('+447700900123', 'GB')],
    ['07911 123456', 'GB', good('+447911123456', 'GB')],
    ['01481 700123', 'GB', good('+441481700123', 'GB')],
    ['01632 960123', 'GB', good('+441632960123', 'GB')],
    ['020 7946 0958', 'GB', good('+442079460958', 'GB')],
    ['+17205550136', 'GB', wrong],
    ['202-555-0143 x12', 'US', invalid],
    ['(212) 555-0188 ext. 4', 'US', invalid],
    ['2025550143;ext=4', 'US', invalid],
    ['2025550143#4', 'US', invalid],
    ['202-555-0143 / 202-555-0144', 'US', invalid],
    ['202-555-014/3', 'US', invalid],
    ['call 202 555 0143', 'US', invalid],
    ['2.02555E+9', 'US', invalid],
    ['12345', 'US', invalid],
    ['60123', 'GB', invalid],
    ['555-0143', 'US', invalid],
    ['(000) 000-0000', 'US', invalid],
    ['202-555-014', 'GB', invalid],
    ['07700 90012', 'GB', invalid],
    ['', 'US', invalid],
    ['   ', 'US', invalid],
    ['n/a', 'US', invalid],
    ['0', 'CA', invalid],
    ['+999 123 4567', 'GB', invalid],
  ])('%j in %s', (raw, region, result) => {
    expect(readNumber(raw, region)).toEqual(result);
  });

  /** Puts any separators people use between the digits. */
  const separated = (digits: string) =>
    fc
      .array(fc.constantFrom('', ' ', '-', '.', '\u00a0', '‑', '–', '\u200b', ' - '), {
        minLength: digits.length,
        maxLength: digits.length,
      })
      .map((gaps) => [...digits].map((digit, i) => (i === 0 ? '' : (gaps[i] ?? '')) + digit).join(''));
  const around = fc.tuple(
    fc.constantFrom('', ' ', '\u00a0', '\ufeff', '\t'),
    fc.constantFrom('', ' ', '\n', '\u200e'),
  );

  it('gives the same number for every way of writing it: US and CA', () => {
    const area = fc.constantFrom<[string, Region]>(
      ['202', 'US'],
      ['415', 'US'],
      ['613', 'CA'],
      ['902', 'CA'],
    );
    const written = fc
      .tuple(
        area,
        fc.integer({ min: 0, max: 99 }),
        fc.constantFrom('', '1', '+1', '+1 ', '001', '1-', '(1) '),
      )
      .chain(([[code, region], last, prefix]) => {
        const national = `${code}55501${String(last).padStart(2, '0')}`;
        return fc.tuple(separated(national), around).map(([digits, [before, after]]) => ({
          raw: before + prefix + digits + after,
          region,
          e164: `+1${national}`,
        }));
      });
    fc.assert(
      fc.property(written, ({ raw, region, e164 }) => {
        expect(readNumber(raw, region)).toEqual(good(e164, region));
        expect(readAnyNumber(raw, region)).toEqual(good(e164, region));
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same number for every way of writing it: GB', () => {
    const prefix = fc.constantFrom(
      '0',
      '+44',
      '+44 ',
      '0044',
      '0044 ',
      '44 ',
      '+44(0)',
      '+44 (0)',
      '(+44) ',
      '(0)',
    );
    const written = fc.tuple(fc.integer({ min: 0, max: 999 }), prefix).chain(([last, start]) => {
      const national = `7700900${String(last).padStart(3, '0')}`;
      return fc.tuple(separated(national), around).map(([digits, [before, after]]) => ({
        raw: before + start + digits + after,
        e164: `+44${national}`,
      }));
    });
    fc.assert(
      fc.property(written, ({ raw, e164 }) => {
        expect(readNumber(raw, 'GB')).toEqual(good(e164, 'GB'));
      }),
      { numRuns: 500 },
    );
  });

  it('never throws, and what it accepts is E.164 that reads as itself', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom(...'+0123456789 ()-.x') }),
    );
    fc.assert(
      fc.property(text, fc.constantFrom<Region>('US', 'CA', 'GB'), (raw, region) => {
        const read = readNumber(raw, region);
        if (!read.ok) return;
        expect(E164.parse(read.e164)).toBe(read.e164);
        expect(readNumber(read.e164, region)).toEqual(read);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('readAnyNumber', () => {
  it.each<[string, Region | undefined, string | null]>([
    ['07700 900123', 'US', '+447700900123'],
    ['2025550143', 'GB', '+12025550143'],
    ['+33 6 12 34 56 78', 'US', '+33612345678'],
    ['2025550143', undefined, null],
    ['+12025550143', undefined, '+12025550143'],
    ['1-202-555-014', 'US', null],
    ['1 (212) 555 0133', 'GB', '+12125550133'],
    ['203-555-0101', 'GB', '+12035550101'],
    ['(203) 555-0101', undefined, '+12035550101'],
    ['2035550101', 'GB', '+442035550101'],
    ['2035550101', 'US', '+12035550101'],
    ['447700900123', 'US', '+447700900123'],
    ['12025550143', 'GB', '+12025550143'],
    ['416 555 0100', 'US', '+14165550100'],
  ])('%s with %s', (raw, fallback, e164) => {
    const read = readAnyNumber(raw, fallback);
    expect(read.ok ? read.e164 : null).toBe(e164);
  });
});

describe('formatNumber', () => {
  it('is national at home, international elsewhere, and leaves what is no number alone', () => {
    expect(formatNumber('+447700900123', 'GB')).toBe('07700 900123');
    expect(formatNumber('+447700900123', 'US')).toBe('+44 7700 900123');
    expect(formatNumber('+12025550143', 'CA')).toBe('(202) 555-0143');
    expect(formatNumber('+12025550143')).toBe('+1 202 555 0143');
    expect(formatNumber('nobody')).toBe('nobody');
  });
});
