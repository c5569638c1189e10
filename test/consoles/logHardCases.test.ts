import pg from 'pg';
import { expect, test } from 'vitest';
import { connectionOf, type LogAddress } from '../../main/core/consoles/log/address.ts';
import { queryAs } from './postgres.ts';
import { changesOf, newUnion } from './world.ts';

/** What two consoles do at once, and a console that went back in time. */

async function clientAs(address: LogAddress): Promise<pg.Client> {
  const client = new pg.Client(connectionOf(address));
  client.on('error', () => {});
  await client.connect();
  return client;
}

test('of two consoles that remove each other at once one stays', async () => {
  const { first: a, join } = await newUnion();
  const b = await join('b');
  const [one, other] = [await clientAs(a.address), await clientAs(b.address)];
  try {
    await one.query("BEGIN; SELECT heed.remove_console('b')");
    const removing = expect(other.query("SELECT heed.remove_console('a')")).rejects.toMatchObject({
      code: '42501',
    });
    // It waits for the first one to end.
    await expect
      .poll(() => queryAs(a.address, "SELECT 1 FROM pg_locks WHERE NOT granted AND locktype <> 'relation'"))
      .toHaveLength(1);
    await one.query('COMMIT');
    await removing;
  } finally {
    await one.end();
    await other.end();
  }
  expect((await a.consoles()).map(({ id, removedAt }) => [id, removedAt === null])).toEqual([
    ['a', true],
    ['b', false],
  ]);
});

test('the next change of every console comes, however large those before it are', async () => {
  const { first: a, join } = await newUnion();
  const [b, c] = [await join('b'), await join('c')];
  for (const [member, name] of [
    [a, 'a'],
    [b, 'b'],
  ] as const)
    await member.append(changesOf(name, 1, 2), []);
  const found = await queryAs(c.address, "SELECT console, number FROM heed.read('{}', 10, 1)");
  expect(found).toEqual([
    { console: 'a', number: '1' },
    { console: 'b', number: '1' },
  ]);
});

test('a console that went back in time is found out, also where what it had told was compacted', async () => {
  const { first: a, join } = await newUnion();
  const b = await join('b');
  await a.append(changesOf('a', 1, 5), []);
  await b.applied(new Map([['a', 5]]));
  await a.laySnapshot(new Map([['a', 5]]), [Buffer.from('piece')]);
  expect(await a.compact()).toBe(4);
  // What it may repeat after a crash is what it told last.
  expect((await a.append(changesOf('a', 3, 5), [])).heads).toEqual(
    new Map([
      ['a', 5],
      ['b', 0],
    ]),
  );
  await expect(a.append(changesOf('another', 3, 5), [])).rejects.toMatchObject({ code: 'broken' });
});
