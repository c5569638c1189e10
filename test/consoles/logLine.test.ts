import { afterEach, expect, test } from 'vitest';
import type { LogAddress } from '../../main/core/consoles/log/address.ts';
import { type News, openNews } from '../../main/core/consoles/log/news.ts';
import { newDatabase, postgres, queryAs, type Server, startServer } from './postgres.ts';
import { changesOf, memberAt, newUnion } from './world.ts';

/** The way to the database: word of what is new, lines that break, a server that is started again. */

const NEVER = 2 ** 31 - 1;
const open: News[] = [];
const servers: Server[] = [];
afterEach(async () => {
  for (const news of open.splice(0)) await news.close();
  for (const server of servers.splice(0)) await server.end();
});

/** Counts how often there is news at this address. */
function counter(
  address: LogAddress,
  poll: number,
): { readonly count: () => number; readonly stop: () => void } {
  const news = openNews(address, poll);
  open.push(news);
  let calls = 0;
  const stop = news.listen(() => {
    calls += 1;
  });
  return { count: () => calls, stop };
}

test('an append and a lease of another holder are told, to the own organisation alone', async () => {
  const owner = await newDatabase();
  const { first: a, join } = await newUnion(owner);
  const { first: stranger } = await newUnion(owner, 'other');
  const b = await join('b');
  const [mine, theirs] = [counter(b.address, NEVER), counter(stranger.address, NEVER)];
  // Listening has begun.
  await expect.poll(mine.count).toBe(1);
  await expect.poll(theirs.count).toBe(1);
  await a.append(changesOf('a', 1, 3), []);
  await expect.poll(mine.count).toBe(2);
  await a.lease(['one'], 30);
  await expect.poll(mine.count).toBe(3);
  // What changes nothing for the others is not told.
  await a.append(changesOf('a', 1, 3), []);
  await a.lease(['one'], 30);
  await a.release(['one']);
  await expect.poll(mine.count).toBe(4);
  await stranger.append(changesOf('a', 1, 1), []);
  await expect.poll(theirs.count).toBe(2);
  expect(mine.count()).toBe(4);
  mine.stop();
  await a.append(changesOf('a', 4, 4), []);
  const later = counter(b.address, NEVER);
  await expect.poll(later.count).toBe(1);
  expect(mine.count()).toBe(4);
});

test('without any word there is news from time to time all the same, also while there is no way', async () => {
  const { first: a } = await newUnion();
  for (const address of [a.address, { ...a.address, port: 1 }])
    await expect.poll(counter(address, 20).count).toBeGreaterThan(5);
});

test('a line that the server cuts is made again, and what was missed counts as news', async () => {
  const { owner, first: a, join } = await newUnion();
  const b = await join('b');
  const { count } = counter(b.address, NEVER);
  await expect.poll(count).toBe(1);
  const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE usename LIKE 'heed%' AND datname = current_database()`;
  const { superuser } = await postgres();
  await queryAs(superuser(owner.database), cut);
  await expect.poll(count).toBe(2);
  // The lines that were waiting for work are made again as well.
  await a.append(changesOf('a', 1, 1), []);
  await expect.poll(count).toBe(3);
});

test('while the server is away nothing is known to have arrived; when it is back all goes on', async () => {
  const server = await startServer();
  servers.push(server);
  const { first: a, join } = await newUnion(await newDatabase(server));
  const b = await join('b');
  await a.append(changesOf('a', 1, 2), []);
  const { count } = counter(b.address, NEVER);
  await expect.poll(count).toBe(1);
  await server.stop();
  for (const call of [
    () => a.append(changesOf('a', 1, 3), []),
    () => b.read(new Map(), 10),
    () => b.lease(['one'], 30),
  ])
    await expect(call()).rejects.toMatchObject({ name: 'LogError', code: 'unreachable' });
  await server.start();
  await expect.poll(count).toBe(2);
  const { heads } = await a.append(changesOf('a', 1, 3), []);
  expect(heads.get('a')).toBe(3);
  expect((await b.read(new Map(), 10)).length).toBe(3);
  await expect.poll(count).toBe(3);
});

test.each([
  "SELECT heed.append(1, '{1}', 'x', '{}', '{}')",
  "INSERT INTO heed.change (organisation, console, number, sealed) VALUES ('org', 'a', 1, 'x')",
  "SELECT heed.take_leases('{one}', 30)",
  "SELECT heed.remove_console('b')",
])('on the disk before it is answered, though the server would not wait for it: %s', async (call) => {
  const { first: a, join } = await newUnion();
  await join('b');
  const setting = 'SHOW synchronous_commit';
  expect(await queryAs(a.address, setting)).toEqual([{ synchronous_commit: 'off' }]);
  expect(await queryAs(a.address, 'BEGIN', call, setting)).toEqual([{ synchronous_commit: 'on' }]);
  const stricter = "SET synchronous_commit = 'remote_apply'";
  expect(await queryAs(a.address, stricter, 'BEGIN', call, setting)).toEqual([
    { synchronous_commit: 'remote_apply' },
  ]);
});

test('closing ends all lines, also while one is being made', async () => {
  const { owner, first: a, join } = await newUnion();
  const b = await join('b');
  const log = memberAt('b', b.address);
  log.onNews(() => {});
  await log.close();
  await b.close();
  await a.close();
  const left = `SELECT count(*)::int AS many FROM pg_stat_activity
    WHERE usename LIKE 'heed%' AND datname = current_database()`;
  await expect.poll(async () => (await queryAs(owner, left))[0]?.many).toBe(0);
});
