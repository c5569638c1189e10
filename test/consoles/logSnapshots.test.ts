import { expect, test } from 'vitest';
import { queryAs } from './postgres.ts';
import { changesOf, invitation, type Member, newUnion } from './world.ts';

/** A store as a whole, laid down in pieces, and which changes go once it is there. */

const heads = (of: Record<string, number>) => new Map(Object.entries(of));
const pieces = (...texts: string[]) => texts.map((text) => Buffer.from(text));
const BROKEN = { name: 'LogError', code: 'broken' };

/** Of each console the numbers that are in the log. */
async function kept(member: Member): Promise<Record<string, number[]>> {
  const found: Record<string, number[]> = {};
  const rows = await queryAs(
    member.address,
    'SELECT console, number FROM heed.change ORDER BY console, number',
  );
  for (const row of rows) found[row.console] = [...(found[row.console] ?? []), Number(row.number)];
  return found;
}

test('a snapshot is seen once it is whole, with what it covers', async () => {
  const { first: a, join } = await newUnion();
  const b = await join('b');
  await a.append(changesOf('a', 1, 3), []);
  expect(await b.snapshot()).toBeNull();
  async function* breaking() {
    yield Buffer.from('one');
    expect(await b.snapshot()).toBeNull();
    throw new Error('the store was closed');
  }
  await expect(a.laySnapshot(heads({ a: 3 }), breaking())).rejects.toThrow('the store was closed');
  expect(await b.snapshot()).toBeNull();
  await a.laySnapshot(heads({ a: 3 }), pieces('one', 'two'));
  const found = await b.snapshot();
  expect(found).toMatchObject({ console: 'a', heads: heads({ a: 3 }), pieces: 2 });
  const number = found?.number ?? 0;
  expect(String(await b.piece(number, 1))).toBe('one');
  expect(String(await b.piece(number, 2))).toBe('two');
  expect(await b.piece(number, 3)).toBeNull();
});

test('the newest two stay, so that whoever reads one can end', async () => {
  const { first: a } = await newUnion();
  const numbers: number[] = [];
  for (const text of ['first', 'second', 'third']) {
    await a.laySnapshot(heads({}), pieces(text));
    numbers.push((await a.snapshot())?.number ?? 0);
  }
  const found = await Promise.all(numbers.map(async (number) => (await a.piece(number, 1))?.toString()));
  expect(found).toEqual([undefined, 'second', 'third']);
});

test('a snapshot that is empty, or covers what the log does not have, is refused', async () => {
  const { first: a, join } = await newUnion();
  const b = await join('b');
  await a.append(changesOf('a', 1, 3), []);
  await expect(a.laySnapshot(heads({ a: 3 }), [])).rejects.toMatchObject(BROKEN);
  await expect(a.laySnapshot(heads({ a: 4 }), pieces('x'))).rejects.toMatchObject(BROKEN);
  await expect(a.laySnapshot(heads({ a: 3, stranger: 1 }), pieces('x'))).rejects.toMatchObject(BROKEN);
  // Nobody adds a piece to another's.
  const begun = await queryAs(a.address, "SELECT heed.begin_snapshot('{}') AS number");
  const piece = `SELECT heed.add_piece(${begun[0]?.number}, 1, 'x')`;
  await expect(queryAs(b.address, piece)).rejects.toMatchObject({ code: 'HD002' });
  await queryAs(a.address, piece, `SELECT heed.finish_snapshot(${begun[0]?.number}, 1)`);
  await expect(queryAs(a.address, piece)).rejects.toMatchObject({ code: 'HD002' });
});

test('a change goes only when the snapshots have it and every console that belongs here has applied it', async () => {
  const { first: a, join } = await newUnion();
  const [b, c] = [await join('b'), await join('c')];
  await a.append(changesOf('a', 1, 5), []);
  await b.append(changesOf('b', 1, 4), []);
  const all = { a: [1, 2, 3, 4, 5], b: [1, 2, 3, 4] };
  // Without a snapshot nothing goes, though all have all.
  await a.applied(heads({ b: 4 }));
  await b.applied(heads({ a: 5 }));
  await c.applied(heads({ a: 5, b: 4 }));
  expect(await a.compact()).toBe(0);
  await c.applied(heads({ a: 2, b: 4 }));
  await a.laySnapshot(heads({ a: 4, b: 3 }), pieces('x'));
  expect(await kept(a)).toEqual(all);
  expect(await b.compact()).toBe(5);
  expect(await kept(a)).toEqual({ a: [3, 4, 5], b: [4] });
  // Who was invited and has not come holds nothing up; nor does who was removed.
  await a.invite(invitation('d'));
  await a.removeConsole('c');
  expect(await b.compact()).toBe(2);
  expect(await kept(a)).toEqual({ a: [5], b: [4] });
});

test('one who has come and not begun yet holds compaction up, and then begins with the snapshot', async () => {
  const { first: a, join } = await newUnion();
  await a.append(changesOf('a', 1, 5), []);
  await a.laySnapshot(heads({ a: 4 }), pieces('x'));
  const b = await join('b');
  expect(await a.compact()).toBe(0);
  await b.applied((await b.snapshot())?.heads ?? heads({}));
  expect(await a.compact()).toBe(4);
  expect((await b.read(heads({ a: 4 }), 10)).map(({ number }) => number)).toEqual([5]);
});

test('one who has come and never spoke is waited for a day', async () => {
  const { owner, first: a, join } = await newUnion();
  await a.append(changesOf('a', 1, 5), []);
  await a.laySnapshot(heads({ a: 4 }), pieces('x'));
  await join('b');
  const cameHoursAgo = (hours: number) =>
    queryAs(
      owner,
      `UPDATE heed.console SET accepted_at = clock_timestamp() - interval '${hours} hours' WHERE id = 'b'`,
    );
  await cameHoursAgo(23);
  expect(await a.compact()).toBe(0);
  await cameHoursAgo(25);
  expect(await a.compact()).toBe(4);
});

test('what was compacted is not there again, and its numbers are not given again', async () => {
  const { first: a, join } = await newUnion();
  const b = await join('b');
  await a.append(changesOf('a', 1, 3), []);
  await b.applied(heads({ a: 3 }));
  await a.laySnapshot(heads({ a: 3 }), pieces('x'));
  expect(await a.compact()).toBe(2);
  const { heads: after } = await a.append(changesOf('a', 1, 4), []);
  expect(after.get('a')).toBe(4);
  expect(await kept(a)).toEqual({ a: [3, 4] });
});

test('compaction leaves what follows a snapshot that is being laid down', async () => {
  const { owner, first: a, join } = await newUnion();
  const b = await join('b');
  await a.append(changesOf('a', 1, 5), []);
  await b.applied(heads({ a: 5 }));
  await a.laySnapshot(heads({ a: 4 }), pieces('x'));
  async function* slow() {
    yield Buffer.from('one');
    expect(await a.compact()).toBe(2);
    yield Buffer.from('two');
  }
  await b.laySnapshot(heads({ a: 2 }), slow());
  expect((await a.snapshot())?.heads).toEqual(heads({ a: 2 }));
  expect(await kept(a)).toEqual({ a: [3, 4, 5] });
  // Where it took so long that it was no longer reckoned with, it does not become whole.
  async function* late() {
    yield Buffer.from('one');
    await a.laySnapshot(heads({ a: 5 }), pieces('x'));
    await a.laySnapshot(heads({ a: 5 }), pieces('x'));
    await queryAs(owner, "UPDATE heed.snapshot SET at = at - interval '2 days'");
    expect(await a.compact()).toBe(2);
  }
  await expect(b.laySnapshot(heads({ a: 2 }), late())).rejects.toMatchObject(BROKEN);
  expect((await a.snapshot())?.heads).toEqual(heads({ a: 5 }));
});
