import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CsvRow, probeCsv, readRows } from '../../main/core/lists/csv.ts';
import { CsvProblem } from '../../main/core/lists/csvSource.ts';
import { decide } from '../../main/core/rules/decide.ts';
import { formatNumber, readAnyNumber, readNumber, shapeOf } from '../../shared/schema/phone.ts';
import { said } from '../../shared/text/stored.ts';
import { HOSTILE } from '../helpers/hostile.ts';
import { inbound, settings } from '../rules/facts.ts';

/**
 * Whatever comes in from outside, its reader answers with words or errors of its own. Inputs that once
 * failed are kept in the corpus.
 */

const hostile = fc.constantFrom(...HOSTILE.map(({ text }) => text.slice(0, 2000)));
const anyText = fc.oneof(hostile, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));

describe('a CSV', () => {
  const cell = fc.oneof(anyText, fc.constantFrom('2025550143', '07700 900123', '', '"', '""', '=1', '\0'));
  const line = fc.tuple(fc.constantFrom(',', ';', '\t', '|', ',,', '"'), fc.array(cell, { maxLength: 6 }));
  const lines = fc
    .array(line, { maxLength: 8 })
    .map((all) => all.map(([sign, cells]) => cells.join(sign)).join('\n'));
  const file = fc.oneof(
    fc.uint8Array({ maxLength: 600 }),
    lines.map((text) => new TextEncoder().encode(text)),
    lines.map((text) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))),
    fc.tuple(lines, fc.uint8Array({ maxLength: 20 })).map(([text, noise]) => {
      const bytes = Buffer.from(text);
      const half = Math.floor(bytes.length / 2);
      return new Uint8Array(Buffer.concat([bytes.subarray(0, half), noise, bytes.subarray(half)]));
    }),
  );

  test('of any bytes is rows in order, or a problem with a sentence', async () => {
    let [read, refused] = [0, 0];
    await fc.assert(
      fc.asyncProperty(file, async (bytes) => {
        try {
          const source = { bytes };
          const format = await probeCsv(source);
          const rows: CsvRow[] = [];
          for await (const some of readRows(source, format)) rows.push(...some);
          rows.reduce((before, row) => {
            expect(row.line).toBeGreaterThan(before);
            return row.line;
          }, 0);
          read += 1;
        } catch (error) {
          if (!(error instanceof CsvProblem)) throw error;
          expect(said(error.kept)).not.toBe('');
          expect(said(error.kept)).not.toContain('{"say"');
          refused += 1;
        }
      }),
      { numRuns: 300 },
    );
    expect(Math.min(read, refused)).toBeGreaterThan(0);
  });
});

describe('a phone number', () => {
  const almost = fc.stringMatching(/^[ 0-9()+.\-–٠-٩＋/x#tel:='"]{0,25}$/u);
  test('read from anything is none, or one that reads as itself everywhere', () => {
    let found = 0;
    const typed = fc.stringMatching(
      /^(?:\+?1[ .-]?)?\(?202\)?[ .-]?55501[0-9]{2}$|^(?:0|\+44 ?)7700 ?900[0-9]{3}$/,
    );
    fc.assert(
      fc.property(
        fc.oneof(anyText, almost, typed),
        fc.constantFrom('US' as const, 'CA' as const, 'GB' as const),
        (raw, region) => {
          shapeOf(raw);
          for (const read of [readNumber(raw, region), readAnyNumber(raw, region), readAnyNumber(raw)]) {
            if (!read.ok) continue;
            found += 1;
            expect(read.e164).toMatch(/^\+[1-9]\d{6,14}$/);
            expect(readAnyNumber(read.e164)).toMatchObject({ ok: true, e164: read.e164 });
            const shown = formatNumber(read.e164, region);
            expect(readAnyNumber(shown, region)).toMatchObject({ ok: true, e164: read.e164 });
          }
        },
      ),
      { numRuns: 1500 },
    );
    expect(found).toBeGreaterThan(100);
  });

  test('a cell of a megabyte is no number, and costs no more than its length', () => {
    for (const piece of ['1', ' ', '(', '+', '0', '٣', '-', '="', "'", 'tel:', '00 ', '\u200b'])
      expect(readAnyNumber(piece.repeat(1_000_000 / piece.length), 'US').ok).toBe(false);
  });
});

describe('the matcher', () => {
  test('a text of ours in which nobody sees anything is not sought for ever', () => {
    for (const ours of ['\u200b'.repeat(12), '\u3164'.repeat(20), ` ${'\u0301'.repeat(15)} `])
      expect(decide({ ...inbound('STOP texting me'), ourTexts: [ours] }, settings).decision).toBe('hold');
  });

  test('always has an answer, and its words are the contact’s own', () => {
    fc.assert(
      fc.property(
        fc.oneof(anyText, fc.lorem({ maxCount: 30 })),
        fc.array(anyText, { maxLength: 3 }),
        (text, ourTexts) => {
          const { matched } = decide({ ...inbound(text), ourTexts }, settings);
          const own = [text, ...ourTexts.map((ours) => text.split(ours.trim()).join(' . '))];
          expect(matched === '' || own.some((words) => words.includes(matched))).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});
