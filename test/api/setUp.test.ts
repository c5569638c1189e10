import { expect, test } from 'vitest';
import { all } from '../../main/core/store/statement.ts';
import { refusal, testApi } from '../helpers/api.ts';
import { account, campaign, connection, senderNumber } from '../helpers/seed.ts';

const made = () => {
  const api = testApi();
  return { ...api, admin: api.newcomer('admin', 'Maya') };
};

test('accounts many at once: looked at line by line, none or all, each with a password of its own', async () => {
  const { admin, core, as, anybody } = made();
  account(core, { role: 'texter', login: 'ana' });
  const text =
    'Ana Ruiz, ana\n\nBen\tben\tSupervisor\n, nobody\nCy; cy; pilot\nBen Two, ben\nDi, d i\nEd, ed, texter, x';
  const lines = await admin.client.manyAccounts.check({ text });
  expect(lines.map(({ line, login, role, problem }) => [line, login, role, problem.slice(0, 20)])).toEqual([
    [1, 'ana', 'texter', expect.stringMatching(/login/)],
    [3, 'ben', 'supervisor', ''],
    [4, 'nobody', 'texter', expect.stringMatching(/name/)],
    [5, 'cy', null, expect.stringMatching(/role/)],
    [6, 'ben', 'texter', expect.stringMatching(/earlier|login/)],
    [7, 'd i', 'texter', expect.any(String)],
    [8, 'ed', 'texter', expect.stringMatching(/line/)],
  ]);
  expect(lines.filter(({ problem }) => problem === '')).toHaveLength(1);
  const before = all(core.db, 'SELECT id FROM account').length;
  expect((await refusal(admin.client.manyAccounts.add({ text }))).message).toMatch(/^Line/);
  expect(all(core.db, 'SELECT id FROM account')).toHaveLength(before);
  const good = 'Ben Okafor, ben, supervisor\nCy Young, cy';
  const { made: people, until } = await admin.client.manyAccounts.add({ text: good });
  expect(people.map(({ name, role }) => [name, role])).toEqual([
    ['Ben Okafor', 'supervisor'],
    ['Cy Young', 'texter'],
  ]);
  expect(new Set(people.map(({ password }) => password)).size).toBe(2);
  expect(until).toBeGreaterThan(core.ports.clock.now());
  const [ben] = people;
  const accounts = await as(admin.id).account.list({});
  expect(accounts.find(({ login }) => login === 'ben')).toMatchObject({
    mustChangePassword: true,
    active: true,
  });
  await anybody.session.signIn({ login: 'ben', password: ben?.password ?? '' });
  expect((await refusal(anybody.session.signIn({ login: 'ben', password: ben?.password ?? '' }))).code).toBe(
    'UNAUTHORIZED',
  );
  expect(all(core.db, "SELECT 1 FROM ledger WHERE kind = 'account-created'")).toHaveLength(2);
  const many = Array.from({ length: 101 }, (_, index) => `N${index}, login${index}`).join('\n');
  expect((await refusal(admin.client.manyAccounts.check({ text: many }))).message).toMatch(/100/);
  expect((await refusal(admin.client.manyAccounts.add({ text: '\n' }))).code).toBe('INVALID');
  // Properties that every object of JavaScript has are no roles.
  const [odd] = await admin.client.manyAccounts.check({ text: 'Di Lee, di, constructor' });
  expect(odd?.problem).toMatch(/role/);
});

test('the list names what stands in the way, leads there, and says of a campaign what its page says', async () => {
  const { admin, core } = made();
  const level = async (id: string) =>
    (await admin.client.checklist.read({})).points.find((each) => each.id === id);
  expect(await level('senders')).toMatchObject({ level: 'blocker', place: ['settings', 'connections'] });
  expect(await level('organisation')).toMatchObject({ level: 'warning' });
  expect(await level('texters')).toMatchObject({ level: 'warning', place: ['settings', 'accounts'] });
  expect((await level('campaign'))?.level).toBe('warning');
  expect(await level('registration')).toBeUndefined();
  expect((await admin.client.checklist.read({})).ready).toBe(false);

  const connectionId = connection(core, { profile: 'provider-1', provider: 'bandwidth' });
  senderNumber(core, { connectionId, number: '+12165550190' });
  const ana = account(core, { role: 'texter' });
  account(core, { role: 'admin' });
  campaign(core, { name: 'Rent cap', state: 'draft', texterIds: [ana] });
  await admin.client.settings.update({ organisation: 'Tenants united' });
  const { campaigns } = await admin.client.checklist.read({});
  expect(campaigns.map(({ name }) => name)).toEqual(['Rent cap']);
  // The list, the campaign's own page and the launch itself give the same answer.
  const [draft] = campaigns;
  expect(draft?.points.find(({ id }) => id === 'contacts')).toMatchObject({
    level: 'blocker',
    place: ['campaigns', draft?.id, 'setup', 'contacts'],
  });
  const refused = await refusal(admin.client.campaign.launch({ id: draft?.id ?? '' }));
  expect(refused.message).toMatch(/contacts/i);
  for (const id of ['organisation', 'texters', 'admins', 'campaign', 'senders'])
    expect([id, (await level(id))?.level]).toEqual([id, 'ok']);

  expect(await level('registration')).toMatchObject({
    level: 'warning',
    title: expect.stringMatching(/Nobody/),
  });
  const note = { brand: 'approved', brandId: 'B123', campaign: 'approved', campaignId: 'C456' } as const;
  expect(await admin.client.checklist.setRegistration(note)).toMatchObject({ by: 'Maya' });
  expect(await level('registration')).toMatchObject({ level: 'ok', detail: expect.stringMatching(/Maya/) });
  expect((await admin.client.checklist.read({})).registration).toMatchObject(note);
  const [entry] = all<{ payload: string }>(
    core.db,
    "SELECT payload FROM ledger WHERE kind = 'registration-noted'",
  );
  expect(entry?.payload).not.toMatch(/B123/);
});
