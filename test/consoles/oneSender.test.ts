import { expect, test } from 'vitest';
import { settleUnknown } from '../../main/core/conversations/messageRecord.ts';
import { isOptedOut } from '../../main/core/people/optedOut.ts';
import { all } from '../../main/core/store/statement.ts';
import { type SendingConsole, type SendingWorld, sendingWorld } from './sendingWorld.ts';

/** Of several consoles one sends, and never what another has sent or a person has stopped. */

const bodies = (world: SendingWorld) => world.provider.reached.map(({ body }) => body);
const states = (at: SendingConsole) => at.texts().map(({ state }) => state);

/** A holds the lease and has read its replies; the others know. */
async function begun(names = ['A', 'B']) {
  const world = sendingWorld(names);
  for (const each of world.all()) await each.round();
  await world.of('A').poll();
  return { world, a: world.of('A'), b: world.of('B') };
}

test('a text written anywhere leaves from the console that has the lease, once', async () => {
  const { world, a, b } = await begun();
  expect(b.write(0)).toMatchObject({ ok: true, waits: null });
  await b.dispatch();
  expect(bodies(world)).toEqual([]);
  await b.exchange();
  await a.exchange();
  await a.dispatch();
  await b.exchange();
  await b.dispatch();
  expect(bodies(world)).toEqual(['Hi 0']);
  await a.exchange();
  await b.exchange();
  expect([states(a), states(b)]).toEqual([['sent'], ['sent']]);
});

test('a STOP that is in the log before the request leaves stops it, though it came in elsewhere', async () => {
  const { world, a, b } = await begun();
  a.write(0);
  a.write(1);
  b.takes(world.says(0, 'STOP'));
  await b.courier.send([]);
  await a.dispatch();
  await a.dispatch();
  expect(bodies(world)).not.toContain('Hi 0');
  expect(bodies(world)).toContain('Hi 1');
});

test('without the log nothing leaves, opt-outs are recorded, and it goes on when it is back', async () => {
  const { world, a } = await begun();
  a.write(0);
  a.write(1);
  world.log.away.add('A');
  await a.dispatch();
  await a.dispatch();
  expect(bodies(world)).toEqual([]);
  expect(states(a)).toEqual(['queued', 'queued']);
  expect(a.leases.right.state()).toMatchObject({ why: 'unreachable', cutSince: a.clock.now() });
  a.optOutByHand(0);
  world.says(2, 'STOP');
  await a.poll();
  expect([0, 2].map((index) => isOptedOut(a.core.db, world.person(index).subject))).toEqual([true, true]);

  world.log.away.delete('A');
  await a.round();
  await a.dispatch();
  expect(bodies(world)).toContain('Hi 1');
  expect(bodies(world)).not.toContain('Hi 0');
  expect(a.leases.right.state()).toMatchObject({ why: null, cutSince: null, behind: 0 });
});

test('a console that slept between the answer of the log and the request sends nothing', async () => {
  const { world, a, b } = await begun();
  a.write(0);
  world.onRequest(async (name) => {
    if (name !== 'A') return;
    world.pass(60_000);
    await b.round();
    await b.poll();
  });
  await a.dispatch();
  expect(world.log.holder(world.connectionId)).toBe('B');
  expect(bodies(world)).toEqual([]);
  await a.exchange();
  await b.exchange();
  await b.dispatch();
  expect(bodies(world)).toEqual(['Hi 0']);
  await b.exchange();
  await a.exchange();
  expect([states(a), states(b)]).toEqual([['sent'], ['sent']]);
});

test('a wish to stop that reached the log since it was asked keeps a request that took its time', async () => {
  const { world, a, b } = await begun();
  a.write(0);
  world.onRequest(async (name) => {
    if (name !== 'A') return;
    world.onRequest(async () => undefined);
    world.pass(3000);
    b.optOutByHand(0);
    await b.exchange();
  });
  // It is queued again, claimed anew, and the guard has heard of it then.
  for (let turn = 0; turn < 3; turn += 1) await a.dispatch();
  expect(bodies(world)).toEqual([]);
  expect(states(a)).toEqual(['prevented']);
});

test('a request of an earlier lease does not leave, though a person sent the text again since', async () => {
  const { world, a, b } = await begun();
  a.write(0);
  const [text] = a.texts();
  world.onRequest(async () => {
    world.onRequest(async () => undefined);
    world.pass(60_000);
    await b.round();
    await b.exchange();
    world.pass(60_000);
    await a.round();
    await a.poll();
    expect(states(a)).toEqual(['unknown']);
    a.core.write((tx) => settleUnknown(tx, text?.id ?? '', 'queued', null));
    await a.dispatchOnce();
    expect(bodies(world)).toEqual(['Hi 0']);
  });
  await a.dispatch();
  expect(bodies(world)).toEqual(['Hi 0']);
});

test('a lease ends for us before it ends for others', async () => {
  const { world, a } = await begun();
  const ours = () => [a.leases.right.mine(world.connectionId), a.leases.right.sweeps()];
  world.pass(24_000);
  expect(ours()).toEqual([true, true]);
  world.pass(2000);
  expect(ours()).toEqual([false, false]);
  expect(world.log.holder(world.connectionId)).toBe('A');
});

test('after 30 s of silence another console takes over, and asks about what was under way', async () => {
  const { world, a, b } = await begun();
  a.write(0);
  world.provider.holdAnswers();
  void a.dispatch();
  while (world.provider.reached.length === 0) await new Promise(setImmediate);
  world.kill('A');
  world.pass(29_000);
  await b.round();
  await b.exchange();
  expect([b.leases.right.mine(world.connectionId), states(b)]).toEqual([false, ['sending']]);
  world.pass(2000);
  await b.round();
  expect([b.leases.right.mine(world.connectionId), states(b)]).toEqual([true, ['unknown']]);
  await b.poll();
  await b.dispatch();
  world.pass(11_000);
  await b.reconcile();
  expect(states(b)).toEqual(['sent']);
  expect(bodies(world)).toEqual(['Hi 0']);
});

test('what was claimed without the log is not queued again over what its next holder sends', async () => {
  const { world, a, b } = await begun();
  a.write(0);
  await a.exchange();
  await b.exchange();
  world.log.away.add('A');
  await a.dispatch();
  expect(states(a)).toEqual(['queued']);
  world.pass(31_000);
  await b.round();
  await b.poll();
  world.provider.holdAnswers();
  const sending = b.dispatch();
  while (world.provider.reached.length === 0) await new Promise(setImmediate);
  world.log.away.delete('A');
  await a.exchange();
  await b.exchange();
  expect(states(b)).toEqual(['sending']);
  world.provider.letAnswersGo();
  await sending;
  await b.dispatch();
  expect(bodies(world)).toEqual(['Hi 0']);
});

test('a text that waited long for the log has as many tries at the provider as any', async () => {
  const { world, a } = await begun();
  a.write(0);
  const tries = 30;
  for (let count = 0; count < tries; count += 1) {
    world.log.away.add('A');
    await a.dispatch();
    world.log.away.delete('A');
    await a.round();
  }
  expect(all(a.core.db, 'SELECT attempt, put_off FROM message')).toEqual([{ attempt: tries, put_off: 0 }]);
  world.provider.endWith('retry');
  for (let count = 1; count <= 20; count += 1) {
    expect(states(a)).toEqual(['queued']);
    await a.round();
    await a.poll();
    await a.dispatch();
    world.pass(5 * 60_000);
    await a.round();
  }
  expect(states(a)).toEqual(['failed']);
});

test('a lease that got another number under us lets nothing leave until it is taken anew', async () => {
  const { world, a } = await begun();
  a.write(0);
  world.log.raise(world.connectionId);
  await a.dispatch();
  expect(bodies(world)).toEqual([]);
  await a.round();
  await a.poll();
  await a.dispatch();
  expect(bodies(world)).toEqual(['Hi 0']);
});

test('a console that cannot take in what others told lets another one send, until it can', async () => {
  const { world, a, b } = await begun();
  b.write(0);
  await b.exchange();
  const number = world.log.heads().get('B') ?? 0;
  const told = world.log.sealed('B', number);
  world.log.forge('B', number, Buffer.alloc(50, 1));
  await expect(a.exchange()).rejects.toMatchObject({ code: 'broken' });
  await a.round();
  expect(a.leases.right.state().why).toBe('broken');
  await b.round();
  await b.poll();
  await b.dispatch();
  expect(bodies(world)).toEqual(['Hi 0']);
  // It does not take anything back meanwhile, though nobody holds it.
  world.log.away.add('B');
  world.pass(31_000);
  await a.round();
  expect(world.log.holder(world.connectionId)).toBeUndefined();
  world.log.forge('B', number, told);
  await a.exchange();
  await a.round();
  expect(a.leases.right.mine(world.connectionId)).toBe(true);
});

test('handed over, the other console sends at once', async () => {
  const { world, a, b } = await begun();
  await a.leases.handOver([world.connectionId, 'sweeps']);
  a.write(0);
  await a.exchange();
  await a.round();
  await b.round();
  await b.poll();
  expect([a, b].map(({ leases }) => leases.right.mine(world.connectionId))).toEqual([false, true]);
  expect([a, b].map(({ leases }) => leases.right.sweeps())).toEqual([false, true]);
  await a.dispatch();
  await b.dispatch();
  expect(bodies(world)).toEqual(['Hi 0']);
});

test('given back on stop, another console need not wait', async () => {
  const { world, a, b } = await begun();
  await a.leases.stop();
  await b.round();
  expect([a, b].map(({ leases }) => leases.right.mine(world.connectionId))).toEqual([false, true]);
});

test('a reply that two consoles read counts once and is answered once', async () => {
  const { world, a, b } = await begun();
  const stop = world.says(0, 'STOP');
  const help = world.says(1, 'HELP');
  await a.poll();
  b.takes(stop);
  b.takes(help);
  for (const each of [b, a, b]) await each.exchange();
  for (let turn = 0; turn < 3; turn += 1) await a.dispatch();
  for (const each of [a, b]) await each.exchange();
  for (const { core } of [a, b])
    expect(all(core.db, "SELECT provider_id FROM message WHERE direction = 'in'")).toHaveLength(2);
  const to = (index: number) =>
    world.provider.reached.filter((sent) => sent.to === world.person(index).number).length;
  expect([to(0), to(1)]).toEqual([1, 1]);
});
