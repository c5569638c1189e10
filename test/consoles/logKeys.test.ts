import { describe, expect, test } from 'vitest';
import { queryAs } from './postgres.ts';
import { invitation, memberAt, newUnion } from './world.ts';

/** The organisation's key is renewed in the log, which cannot open it. */

const REFUSED = { name: 'LogError', code: 'refused' };
const sealedFor = (...ids: string[]) => new Map(ids.map((id) => [id, Buffer.from(`key for ${id}`)]));

describe('a new key', () => {
  test('comes to each console that stays, to that one alone, and to nobody who has gone', async () => {
    const { first: a, join } = await newUnion();
    const [b, c] = [await join('b'), await join('c')];
    await a.removeConsole('c');
    expect(await a.renewKey(2, sealedFor('a', 'b'))).toBe(true);
    const [of] = await b.keys(1);
    expect(of).toMatchObject({ number: 2, maker: 'a', makerPublic: Buffer.from([1]) });
    expect(of?.sealed.toString()).toBe('key for b');
    expect(await b.keys(2)).toEqual([]);
    expect((await a.keys(1)).map(({ sealed }) => sealed.toString())).toEqual(['key for a']);
    expect(await queryAs(b.address, 'SELECT console FROM heed.key')).toEqual([{ console: 'b' }]);
    await expect(c.keys(1)).rejects.toMatchObject(REFUSED);
    await expect(c.renewKey(3, sealedFor('a', 'b'))).rejects.toMatchObject(REFUSED);
    for (const forged of [
      "INSERT INTO heed.key VALUES ('org', 3, 'a', 'b', 'x')",
      "UPDATE heed.key SET sealed = 'x'",
      'DELETE FROM heed.key',
      "SELECT heed.keys_stay('org')",
    ])
      await expect(queryAs(b.address, forged)).rejects.toMatchObject({ code: '42501' });
  });

  test.each([
    ['there is another one by now', 2, ['a', 'b']],
    ['one is left out', 3, ['a']],
    ['one is named that has gone', 3, ['a', 'b', 'c']],
    ['one is named that was invited and has not come', 3, ['a', 'b', 'd']],
    ['one is named twice', 3, ['a', 'b', 'b']],
    ['a number is left out', 4, ['a', 'b']],
  ])('is not made where %s', async (_, number, ids) => {
    const { first: a, join } = await newUnion();
    for (const id of ['b', 'c']) await join(id);
    await a.removeConsole('c');
    expect(await a.renewKey(2, sealedFor('a', 'b'))).toBe(true);
    await a.invite(invitation('d'));
    const twice = ids.length > new Set(ids).size;
    if (twice)
      await expect(
        queryAs(a.address, `SELECT heed.renew_key(3, '{a,b,b}', ARRAY['x', 'y', 'z']::bytea[]) AS done`),
      ).resolves.toEqual([{ done: false }]);
    else expect(await a.renewKey(number, sealedFor(...ids))).toBe(false);
    expect((await a.keys(0)).map((key) => key.number)).toEqual([2]);
    // The invitation is left, too.
    expect((await a.consoles()).find(({ id }) => id === 'd')?.removedAt).toBeNull();
  });

  test('ends invitations, and who came with the old one has to come again', async () => {
    const { owner, first: a, join } = await newUnion();
    await join('b');
    const code = { ...owner, ...(await a.invite(invitation('c'))) };
    const late = { ...owner, ...(await a.invite(invitation('d'))) };
    const invited = memberAt('c', code);
    const c = memberAt('c', { ...code, password: (await invited.accept()).password });
    await a.removeConsole('b');
    // It has come, but not said its own key yet.
    expect(await a.renewKey(2, sealedFor('a'))).toBe(true);
    await expect(memberAt('d', late).accept()).rejects.toMatchObject(REFUSED);
    await expect(c.tellKey(1, Buffer.from('mine'))).rejects.toMatchObject(REFUSED);
    expect(await c.keys(1)).toEqual([]);
  });

  test('a console says its own key once, and only when it has come', async () => {
    const { owner, first: a } = await newUnion();
    const code = { ...owner, ...(await a.invite(invitation('b'))) };
    const invited = memberAt('b', code);
    await expect(invited.tellKey(1, Buffer.from('mine'))).rejects.toMatchObject(REFUSED);
    const b = memberAt('b', { ...code, password: (await invited.accept()).password });
    await b.tellKey(1, Buffer.from('mine'));
    await expect(b.tellKey(1, Buffer.from('another'))).rejects.toMatchObject(REFUSED);
    expect((await a.consoles()).map(({ sealedPublic }) => sealedPublic?.toString())).toEqual([
      '\u0001',
      'mine',
    ]);
  });

  test('of two that are made at once one is made', async () => {
    const { first: a, join } = await newUnion();
    const [b] = [await join('b'), await join('c')];
    await a.removeConsole('c');
    const made = await Promise.all([
      a.renewKey(2, sealedFor('a', 'b')),
      b.renewKey(2, new Map([...sealedFor('a', 'b')].map(([id]) => [id, Buffer.from('of b')]))),
    ]);
    expect(made.toSorted()).toEqual([false, true]);
    const [ofA, ofB] = [await a.keys(1), await b.keys(1)];
    expect(ofA.map(({ maker }) => maker)).toEqual(ofB.map(({ maker }) => maker));
  });
});
