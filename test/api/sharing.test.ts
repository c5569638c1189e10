import { expect, test } from 'vitest';
import { resumeSharing, sharingEnded, stopSharing } from '../../main/core/conversations/shareOut.ts';
import { enqueue } from '../../main/core/outbox/enqueue.ts';
import { all, one, run } from '../../main/core/store/statement.ts';
import { testApi } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import { account, campaign, connection, conversation, senderNumber } from '../helpers/seed.ts';

const CONTACTS = 2300;

/** A draft with more contacts than one transaction shares out, three texters and two sender numbers. */
function world() {
  const api = testApi();
  const { core } = api;
  const { client: admin, id: adminId } = api.newcomer('admin');
  const texters = [0, 1, 2].map(() => account(core, { role: 'texter' }));
  const connectionId = connection(core, { profile: 'provider-1' });
  const senders = ['+12025550198', '+12025550199'].map((number) =>
    senderNumber(core, { connectionId, number }),
  );
  const id = campaign(core, {
    region: 'US',
    state: 'draft',
    script: 'Hi from {organisation}. Reply STOP to opt out.',
  });
  writer(core).transaction(() => {
    for (let i = 0; i < CONTACTS; i += 1) {
      const number = `+1${300 + Math.floor(i / 100)}55501${String(i % 100).padStart(2, '0')}`;
      conversation(core, { campaignId: id, number, state: 'to-send' });
    }
  })();
  const loads = (column: 'texter_id' | 'sender_number_id') =>
    new Map(
      all<{ who: string | null; n: number }>(
        core.db,
        `SELECT ${column} AS who, count(*) AS n FROM conversation GROUP BY ${column}`,
      ).map(({ who, n }) => [who, n]),
    );
  const unassigned = async () => (await admin.campaign.get({ id })).counts.unassigned;
  return { core, admin, adminId, id, texters, senders, loads, unassigned };
}

const noted = (core: ReturnType<typeof world>['core']) =>
  all(core.db, "SELECT key FROM meta WHERE key LIKE 'sharing/%'").length;

test('many conversations are shared out piece by piece; until then the campaign counts them as unassigned', async () => {
  const { core, admin, id, texters, loads, unassigned } = world();
  const seen: number[] = [];
  core.changes.subscribe(() => {
    const sql = 'SELECT count(*) AS n FROM conversation WHERE texter_id IS NULL';
    seen.push(one<{ n: number }>(core.db, sql)?.n ?? -1);
  });
  await admin.campaign.assign({ id, texterIds: texters });
  await sharingEnded(core);
  expect(seen.slice(0, 3)).toEqual([1300, 300, 0]);
  expect(await unassigned()).toBe(0);
  expect([...loads('texter_id').values()].sort()).toEqual([766, 767, 767]);
  expect(noted(core)).toBe(0);
});

test('sharing out that a crash cut off goes on at the next start', async () => {
  const { core, admin, id, texters, loads, unassigned } = world();
  const assigned = admin.campaign.assign({ id, texterIds: texters });
  const stopped = new Promise((done) => {
    const unsubscribe = core.changes.subscribe(() => {
      unsubscribe();
      done(stopSharing(core));
    });
  });
  await Promise.all([assigned, stopped]);
  expect(await unassigned()).toBe(CONTACTS - 1000);
  expect(noted(core)).toBe(1);
  resumeSharing(core);
  await sharingEnded(core);
  expect(await unassigned()).toBe(0);
  expect(Math.max(...loads('texter_id').values())).toBe(767);
  expect(noted(core)).toBe(0);
});

test('a change of texters while conversations are being shared out holds for all of them', async () => {
  const { core, admin, id, texters, loads } = world();
  const [a = '', b = '', c = ''] = texters;
  await Promise.all([
    admin.campaign.assign({ id, texterIds: [a, b] }),
    admin.campaign.assign({ id, texterIds: [c] }),
  ]);
  await sharingEnded(core);
  expect(loads('texter_id')).toEqual(new Map([[c, CONTACTS]]));
  await admin.campaign.assign({ id, texterIds: [] });
  await sharingEnded(core);
  expect(loads('texter_id')).toEqual(new Map([[null, CONTACTS]]));
});

test('after a launch sender numbers are given in turn, and whoever writes before has one at once', async () => {
  const { core, admin, adminId, id, texters, senders, loads } = world();
  await admin.campaign.assign({ id, texterIds: texters });
  await sharingEnded(core);
  run(writer(core), 'UPDATE connection SET last_inbound_ok_at = ?', core.openedAt);
  let text: string | null | undefined;
  core.changes.subscribe(() => {
    if (text !== undefined) return;
    text = null;
    const last = one<{ id: string }>(
      core.db,
      'SELECT id FROM conversation WHERE sender_number_id IS NULL LIMIT 1',
    );
    core.write((tx) =>
      enqueue(core, tx, { conversationId: last?.id ?? '', kind: 'initial', body: 'Hi', authorId: adminId }),
    );
    text = one<{ by: string }>(core.db, 'SELECT sender_number_id AS by FROM message')?.by;
  });
  await admin.campaign.launch({ id });
  await sharingEnded(core);
  expect(senders).toContain(text);
  const given = loads('sender_number_id');
  expect([...given.keys()].sort()).toEqual(senders.toSorted());
  const [first = 0, other = 0] = given.values();
  expect(Math.abs(first - other)).toBeLessThanOrEqual(2);
});

test('a contact who is opted in again gets a texter, and nobody else is looked at', async () => {
  const { core, admin, id, texters, loads } = world();
  await admin.campaign.assign({ id, texterIds: texters });
  await sharingEnded(core);
  const { number } = one<{ number: string }>(core.db, 'SELECT number FROM conversation LIMIT 1') ?? {
    number: '',
  };
  run(writer(core), "UPDATE conversation SET texter_id = NULL WHERE number IN (?, '+13005550105')", number);
  await admin.person.optOut({ number, reason: 'Asked by phone' });
  await admin.person.optIn({ number, reason: 'Changed their mind' });
  expect(loads('texter_id').get(null)).toBe(1);
  expect(
    one(core.db, 'SELECT texter_id IS NOT NULL AS has FROM conversation WHERE number = ?', number),
  ).toEqual({
    has: 1,
  });
});
