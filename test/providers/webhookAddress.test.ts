import { afterAll, beforeAll, expect, test } from 'vitest';
import { startConsoleProcess } from '../e2e/processes.ts';
import { apiClient, SENDERS, startWorld } from '../e2e/world.ts';
import { NOON } from '../helpers/core.ts';

/**
 * The addresses that providers call, over REST and with processes of their own: moved ports, wrong
 * credentials, the first text after the test reply.
 */

type World = Awaited<ReturnType<typeof startWorld>>;
let world: World;
const US = '+12165550151';
const senders = SENDERS['provider-1'];

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const called = async (api: World['admin'] = world.admin) => {
  const found = (await api.connection.list()).find(({ profile }) => profile === 'provider-1');
  if (!found) throw new Error('There is no such connection.');
  return found;
};

test('the first text after the test reply leaves at once', async () => {
  await world.campaign('At once', 'US', [{ name: 'Rosa', number: US }]);
  const { items } = await world.texter.conversation.list({});
  const id = items[0]?.id ?? '';
  await world.texter.conversation.sendInitial({ id });
  await world.until(async () => (await world.received(US)).length === 1, 'the first text');
});

test('calls with wrong credentials are counted and told until a reply gets in', async () => {
  expect((await called()).refusedCalls).toBeNull();
  await world.control.post('/faults', { path: 'callback', kind: 'wrong-credentials', times: 2 });
  await world.reply(US, senders[0], 'Yes I will');
  const reported = await world.until(async () => (await called()).refusedCalls, 'the refused call');
  expect(reported.count).toBeGreaterThan(0);
  expect(Number(reported.since)).toBeGreaterThanOrEqual(NOON);
  const { webhookUrl } = await called();
  // A stranger's guess counts as well; only its number is kept.
  await fetch(webhookUrl ?? '', { method: 'POST', body: '[]', headers: { authorization: 'Basic eDp5' } });
  expect((await called()).refusedCalls?.count).toBeGreaterThan(reported.count);
  // The provider repeats refused calls; once one is accepted, nothing is wrong any more.
  await world.until(async () => (await called()).refusedCalls === null, 'the reply is in', 600);
});

test('the address stays over a restart; on another one nothing leaves until a reply has come in there', async () => {
  const before = await called();
  await world.console.stop();
  const again = await startConsoleProcess(world.dataDir, { now: NOON });
  const signIn = async (apiUrl: string) => {
    const { token } = await apiClient(apiUrl, null).session.signIn({
      login: 'maya',
      password: 'a-long-password',
    });
    return apiClient(apiUrl, token);
  };
  const same = await called(await signIn(again.line.apiUrl));
  expect([same.webhookUrl, same.state, same.webhookMovedFrom]).toEqual([before.webhookUrl, 'ready', null]);
  await again.stop();

  const kept = Number(new URL(before.webhookUrl ?? '').port);
  const moved = await startConsoleProcess(world.dataDir, {
    now: NOON,
    webhookPort: kept === 65_535 ? kept - 1 : kept + 1,
  });
  const admin = await signIn(moved.line.apiUrl);
  const after = await called(admin);
  expect(after).toMatchObject({ state: 'waiting-test-reply', webhookMovedFrom: before.webhookUrl });
  expect(after.detail).toContain(new URL(before.webhookUrl ?? '').origin);
  const { connections } = await admin.connection.status();
  expect(connections.find(({ id }) => id === after.id)?.state).toBe('moved');
  await world.control.post('/callback', { url: after.webhookUrl });
  await world.reply('+12025550198', senders[0], 'test reply');
  const ready = await world.until(async () => {
    const now = await called(admin);
    return now.state === 'ready' ? now : null;
  }, 'ready again');
  expect(ready.webhookMovedFrom).toBeNull();
  await moved.stop();
});
