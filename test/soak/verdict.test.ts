import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isWrong, lastLine } from './verdict.ts';

const check = (holds: boolean, limit: number) =>
  fc.check(
    fc.asyncProperty(fc.nat(), async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (!holds) throw new Error('It does not hold.');
    }),
    { numRuns: 3, interruptAfterTimeLimit: limit },
  );

test('a soak too short for one history counts as no failure', async () => {
  const cut = await check(true, 1);
  expect(cut).toMatchObject({ failed: true, interrupted: true });
  expect(isWrong(cut)).toBe(false);
  expect(lastLine(0, 0, false)).not.toContain('wrong');
});

test('a history that fails counts as a failure; one that is cut short after others does not', async () => {
  expect(isWrong(await check(false, 10_000))).toBe(true);
  expect(isWrong(await check(true, 30))).toBe(false);
});
