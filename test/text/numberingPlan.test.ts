import fc from 'fast-check';
import { parsePhoneNumberWithError } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { britishLine } from '../../shared/schema/numberingPlan.ts';
import { readAnyNumber, readByLibrary, readNumber, readUsual } from '../../shared/schema/phone.ts';
import type { Region } from '../../shared/schema/words.ts';

/** Other digits for each prefix, the same in each run. */
function digits(seed: number, length: number): string {
  const mixed = Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) >>> 0;
  return String(Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39) >>> 0)
    .padStart(10, '3')
    .slice(-length);
}

function differs(raw: string, region: Region): string | null {
  const usual = readUsual(raw, region);
  if (usual === null) return null;
  const whole = readByLibrary(raw, region);
  return JSON.stringify(usual) === JSON.stringify(whole)
    ? null
    : `${raw} in ${region}: ${JSON.stringify([usual, whole])}`;
}

/** Ranges that the library's patterns tell apart by more digits than an area code has. */
const DEEP = ['2684', '2465', '3452', '4415', '5235', '5245', '5242', '9832', '7872', '6712', '6842', '3402'];

describe('a number in its usual form is read as the library reads it', () => {
  it('in every range of +1: the US, its territories, Canada and the other countries', () => {
    const wrong: string[] = [];
    let known = 0;
    for (let prefix = 2000; prefix < 10_000; prefix += 1) {
      for (const region of ['US', 'CA'] as const) {
        const raw = `${prefix}${digits(prefix, 6)}`;
        if (readUsual(raw, region)?.ok) known += 1;
        const difference = differs(raw, region);
        if (difference) wrong.push(difference);
      }
    }
    for (const prefix of DEEP)
      for (let rest = 0; rest < 1000; rest += 7) {
        const difference = differs(`${prefix}${String(rest).padStart(3, '0')}${digits(rest, 3)}`, 'US');
        if (difference) wrong.push(difference);
      }
    expect(wrong).toEqual([]);
    // Most of what is valid is known, or the library would be asked after all.
    expect(known).toBeGreaterThan(5000);
  });

  it('in every range of +44', () => {
    const wrong: string[] = [];
    for (let prefix = 10_000; prefix < 100_000; prefix += 7) {
      const difference = differs(`0${prefix}${digits(prefix, 5)}`, 'GB');
      if (difference) wrong.push(difference);
    }
    expect(wrong).toEqual([]);
  });

  it('whatever stands around its digits', () => {
    const gap = fc.constantFrom('', '', ' ', '-', '.', '  ', '(', ')', ') ', ' (', '/', '\u2011', ',');
    const start = fc.constantFrom(
      '',
      '',
      '+1',
      '1',
      '+1 ',
      '+',
      '0',
      '+44',
      '44',
      '+44 (0)',
      '(',
      '(0',
      '00',
      '-',
    );
    const digit = fc.integer({ min: 0, max: 9 });
    const end = fc.constantFrom('', '', '', ' ', '.0', ' x4', '#', '-');
    const written = fc.array(fc.tuple(digit, gap), { minLength: 9, maxLength: 12 });
    fc.assert(
      fc.property(start, written, end, (before, parts, after) => {
        const raw = `${before}${parts.map(([each, sign]) => `${each}${sign}`).join('')}${after}`;
        for (const region of ['US', 'CA', 'GB'] as const) expect(differs(raw, region)).toBeNull();
      }),
      { numRuns: 2000 },
    );
  });

  it('in each way in which lists write it', () => {
    const american = ['(212) 555-2368', '212-555-2368', '212.555.2368', '+1 212 555 2368', '12125552368'];
    for (const raw of american) expect(readUsual(raw, 'US'), raw).toEqual(readNumber('2125552368', 'US'));
    const british = [
      '07911 123456',
      '+44 7911 123456',
      '+44 (0)7911 123456',
      '447911123456',
      '(07911) 123456',
    ];
    for (const raw of british) expect(readUsual(raw, 'GB'), raw).toEqual(readNumber('7911123456', 'GB'));
    expect(readUsual('+1 212 555 2368', 'GB')).toEqual(readAnyNumber('+12125552368'));
    // A spreadsheet's decimals are no digits of the number.
    expect(readUsual('2125552368.0', 'US')).toBeNull();
    expect(readUsual('1212555236.0', 'US')).toBeNull();
  });
});

it('names the kind of a British line as the library does', () => {
  const wrong: string[] = [];
  for (let prefix = 10_000; prefix < 100_000; prefix += 11) {
    const e164 = `+44${prefix}${digits(prefix, 5)}`;
    const kind = britishLine(e164);
    const other = parsePhoneNumberWithError(e164, { extract: false }).getType();
    if (kind !== null && kind !== other) wrong.push(`${e164}: ${kind}, ${other}`);
  }
  expect(wrong).toEqual([]);
});
