import assert from 'node:assert/strict';
import fc from 'fast-check';
import { verify } from '../../main/core/ledger/verify.ts';
import { unsayable } from '../helpers/sentences.ts';
import * as acts from './acts.ts';
import { type Command, commands } from './commands.ts';
import { eraseAndUnite } from './ends.ts';
import { Model } from './model.ts';
import { CONTACTS, type Ground, openWorld } from './world.ts';

/** Plays one history on one profile. */
async function live(
  ground: Ground,
  region: 'US' | 'GB',
  history: Iterable<Command>,
  byWorker: boolean,
  withTest: boolean,
  erased: number,
): Promise<void> {
  const world = await openWorld(ground, region);
  try {
    const model = new Model(region, world.numbers, world.clock.now(), world.confirmation);
    if (withTest) {
      model.test = 1;
      world.makeTest(model.test);
    }
    const scene: acts.Scene = {
      world,
      seen: [0, 1].map(() => world.numbers.map(() => [])),
      texts: 0,
      byWorker,
      read: 0,
    };
    // Twilio's replies are read once before anything may leave; Bandwidth's list is read from its first
    // look on.
    await acts.poll(model, scene, null);
    await fc.asyncModelRun(() => ({ model, real: scene }), history);
    assert.deepEqual(verify(world.core().db).problems, []);
    assert.deepEqual(unsayable(world.core().db), []);
    if (erased < CONTACTS) eraseAndUnite(model, world, erased);
  } finally {
    await world.close();
  }
}

/**
 * Random histories against model and product together; in half of them the second campaign is a test of a
 * script, and at the end of some a person is erased and an older copy united. `byWorker`: lists are imported
 * as files, by a worker thread.
 */
export function histories(ground: Ground, longest: number, byWorker = false) {
  return fc.asyncProperty(
    fc.constantFrom('US' as const, 'GB' as const),
    fc.commands(commands(), { maxCommands: longest, size: 'max' }),
    fc.boolean(),
    fc.nat(CONTACTS * 5),
    (region, history, withTest, erased) => live(ground, region, history, byWorker, withTest, erased),
  );
}
