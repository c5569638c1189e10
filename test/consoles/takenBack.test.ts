import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { settleUnknown } from '../../main/core/conversations/messageRecord.ts';
import { all } from '../../main/core/store/statement.ts';
import { type SendingConsole, type SendingWorld, sendingWorld } from './sendingWorld.ts';

/** A person takes a text back at one console while another one has claimed it. */

const bodies = (world: SendingWorld) => world.provider.reached.map(({ body }) => body);
const ends = (...consoles: readonly SendingConsole[]) =>
  consoles.map(({ core }) =>
    all<{ state: string; rule: string | null }>(
      core.db,
      "SELECT state, rule FROM message WHERE direction = 'out' ORDER BY id",
    ).map(({ state, rule }) => (rule === null ? state : `${state}: ${rule}`)),
  );

/** B has the lease, both know of a text, and A and B hear nothing of each other from now on. */
async function apart() {
  const world = sendingWorld(['B', 'A']);
  for (const each of world.all()) await each.round();
  const [a, b] = [world.of('A'), world.of('B')];
  await b.poll();
  a.write(0);
  await a.exchange();
  await b.exchange();
  return { world, a, b };
}

/** B claimed it and could not have the claim confirmed, so that it waits for a later attempt. */
async function claimedBefore() {
  const { world, a, b } = await apart();
  world.log.away.add('B');
  await b.dispatch();
  expect(ends(b)).toEqual([['queued']]);
  expect(all(b.core.db, "SELECT attempt FROM message WHERE direction = 'out'")).toEqual([{ attempt: 1 }]);
  return { world, a, b };
}

/** Until both have heard everything. */
async function meet(...consoles: readonly SendingConsole[]) {
  for (let round = 0; round < 3; round += 1) for (const each of consoles) await each.exchange();
}

/** The line is back and everything that waits may leave. */
async function goOn({ world, a, b }: Awaited<ReturnType<typeof apart>>) {
  world.log.away.clear();
  world.pass(61_000);
  await b.round();
  await b.poll();
  for (let turn = 0; turn < 3; turn += 1) await b.dispatch();
  await meet(b, a, b);
}

test('what waits for a later attempt elsewhere is cancelled when that is heard', async () => {
  const both = await claimedBefore();
  const { world, a, b } = both;
  a.cancel(0);
  await a.exchange();
  world.log.away.clear();
  await b.exchange();
  expect(ends(b)).toEqual([['cancelled']]);
  await goOn(both);
  expect([bodies(world), ends(a, b)]).toEqual([[], [['cancelled'], ['cancelled']]]);
});

test('a claim that the log overtakes with it does not leave', async () => {
  const both = await claimedBefore();
  const { world, a, b } = both;
  a.cancel(0);
  await a.exchange();
  world.log.away.clear();
  // It still is queued here when it is claimed; the log is asked between that and the request.
  await b.dispatch();
  expect(bodies(world)).toEqual([]);
  await goOn(both);
  expect([bodies(world), ends(a, b)]).toEqual([[], [['cancelled'], ['cancelled']]]);
});

test('one that is heard just before the request leaves stops it', async () => {
  const both = await apart();
  const { world, a, b } = both;
  world.onRequest(async () => {
    world.onRequest(async () => undefined);
    a.cancel(0);
    await a.exchange();
    await b.exchange();
    expect(ends(b)).toEqual([['sending']]);
  });
  await goOn(both);
  expect([bodies(world), ends(a, b)]).toEqual([[], [['cancelled'], ['cancelled']]]);
});

test('what the provider surely did not take is not tried again', async () => {
  const both = await apart();
  const { world, a, b } = both;
  world.provider.endWith('retry');
  await b.dispatch();
  a.cancel(0);
  await meet(a, b);
  world.provider.endWith('accepted');
  await goOn(both);
  expect([bodies(world), ends(a, b)]).toEqual([[], [['cancelled'], ['cancelled']]]);
});

test('the rule that took it back is told', async () => {
  const both = await claimedBefore();
  const { world, a, b } = both;
  a.optOutByHand(0);
  await a.exchange();
  await goOn(both);
  expect([bodies(world), ends(a, b)]).toEqual([[], [['cancelled: opted-out'], ['cancelled: opted-out']]]);
});

test('a conversation that was closed and opened again lets no earlier text leave', async () => {
  const both = await claimedBefore();
  const { world, a, b } = both;
  a.close(0);
  expect(ends(a)).toEqual([['prevented: conversation-closed']]);
  a.takes(world.says(0, 'It is me after both'));
  await a.exchange();
  await goOn(both);
  const end = 'cancelled: conversation-closed';
  expect([bodies(world), ends(a, b)]).toEqual([[], [[end], [end]]]);
});

test('what left has left, and what may have left says so and is not sent again', async () => {
  const { world, a, b } = await apart();
  world.provider.holdAnswers();
  const sending = b.dispatch();
  while (world.provider.reached.length === 0) await setImmediate();
  a.cancel(0);
  await meet(a, b);
  expect(ends(a, b)).toEqual([['sending'], ['sending']]);
  world.provider.letAnswersGo();
  await sending;
  await meet(b, a);
  expect([bodies(world), ends(a, b)]).toEqual([['Hi 0'], [['sent'], ['sent']]]);
});

test('whoever sends a text again that another person has taken back does not send it', async () => {
  const { world, a, b } = await apart();
  world.provider.endWith('lost');
  await b.dispatch();
  a.cancel(0);
  await meet(a, b);
  expect(ends(a, b)).toEqual([['unknown'], ['unknown']]);
  const [text] = b.texts();
  b.core.write((tx) => settleUnknown(tx, text?.id ?? '', 'queued', null));
  await meet(b, a);
  expect([bodies(world), ends(a, b)]).toEqual([['Hi 0'], [['cancelled'], ['cancelled']]]);
});

test('of two confirmations that each console gave up beside the other one leaves', async () => {
  const world = sendingWorld(['A', 'B']);
  for (const each of world.all()) await each.round();
  const [a, b] = [world.of('A'), world.of('B')];
  await a.poll();
  // Both take in a wish to stop, and each knows of two confirmations.
  const stop = world.says(0, 'STOP');
  await a.poll();
  b.takes(stop);
  await meet(b, a);
  expect(ends(a, b)).toEqual([
    ['queued', 'queued'],
    ['queued', 'queued'],
  ]);
  // Both claim one without the log, A under the lease before.
  world.log.away.add('A');
  const order = (at: SendingConsole, ascending: boolean) =>
    at.core.write((tx) =>
      tx.db.exec(
        `UPDATE message SET created_at = created_at ${ascending ? '+' : '-'} (id = (SELECT max(id) FROM message WHERE kind = 'confirmation'))`,
      ),
    );
  order(a, true);
  order(b, false);
  await a.dispatch();
  world.pass(31_000);
  await b.round();
  await b.poll();
  world.log.away.add('B');
  await b.dispatch();
  expect(ends(a, b).map((each) => [...each].sort())).toEqual([
    ['cancelled', 'queued'],
    ['cancelled', 'queued'],
  ]);
  world.log.away.clear();
  await meet(a, b);
  await goOn({ world, a, b });
  expect(world.provider.reached.map(({ to }) => to)).toEqual([world.person(0).number]);
});
