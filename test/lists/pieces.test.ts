import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPace, inStoreOrder, piecesOf } from '../../main/core/lists/pieces.ts';
import type { RefusedRow } from '../../main/core/lists/rows.ts';

test('rows are put in the order of their subjects, those of one subject in the order of the file', () => {
  const subject = fc.constantFrom('-9', '0a', 'A', '_', 'a');
  fc.assert(
    fc.property(fc.array(subject), (subjects) => {
      const rows = subjects.map((of, line) => ({ subject: of, line }));
      const sorted = inStoreOrder(rows, 0);
      expect(sorted.toSorted((a, b) => a.line - b.line)).toEqual(rows);
      for (const [i, row] of sorted.entries()) {
        const before = sorted[i - 1];
        if (before === undefined) continue;
        // As SQLite compares texts: by their bytes.
        expect(Buffer.compare(Buffer.from(before.subject), Buffer.from(row.subject))).toBeLessThan(1);
        if (before.subject === row.subject) expect(before.line).toBeLessThan(row.line);
      }
    }),
  );
});

test('what makes up one piece keeps the order of the file', () => {
  const rows = ['b', 'a', 'c'].map((subject) => ({ subject }));
  expect(inStoreOrder(rows, 3)).toEqual(rows);
  expect(inStoreOrder(rows, 2).map((row) => row.subject)).toEqual(['a', 'b', 'c']);
});

test('a run is cut without losing a row, and each piece says how far the file is done with it', () => {
  fc.assert(
    fc.property(fc.nat(30), fc.nat(30), fc.integer({ min: 1, max: 12 }), (good, bad, size) => {
      const rows = Array.from({ length: good }, (_, i) => i);
      const refused = Array.from(
        { length: bad },
        (_, i): RefusedRow => ({ line: i, raw: '', why: 'invalid' }),
      );
      const from = { bytes: 100, totalBytes: 1000, rows: 7 };
      const to = { bytes: 350, totalBytes: 1000, rows: 7 + good + bad };
      const pieces = [...piecesOf({ rows, refused, from, to }, () => size)];
      expect(pieces.flatMap((piece) => piece.rows)).toEqual(rows);
      expect(pieces.flatMap((piece) => piece.refused)).toEqual(refused);
      expect(pieces.at(-1)?.progress).toEqual(to);
      let done = from;
      for (const { rows: some, refused: others, progress } of pieces) {
        expect(some.length + others.length).toBeLessThanOrEqual(size);
        expect(progress.rows - done.rows).toBe(some.length + others.length);
        expect(progress.bytes).toBeGreaterThanOrEqual(done.bytes);
        done = progress;
      }
    }),
  );
});

test('a transaction gets as many rows as take seven milliseconds, and some in any case', () => {
  const rowTime = fc.double({ min: 0.001, max: 50, noNaN: true });
  fc.assert(
    fc.property(rowTime, fc.constantFrom(20, 250), (each, fewest) => {
      const pace = createPace(fewest);
      for (let i = 0; i < 40; i += 1) pace.took(pace.size(), pace.size() * each);
      expect(pace.size()).toBe(Math.min(Math.max(Math.round(7 / each), fewest), 1000));
    }),
  );
  const pace = createPace(20);
  pace.took(3, 500);
  expect(pace.size()).toBe(150);
});
