import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectionOf, type LogAddress } from '../../main/core/consoles/log/address.ts';
import { probe } from '../../main/core/consoles/log/probe.ts';
import { setUp } from '../../main/core/consoles/log/setUp.ts';
import { type Authority, newAuthority } from './certificates.ts';
import { firstOf } from './firstOf.ts';
import { newDatabase, postgres, queryAs, type Server, startServer } from './postgres.ts';
import { memberAt } from './world.ts';

/** Whether the line is encrypted, and the server the one that was meant. */

let authority: Authority;
let server: Server;
let owner: LogAddress;
beforeAll(async () => {
  authority = await newAuthority('An authority');
  server = await startServer({ tls: await authority.sign('localhost') });
  owner = { ...(await newDatabase(server)), host: 'localhost', ca: authority.cert };
});
afterAll(() => server.end());

test('with the right name and authority the line is encrypted, for whoever sets up and for consoles', async () => {
  const encrypted = 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()';
  expect(await probe(owner)).toEqual([]);
  expect(await queryAs(owner, encrypted)).toEqual([{ ssl: true }]);
  const address = await setUp(owner, firstOf('org'));
  expect(await queryAs(address, encrypted)).toEqual([{ ssl: true }]);
  expect((await memberAt('a', address).consoles()).length).toBe(1);
});

test('another name, another authority, and a server that does not encrypt are refused', async () => {
  const other = await newAuthority('An authority');
  const plain = { ...(await newDatabase()), host: '127.0.0.1', ca: authority.cert };
  for (const address of [{ ...owner, host: '127.0.0.1' }, { ...owner, ca: other.cert }, plain]) {
    const [missing, ...more] = await probe(address);
    expect([missing?.what, more.length]).toEqual(['tls', 0]);
    // No password leaves for such a server, and nothing is done.
    await expect(memberAt('a', address).consoles()).rejects.toMatchObject({ code: 'unreachable' });
  }
});

test('a server elsewhere must always prove who it is; here only where certificates were given', async () => {
  const at = (host: string, ca: string | null = null) => connectionOf({ ...owner, host, ca }).ssl;
  for (const host of [
    'db.example.org',
    '10.0.0.1',
    '127.example.org',
    '2001:db8::1',
    'localhost.example.org',
  ])
    expect(at(host), host).toMatchObject({ rejectUnauthorized: true });
  for (const host of ['127.0.0.1', '127.1.2.3', '::1', 'localhost', '/run/postgresql'])
    expect(at(host), host).toBe(false);
  expect(at('localhost', authority.cert)).toMatchObject({ rejectUnauthorized: true, ca: authority.cert });
  const here = { ...(await newDatabase(await postgres())), host: '127.0.0.1' };
  expect(await queryAs(here, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});
