import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startConsoleProcess } from './processes.ts';
import { type Api, apiClient } from './world.ts';

/** Practising in an organisation's own store, without a terminal and without anybody real. */

let dataDir: string;
let running: Awaited<ReturnType<typeof startConsoleProcess>>;
let admin: Api;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'heed-practice-'));
  running = await startConsoleProcess(dataDir);
  const nobody = apiClient(running.line.apiUrl, null);
  const [login, password] = ['maya', 'a-long-password'];
  await nobody.setup.create({ organisation: 'Harbor Tenants', name: 'Maya Admin', login, password });
  const { token } = await nobody.session.signIn({ login, password });
  admin = apiClient(running.line.apiUrl, token);
}, 60_000);

afterAll(async () => {
  await running?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

test('one call makes connections and campaigns whose contacts answer', async () => {
  const made = await admin.connection.practise();
  expect(made.map(({ profile, practice }) => [profile, practice]).sort()).toEqual([
    ['provider-1', true],
    ['provider-2', true],
  ]);
  await expect(admin.connection.practise()).rejects.toMatchObject({ code: 'CONFLICT' });
  // No real phone can reach a practice connection, so the test reply comes by itself.
  const ready = async () => (await admin.connection.list()).map(({ state }) => state);
  await expect.poll(ready, { timeout: 15_000 }).toEqual(['ready', 'ready']);

  const texter = await admin.account.create({
    login: 'ana',
    name: 'Ana Texter',
    role: 'texter',
    password: 'a-long-password',
  });
  for (const campaign of await admin.campaign.list({})) {
    expect(campaign.state).toBe('draft');
    await admin.campaign.assign({ id: campaign.id, texterIds: [texter.id] });
    await admin.campaign.launch({ id: campaign.id });
    const { items } = await admin.conversation.list({ campaignId: campaign.id, limit: 30 });
    for (const { id } of items) await admin.conversation.sendInitial({ id });
    await expect
      .poll(async () => (await admin.conversation.counts({ campaignId: campaign.id })).toAnswer, {
        timeout: 60_000,
      })
      .toBeGreaterThan(0);
  }
}, 150_000);
