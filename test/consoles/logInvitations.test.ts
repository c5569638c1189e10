import { expect, test } from 'vitest';
import { queryAs } from './postgres.ts';
import { invitation, memberAt, newUnion } from './world.ts';

/** Another console is let in with a code that is good once, and for a time. */

const REFUSED = { name: 'LogError', code: 'refused' };

test('the code gives the key once, and is over with that', async () => {
  const { owner, first: a } = await newUnion();
  const code = { ...owner, ...(await a.invite(invitation('b'))) };
  const [, invited] = await a.consoles();
  const until = `SELECT rolvaliduntil::text AS until, extract(epoch FROM rolvaliduntil) * 1000 AS at
    FROM pg_roles WHERE rolname = '${code.user}'`;
  expect(Number((await queryAs(owner, until))[0]?.at)).toBeCloseTo(invited?.invitedUntil ?? 0, -1);
  expect(invited?.invitedUntil).toBeGreaterThan(invited?.joinedAt ?? Number.POSITIVE_INFINITY);
  const { sealedKey, password } = await memberAt('b', code).accept();
  expect(sealedKey.toString()).toBe('key for b');
  expect(password).not.toBe(code.password);
  await expect(memberAt('b', code).consoles()).rejects.toMatchObject(REFUSED);
  const b = memberAt('b', { ...code, password });
  expect(await queryAs(owner, until)).toMatchObject([{ until: 'infinity' }]);
  await expect(b.accept()).rejects.toMatchObject(REFUSED);
  expect((await b.consoles()).map(({ id, invitedUntil }) => [id, invitedUntil])).toEqual([
    ['a', null],
    ['b', null],
  ]);
  expect(await queryAs(owner, 'SELECT * FROM heed.invitation')).toEqual([]);
});

test('of two who accept the same code at once one gets the key', async () => {
  const { owner, first: a } = await newUnion();
  const code = { ...owner, ...(await a.invite(invitation('b'))) };
  const both = [memberAt('b', code), memberAt('b', code)];
  await Promise.all(both.map((each) => each.consoles()));
  const answers = await Promise.allSettled(both.map((each) => each.accept()));
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  for (const answer of answers)
    if (answer.status === 'rejected') expect(answer.reason).toMatchObject(REFUSED);
});

test('a code that is over lets nobody in, and its console is removed with the next invitation', async () => {
  const { owner, first: a } = await newUnion();
  const code = { ...owner, ...(await a.invite(invitation('b'))) };
  const line = memberAt('b', code);
  await line.consoles();
  await queryAs(
    owner,
    "UPDATE heed.invitation SET until = clock_timestamp() - interval '1 second'",
    `ALTER ROLE ${code.user} VALID UNTIL '2020-01-01'`,
  );
  await expect(line.accept()).rejects.toMatchObject(REFUSED);
  await expect(memberAt('b', code).accept()).rejects.toMatchObject(REFUSED);
  await a.invite(invitation('c'));
  expect((await a.consoles()).map(({ id, removedAt }) => [id, removedAt !== null])).toEqual([
    ['a', false],
    ['b', true],
    ['c', false],
  ]);
  await expect(line.consoles()).rejects.toMatchObject(REFUSED);
});

test('an invitation is no longer than a month, for a name that was never taken, or there is none', async () => {
  const { first: a, join } = await newUnion();
  await join('b');
  await a.removeConsole('b');
  for (const odd of [
    { id: 'b' },
    { id: 'a' },
    { seconds: 0 },
    { seconds: 2_678_401 },
    { sealedKey: Buffer.alloc(0) },
  ])
    await expect(a.invite({ ...invitation('c'), ...odd })).rejects.toMatchObject({ code: 'broken' });
  expect((await a.consoles()).map(({ id }) => id)).toEqual(['a', 'b']);
});

test('an invitation that was taken back lets nobody in', async () => {
  const { owner, first: a } = await newUnion();
  const code = { ...owner, ...(await a.invite(invitation('b'))) };
  await a.removeConsole('b');
  await expect(memberAt('b', code).accept()).rejects.toMatchObject(REFUSED);
  expect(await queryAs(owner, 'SELECT * FROM heed.invitation')).toEqual([]);
});
