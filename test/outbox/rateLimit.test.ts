import { expect, test } from 'vitest';
import { createRateLimiter } from '../../main/core/base/rateLimit.ts';

test('where very many call, nobody who is held back is let go by those who come later', () => {
  const limiter = createRateLimiter(2);
  const at = 1_000_000;
  expect([limiter.take('busy', 2, at), limiter.take('busy', 1, at)]).toEqual([true, false]);
  limiter.pause('paused', at, at + 60_000);
  for (let each = 0; each < 3000; each += 1) expect(limiter.take(`caller ${each}`, 1, at)).toBe(true);
  expect([limiter.take('busy', 1, at), limiter.take('paused', 1, at)]).toEqual([false, false]);
  // A second later each has as much as at first, and no more.
  for (const key of ['busy', 'caller 1', 'somebody new'])
    expect([1, 2, 3].map(() => limiter.take(key, 1, at + 1000))).toEqual([true, true, false]);
  for (let each = 0; each < 3000; each += 1) limiter.take(`later ${each}`, 1, at + 2000);
  expect(limiter.take('paused', 1, at + 59_000)).toBe(false);
  expect(limiter.take('paused', 1, at + 62_000)).toBe(true);
});
