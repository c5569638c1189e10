import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CONCERNS, restOf } from '../../renderer/concerns.ts';
import { createPace } from '../../renderer/pace.ts';
import { ChangeTopic } from '../../shared/contract/base/changes.ts';

/** How often a window reads again what changes. */

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Reads take `takes` milliseconds; `begun` has when each began. */
function reader(takes: () => number, procedure = 'conversation.list') {
  const begun: number[] = [];
  const since = performance.now();
  let underWay = 0;
  const seen = { most: 0 };
  const pace = createPace(
    async () => {
      begun.push(performance.now() - since);
      underWay += 1;
      seen.most = Math.max(seen.most, underWay);
      await new Promise((resolve) => setTimeout(resolve, takes()));
      underWay -= 1;
    },
    (_, took) => restOf(procedure, {}, took),
  );
  return { pace, begun, seen };
}

test('the first change after silence is read at once, those that follow soon after, together', async () => {
  const { pace, begun } = reader(() => 10);
  for (let change = 0; change < 5; change += 1) pace.due('list');
  expect(begun).toEqual([0]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(begun).toEqual([0, 130]);
  await vi.advanceTimersByTimeAsync(5000);
  pace.due('list');
  expect(begun).toHaveLength(3);
});

test('under a flood of changes nothing is read twice at a time, and a slow console is asked less', async () => {
  const { pace, begun, seen } = reader(() => 800);
  for (let time = 0; time < 15_000; time += 20) {
    pace.due('list');
    await vi.advanceTimersByTimeAsync(20);
  }
  expect(seen.most).toBe(1);
  expect(begun).toEqual(Array.from({ length: 10 }, (_, index) => index * 1600));
});

test('figures of a slow console are asked for much less, but always again', async () => {
  const { pace, begun } = reader(() => 800, 'progress.read');
  for (let time = 0; time < 20_000; time += 20) {
    pace.due('figures');
    await vi.advanceTimersByTimeAsync(20);
  }
  expect(begun).toEqual([0, 8800, 17_600]);
  expect(restOf('progress.read', {}, 10)).toBe(3000);
  expect(restOf('progress.read', {}, 60_000)).toBe(15_000);
});

test('a change during a read is read afterwards, however long that took; a read that fails ends nothing', async () => {
  let fails = true;
  let reads = 0;
  const pace = createPace(
    async () => {
      reads += 1;
      await new Promise((resolve) => setTimeout(resolve, 60_000));
      if (fails) throw new Error('The line broke.');
    },
    (_, took) => restOf('conversation.list', {}, took),
  );
  pace.due('list');
  await vi.advanceTimersByTimeAsync(30_000);
  pace.due('list');
  await vi.advanceTimersByTimeAsync(30_000);
  fails = false;
  expect(reads).toBe(1);
  await vi.advanceTimersByTimeAsync(5000);
  expect(reads).toBe(2);
});

test('things do not wait for each other; after the end nothing is read', async () => {
  const begun: string[] = [];
  const pace = createPace(
    (thing) => {
      begun.push(thing);
      return new Promise(() => undefined);
    },
    () => 100,
  );
  pace.due('hangs');
  pace.due('other');
  expect(begun).toEqual(['hangs', 'other']);
  pace.due('hangs');
  pace.end();
  pace.due('third');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(begun).toEqual(['hangs', 'other']);
});

test('what a texter watches for a STOP is never read calmly', () => {
  for (const procedure of ['conversation.list', 'conversation.get', 'conversation.next'])
    expect(restOf(procedure, {}, 10), procedure).toBeLessThan(200);
  expect(restOf('conversation.counts', { campaignId: 'x' }, 10)).toBeLessThan(200);
  for (const topic of ChangeTopic.options) expect(CONCERNS[topic], topic).toBeDefined();
});
