import pg from 'pg';
import { expect, test } from 'vitest';
import { connectionOf } from '../../main/core/consoles/log/address.ts';
import { queryAs } from './postgres.ts';
import { newUnion, type Union } from './world.ts';

/** Who sends for a connection. Silence is made by setting the lease's end, as its owner could. */

const silence = ({ owner }: Union) =>
  queryAs(owner, "UPDATE heed.lease SET until = clock_timestamp() - interval '1 millisecond'");

test('a lease is taken, renewed under the same fence, and told to whoever else wants it', async () => {
  const union = await newUnion();
  const [a, b] = [union.first, await union.join('b')];
  const [taken] = await a.lease(['one'], 30);
  expect(taken).toMatchObject({ connection: 'one', console: 'a', fence: 1 });
  const [renewed] = await a.lease(['one'], 60);
  expect(renewed?.fence).toBe(1);
  expect(renewed?.until).toBeGreaterThan((taken?.until ?? 0) + 20_000);
  expect(await b.lease(['one', 'two'], 30)).toMatchObject([
    { connection: 'one', console: 'a', fence: 1, until: renewed?.until },
    { connection: 'two', console: 'b', fence: 1 },
  ]);
  const asked = [{ connection: 'one', fence: 1 }];
  const { held, leaseMs } = await a.append([], asked);
  expect([...held]).toEqual(['one']);
  expect(leaseMs).toBeGreaterThan(0);
  expect(leaseMs).toBeLessThanOrEqual(60_000);
  expect(await b.append([], asked)).toMatchObject({ held: new Set(), leaseMs: 0 });
});

test('after silence another takes it over with a higher fence, and the former holder no longer holds it', async () => {
  const union = await newUnion();
  const [a, b] = [union.first, await union.join('b')];
  await a.lease(['one'], 30);
  await silence(union);
  // Ended, though nobody has taken it yet.
  expect((await a.append([], [{ connection: 'one', fence: 1 }])).held.size).toBe(0);
  expect(await b.lease(['one'], 30)).toMatchObject([{ console: 'b', fence: 2 }]);
  expect(await a.lease(['one'], 30)).toMatchObject([{ console: 'b', fence: 2 }]);
  for (const fence of [1, 2]) expect((await a.append([], [{ connection: 'one', fence }])).held.size).toBe(0);
  expect((await b.append([], [{ connection: 'one', fence: 1 }])).held.size).toBe(0);
  expect((await b.append([], [{ connection: 'one', fence: 2 }])).held.size).toBe(1);
});

test('whoever let it end takes it again under the same fence, where nobody had it meanwhile', async () => {
  const union = await newUnion();
  await union.first.lease(['one'], 30);
  await silence(union);
  expect(await union.first.lease(['one'], 30)).toMatchObject([{ console: 'a', fence: 1 }]);
  expect((await union.first.append([], [{ connection: 'one', fence: 1 }])).held.size).toBe(1);
});

test('of all who want it at once one gets it, again and again', async () => {
  const union = await newUnion();
  const all = [union.first, await union.join('b'), await union.join('c')];
  for (let round = 1; round <= 12; round++) {
    const told = await Promise.all(
      // Wanted in another order each, as consoles would.
      all.map((each, place) => each.lease(place % 2 === 0 ? ['one', 'two'] : ['two', 'one'], 30)),
    );
    for (const connection of ['one', 'two']) {
      const holders = all.filter((each, place) =>
        told[place]?.some((lease) => lease.connection === connection && lease.console === each.id),
      );
      expect(holders.length, `${connection}, round ${round}`).toBe(1);
    }
    await silence(union);
  }
});

test('released, it is free at once; what another holds cannot be released', async () => {
  const union = await newUnion();
  const [a, b] = [union.first, await union.join('b')];
  await a.lease(['one', 'two'], 30);
  await b.release(['one', 'two']);
  // Whoever asks hears of all that is in force.
  expect(await b.lease(['one'], 30)).toMatchObject([
    { connection: 'one', console: 'a' },
    { connection: 'two', console: 'a' },
  ]);
  await a.release(['one']);
  expect((await a.append([], [{ connection: 'one', fence: 1 }])).held.size).toBe(0);
  expect(await b.lease(['one', 'two'], 30)).toMatchObject([
    { connection: 'one', console: 'b', fence: 2 },
    { connection: 'two', console: 'a', fence: 1 },
  ]);
});

test('how long the leases last at least is the shortest of them', async () => {
  const { first: a } = await newUnion();
  await a.lease(['long'], 600);
  await a.lease(['short'], 5);
  const leases = [
    { connection: 'long', fence: 1 },
    { connection: 'short', fence: 1 },
  ];
  expect((await a.append([], leases)).leaseMs).toBeLessThanOrEqual(5_000);
  for (const seconds of [0, -1, 601])
    await expect(a.lease(['long'], seconds)).rejects.toMatchObject({ code: 'broken' });
});

test('another console gets leases at once, with a higher fence; nobody gets one who is not there', async () => {
  const union = await newUnion();
  const [a, b] = [union.first, await union.join('b')];
  await a.lease(['one'], 30);
  await b.handOver(['one', 'two'], 'b', 30);
  expect((await a.append([], [{ connection: 'one', fence: 1 }])).held.size).toBe(0);
  expect(await a.lease(['one'], 30)).toMatchObject([
    { connection: 'one', console: 'b', fence: 2 },
    { connection: 'two', console: 'b', fence: 1 },
  ]);
  await expect(a.handOver(['one'], 'nobody', 30)).rejects.toThrow();
  await a.removeConsole('b');
  await expect(a.handOver(['one'], 'b', 30)).rejects.toThrow();
  expect(await a.lease([], 30)).toMatchObject([{ console: 'b' }, { console: 'b' }]);
});

test('whoever gets a lease reads of all that was claimed under the one before', async () => {
  const union = await newUnion();
  const [a, b] = [union.first, await union.join('b')];
  await a.lease(['one'], 30);
  const line = new pg.Client(connectionOf(a.address));
  await line.connect();
  try {
    // An append of a, which finds its lease, is not over yet.
    await line.query('BEGIN');
    const { rows } = await line.query("SELECT heed.append(1, '{5}', 'claim', '{one}', '{1}') AS state");
    expect(Object.keys(rows[0].state.held)).toEqual(['one']);
    const given = b.handOver(['one'], 'b', 30).then(() => b.append([], [{ connection: 'one', fence: 2 }]));
    await expect
      .poll(() => queryAs(a.address, "SELECT 1 FROM pg_locks WHERE NOT granted AND locktype <> 'relation'"))
      .toHaveLength(1);
    await line.query('COMMIT');
    expect((await given).heads.get('a')).toBe(1);
  } finally {
    await line.end();
  }
});
