import { setImmediate } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { type FaultPoint, onFaultPoint } from '../../main/core/base/faultPoint.ts';
import { isOptedOut } from '../../main/core/people/optedOut.ts';
import { all } from '../../main/core/store/statement.ts';
import type { Writer } from '../../main/core/store/types.ts';
import { dice, seeds } from '../backup/exchange.ts';
import { consoleAtWork, type SendingConsole, sendingWorld } from './sendingWorld.ts';

/**
 * Random histories of two or three consoles at one provider: the line to the log breaks and comes back,
 * clocks are minutes apart, computers sleep, processes end between claim, log, request and outcome.
 */

afterEach(() => onFaultPoint(null));

const PEOPLE = 6;
const STEPS = 60;
/** Between the log's answer and the request, so long that another console has taken over. */
const SLEEP = 60_000;
/** A request leaves on an answer of the log that is no older. */
const YOUNG = 2000;
/** All outside of a transaction, so that the store is as a process that ends here leaves it. */
const POINTS: readonly FaultPoint[] = [
  'together.committed',
  'consoles.appended',
  'dispatcher.confirmed',
  'dispatcher.unconfirmed',
  'dispatcher.leaving',
  'dispatcher.answered',
  'consoles.tookOver',
];
class Killed extends Error {}

async function history(seed: number): Promise<void> {
  const roll = dice(seed + 31_000);
  const names = ['A', 'B', 'C'].slice(0, 2 + roll(2));
  const world = sendingWorld(names, PEOPLE);
  for (const each of world.all()) each.clock.advance(roll(600_000));
  const any = () => world.of(names[roll(names.length)] as string);
  /** When a wish to stop was in the log, by number. */
  const stopped = new Map<string, number>();
  const wished = new Set<number>();
  const left = new Map<string, Buffer>();
  const late: string[] = [];
  const background: Promise<unknown>[] = [];
  const { send } = world.provider.adapter;
  world.provider.adapter.send = (message, signal) => {
    const since = stopped.get(message.to);
    if (message.body.startsWith('Hi') && since !== undefined && world.time() - since >= YOUNG)
      late.push(message.body);
    return send(message, signal);
  };
  world.onRequest(async (name) => {
    for (let turns = roll(4); turns > 0; turns -= 1) await setImmediate();
    if (roll(8) > 0) return;
    world.pass(SLEEP);
    for (const each of world.all()) if (each.name !== name && each.alive.yes) await each.round();
  });

  function kill(at: SendingConsole): void {
    left.set(at.name, (at.core.db as Writer).serialize());
    world.kill(at.name);
  }
  function revive(name: string): void {
    const bytes = left.get(name);
    left.delete(name);
    if (bytes) world.restart(name, bytes);
  }
  /** The process ends at the next of these points that it comes to. */
  function killAt(point: FaultPoint): void {
    onFaultPoint((at) => {
      const name = consoleAtWork();
      const working = name === undefined ? undefined : world.of(name);
      if (working === undefined || left.has(working.name)) {
        if (working !== undefined) throw new Killed();
        return;
      }
      if (at !== point || (working.core.db as Writer).inTransaction) return;
      kill(working);
      throw new Killed();
    });
  }
  const quietly = (work: Promise<unknown>) => work.catch(() => undefined);
  /** What was wished on a console is known to the log once that console has told it. */
  async function tell(at: SendingConsole): Promise<void> {
    const here = [...wished].map(world.person).filter(({ subject }) => isOptedOut(at.core.db, subject));
    await at.exchange();
    for (const { number } of here) if (!stopped.has(number)) stopped.set(number, world.time());
  }

  for (let step = 0; step < STEPS; step += 1) {
    const at = any();
    const index = roll(PEOPLE);
    const what = roll(14);
    if (!at.alive.yes) {
      if (roll(3) === 0) revive(at.name);
      continue;
    }
    if (what < 3) at.write(index);
    else if (what < 6) background.push(quietly(at.dispatch()));
    else if (what === 6) await quietly(tell(at));
    else if (what === 7) await quietly(at.round().then(at.poll));
    else if (what === 8) {
      if (wished.size < PEOPLE / 2) {
        wished.add(index);
        if (roll(2) === 0) at.optOutByHand(index);
        else await quietly((async () => at.takes(world.says(index, 'STOP')))());
      }
    } else if (what === 9) world.pass([1000, 5000, 12_000, 40_000][roll(4)] ?? 0);
    else if (what === 10) {
      const line = roll(2) === 0 ? world.log.away : world.log.deaf;
      if (line.has(at.name)) line.delete(at.name);
      else line.add(at.name);
    } else if (what === 11) killAt(POINTS[roll(POINTS.length)] as FaultPoint);
    else if (what === 12) await quietly(at.reconcile());
    else for (let turns = roll(12); turns > 0; turns -= 1) await setImmediate();
  }

  onFaultPoint(null);
  world.onRequest(async () => undefined);
  for (const name of left.keys()) revive(name);
  for (const name of names) {
    world.log.away.delete(name);
    world.log.deaf.delete(name);
  }
  // What a console wrote whose clock is ahead waits until it is as late at the one that sends.
  world.pass(600_000);
  for (let round = 0; round < 8; round += 1) {
    world.pass(13_000);
    for (const each of world.all()) await each.round();
    for (const each of world.all()) {
      await each.poll();
      await each.dispatch();
      await each.reconcile();
    }
    for (const each of world.all()) await each.exchange();
  }

  const attempts = world.provider.reached.map(({ attemptId }) => attemptId.split('.')[0]);
  expect(attempts.length).toBe(new Set(attempts).size);
  expect(late).toEqual([]);
  const first = world.of('A').texts();
  for (const each of world.all()) {
    for (const index of wished) expect(isOptedOut(each.core.db, world.person(index).subject)).toBe(true);
    const inbound = all<{ provider_id: string }>(
      each.core.db,
      "SELECT provider_id FROM message WHERE direction = 'in' ORDER BY provider_id",
    ).map((row) => row.provider_id);
    expect(inbound.length).toBe(new Set(inbound).size);
    expect(each.texts()).toEqual(first);
  }
  expect(first.filter(({ state }) => ['queued', 'sending'].includes(state))).toEqual([]);
  const confirmations = world.provider.reached.filter(({ body }) => !body.startsWith('Hi'));
  for (const index of wished) {
    const { number } = world.person(index);
    expect(confirmations.filter(({ to }) => to === number).length).toBeLessThanOrEqual(1);
  }
}

test.each(seeds)('of several consoles one sends: history %i', { timeout: 60_000 }, async (seed) => {
  for (let part = 0; part < 4; part += 1) await history(seed * 10 + part);
});
