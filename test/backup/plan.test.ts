import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Manifest } from '../../main/core/backup/manifest.ts';
import { isDue, toLetGo } from '../../main/core/backup/plan.ts';
import type { BackupPlan } from '../../shared/contract/backup.ts';
import { written } from '../../shared/text/stored.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 2, 3, 18);

function made(id: string, madeAt: number, more: Partial<Manifest> = {}): Manifest {
  return {
    format: 'heed-back-up',
    version: 1,
    id,
    kind: 'scheduled',
    madeAt,
    organisation: 'o',
    device: 'd',
    keyId: 'k',
    storeVersion: 85,
    bytes: 1,
    clock: id,
    entries: 1,
    heads: [],
    optOuts: 0,
    inForce: 0,
    problems: [],
    ...more,
  };
}

const plans = fc.record({
  on: fc.constant(true),
  folder: fc.constant(null),
  hourly: fc.integer({ min: 0, max: 30 }),
  daily: fc.integer({ min: 0, max: 10 }),
  weekly: fc.integer({ min: 0, max: 6 }),
}) satisfies fc.Arbitrary<BackupPlan>;

const histories = fc
  .array(
    fc.record({ at: fc.integer({ min: 0, max: 60 * DAY }), broken: fc.boolean(), asked: fc.boolean() }),
    { maxLength: 120 },
  )
  .map((rows) =>
    rows.map(({ at, broken, asked }, index) =>
      made(`b${index}`, NOW - at, {
        problems: broken ? [written('torn')] : [],
        kind: asked ? 'asked' : 'scheduled',
      }),
    ),
  );

test('the newest whole one always stays, what a person asked for too, and each period keeps its newest', () => {
  fc.assert(
    fc.property(plans, histories, (plan, history) => {
      const gone = new Set(toLetGo(plan, history));
      const kept = history.filter((each) => !gone.has(each.id));
      for (const each of history) if (each.kind === 'asked') expect(gone.has(each.id)).toBe(false);
      const whole = history.filter((each) => each.kind === 'scheduled' && each.problems.length === 0);
      const newest = whole.reduce<Manifest | null>(
        (best, each) => (best && best.madeAt >= each.madeAt ? best : each),
        null,
      );
      if (newest) expect(kept.some((each) => each.madeAt === newest.madeAt)).toBe(true);
      // The last `daily` days that have a back-up still have one.
      const days = [...new Set(whole.map((each) => Math.floor(each.madeAt / DAY)))]
        .sort((a, b) => b - a)
        .slice(0, plan.daily);
      for (const day of days)
        expect(kept.some((each) => each.problems.length === 0 && Math.floor(each.madeAt / DAY) === day)).toBe(
          true,
        );
      const scheduled = kept.filter((each) => each.kind === 'scheduled');
      expect(scheduled.length).toBeLessThanOrEqual(plan.hourly + plan.daily + plan.weekly + 1 + 3);
    }),
  );
});

test('a back-up is due where none is whole, or after the interval if something was saved since', () => {
  const plan: BackupPlan = { on: true, folder: null, hourly: 24, daily: 7, weekly: 4 };
  expect(isDue(plan, [], 'now', NOW)).toBe(true);
  expect(isDue(plan, [made('a', NOW - 2 * HOUR, { problems: [written('torn')] })], 'a', NOW)).toBe(true);
  expect(isDue(plan, [made('a', NOW - 2 * HOUR)], 'a', NOW)).toBe(false);
  expect(isDue(plan, [made('a', NOW - 2 * HOUR)], 'b', NOW)).toBe(true);
  expect(isDue(plan, [made('a', NOW - HOUR / 2)], 'b', NOW)).toBe(false);
  expect(isDue({ ...plan, hourly: 0 }, [made('a', NOW - 2 * HOUR)], 'b', NOW)).toBe(false);
  // A copy of a store that is not whole fails its check too: it is tried three times, then again after the
  // interval.
  const torn = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      made(`t${index}`, NOW - 60_000 * (index + 1), { problems: [written('torn')] }),
    );
  expect(isDue(plan, torn(2), 'b', NOW)).toBe(true);
  expect(isDue(plan, torn(3), 'b', NOW)).toBe(false);
  expect(isDue(plan, torn(3), 'b', NOW + HOUR)).toBe(true);
  // Where the clock was set back, the next back-up does not wait until it has caught up.
  expect(isDue(plan, [made('a', NOW + DAY)], 'b', NOW)).toBe(true);
  expect(isDue({ ...plan, on: false }, [], 'b', NOW)).toBe(false);
});
