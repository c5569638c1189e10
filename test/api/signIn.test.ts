import { beforeAll, expect, test } from 'vitest';
import { hashPassword, verifyPassword } from '../../main/core/accounts/password.ts';
import { all, run } from '../../main/core/store/statement.ts';
import { refusal, testApi } from '../helpers/api.ts';
import { testClock, testPorts, writer } from '../helpers/core.ts';
import { quickPasswords } from '../helpers/quickPasswords.ts';
import { account } from '../helpers/seed.ts';

const RIGHT = 'correct horse battery';
const WRONG = { login: 'ana', password: 'something else' };
const GOOD = { login: 'ana', password: RIGHT };
const AT_FULL_COST = hashPassword(RIGHT, testPorts(testClock()).random);
let hash = '';

beforeAll(async () => {
  await AT_FULL_COST;
  quickPasswords();
  hash = await hashPassword(RIGHT, testPorts(testClock()).random);
});

function messenger() {
  const api = testApi();
  account(api.core, { role: 'admin', login: 'maya', password: hash });
  const id = account(api.core, { role: 'texter', login: 'ana', password: hash });
  return { ...api, id };
}

async function fail(api: ReturnType<typeof messenger>, times: number): Promise<string[]> {
  const codes: string[] = [];
  for (let time = 0; time < times; time += 1)
    codes.push((await refusal(api.anybody.session.signIn(WRONG))).code);
  return codes;
}

test('a password is kept as salted scrypt with its cost, and only the right one matches', async () => {
  expect(await AT_FULL_COST).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
  expect(await verifyPassword(RIGHT, await AT_FULL_COST)).toBe(true);
  expect(hash).not.toContain(RIGHT);
  expect(await verifyPassword(RIGHT, hash)).toBe(true);
  expect(await verifyPassword(`${RIGHT} `, hash)).toBe(false);
  expect(await verifyPassword('', null)).toBe(false);
  expect(await verifyPassword(RIGHT, 'none')).toBe(false);
  expect(await hashPassword(RIGHT, testPorts(testClock(1)).random)).toBe(hash);
  const ports = testPorts(testClock());
  expect(await hashPassword(RIGHT, ports.random)).not.toBe(await hashPassword(RIGHT, ports.random));
});

test('signing in gives a token that stands for the account; the store knows it by its hash alone', async () => {
  const api = messenger();
  const { me, token } = await api.anybody.session.signIn({ login: 'ANA', password: RIGHT });
  expect(me).toEqual({ id: api.id, login: 'ana', name: 'Name of ana', role: 'texter' });
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  const client = api.via({ kind: 'bearer', token });
  expect((await client.session.state()).phase).toBe('signed-in');
  expect(JSON.stringify(all(api.core.db, 'SELECT * FROM session'))).not.toContain(token);
  await client.session.signOut();
  expect((await client.session.state()).me).toBeNull();
});

test('a wrong login, a wrong password and a switched-off account are told apart by nothing', async () => {
  const api = messenger();
  account(api.core, { role: 'texter', login: 'off', password: hash, active: false });
  const answers = await Promise.all([
    refusal(api.anybody.session.signIn(WRONG)),
    refusal(api.anybody.session.signIn({ login: 'nobody', password: RIGHT })),
    refusal(api.anybody.session.signIn({ login: 'off', password: RIGHT })),
  ]);
  expect(answers.map((answer) => JSON.stringify(answer))).toEqual(
    answers.map(() => JSON.stringify(answers[0])),
  );
  expect(answers[0]).toMatchObject({ code: 'UNAUTHORIZED' });
});

test('the fifth wrong try locks for half a minute, each further one for twice as long, up to a quarter of an hour', async () => {
  const api = messenger();
  expect(await fail(api, 5)).toEqual([
    'UNAUTHORIZED',
    'UNAUTHORIZED',
    'UNAUTHORIZED',
    'UNAUTHORIZED',
    'LOCKED',
  ]);
  const locks: number[] = [];
  for (let round = 0; round < 7; round += 1) {
    expect((await refusal(api.anybody.session.signIn(GOOD))).code).toBe('LOCKED');
    const [row] = all<{ locked_until: number }>(
      api.core.db,
      'SELECT max(locked_until) AS locked_until FROM sign_in_try',
    );
    locks.push(((row?.locked_until ?? 0) - api.clock.now()) / 1000);
    api.clock.set(row?.locked_until ?? 0);
    await fail(api, 1);
  }
  expect(locks).toEqual([30, 60, 120, 240, 480, 900, 900]);
});

test('a lock ends by itself, and the right password clears the count', async () => {
  const api = messenger();
  await fail(api, 5);
  api.clock.advance(30_000);
  await api.anybody.session.signIn(GOOD);
  expect(await fail(api, 4)).not.toContain('LOCKED');
  await api.anybody.session.signIn(GOOD);
});

test('a login that does not exist locks like one that does', async () => {
  const api = messenger();
  const codes: string[] = [];
  for (let time = 0; time < 6; time += 1) {
    codes.push(
      (await refusal(api.anybody.session.signIn({ login: time % 2 ? 'Ghost' : 'ghost', password: 'x' })))
        .code,
    );
  }
  expect(codes).toEqual(['UNAUTHORIZED', 'UNAUTHORIZED', 'UNAUTHORIZED', 'UNAUTHORIZED', 'LOCKED', 'LOCKED']);
});

test('many tries at once are no more than many tries', async () => {
  const api = messenger();
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => refusal(api.anybody.session.signIn(WRONG))),
  );
  expect(answers.filter((answer) => answer.code === 'UNAUTHORIZED')).toHaveLength(4);
  expect((await refusal(api.anybody.session.signIn(GOOD))).code).toBe('LOCKED');
});

test('failures are in no ledger, a sign-in is', async () => {
  const api = messenger();
  await fail(api, 2);
  expect(all(api.core.db, 'SELECT * FROM ledger')).toEqual([]);
  await api.anybody.session.signIn(GOOD);
  expect(all(api.core.db, 'SELECT kind, actor FROM ledger')).toEqual([{ kind: 'signed-in', actor: api.id }]);
});

test('a sign-in ends when it was idle for too long, and after twelve hours however busy', async () => {
  const api = messenger();
  const { token } = await api.anybody.session.signIn(GOOD);
  const client = api.via({ kind: 'bearer', token });
  const minute = 60_000;
  for (let time = 0; time < 51; time += 1) {
    api.clock.advance(14 * minute);
    await client.campaign.list();
  }
  api.clock.advance(6 * minute);
  expect((await refusal(client.campaign.list())).code).toBe('UNAUTHORIZED');

  const second = api.via({ kind: 'bearer', token: (await api.anybody.session.signIn(GOOD)).token });
  api.clock.advance(16 * minute);
  expect((await refusal(second.campaign.list())).code).toBe('UNAUTHORIZED');
});

test('a sign-in of a clock that ran ahead does not stay unlocked once the clock is right', async () => {
  const api = messenger();
  const day = 86_400_000;
  api.clock.advance(30 * day);
  const { token } = await api.anybody.session.signIn(GOOD);
  const client = api.via({ kind: 'bearer', token });
  // A clock that is put right by little takes nobody from their work, and idle time counts from then on.
  api.clock.advance(-5 * 60_000);
  await client.campaign.list();
  api.clock.advance(16 * 60_000);
  expect((await refusal(client.campaign.list())).code).toBe('UNAUTHORIZED');
  const second = api.via({ kind: 'bearer', token: (await api.anybody.session.signIn(GOOD)).token });
  api.clock.advance(-30 * day);
  expect((await refusal(second.campaign.list())).code).toBe('UNAUTHORIZED');
});

test('a window stays signed in over a reload, and no longer once it is gone', async () => {
  const api = messenger();
  const window = api.via({ kind: 'window', windowId: 'w1' });
  await window.session.signIn(GOOD);
  expect((await api.via({ kind: 'window', windowId: 'w1' }).session.state()).me?.login).toBe('ana');
  expect((await api.via({ kind: 'window', windowId: 'w2' }).session.state()).me).toBeNull();
  api.console.sessions.forgetWindow('w1');
  expect((await window.session.state()).me).toBeNull();
});

test('changing one’s password needs the present one and ends every other sign-in', async () => {
  const api = messenger();
  const other = api.via({ kind: 'bearer', token: (await api.anybody.session.signIn(GOOD)).token });
  const window = api.via({ kind: 'window', windowId: 'w' });
  await window.session.signIn(GOOD);
  const change = { current: 'not this one', next: 'a new long password' };
  expect((await refusal(window.session.changePassword(change))).code).toBe('INVALID');
  await window.session.changePassword({ ...change, current: RIGHT });
  expect((await window.session.state()).me?.login).toBe('ana');
  expect((await refusal(other.campaign.list())).code).toBe('UNAUTHORIZED');
  expect((await refusal(api.anybody.session.signIn(GOOD))).code).toBe('UNAUTHORIZED');
  await api.anybody.session.signIn({ login: 'ana', password: 'a new long password' });
});

test('an account that is switched off, given another role or a new password is signed out', async () => {
  const changes = [{ active: false }, { role: 'supervisor' as const }];
  for (const change of changes) {
    const api = messenger();
    const admin = api.newcomer('admin').client;
    const texter = api.as(api.id);
    await texter.campaign.list();
    await admin.account.update({ id: api.id, ...change });
    expect((await refusal(texter.campaign.list())).code).toBe('UNAUTHORIZED');
  }
  const api = messenger();
  const texter = api.as(api.id);
  const { password } = await api.newcomer('admin').client.account.recover({ id: api.id });
  expect((await refusal(texter.campaign.list())).code).toBe('UNAUTHORIZED');
  await api.anybody.session.signIn({ login: 'ana', password });
});

test('there is always an active admin', async () => {
  const api = testApi();
  const { id, client } = api.newcomer('admin');
  for (const change of [{ active: false }, { role: 'texter' as const }]) {
    expect(await refusal(client.account.update({ id, ...change }))).toMatchObject({ code: 'CONFLICT' });
  }
  const other = account(api.core, { role: 'admin', active: false });
  expect((await refusal(client.account.update({ id, role: 'texter' }))).code).toBe('CONFLICT');
  await client.account.update({ id: other, active: true });
  expect((await client.account.update({ id, role: 'texter' })).role).toBe('texter');
});

test('two accounts cannot share a login, whatever its case', async () => {
  const api = testApi();
  const { client } = api.newcomer('admin');
  const created = await client.account.create({
    login: 'Zoë',
    name: 'Zoë',
    role: 'texter',
    password: 'long enough',
  });
  expect(created).toMatchObject({ login: 'Zoë', active: true });
  const again = { login: 'zoë', name: 'Z', role: 'texter' as const, password: 'long enough' };
  expect((await refusal(client.account.create(again))).code).toBe('CONFLICT');
  expect(JSON.stringify(await client.account.list())).not.toContain('scrypt');
});

test('before a store is open the window learns the phase and nothing else', async () => {
  const api = testApi({ open: false });
  expect(await api.anybody.session.state()).toMatchObject({
    phase: 'first-run',
    me: null,
    demoAccounts: [],
    organisation: '',
  });
});

test('demo accounts are named in the demo alone', async () => {
  expect((await testApi({ demo: true }).anybody.session.state()).demoAccounts).toHaveLength(3);
  expect((await testApi().anybody.session.state()).demoAccounts).toEqual([]);
});

test('what leads to another store is refused while one is open', async () => {
  const api = testApi();
  const first = { organisation: 'X', name: 'Y', login: 'admin', password: 'long enough' };
  expect((await refusal(api.anybody.setup.create(first))).code).toBe('CONFLICT');
  expect((await refusal(api.anybody.setup.startDemo())).code).toBe('CONFLICT');
  expect((await refusal(api.anybody.setup.unlock({ passphrase: 'x' }))).code).toBe('CONFLICT');
  expect((await refusal(api.anybody.setup.leaveDemo())).code).toBe('CONFLICT');
  expect(api.console.asked).toEqual([]);
});

test('a try is counted also when the account changes under it', async () => {
  const api = messenger();
  const attempt = refusal(api.anybody.session.signIn(GOOD));
  run(writer(api.core), 'UPDATE account SET active = 0 WHERE id = ?', api.id);
  expect((await attempt).code).toBe('UNAUTHORIZED');
});
