import { expect, test } from 'vitest';
import { createConnections } from '../../main/core/connections/connections.ts';
import { all, run } from '../../main/core/store/statement.ts';
import { ProviderName, settingsOf } from '../../shared/providers/index.ts';
import { refusal, testApi } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import { campaign, conversation } from '../helpers/seed.ts';

const SECRET = 'very-secret-value';
const TWILIO = {
  provider: 'twilio',
  profile: 'provider-2',
  name: 'UK',
  config: { accountSid: `AC${'0'.repeat(32)}`, secret: SECRET },
} as const;

function world() {
  const api = testApi({ ports: { webhookBase: () => 'http://127.0.0.1:4711' } });
  return { ...api, admin: api.newcomer('admin').client };
}

test('secrets go to the key store, and never come back or into the store', async () => {
  const { admin, secrets, core, console: service } = world();
  const made = await admin.connection.create(TWILIO);
  expect(made).toMatchObject({
    state: 'untested',
    inbound: 'poll',
    webhookUrl: null,
    secretsSet: ['secret'],
  });
  expect(made.config).toMatchObject({ accountSid: TWILIO.config.accountSid });
  expect([...secrets.entries]).toEqual([[`connection/${made.id}/secret`, SECRET]]);
  expect(JSON.stringify(await admin.connection.list())).not.toContain(SECRET);
  for (const table of ['connection', 'ledger']) {
    expect(JSON.stringify(all(core.db, `SELECT * FROM ${table}`))).not.toContain(SECRET);
  }
  expect(service.asked).toContain('reloadConnections');
});

test('secrets that are left out stay; new access is untested again', async () => {
  const { admin, secrets, core } = world();
  const { id } = await admin.connection.create(TWILIO);
  writer(core).prepare("UPDATE connection SET state = 'ready'").run();
  expect(await admin.connection.update({ id, name: 'Great Britain' })).toMatchObject({
    state: 'ready',
    name: 'Great Britain',
  });
  const moved = await admin.connection.update({ id, config: { baseUrl: 'https://eu.example.com' } });
  expect(moved).toMatchObject({
    state: 'untested',
    secretsSet: ['secret'],
    config: { baseUrl: 'https://eu.example.com' },
  });
  await admin.connection.update({ id, config: { secret: 'another' } });
  expect(secrets.entries.get(`connection/${id}/secret`)).toBe('another');
});

test('a setting is emptied by null, a secret too; one that is needed is not', async () => {
  const { admin, secrets } = world();
  const messagingServiceSid = `MG${'0'.repeat(32)}`;
  const { id } = await admin.connection.create({
    ...TWILIO,
    config: { ...TWILIO.config, messagingServiceSid, authToken: 'token', baseUrl: 'https://eu.example.com' },
  });
  const emptied = await admin.connection.update({
    id,
    config: { messagingServiceSid: null, authToken: null, baseUrl: null },
  });
  expect(emptied.config).not.toHaveProperty('messagingServiceSid');
  expect(emptied.config).toMatchObject({ baseUrl: 'https://api.twilio.com' });
  expect(emptied.secretsSet).toEqual(['secret']);
  expect(secrets.entries.has(`connection/${id}/authToken`)).toBe(false);
  await expect(admin.connection.update({ id, config: { secret: null } })).rejects.toMatchObject({
    code: 'INVALID',
  });
  expect(secrets.entries.get(`connection/${id}/secret`)).toBe(SECRET);
});

test('the demo reaches no real provider, whoever asks', async () => {
  const api = testApi({ demo: true });
  const admin = api.newcomer('admin').client;
  await expect(admin.connection.create(TWILIO)).rejects.toMatchObject({ code: 'INVALID' });
  const away = { provider: 'simulator', profile: 'provider-2', name: 'Away' } as const;
  await expect(
    admin.connection.create({ ...away, config: { baseUrl: 'https://api.twilio.com' } }),
  ).rejects.toMatchObject({ code: 'INVALID' });
  const { id } = await admin.connection.create({ ...away, config: { baseUrl: 'http://127.0.0.1:9' } });
  await expect(
    admin.connection.update({ id, config: { baseUrl: 'https://api.twilio.com' } }),
  ).rejects.toMatchObject({ code: 'INVALID' });
  // Also where the store already holds such an address, as after a change by hand.
  const connections = createConnections(api.core);
  run(
    writer(api.core),
    `UPDATE connection SET config = '{"baseUrl":"https://api.twilio.com","profile":"provider-2"}' WHERE id = ?`,
    id,
  );
  await connections.reload();
  expect(connections.adapterOf(id)).toBeNull();
});

test('settings that are wrong are named', async () => {
  const { admin, secrets } = world();
  await expect(
    admin.connection.create({ ...TWILIO, config: { accountSid: 'nonsense' } } as never),
  ).rejects.toMatchObject({
    code: 'INVALID',
    message: 'Account SID is wrong. Compare it with what the provider shows. Secret is needed.',
    data: { issues: [{ path: ['config', 'accountSid'] }, { path: ['config', 'secret'] }] },
  });
  expect((await refusal(admin.connection.create({ ...TWILIO, profile: 'provider-1' } as never))).code).toBe(
    'INVALID',
  );
  expect(secrets.entries.size).toBe(0);
});

test('a connection by webhook says where the provider must call', async () => {
  const { admin } = world();
  const config = { accountId: '123', applicationId: 'a', clientId: 'c', clientSecret: SECRET };
  const made = await admin.connection.create({
    provider: 'bandwidth',
    profile: 'provider-1',
    name: 'US',
    config,
  });
  expect(made).toMatchObject({ inbound: 'webhook', webhookUrl: `http://127.0.0.1:4711/webhooks/${made.id}` });
});

test('sender numbers are unique, and retired, not removed, once used', async () => {
  const { admin, core, secrets } = world();
  const { id } = await admin.connection.create(TWILIO);
  const number = await admin.connection.addNumber({ id, number: '+447700900100' });
  expect((await refusal(admin.connection.addNumber({ id, number: '+447700900100' }))).code).toBe('CONFLICT');
  expect((await refusal(admin.connection.addNumber({ id, number: '07700900100' }))).code).toBe('INVALID');
  const used = conversation(core, {
    campaignId: campaign(core, { region: 'GB' }),
    number: '+447700900001',
    senderNumberId: number.id,
  });
  expect((await refusal(admin.connection.remove({ id }))).code).toBe('CONFLICT');
  expect(await admin.connection.updateNumber({ id: number.id, active: false, label: 'Old' })).toMatchObject({
    active: false,
    label: 'Old',
  });
  writer(core).prepare('DELETE FROM conversation WHERE id = ?').run(used);
  await admin.connection.remove({ id });
  expect(await admin.connection.list()).toEqual([]);
  expect(secrets.entries.size).toBe(0);
  const kinds = all<{ kind: string }>(core.db, 'SELECT kind FROM ledger').map((row) => row.kind);
  expect(kinds).toEqual([
    'connection-created',
    'sender-number-added',
    'sender-number-changed',
    'connection-removed',
  ]);
});

test('the contract names the settings that each provider has, and no others', async () => {
  for (const provider of ProviderName.options) {
    const { given, kept } = settingsOf(provider);
    // Only Heed itself makes practice connections; a caller cannot ask for one.
    const known = Object.keys(kept.shape).filter((key) => key !== 'practice');
    expect(Object.keys(given.shape).toSorted(), provider).toEqual(known.toSorted());
  }
  const { admin } = world();
  const { id } = await admin.connection.create(TWILIO);
  await expect(admin.connection.update({ id, config: { accountId: '55' } })).rejects.toMatchObject({
    code: 'INVALID',
    message: expect.stringContaining('config.accountId'),
    data: { issues: [{ path: ['config', 'accountId'] }] },
  });
});
