import { ORPCError } from '@orpc/client';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quotas } from '../../main/core/conversations/share.ts';
import { all, one, run } from '../../main/core/store/statement.ts';
import { refusal, testApi } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import {
  account,
  campaign,
  connection,
  conversation,
  fictionNumber,
  message,
  senderNumber,
} from '../helpers/seed.ts';

const DRAFT = {
  name: 'Spring',
  region: 'GB' as const,
  script: 'Hi {firstName}, {organisation} here. Reply STOP to opt out.',
};

function world() {
  const api = testApi();
  const admin = api.newcomer('admin');
  const texters = [0, 1, 2].map(() => account(api.core, { role: 'texter' }));
  return { ...api, admin: admin.client, adminId: admin.id, texters };
}

const fill = (core: ReturnType<typeof world>['core'], campaignId: string, count: number, from = 0) =>
  Array.from({ length: count }, (_, index) =>
    conversation(core, { campaignId, number: fictionNumber('GB', from + index), state: 'to-send' }),
  );

const loads = (core: ReturnType<typeof world>['core'], column: 'texter_id' | 'sender_number_id') =>
  all<{ n: number; who: string | null }>(
    core.db,
    `SELECT ${column} AS who, count(*) AS n FROM conversation GROUP BY ${column} ORDER BY n`,
  );

test('a launch names what is missing, one thing after the other, and succeeds once nothing is', async () => {
  const { admin, core, texters } = world();
  const { id } = await admin.campaign.create(DRAFT);
  const launch = async () => (await refusal(admin.campaign.launch({ id }))).message;
  expect(await launch()).toMatch(/contacts/);
  fill(core, id, 5);
  expect(await launch()).toMatch(/texters/);
  await admin.campaign.assign({ id, texterIds: texters });
  expect(await launch()).toMatch(/sender number/);
  const wrongProfile = connection(core, { profile: 'provider-1' });
  senderNumber(core, { connectionId: wrongProfile, number: '+12025550199' });
  const untested = connection(core, { profile: 'provider-2', state: 'untested' });
  senderNumber(core, { connectionId: untested, number: '+447700900800' });
  const ready = connection(core, { profile: 'provider-2' });
  const retired = senderNumber(core, { connectionId: ready, number: '+447700900801', active: false });
  expect(await launch()).toMatch(/sender number/);
  await admin.connection.updateNumber({ id: retired, active: true });
  const launched = await admin.campaign.launch({ id });
  expect(launched).toMatchObject({ state: 'launched', counts: { contacts: 5, toSend: 5, unassigned: 0 } });
  expect(loads(core, 'sender_number_id')).toEqual([{ who: retired, n: 5 }]);
  const kinds = all<{ kind: string }>(core.db, 'SELECT kind FROM ledger').map((row) => row.kind);
  expect(kinds).toEqual(
    expect.arrayContaining(['campaign-created', 'campaign-assigned', 'campaign-launched']),
  );
});

test('what a script lacks is asked about by name, over any way in, and launched once it is confirmed', async () => {
  const { admin, core, texters } = world();
  const ready = connection(core, { profile: 'provider-2' });
  senderNumber(core, { connectionId: ready, number: '+447700900801' });
  const script = 'Hi {firstName}, can we count on you at {Venue}?';
  const { id } = await admin.campaign.create({ ...DRAFT, script });
  fill(core, id, 2);
  await admin.campaign.assign({ id, texterIds: texters });
  const codes = ['script-no-organisation', 'script-no-opt-out', 'script-unknown-fields'] as const;
  const asked = async (confirmed: (typeof codes)[number][]) => {
    const error = await admin.campaign.launch({ id, confirmed }).catch((thrown: unknown) => thrown);
    if (!(error instanceof ORPCError)) throw new Error('It was launched.');
    expect(error).toMatchObject({ code: 'UNCONFIRMED', status: 409 });
    return error.data.warnings as { code: string; message: string }[];
  };
  const warnings = await asked([]);
  expect(warnings.map(({ code }) => code)).toEqual(codes);
  expect(warnings[2]?.message).toContain('{Venue}');
  expect(await asked(['script-no-opt-out'])).toEqual(warnings);
  expect((await admin.campaign.get({ id })).state).toBe('draft');
  expect((await admin.campaign.launch({ id, confirmed: [...codes] })).state).toBe('launched');
});

test('a region other than US, CA and GB is refused', async () => {
  const { admin } = world();
  const odd = { ...DRAFT, region: 'FR' as 'GB' };
  expect((await refusal(admin.campaign.create(odd))).code).toBe('INVALID');
});

test('a change leaves out what it does not name', async () => {
  const { admin } = world();
  const replies = [{ title: 'Thanks', text: 'Thank you!' }];
  const { id } = await admin.campaign.create({ ...DRAFT, replies });
  const changed = await admin.campaign.update({ id, name: 'Summer' });
  expect(changed).toMatchObject({
    name: 'Summer',
    script: DRAFT.script,
    replies,
    region: 'GB',
    profile: 'provider-2',
  });
  expect(await admin.campaign.update({ id, region: 'CA' })).toMatchObject({
    region: 'CA',
    profile: 'provider-1',
  });
});

test('the region stays once contacts are read, or the campaign is launched', async () => {
  const { admin, core } = world();
  const { id } = await admin.campaign.create(DRAFT);
  fill(core, id, 1);
  expect((await refusal(admin.campaign.update({ id, region: 'US' }))).code).toBe('CONFLICT');
  const running = campaign(core, { region: 'GB' });
  expect((await refusal(admin.campaign.update({ id: running, region: 'US' }))).code).toBe('CONFLICT');
  expect((await admin.campaign.update({ id: running, region: 'GB', name: 'Same' })).name).toBe('Same');
});

test('conversations are shared evenly, taken back from who leaves, and kept once started', async () => {
  const { admin, core, texters } = world();
  const id = campaign(core, { region: 'GB' });
  const conversations = fill(core, id, 10);
  const [a = '', b = '', c = ''] = texters;
  await admin.campaign.assign({ id, texterIds: [a, b, c] });
  expect(loads(core, 'texter_id').map((row) => row.n)).toEqual([3, 3, 4]);
  const started = one<{ id: string }>(
    core.db,
    'SELECT id FROM conversation WHERE texter_id = ? LIMIT 1',
    a,
  )?.id;
  run(writer(core), "UPDATE conversation SET state = 'waiting' WHERE id = ?", started);
  const result = await admin.campaign.assign({ id, texterIds: [b, c] });
  expect(result.texterIds.sort()).toEqual([b, c].sort());
  const held = new Map(loads(core, 'texter_id').map((row) => [row.who, row.n]));
  expect(held.get(a)).toBe(1);
  expect([held.get(b), held.get(c)].sort()).toEqual([4, 5]);
  await admin.campaign.assign({ id, texterIds: [] });
  expect((await admin.campaign.get({ id })).counts.unassigned).toBe(conversations.length - 1);
});

test('only who can text is assigned', async () => {
  const { admin, core } = world();
  const id = campaign(core);
  for (const who of [
    account(core, { role: 'supervisor' }),
    account(core, { role: 'texter', active: false }),
    'nobody',
  ]) {
    expect((await refusal(admin.campaign.assign({ id, texterIds: [who] }))).code).toBe('INVALID');
  }
});

test('shares even out as far as they can, and nothing is lost', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 8 }), fc.nat(100), (before, free) => {
      const given = quotas(before, free);
      expect(given.reduce((sum, n) => sum + n, 0)).toBe(free);
      expect(given.every((n) => n >= 0)).toBe(true);
      const after = before.map((load, index) => load + (given[index] ?? 0));
      // Contacts are shared evenly: nobody who was given some has more than one above the least loaded.
      const receivers = after.filter((_, index) => (given[index] ?? 0) > 0);
      for (const load of receivers) expect(load - Math.min(...after)).toBeLessThanOrEqual(1);
    }),
  );
});

test('sender numbers go in turn; a contact keeps the one they know, but not one that the provider blocks', async () => {
  const { admin, core, texters } = world();
  const connectionId = connection(core, { profile: 'provider-2' });
  const senders = [900, 901].map((index) =>
    senderNumber(core, { connectionId, number: fictionNumber('GB', index) }),
  );
  const [first = '', second = ''] = senders;
  const earlier = campaign(core, { region: 'GB', state: 'closed' });
  const known = { campaignId: earlier, senderNumberId: second };
  conversation(core, { ...known, number: fictionNumber('GB', 0) });
  conversation(core, { ...known, number: fictionNumber('GB', 1) });
  const block = (index: number, blocked: string) =>
    run(
      writer(core),
      "INSERT INTO provider_block (sender_number_id, subject, state, noted_at, rev) VALUES (?, ?, 'confirmed', 0, '')",
      blocked,
      core.subject(fictionNumber('GB', index)),
    );
  block(1, second);
  block(2, first);
  block(3, first);
  block(3, second);
  const { id } = await admin.campaign.create(DRAFT);
  const made = fill(core, id, 8);
  await admin.campaign.assign({ id, texterIds: texters });
  await admin.campaign.launch({ id });
  const sender = made.map(
    (one_) =>
      one<{ s: string }>(core.db, 'SELECT sender_number_id AS s FROM conversation WHERE id = ?', one_)?.s,
  );
  expect(sender[0]).toBe(second);
  expect(sender[1]).toBe(first);
  expect(sender[2]).toBe(second);
  expect(senders).toContain(sender[3]);
  expect(new Set(sender.slice(4)).size).toBe(2);
  // Launching a campaign that already runs changes nothing.
  await admin.campaign.pause({ id });
  await admin.campaign.launch({ id });
  expect(
    made.map(
      (one_) =>
        one<{ s: string }>(core.db, 'SELECT sender_number_id AS s FROM conversation WHERE id = ?', one_)?.s,
    ),
  ).toEqual(sender);
});

test('closing cancels what is queued and leaves the confirmation to go', async () => {
  const { admin, core } = world();
  const id = campaign(core, { region: 'GB' });
  const number = fictionNumber('GB', 1);
  const conversationId = conversation(core, { campaignId: id, number });
  const out = { conversationId, number, direction: 'out', state: 'queued', body: 'x' } as const;
  message(core, { ...out, kind: 'initial' });
  message(core, { ...out, kind: 'confirmation', optOutId: 'o' });
  expect((await admin.campaign.close({ id })).state).toBe('closed');
  expect(all(core.db, 'SELECT kind, state FROM message ORDER BY kind')).toEqual([
    { kind: 'confirmation', state: 'queued' },
    { kind: 'initial', state: 'cancelled' },
  ]);
  expect((await refusal(admin.campaign.launch({ id }))).code).toBe('CONFLICT');
});

test('a draft is deleted with its contacts; what somebody wrote is kept', async () => {
  const { admin, core } = world();
  const { id } = await admin.campaign.create(DRAFT);
  const [first = ''] = fill(core, id, 3);
  const wrote = message(core, { conversationId: first, number: fictionNumber('GB', 0), body: 'STOP' });
  expect((await refusal(admin.campaign.remove({ id }))).code).toBe('CONFLICT');
  run(writer(core), 'DELETE FROM message WHERE id = ?', wrote);
  await admin.campaign.remove({ id });
  expect(all(core.db, 'SELECT 1 FROM conversation')).toEqual([]);
  expect((await refusal(admin.campaign.get({ id }))).code).toBe('NOT_FOUND');
  expect((await refusal(admin.campaign.remove({ id: campaign(core) }))).code).toBe('CONFLICT');
});

test('a texter sees the campaigns that they are in, once launched', async () => {
  const { core, texters, as } = world();
  const [me = '', other = ''] = texters;
  const mine = campaign(core, { texterIds: [me, other] });
  campaign(core, { texterIds: [me], state: 'draft' });
  campaign(core, { texterIds: [other] });
  const list = await as(me).campaign.list();
  expect(list.map(({ id }) => id)).toEqual([mine]);
  expect(list[0]?.texterIds).toEqual([me]);
});
