import { afterAll, beforeAll, test } from 'vitest';
import { daysAtDesks, liveDay } from './desks/day.ts';
import { type Ground, startGround } from './world.ts';

/**
 * Forty texters at desks of one console for a day, with calls that are repeated, kills and jumps of the
 * clock. Every run plays the same day; `npm run soak` plays whole days of new seeds, and HEED_MODEL_SEED
 * another one here.
 */

const SEED = 20_261_130;
const STEPS = 100;

let ground: Ground;
beforeAll(async () => {
  ground = await startGround({ contacts: 100, onRequest: true });
});
afterAll(() => ground.close());

test('forty desks, a day: nothing leaves after a STOP, nobody is in two hands, nothing is done twice', async () => {
  const seed = Number(process.env.HEED_MODEL_SEED ?? SEED);
  for (const plan of daysAtDesks(seed, 1, STEPS)) await liveDay(ground, plan, 20);
});
