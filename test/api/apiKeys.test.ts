import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { afterEach, expect, test } from 'vitest';
import { createApiKey } from '../../main/core/access/apiKeys.ts';
import type { App } from '../../main/core/app.ts';
import { router } from '../../main/core/router.ts';
import { apiRoutes } from '../../main/hosts/browser/api.ts';
import type { Role } from '../../shared/schema/words.ts';
import { refusal, testApi } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import { campaign, conversation, fictionNumber } from '../helpers/seed.ts';

const DAY = 86_400_000;

function world() {
  const api = testApi();
  const admin = api.newcomer('admin');
  return {
    ...api,
    adminId: admin.id,
    // Signs in anew at each call, since some of these clocks move by months and a session would have ended.
    admin: () => api.as(admin.id),
    key: (token: string) => api.via({ kind: 'bearer', token }),
  };
}

test('a key is shown once, kept as a hash, and in the ledger', async () => {
  const heed = world();
  const { key, token } = await heed.admin().apiKey.create({ name: 'CRM', role: 'admin', validDays: 30 });
  expect(token).toMatch(/^heed_[\w-]{43}$/);
  expect(token.startsWith(key.start)).toBe(true);
  expect(key).toMatchObject({ state: 'active', expiresAt: heed.clock.now() + 30 * DAY, lastUsedAt: null });
  const stored = JSON.stringify([
    writer(heed.core).prepare('SELECT * FROM api_key').all(),
    writer(heed.core).prepare('SELECT * FROM ledger').all(),
    await heed.admin().apiKey.list(),
  ]);
  expect(stored).not.toContain(token.slice(0, 20));
  await heed.admin().apiKey.revoke({ id: key.id });
  const acts = writer(heed.core)
    .prepare("SELECT kind, actor, evidence_id FROM ledger WHERE kind LIKE 'api-key-%'")
    .all();
  expect(acts).toEqual([
    { kind: 'api-key-created', actor: heed.adminId, evidence_id: key.id },
    { kind: 'api-key-revoked', actor: heed.adminId, evidence_id: key.id },
  ]);
});

test('a key acts under its own name, and no person can sign in with it or change it', async () => {
  const heed = world();
  const { token } = await heed.admin().apiKey.create({ name: 'CRM', role: 'admin', validDays: 1 });
  const state = await heed.key(token).session.state();
  expect(state).toMatchObject({ phase: 'signed-in', me: { name: 'CRM (API key)', role: 'admin' } });
  await heed.key(token).settings.update({ idleLockMinutes: 20 });
  const by = writer(heed.core)
    .prepare("SELECT a.name FROM ledger l JOIN account a ON a.id = l.actor WHERE l.kind = 'settings-changed'")
    .all();
  expect(by).toEqual([{ name: 'CRM (API key)' }]);
  expect((await heed.admin().account.list()).map(({ id }) => id)).toEqual([heed.adminId]);
  const me = state.me ?? { id: '', login: '' };
  expect((await refusal(heed.admin().account.recover({ id: me.id }))).code).toBe('NOT_FOUND');
  expect((await refusal(heed.key(token).account.recover({ id: heed.adminId }))).code).toBe('FORBIDDEN');
  expect((await refusal(heed.anybody.session.signIn({ login: me.login, password: 'none' }))).code).toBe(
    'UNAUTHORIZED',
  );
  const last = heed.admin().account.update({ id: heed.adminId, active: false });
  expect((await refusal(last)).code).toBe('CONFLICT');
});

test('expired, revoked and unknown keys are 401; use is noted', async () => {
  const heed = world();
  const make = () => heed.admin().apiKey.create({ name: 'K', role: 'supervisor', validDays: 2 });
  const [one, two] = [await make(), await make()];
  heed.clock.advance(DAY);
  expect((await heed.key(one.token).session.state()).me?.role).toBe('supervisor');
  expect(await heed.key(one.token).changes.watch()).toBeDefined();
  expect((await heed.admin().apiKey.list()).map(({ id, lastUsedAt }) => [id, lastUsedAt])).toEqual([
    [two.key.id, null],
    [one.key.id, heed.clock.now()],
  ]);
  await heed.admin().apiKey.revoke({ id: two.key.id });
  expect((await refusal(heed.key(two.token).conversation.list({}))).code).toBe('UNAUTHORIZED');
  heed.clock.advance(DAY);
  expect((await refusal(heed.key(one.token).conversation.list({}))).code).toBe('UNAUTHORIZED');
  expect((await refusal(heed.key('heed_unknown').conversation.list({}))).code).toBe('UNAUTHORIZED');
  expect((await heed.admin().apiKey.list()).map(({ state }) => state).toSorted()).toEqual([
    'expired',
    'revoked',
  ]);
});

test('a role is no more than it says, and a key makes no keys', async () => {
  const heed = world();
  for (const role of ['admin', 'supervisor'] as const satisfies readonly Role[]) {
    const { token, key } = await heed.admin().apiKey.create({ name: role, role, validDays: 1 });
    const more = heed.key(token).apiKey.create({ name: 'more', role: 'admin', validDays: 365 });
    expect((await refusal(more)).code).toBe('FORBIDDEN');
    expect((await refusal(heed.key(token).apiKey.revoke({ id: key.id }))).code).toBe('FORBIDDEN');
  }
  const { token } = await heed.admin().apiKey.create({ name: 'S', role: 'supervisor', validDays: 1 });
  expect((await refusal(heed.key(token).settings.update({ autoOptOut: false }))).code).toBe('FORBIDDEN');
});

test('a texter’s key sees what its texter sees, and ends with them', async () => {
  const heed = world();
  const texter = heed.newcomer('texter');
  const campaignId = campaign(heed.core);
  const make = (index: number, optState: 'none' | 'automatic', texterId: string | null) =>
    conversation(heed.core, {
      campaignId,
      number: fictionNumber('US', index),
      optState,
      optCause: optState === 'none' ? null : 'auto-keyword',
      texterId,
    });
  const own = make(1, 'none', texter.id);
  make(2, 'automatic', texter.id);
  make(3, 'none', null);
  const ask = { name: 'T', role: 'texter', validDays: 1 } as const;
  expect((await refusal(heed.admin().apiKey.create(ask))).code).toBe('INVALID');
  expect((await refusal(heed.admin().apiKey.create({ ...ask, texterId: heed.adminId }))).code).toBe(
    'INVALID',
  );
  const odd = heed.admin().apiKey.create({ ...ask, role: 'admin', texterId: texter.id });
  expect((await refusal(odd)).code).toBe('INVALID');
  const { token } = await heed.admin().apiKey.create({ ...ask, texterId: texter.id });
  const { items } = await heed.key(token).conversation.list({});
  expect(items.map(({ id }) => id)).toEqual([own]);
  await heed.admin().account.update({ id: texter.id, role: 'supervisor' });
  expect((await refusal(heed.key(token).conversation.list({}))).code).toBe('UNAUTHORIZED');
  expect((await heed.admin().apiKey.list())[0]?.state).toBe('blocked');
});

test.each([0, 366, 1.5])('%s days are refused', async (validDays) => {
  const heed = world();
  const made = heed.admin().apiKey.create({ name: 'K', role: 'admin', validDays });
  expect((await refusal(made)).code).toBe('INVALID');
});

test('a key that calls too often waits, and others do not', async () => {
  const heed = world();
  const make = () => heed.admin().apiKey.create({ name: 'K', role: 'admin', validDays: 1 });
  const [one, two] = [await make(), await make()];
  const call = (token: string) => heed.key(token).settings.get();
  for (let count = 0; count < 25; count += 1) await call(one.token);
  expect((await refusal(call(one.token))).code).toBe('LOCKED');
  await call(two.token);
  heed.clock.advance(1000);
  await call(one.token);
});

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0)) await step();
});

test('over real HTTP a key is a bearer like any other', async () => {
  const heed = world();
  const app: App = {
    router,
    context: (caller) => ({ services: heed.console, caller }),
    mayBeSignedIn: () => false,
    desks: () => heed.console.desks.state(),
    forgetWindow: () => {},
    about: () => ({ underWay: 0, facts: {} }),
    close: async () => {},
  };
  const server = createServer(
    getRequestListener(apiRoutes(app, 'http://127.0.0.1/api', heed.ports.log).fetch),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUp.push(() => new Promise((resolve) => server.close(resolve)));
  const address = server.address();
  const base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/api`;
  const { key, token } = await heed.admin().apiKey.create({ name: 'K', role: 'supervisor', validDays: 1 });
  const get = async (path: string, headers: Record<string, string>) =>
    (await fetch(base + path, { headers: { ...headers, connection: 'close' } })).status;
  const bearer = { authorization: `Bearer ${token}` };
  expect(await get('/conversations', bearer)).toBe(200);
  expect(await get('/api-keys', bearer)).toBe(403);
  expect(await get('/conversations', { cookie: `heed=${token}` })).toBe(401);
  expect(await get(`/conversations?token=${token}`, {})).toBe(401);
  expect(await get('/conversations', { authorization: `Bearer ${token}x` })).toBe(401);
  await heed.admin().apiKey.revoke({ id: key.id });
  expect(await get('/conversations', bearer)).toBe(401);
});

test('a program with an admin’s key makes no admins and signs nobody out; only a person does', async () => {
  const { core, via, newcomer } = testApi();
  const { id: adminId } = newcomer('admin');
  const { client: ana, id } = newcomer('texter');
  const { token } = core.write((tx) =>
    createApiKey(core, tx, adminId, { name: 'CRM', role: 'admin', validDays: 1 }),
  );
  const program = via({ kind: 'bearer', token });
  const made = { login: 'eve', name: 'Eve', password: 'long enough for one' };
  expect((await refusal(program.account.create({ ...made, role: 'admin' }))).code).toBe('FORBIDDEN');
  expect((await refusal(program.account.update({ id, role: 'admin' }))).code).toBe('FORBIDDEN');
  expect((await refusal(program.signIns.end({}))).code).toBe('FORBIDDEN');
  expect((await ana.session.state()).phase).toBe('signed-in');
  expect((await program.account.create({ ...made, role: 'texter' })).role).toBe('texter');
});
