import fc from 'fast-check';
import { expect, test } from 'vitest';
import { miscounted, recount } from '../../main/core/store/recount.ts';
import { keepingWorld } from '../backup/world.ts';
import { writer } from '../helpers/core.ts';
import { figuresAgree } from './agree.ts';
import { counterHistories, ZONES } from './histories.ts';

test('after any history, erasure, union and restore every figure from counters equals a full count', async () => {
  await fc.assert(counterHistories(40), { numRuns: 12 });
});

test('counters that something else has changed are noticed, and counted anew', async () => {
  const world = keepingWorld();
  const db = writer(world.core);
  world.acts.initial(0);
  world.acts.send();
  world.acts.reply(0, 'STOP');
  expect(miscounted(db)).toEqual([]);
  db.exec("UPDATE fact_count SET texted = 7 WHERE facet = 'all'; DELETE FROM conversation_count");
  expect(miscounted(db)).toEqual(['conversation_count', 'fact_count']);
  recount(db);
  expect(miscounted(db)).toEqual([]);
  for (const zone of ZONES) figuresAgree(db, world.clock.now(), zone);
  await world.remove();
});
