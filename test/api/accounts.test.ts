import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Caller } from '../../main/core/access/context.ts';
import { COST, hashPassword, verifyPassword } from '../../main/core/accounts/password.ts';
import { signIn } from '../../main/core/accounts/signIn.ts';
import { openCore } from '../../main/core/open/openCore.ts';
import { all, one, run } from '../../main/core/store/statement.ts';
import { refusal, testApi } from '../helpers/api.ts';
import { memorySecrets, testClock, testPorts, writer } from '../helpers/core.ts';
import { quickPasswords } from '../helpers/quickPasswords.ts';
import { account } from '../helpers/seed.ts';

const WINDOW: Caller = { kind: 'window', windowId: 'one' };
const REST: Caller = { kind: 'bearer', token: null };
const RIGHT = 'correct horse battery';
const NEXT = 'another long password';
quickPasswords();
const hash = hashPassword(RIGHT, testPorts(testClock()).random);

const cleanUp: (() => void)[] = [];
afterEach(() => {
  for (const step of cleanUp.splice(0)) step();
});

async function world() {
  const api = testApi();
  const { id: adminId, client: admin } = api.newcomer('admin');
  const id = account(api.core, { role: 'texter', login: 'ana', password: await hash });
  const signInWith = (password: string) => api.anybody.session.signIn({ login: 'ana', password });
  return { ...api, adminId, admin, id, signInWith };
}

test('wrong tries are counted in the store: closing and opening it forgets none, for logins that exist and that do not', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'heed-tries-'));
  cleanUp.push(() => rmSync(dir, { recursive: true, force: true }));
  const ports = testPorts(testClock());
  const key = 'ab'.repeat(32);
  const open = () => openCore({ ports, secrets: memorySecrets(), storeDir: dir, key, demo: false });
  let core = open();
  account(core, { role: 'texter', login: 'ana', password: await hash });
  for (const login of ['ana', 'nobody']) {
    for (let time = 0; time < 5; time += 1) {
      const tried = await signIn(core, REST, { login, password: 'wrong' });
      expect(tried).toMatchObject({ ok: false, lockedUntil: time === 4 ? expect.any(Number) : null });
      core.close();
      core = open();
    }
    expect(await signIn(core, WINDOW, { login, password: RIGHT })).toMatchObject({
      lockedUntil: expect.any(Number),
    });
  }
  core.close();
});

test('many logins tried through one entrance lock that entrance alone, and a sign-in of one’s own does not clear it', async () => {
  const heed = await world();
  const knock = (door: Caller, login: string) => signIn(heed.core, door, { login, password: 'wrong' });
  for (let time = 0; time < 19; time += 1)
    expect(await knock(REST, `spray${time}`)).toMatchObject({ lockedUntil: null });
  await heed.signInWith(RIGHT);
  expect(await knock(REST, 'one-more')).toMatchObject({ lockedUntil: heed.clock.now() + 30_000 });
  expect((await refusal(heed.signInWith(RIGHT))).code).toBe('LOCKED');
  expect(await signIn(heed.core, WINDOW, { login: 'ana', password: RIGHT })).toMatchObject({ ok: true });
  heed.clock.advance(16 * 60_000);
  expect(await knock(REST, 'later')).toMatchObject({ lockedUntil: null });
});

test('tries keep no login in plain text, since somebody may type a password there', async () => {
  const heed = await world();
  await refusal(heed.anybody.session.signIn({ login: 'my secret word', password: 'x' }));
  expect(JSON.stringify(all(heed.core.db, 'SELECT * FROM sign_in_try'))).not.toContain('secret');
});

test('a password hashed by less work than today’s is hashed anew at the next sign-in, and still fits', async () => {
  const heed = await world();
  const stored = () =>
    one<{ password: string }>(heed.core.db, 'SELECT password FROM account WHERE id = ?', heed.id)?.password;
  await heed.signInWith(RIGHT);
  expect(stored()).toBe(await hash);
  Object.assign(COST, { N: 32 });
  try {
    await refusal(heed.signInWith('wrong'));
    expect(stored()).toBe(await hash);
    await heed.signInWith(RIGHT);
    expect(stored()).toMatch(/^scrypt\$32\$8\$1\$/);
    expect(await verifyPassword(RIGHT, stored() ?? null)).toBe(true);
    await heed.signInWith(RIGHT);
  } finally {
    quickPasswords();
  }
});

test('recovery: a one-time password for one sign-in, which must be changed; in the ledger, and every sign-in ends', async () => {
  const heed = await world();
  const before = heed.as(heed.id);
  const { password, until } = await heed.admin.account.recover({ id: heed.id });
  expect(password).toMatch(/^([a-z2-7]{4}-){3}[a-z2-7]{4}$/);
  expect(until).toBe(heed.clock.now() + 3 * 86_400_000);
  expect((await refusal(before.campaign.list())).code).toBe('UNAUTHORIZED');
  expect((await refusal(heed.signInWith(RIGHT))).code).toBe('UNAUTHORIZED');
  expect((await heed.admin.account.list()).find(({ id }) => id === heed.id)).toMatchObject({
    mustChangePassword: true,
  });
  const { token } = await heed.signInWith(password);
  const ana = heed.via({ kind: 'bearer', token });
  expect(await ana.session.state()).toMatchObject({ phase: 'signed-in', duty: 'password' });
  const refusals = await Promise.all([
    refusal(ana.conversation.list({})),
    refusal(ana.changes.watch()),
    refusal(ana.session.secondFactor.newCodes({ code: '1' })),
  ]);
  expect(refusals.map(({ code }) => code)).toEqual(['DUTY', 'DUTY', 'DUTY']);
  expect((await refusal(heed.signInWith(password))).code).toBe('UNAUTHORIZED');
  const change = { current: password, next: password };
  expect((await refusal(ana.session.changePassword(change))).code).toBe('INVALID');
  await ana.session.changePassword({ ...change, next: NEXT });
  const again = heed.via({ kind: 'bearer', token: (await heed.signInWith(NEXT)).token });
  expect((await again.session.state()).duty).toBeNull();
  expect((await again.conversation.list({})).items).toEqual([]);
  expect(all(heed.core.db, "SELECT actor, payload FROM ledger WHERE kind = 'account-recovered'")).toEqual([
    { actor: heed.adminId, payload: JSON.stringify({ account: heed.id, clearSecondFactor: false }) },
  ]);
  expect(JSON.stringify(all(heed.core.db, 'SELECT * FROM ledger'))).not.toContain(password);
  expect(heed.ports.logged.join()).not.toContain(password);
});

test('a one-time password runs out after three days', async () => {
  const heed = await world();
  const { password, until } = await heed.admin.account.recover({ id: heed.id });
  heed.clock.set(until);
  expect((await refusal(heed.signInWith(password))).code).toBe('UNAUTHORIZED');
  heed.clock.set(until - 1);
  expect((await heed.signInWith(password)).me.id).toBe(heed.id);
});

test('recovery opens a lock, and nobody recovers themselves', async () => {
  const heed = await world();
  for (let time = 0; time < 5; time += 1) await refusal(heed.signInWith('wrong'));
  expect((await refusal(heed.signInWith(RIGHT))).code).toBe('LOCKED');
  const { password } = await heed.admin.account.recover({ id: heed.id });
  await heed.signInWith(password);
  expect((await refusal(heed.admin.account.recover({ id: heed.adminId }))).code).toBe('CONFLICT');
  expect((await refusal(heed.admin.account.recover({ id: 'missing' }))).code).toBe('NOT_FOUND');
});

test('a second factor outlasts a recovery unless the admin says otherwise', async () => {
  for (const clearSecondFactor of [false, true]) {
    const heed = await world();
    run(
      writer(heed.core),
      "INSERT INTO second_factor (account_id, secret, begun_at, confirmed_at, rev) VALUES (?, 'JBSWY3DPEHPK3PXP', 1, 1, '')",
      heed.id,
    );
    run(
      writer(heed.core),
      "INSERT INTO recovery_code (account_id, code_hash, rev) VALUES (?, 'x', '')",
      heed.id,
    );
    const { password } = await heed.admin.account.recover({ id: heed.id, clearSecondFactor });
    if (clearSecondFactor) {
      await heed.signInWith(password);
      expect(all(heed.core.db, 'SELECT * FROM recovery_code')).toEqual([]);
      expect(all(heed.core.db, "SELECT actor FROM ledger WHERE kind = 'second-factor-off'")).toEqual([
        { actor: heed.adminId },
      ]);
    } else expect((await refusal(heed.signInWith(password))).code).toBe('SECOND_FACTOR');
  }
});

test('two admins at once cannot leave nobody: demoting or deactivating each other, or both themselves', async () => {
  const changes = [{ active: false }, { role: 'texter' as const }, { role: 'supervisor' as const }];
  for (const change of changes) {
    for (const target of ['other', 'self'] as const) {
      const api = testApi();
      const [firstAdmin, two] = [api.newcomer('admin'), api.newcomer('admin')];
      const [first, second] = target === 'self' ? [firstAdmin.id, two.id] : [two.id, firstAdmin.id];
      await Promise.allSettled([
        firstAdmin.client.account.update({ id: first, ...change }),
        two.client.account.update({ id: second, ...change }),
      ]);
      const left = all(api.core.db, "SELECT id FROM account WHERE role = 'admin' AND active = 1");
      expect(left, `${target} ${JSON.stringify(change)}`).toHaveLength(1);
    }
  }
});

test('an admin who has a one-time password only does not count as one who can run Heed', async () => {
  const api = testApi();
  const { id, client } = api.newcomer('admin');
  const other = account(api.core, { role: 'admin' });
  await client.account.recover({ id: other });
  expect((await refusal(client.account.update({ id, active: false }))).code).toBe('CONFLICT');
});

test('a call whose sign-in ended meanwhile changes nothing', async () => {
  const heed = await world();
  const { id, client } = heed.newcomer('admin');
  const slow = client.account.create({ login: 'late', name: 'Late', role: 'admin', password: NEXT });
  run(writer(heed.core), 'DELETE FROM session WHERE account_id = ?', id);
  expect((await refusal(slow)).code).toBe('UNAUTHORIZED');
  expect(all(heed.core.db, "SELECT 1 FROM account WHERE login = 'late'")).toEqual([]);
});

test('the event stream of a sign-in ends at once with a password change, a recovery and a sign-out', async () => {
  const heed = await world();
  const ends: Record<string, () => Promise<unknown>> = {
    change: () => heed.as(heed.id).session.changePassword({ current: RIGHT, next: NEXT }),
    recovery: () => heed.admin.account.recover({ id: heed.id }),
  };
  for (const [name, end] of Object.entries(ends)) {
    const next = (await heed.as(heed.id).changes.watch()).next();
    await end();
    expect((await next).done, name).toBe(true);
  }
  const token = heed.tokenFor(heed.id);
  run(writer(heed.core), 'UPDATE account SET one_time_until = NULL WHERE id = ?', heed.id);
  const client = heed.via({ kind: 'bearer', token });
  const next = (await client.changes.watch()).next();
  await client.session.signOut();
  expect((await next).done).toBe(true);
});

test('a sign-in that was idle for too long stays ended when the limit is raised', async () => {
  const heed = await world();
  const sleeper = heed.as(heed.id);
  for (let minute = 0; minute < 16; minute += 4) {
    heed.clock.advance(4 * 60_000);
    await heed.admin.settings.get();
  }
  await heed.admin.settings.update({ idleLockMinutes: 60 });
  expect((await refusal(sleeper.campaign.list())).code).toBe('UNAUTHORIZED');
});

test('a supervisor learns the names of those who text, and nothing else of any account', async () => {
  const { core, admin, adminId, id, newcomer } = await world();
  const { client: supervisor, id: supervisorId } = newcomer('supervisor');
  const { client: texter } = newcomer('texter');
  const gone = account(core, { role: 'texter', name: 'Gone', active: false });
  const names = await supervisor.account.texters({});
  expect(names.map((each) => Object.keys(each).sort())).toEqual(names.map(() => ['id', 'name']));
  const ids = names.map((each) => each.id);
  expect(ids).toEqual(expect.arrayContaining([adminId, id, gone]));
  expect(ids).not.toContain(supervisorId);
  expect(await admin.account.texters({})).toEqual(names);
  expect((await refusal(supervisor.account.list({}))).code).toBe('FORBIDDEN');
  expect((await refusal(texter.account.texters({}))).code).toBe('FORBIDDEN');
});
