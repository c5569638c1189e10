import { expect, test } from 'vitest';
import { newDatabase } from './postgres.ts';
import { changesOf, memberAt, newUnion } from './world.ts';

/** What the log keeps, and in which order it gives it back. */

const none = new Map<string, number>();
const listed = (changes: readonly { console: string; number: number; sealed: Buffer }[]) =>
  changes.map((change) => `${change.console} ${change.number} ${change.sealed.toString()}`);

test('changes come to the others in their order, by turns, and never back to whoever made them', async () => {
  const { first: a, join } = await newUnion();
  const [b, c] = [await join('b'), await join('c')];
  await a.append(changesOf('a', 1, 3), []);
  const { heads } = await b.append(changesOf('b', 1, 2), []);
  expect(Object.fromEntries(heads)).toEqual({ a: 3, b: 2, c: 0 });
  expect(listed(await a.read(none, 100))).toEqual(['b 1 b 1', 'b 2 b 2']);
  expect(listed(await c.read(none, 3))).toEqual(['a 1 a 1', 'b 1 b 1', 'a 2 a 2']);
  const after = new Map(Object.entries({ a: 2, b: 1 }));
  expect(listed(await c.read(after, 100))).toEqual(['a 3 a 3', 'b 2 b 2']);
  expect(await c.read(heads, 100)).toEqual([]);
});

test('a repeated append is harmless, also one that goes on from there', async () => {
  const { first: a, join } = await newUnion();
  const b = await join('b');
  await a.append(changesOf('a', 1, 3), []);
  await a.append(changesOf('a', 1, 3), []);
  const { heads } = await a.append(changesOf('a', 2, 5), []);
  expect(heads.get('a')).toBe(5);
  expect(listed(await b.read(none, 100))).toEqual([1, 2, 3, 4, 5].map((number) => `a ${number} a ${number}`));
});

test('the same append from two lines at once leaves each change there once', async () => {
  const { first: a, join } = await newUnion();
  const b = await join('b');
  const again = memberAt('a', a.address);
  await Promise.all([a, again, a, again].map((each) => each.append(changesOf('a', 1, 400), [])));
  const numbers = (await b.read(none, 1000)).map(({ number }) => number);
  expect(numbers).toEqual(Array.from({ length: 400 }, (_, place) => place + 1));
});

test('other bytes under a number that is there are refused, and nothing of that append is kept', async () => {
  const { first: a, join } = await newUnion();
  const b = await join('b');
  await a.append(changesOf('a', 1, 3), []);
  // A console that was restored from an old back-up numbers its new changes as old ones.
  await expect(a.append(changesOf('other', 2, 5), [])).rejects.toMatchObject({ code: 'broken' });
  expect(listed(await b.read(none, 100))).toEqual(['a 1 a 1', 'a 2 a 2', 'a 3 a 3']);
});

test('a gap is refused, at the beginning, within, and at the end of what is there', async () => {
  const { first: a, join } = await newUnion();
  const b = await join('b');
  const refused = (changes: ReturnType<typeof changesOf>) =>
    expect(a.append(changes, [])).rejects.toMatchObject({ name: 'LogError', code: 'broken' });
  await refused(changesOf('a', 2, 3));
  await refused([...changesOf('a', 1, 1), ...changesOf('a', 3, 3)]);
  await refused([...changesOf('a', 2, 2), ...changesOf('a', 1, 1)]);
  await refused(changesOf('a', 0, 1));
  await a.append(changesOf('a', 1, 1), []);
  await refused(changesOf('a', 3, 3));
  expect((await b.read(none, 10)).length).toBe(1);
});

test('any bytes come back as they were, many at a time and large ones', async () => {
  const { first: a, join } = await newUnion();
  const b = await join('b');
  const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const large = Buffer.alloc(20 * 1024 * 1024, every);
  const sealed = [
    every,
    large,
    Buffer.from([0]),
    large.subarray(1),
    Buffer.from("'; DROP TABLE heed.change; --"),
  ];
  const many = changesOf('a', sealed.length + 1, 2600);
  await a.append([...sealed.map((bytes, place) => ({ number: place + 1, sealed: bytes })), ...many], []);
  const back: Buffer[] = [];
  for (;;) {
    const next = await b.read(new Map([['a', back.length]]), 1000);
    if (next.length === 0) break;
    back.push(...next.map((change) => change.sealed));
  }
  expect(back.length).toBe(2600);
  for (const [place, bytes] of sealed.entries()) expect(back[place]?.equals(bytes), String(place)).toBe(true);
  expect(back.at(-1)?.toString()).toBe('a 2600');
  // An empty change, or one above 64 MiB, is none.
  for (const bytes of [Buffer.alloc(0), Buffer.alloc(64 * 1024 * 1024 + 1)])
    await expect(a.append([{ number: 2601, sealed: bytes }], [])).rejects.toMatchObject({ code: 'broken' });
});

test('consoles, organisations and connections may be named as they like', async () => {
  const odd = `o'r"g\\ %s $1 -- ü 🗳`;
  const { first: a, join } = await newUnion(undefined, odd);
  const b = await join(odd);
  await b.append(changesOf('b', 1, 1), []);
  expect((await a.read(none, 10)).map((change) => change.console)).toEqual([odd]);
  expect(await a.read(new Map([[odd, 1]]), 10)).toEqual([]);
  expect(await a.lease([odd], 30)).toMatchObject([{ connection: odd, console: 'a', fence: 1 }]);
  expect([...(await a.append([], [{ connection: odd, fence: 1 }])).held]).toEqual([odd]);
  await a.applied(new Map([[odd, 1]]));
  expect(await b.consoles()).toMatchObject([
    { id: 'a', applied: new Map([[odd, 1]]) },
    { id: odd, head: 1 },
  ]);
  await expect(join('')).rejects.toMatchObject({ code: 'broken' });
});

test('the list of consoles says who is in, up to where, and since when', async () => {
  const { first: a, join } = await newUnion();
  const b = await join('b');
  expect(await a.consoles()).toMatchObject([
    { id: 'a', sealedName: Buffer.from([0]), seenAt: null, head: 0, removedAt: null },
    { id: 'b', sealedName: Buffer.from('b'), seenAt: null, head: 0, removedAt: null },
  ]);
  await a.append(changesOf('a', 1, 2), []);
  await b.applied(new Map([['a', 2]]));
  await a.removeConsole('b');
  const [first, second] = await a.consoles();
  expect(first).toMatchObject({ head: 2, removedAt: null });
  expect(second?.applied).toEqual(new Map([['a', 2]]));
  expect(second?.seenAt).toBeGreaterThanOrEqual(second?.joinedAt ?? Number.POSITIVE_INFINITY);
  expect(second?.removedAt).toBeGreaterThanOrEqual(second?.seenAt ?? Number.POSITIVE_INFINITY);
});

test('two organisations have one database, and see nothing of each other', async () => {
  const owner = await newDatabase();
  const { first: here } = await newUnion(owner, 'here');
  const { first: there, join } = await newUnion(owner, 'there');
  const second = await join('b');
  await here.append(changesOf('a', 1, 2), []);
  await here.lease(['one'], 30);
  expect(await second.read(none, 10)).toEqual([]);
  expect((await there.consoles()).map(({ id }) => id)).toEqual(['a', 'b']);
  expect(await there.lease(['one'], 30)).toMatchObject([{ console: 'a', fence: 1 }]);
  await there.removeConsole('a');
  expect((await here.consoles()).map(({ removedAt }) => removedAt)).toEqual([null]);
});
