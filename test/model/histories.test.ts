import fc from 'fast-check';
import { afterAll, beforeAll, test } from 'vitest';
import { histories } from './history.ts';
import { type Ground, startGround } from './world.ts';

/**
 * Every run plays the same histories, so that a failure comes from a change; `npm run soak` draws new ones,
 * and so does HEED_MODEL_SEED here. A failure prints its seed and the shortest history that shows it.
 */

const HISTORIES = 200;
const LONGEST = 20;
const SEED = 20_261_122;

let ground: Ground;
beforeAll(async () => {
  ground = await startGround();
});
afterAll(() => ground.close());

test(`${HISTORIES} random histories: the product does what design section 2 says`, {
  timeout: 900_000,
}, async () => {
  const seed = Number(process.env.HEED_MODEL_SEED ?? SEED);
  await fc.assert(histories(ground, LONGEST), {
    numRuns: HISTORIES,
    seed,
    endOnFailure: false,
  });
});
