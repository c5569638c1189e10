import fc from 'fast-check';
import { afterAll, beforeAll, test } from 'vitest';
import { histories } from './history.ts';
import { type Ground, startGround } from './world.ts';

/** HEED_MODEL_SEED repeats a run; a failure prints its seed and the shortest history that shows it. */

const HISTORIES = 200;
const LONGEST = 20;

let ground: Ground;
beforeAll(async () => {
  ground = await startGround();
});
afterAll(() => ground.close());

test(`${HISTORIES} random histories: the product does what design section 2 says`, {
  timeout: 300_000,
}, async () => {
  const seed = process.env.HEED_MODEL_SEED;
  await fc.assert(histories(ground, LONGEST), {
    numRuns: HISTORIES,
    ...(seed === undefined ? {} : { seed: Number(seed) }),
    endOnFailure: false,
  });
});
