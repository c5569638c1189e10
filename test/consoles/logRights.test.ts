import pg from 'pg';
import { expect, test } from 'vitest';
import { connectionOf } from '../../main/core/consoles/log/address.ts';
import { newDatabase, queryAs } from './postgres.ts';
import { changesOf, invitation, newUnion } from './world.ts';

/** What a console's role may do, by SQL that it sends itself, past the product. */

const DENIED = { code: '42501' };
const added = (organisation: string, by: string, number: number) =>
  `INSERT INTO heed.change (organisation, console, number, sealed) VALUES ('${organisation}', '${by}', ${number}, 'x')`;

test('a console adds its own changes alone, the next ones alone, and cannot choose their time', async () => {
  const owner = await newDatabase();
  await newUnion(owner, 'other');
  const { first: a, join } = await newUnion(owner);
  const b = await join('b');
  const as = (...statements: string[]) => queryAs(b.address, ...statements);
  await as(added('org', 'b', 1));
  await expect(as(added('org', 'a', 1))).rejects.toMatchObject(DENIED);
  await expect(as(added('other', 'b', 2))).rejects.toMatchObject(DENIED);
  await expect(as(added('other', 'a', 1))).rejects.toMatchObject(DENIED);
  await expect(as(added('org', 'b', 3))).rejects.toMatchObject({ code: 'HD001' });
  await expect(as(added('org', 'b', 1))).rejects.toMatchObject({ code: '23505' });
  await expect(as(added('org', 'b', -1))).rejects.toMatchObject({ code: '23514' });
  await expect(
    as(
      "INSERT INTO heed.change (organisation, console, number, at, sealed) VALUES ('org', 'b', 2, now(), 'x')",
    ),
  ).rejects.toMatchObject(DENIED);
  expect((await a.read(new Map(), 10)).map(({ number }) => number)).toEqual([1]);
});

test.each([
  "UPDATE heed.change SET sealed = 'y'",
  'DELETE FROM heed.change',
  'TRUNCATE heed.change',
  'DROP TABLE heed.change',
  'ALTER TABLE heed.change DISABLE ROW LEVEL SECURITY',
  'ALTER TABLE heed.change DISABLE TRIGGER ALL',
  'UPDATE heed.console SET head = 9',
  "UPDATE heed.console SET role = current_user WHERE id = 'a'",
  'DELETE FROM heed.console',
  'UPDATE heed.lease SET fence = 9',
  'DELETE FROM heed.lease',
  "INSERT INTO heed.lease VALUES ('org', 'x', 'b', 1, now())",
  'DELETE FROM heed.migration',
  'SELECT sealed_key FROM heed.invitation',
  'DELETE FROM heed.invitation',
  'DELETE FROM heed.snapshot',
  "UPDATE heed.snapshot_piece SET sealed = 'y'",
  "INSERT INTO heed.snapshot VALUES ('org', 9, 'b', '{}')",
  'SELECT heed.my_snapshot(1)',
  'INSERT INTO heed.migration (number) VALUES (99)',
  "SELECT heed.make_console('org', 'c', '', 'x')",
  "SELECT heed.news('org')",
  'SELECT * FROM heed.console_group',
  'CREATE TABLE heed.mine ()',
  'CREATE FUNCTION heed.me(text) RETURNS text LANGUAGE sql AS $$ SELECT 1 $$',
  'CREATE ROLE another LOGIN',
  'SET SESSION AUTHORIZATION postgres',
  "DO $$ BEGIN EXECUTE format('GRANT %I TO pg_monitor', (SELECT rolname FROM pg_roles WHERE rolname LIKE 'heed_consoles_%' AND pg_has_role(oid, 'MEMBER'))); END $$",
])('refused: %s', async (statement) => {
  const { first: a, join } = await newUnion();
  const b = await join('b');
  await a.append(changesOf('a', 1, 1), []);
  await a.lease(['x'], 30);
  const before = await queryAs(a.address, 'SELECT * FROM heed.change', 'SELECT * FROM heed.lease');
  await expect(queryAs(b.address, statement)).rejects.toMatchObject(DENIED);
  expect(await queryAs(a.address, 'SELECT * FROM heed.change', 'SELECT * FROM heed.lease')).toEqual(before);
});

test('rows of another organisation are not there, whatever is asked', async () => {
  const owner = await newDatabase();
  const { first: a } = await newUnion(owner);
  const { first: stranger } = await newUnion(owner, 'other');
  await a.append(changesOf('a', 1, 2), []);
  await a.lease(['one'], 30);
  await a.laySnapshot(new Map([['a', 2]]), [Buffer.from('piece')]);
  const tables = ['organisation', 'console', 'change', 'lease', 'snapshot', 'snapshot_piece'];
  for (const table of tables) {
    const rows = await queryAs(stranger.address, `SELECT * FROM heed.${table}`);
    expect(JSON.stringify(rows)).not.toMatch(/"org"/);
    expect(rows.length, table).toBe(table === 'organisation' || table === 'console' ? 1 : 0);
  }
  const leak = 'SELECT * FROM heed.change WHERE (sealed::text || 1 / (number - number)) IS NOT NULL';
  expect(await queryAs(stranger.address, leak)).toEqual([]);
});

test('tables and functions of its own, and another role, give a console nothing', async () => {
  const { first: a, join } = await newUnion();
  const b = await join('b');
  const group = await queryAs(
    b.address,
    "SELECT rolname FROM pg_roles WHERE rolname LIKE 'heed_consoles_%' AND pg_has_role(current_user, oid, 'MEMBER')",
  );
  const setRole = `SET ROLE ${group[0]?.rolname}`;
  await queryAs(b.address, setRole, added('org', 'b', 1));
  await expect(queryAs(b.address, setRole, added('org', 'a', 1))).rejects.toMatchObject(DENIED);
  await expect(
    queryAs(
      b.address,
      "CREATE TEMP TABLE console AS SELECT 'org' AS organisation, 'a' AS id, session_user AS role, NULL AS removed_at",
      'SET search_path = pg_temp, heed',
      added('org', 'a', 1),
    ),
  ).rejects.toMatchObject(DENIED);
  expect((await a.consoles()).map(({ head }) => head)).toEqual([0, 1]);
});

test('a console that was removed is refused at once, on a line that is open too', async () => {
  const { first: a, join } = await newUnion();
  const b = await join('b');
  await b.append(changesOf('b', 1, 1), []);
  const line = new pg.Client(connectionOf(b.address));
  const old = new pg.Client(connectionOf(b.address));
  await line.connect();
  await old.connect();
  await old.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
  await old.query('SELECT * FROM heed.change');
  await a.removeConsole('b');
  await a.removeConsole('b');
  for (const asked of [
    added('org', 'b', 2),
    'SELECT * FROM heed.change',
    "SELECT heed.take_leases('{x}', 30)",
  ])
    await expect(line.query(asked)).rejects.toMatchObject(DENIED);
  // A transaction that began before sees no more either.
  await expect(old.query(added('org', 'b', 2))).rejects.toMatchObject(DENIED);
  await Promise.all([line.end(), old.end()]);
  for (const call of [
    () => b.append(changesOf('b', 2, 2), []),
    () => b.read(new Map(), 10),
    () => b.lease(['x'], 30),
    () => b.release(['x']),
    () => b.applied(new Map()),
    () => b.consoles(),
    () => b.invite(invitation('d')),
    () => b.accept(),
    () => b.laySnapshot(new Map(), [Buffer.from([1])]),
    () => b.snapshot(),
    () => b.piece(1, 1),
    () => b.compact(),
    () => b.removeConsole('a'),
  ])
    await expect(call()).rejects.toMatchObject({ name: 'LogError', code: 'refused' });
  expect((await a.consoles()).map(({ id, removedAt }) => [id, removedAt !== null])).toEqual([
    ['a', false],
    ['b', true],
  ]);
  // Its changes stay.
  expect((await a.read(new Map(), 10)).length).toBe(1);
});

test('no password comes into the database in the clear, nor one that is not hashed as it should be', async () => {
  const { owner, first: a } = await newUnion();
  const { user, password } = await a.invite(invitation('b'));
  expect(password.length).toBe(43);
  expect(await queryAs({ ...owner, user, password }, 'SELECT heed.my_console() AS me')).toEqual([
    { me: 'b' },
  ]);
  await expect(queryAs({ ...owner, user, password: `${password}x` }, 'SELECT 1')).rejects.toMatchObject({
    code: '28P01',
  });
  for (const verifier of ['secret', "SCRAM-SHA-256$1:a$b:c'; DROP TABLE heed.change", 'md5abc'])
    await expect(
      queryAs(a.address, `SELECT heed.invite('c', '', ${pg.escapeLiteral(verifier)}, 'key', 60)`),
    ).rejects.toMatchObject({ code: 'HD003' });
});
