import { expect, test } from 'vitest';
import { soonTime, timeThere, usualTimes } from '../../renderer/components/messenger/when.ts';

test('usual times are to come, and mean the mornings of this computer', () => {
  for (let day = 1; day <= 14; day += 1) {
    for (const hour of [0, 9, 23]) {
      const now = new Date(2026, 2, day, hour, 59).getTime();
      const times = usualTimes(now);
      for (const { at } of times) expect(at).toBeGreaterThan(now);
      const [, , tomorrow, monday] = times.map(({ at }) => new Date(at));
      expect([tomorrow?.getHours(), tomorrow?.getMinutes()]).toEqual([10, 0]);
      expect(tomorrow?.getDate()).toBe(new Date(2026, 2, day + 1).getDate());
      expect([monday?.getDay(), monday?.getHours()]).toEqual([1, 10]);
      expect((monday?.getTime() ?? 0) - now).toBeLessThanOrEqual(8 * 24 * 3_600_000);
    }
  }
});

test('a time is told by the contact’s clock as well, where it is known', () => {
  const at = Date.UTC(2026, 2, 3, 18);
  expect(timeThere(at, null)).toBeNull();
  expect(timeThere(at, ['Nowhere/Nowhere'])).toBeNull();
  expect(timeThere(at, ['America/New_York'])).toMatch(/^1:00|^13:00/);
  expect(timeThere(at, ['America/New_York', 'America/Chicago'])).toContain(' / ');
});

test('a time today needs no day', () => {
  const now = new Date(2026, 2, 3, 12).getTime();
  const later = new Date(2026, 2, 3, 15).getTime();
  expect(soonTime(now + 24 * 3_600_000, now).length).toBeGreaterThan(soonTime(later, now).length);
});
