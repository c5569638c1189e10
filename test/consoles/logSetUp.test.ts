import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { expect, test } from 'vitest';
import { connectionOf } from '../../main/core/consoles/log/address.ts';
import { MIGRATION_LOCK } from '../../main/core/consoles/log/migrate.ts';
import { MIGRATIONS, NEWEST } from '../../main/core/consoles/log/migrations.ts';
import { type Missing, probe } from '../../main/core/consoles/log/probe.ts';
import { bringUpToDate, setUp } from '../../main/core/consoles/log/setUp.ts';
import { firstOf } from './firstOf.ts';
import { newDatabase, postgres, queryAs } from './postgres.ts';
import { memberAt, newUnion } from './world.ts';

/** Making the log, finding out beforehand whether it can be made, and versions that do not fit. */

const run = promisify(execFile);
const child = fileURLToPath(new URL('./setUpChild.ts', import.meta.url));
const first = firstOf('org');
const what = (missing: readonly Missing[]) => missing.map((each) => each.what);

test('two processes that make it at once both find it made, each step once', async () => {
  const owner = await newDatabase();
  const holder = new pg.Client(connectionOf(owner));
  await holder.connect();
  await holder.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
  const both = ['one', 'two'].map((organisation) =>
    run(process.execPath, [child, JSON.stringify(owner), organisation]),
  );
  const waiting = `SELECT count(*)::int AS many FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  await expect.poll(async () => (await holder.query(waiting)).rows[0].many).toBe(2);
  await holder.end();
  await Promise.all(both);
  expect(await queryAs(owner, 'SELECT number FROM heed.migration ORDER BY number')).toEqual(
    MIGRATIONS.map((_, place) => ({ number: place + 1 })),
  );
  expect(await queryAs(owner, 'SELECT id FROM heed.organisation ORDER BY id')).toEqual([
    { id: 'one' },
    { id: 'two' },
  ]);
});

test('a log of a newer Heed is refused as outdated, by consoles and by set-up, and left as it is', async () => {
  const { owner, first: a } = await newUnion();
  await queryAs(owner, `INSERT INTO heed.migration (number) VALUES (${NEWEST + 1})`);
  const outdated = { name: 'LogError', code: 'outdated' };
  await expect(memberAt('a', a.address).consoles()).rejects.toMatchObject(outdated);
  await expect(setUp(owner, { ...first, organisation: 'other' })).rejects.toMatchObject(outdated);
  await expect(bringUpToDate(owner)).rejects.toMatchObject(outdated);
  expect(await queryAs(owner, 'SELECT id FROM heed.organisation')).toEqual([{ id: 'org' }]);
});

test('a log that is older than the console is refused until its owner brings it up to date', async () => {
  const { owner, first: a } = await newUnion();
  await queryAs(owner, 'DELETE FROM heed.migration');
  await expect(memberAt('a', a.address).consoles()).rejects.toMatchObject({ code: 'outdated' });
  await queryAs(
    owner,
    ...MIGRATIONS.map((_, place) => `INSERT INTO heed.migration (number) VALUES (${place + 1})`),
  );
  await bringUpToDate(owner);
  expect((await memberAt('a', a.address).consoles()).length).toBe(1);
});

test('an organisation that is there is not made again, and set-up leaves nothing half done', async () => {
  const { owner, first: a } = await newUnion();
  const roles = "SELECT count(*)::int AS many FROM pg_roles WHERE rolname LIKE 'heed%'";
  await expect(setUp(owner, first)).rejects.toMatchObject({ name: 'LogError', code: 'broken' });
  expect((await a.consoles()).length).toBe(1);
  const before = await queryAs(owner, roles);
  const empty = await newDatabase();
  await expect(setUp(empty, { ...first, id: '' })).rejects.toMatchObject({ code: 'broken' });
  expect(await queryAs(empty, "SELECT to_regnamespace('heed') AS made")).toEqual([{ made: null }]);
  expect(await queryAs(owner, roles)).toEqual(before);
});

test('the probe finds nothing missing before, nor after', async () => {
  const owner = await newDatabase();
  expect(await probe(owner)).toEqual([]);
  expect(await queryAs(owner, "SELECT to_regnamespace('heed') AS made")).toEqual([{ made: null }]);
  await setUp(owner, first);
  expect(await probe(owner)).toEqual([]);
  expect(await probe((await postgres()).superuser(owner.database))).toEqual([]);
});

test('the probe says what is missing, all of it', async () => {
  const owner = await newDatabase();
  const { superuser } = await postgres();
  const guest = { ...owner, user: 'guest', password: 'guest' };
  await queryAs(superuser(), "CREATE ROLE guest LOGIN PASSWORD 'guest'");
  expect(what(await probe(guest))).toEqual(['createSchema', 'createRole']);
  await setUp(owner, first);
  expect(what(await probe(guest))).toEqual(['createSchema', 'createRole']);
  await queryAs(superuser(), 'ALTER ROLE guest SET default_transaction_read_only = on');
  expect(what(await probe(guest))).toContain('readOnly');
  expect(what(await probe({ ...owner, password: 'wrong' }))).toEqual(['signIn']);
  expect(what(await probe({ ...owner, user: 'nobody' }))).toEqual(['signIn']);
  expect(what(await probe({ ...owner, database: 'none' }))).toEqual(['database']);
  expect(what(await probe({ ...owner, port: 1 }))).toEqual(['unreachable']);
  expect(what(await probe({ ...owner, host: '/nowhere' }))).toEqual(['unreachable']);
});

test('set-up without the rights, or with a wrong password, is refused', async () => {
  const owner = await newDatabase();
  await expect(setUp({ ...owner, password: 'wrong' }, first)).rejects.toMatchObject({ code: 'refused' });
  await expect(setUp({ ...owner, port: 1 }, first)).rejects.toMatchObject({ code: 'unreachable' });
  const { superuser } = await postgres();
  await queryAs(superuser(), "CREATE ROLE visitor LOGIN PASSWORD 'visitor'");
  const visitor = { ...owner, user: 'visitor', password: 'visitor' };
  await expect(setUp(visitor, first)).rejects.toMatchObject({ code: 'refused' });
});
