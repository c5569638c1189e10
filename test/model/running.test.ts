import { describe, test } from 'vitest';
import { daysOf } from './running/day.ts';

/**
 * The program with its own timers, which the histories replace by calls. Their moments are real, so no two
 * runs are alike, and only what must hold in any order is asserted. The days run side by side, since they
 * mostly wait.
 */

const SEED = 20_261_123;

describe.concurrent('the running program breaks no promise', () => {
  for (const { name, live } of daysOf(Number(process.env.HEED_MODEL_SEED ?? SEED))) {
    test(name, live);
  }
});
