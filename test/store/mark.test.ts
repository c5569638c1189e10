import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ordered } from '../../main/core/base/ordered.ts';
import { openMark, readMark } from '../../main/core/store/mark.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heed-mark-'));
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

const revAt = (count: number) => `OmoqpZ-${ordered(count, 2)}abcde`;

test('it holds what was noted at once, and is sent to the disk a second later, once for all that came meanwhile', () => {
  const file = join(folder, 'organisation.mark');
  const flushed: (string | null)[] = [];
  const mark = openMark(file, () => flushed.push(readMark(file)));
  expect(existsSync(file)).toBe(false);
  for (let count = 0; count < 500; count += 1) mark.note(revAt(count));
  expect(readMark(file)).toBe(revAt(499));
  expect(flushed).toEqual([]);
  vi.advanceTimersByTime(1000);
  expect(flushed).toEqual([revAt(499)]);
  // Nothing is new, so nothing is written.
  vi.advanceTimersByTime(60_000);
  expect(flushed).toHaveLength(1);
  mark.note(revAt(500));
  vi.advanceTimersByTime(1000);
  expect(flushed).toEqual([revAt(499), revAt(500)]);
  mark.note(revAt(501));
  mark.close();
  vi.advanceTimersByTime(60_000);
  expect(flushed).toHaveLength(2);
  expect(readMark(file)).toBe(revAt(501));
});

test('Heed goes on where the mark cannot be written', () => {
  const mark = openMark(join(folder, 'not there', 'organisation.mark'));
  expect(() => mark.note(revAt(1))).not.toThrow();
  vi.advanceTimersByTime(1000);
  expect(() => mark.close()).not.toThrow();
});
