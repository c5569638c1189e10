import { afterAll, expect, test } from 'vitest';
import { writeSettings } from '../../main/core/decisions/writeSettings.ts';
import { oftenUntil, textedOften } from '../../main/core/outbox/often.ts';
import { reconcileUnknown } from '../../main/core/outbox/reconcile.ts';
import { all, one } from '../../main/core/store/statement.ts';
import type { CanSend, Thread } from '../../shared/contract/conversations.ts';
import type { ContactDryRun } from '../../shared/contract/lists.ts';
import { testApi } from '../helpers/api.ts';
import { testCore, writer } from '../helpers/core.ts';
import { messenger } from '../helpers/messenger.ts';
import { restOver } from '../helpers/restApi.ts';

const DAY = 86_400_000;
const d = messenger('US', { contacts: 3 });
const api = testApi({ made: d.made });
const rest = restOver(api);
/** Signs in anew each time, since days pass. */
const admin = () => ({ as: api.tokenFor(d.adminId) });
afterAll(() => d.close());

const [first = [], second = []] = d.conversations;
const limit = async (oftenLimit: { days: number; most: number } | null) => {
  const { status } = await rest('POST', '/settings', { ...admin(), body: { oftenLimit } });
  expect(status).toBe(200);
};
const canSend = async (id = ''): Promise<CanSend> =>
  ((await rest('GET', `/conversations/${id}`, admin())).body as unknown as Thread).canSend;
const send = async (id = '', kind: 'initial' | 'reply' = 'initial') =>
  rest('POST', `/conversations/${id}/${kind === 'initial' ? 'initial' : 'messages'}`, {
    as: api.tokenFor(d.texterId),
    body: kind === 'initial' ? {} : { body: 'Thanks!' },
  });
const went = () => d.provider.reached.length;
const pass = async (by: number) => {
  d.clock.advance(by);
  d.poll();
  await d.dispatch();
};

test('off by default; then a person who was texted often gets no first text until the time is over', async () => {
  const [begun, other] = [first[0], second[0]];
  await send(begun);
  await d.dispatch();
  expect(went()).toBe(1);
  expect(await canSend(other)).toMatchObject({ outcome: 'send' });
  await limit({ days: 7, most: 1 });
  const at = one<{ at: number }>(d.core.db, 'SELECT claimed_at AS at FROM message')?.at ?? 0;
  expect(await canSend(other)).toMatchObject({
    ok: true,
    outcome: 'wait',
    rule: 'texted-often',
    until: at + 7 * DAY,
    sentence: expect.stringMatching(/1 within 7 days\. A first message can go out again on [A-Z]/),
  });
  expect((await send(other)).status).toBe(200);
  await pass(6 * DAY);
  expect(went()).toBe(1);
  expect(d.messages(other ?? '')).toMatchObject([{ state: 'queued', rule: 'texted-often' }]);
  // A person who writes is answered all the same.
  d.says(d.numbers[0] ?? '', 'Who is this?');
  await send(begun, 'reply');
  await d.dispatch();
  expect(went()).toBe(2);
  await pass(DAY + 1000);
  expect(went()).toBe(3);
  expect(d.messages(other ?? '')).toMatchObject([{ state: 'sent' }]);
});

test('two that were queued before: the second meets the first at the claim; a wider limit sets it free', async () => {
  await limit(null);
  await send(first[1]);
  await send(second[1]);
  await limit({ days: 2, most: 1 });
  const before = went();
  await d.dispatch();
  expect(went()).toBe(before + 1);
  const waits = [first[1], second[1]].map((id) => d.messages(id ?? '')[0]?.state).sort();
  expect(waits).toEqual(['queued', 'sent']);
  // A STOP cancels the waiting text, and its confirmation does not count as a first text.
  d.says(
    d.numbers[1] ?? '',
    'STOP',
    d.clock.now(),
    first[1] && d.messages(first[1])[0]?.state === 'queued' ? 1 : 0,
  );
  await d.dispatch();
  expect(went()).toBe(before + 2);
  expect(all(d.core.db, "SELECT 1 FROM message WHERE state = 'queued'")).toEqual([]);
  await send(first[2]);
  await send(second[2]);
  await d.dispatch();
  expect(went()).toBe(before + 3);
  await limit({ days: 2, most: 2 });
  await d.dispatch();
  expect(went()).toBe(before + 4);
});

test('an import and a follow-up tell how many are concerned, and take them all the same', async () => {
  await limit({ days: 2, most: 2 });
  const id = one<{ id: string }>(
    d.core.db,
    'SELECT campaign_id AS id FROM conversation WHERE id = ?',
    first[0],
  )?.id;
  const body = { who: { by: 'everybody' }, name: 'Next' };
  const dry = await rest('POST', `/campaigns/${id}/follow-up/dry-run`, {
    ...admin(),
    body: { who: body.who },
  });
  const { result } = dry.body as unknown as ContactDryRun;
  expect(result).toMatchObject({ rows: 3, imported: 2, alreadyOptedOut: 1, textedOften: 1 });
  const made = await rest('POST', `/campaigns/${id}/follow-up`, { ...admin(), body });
  const { job } = made.body as unknown as { job: { id: string } };
  expect((await api.console.imports().ended(job.id)).result).toEqual(result);
  const entries = all<{ payload: string }>(
    d.core.db,
    "SELECT payload FROM ledger WHERE kind = 'settings-changed' ORDER BY seq DESC LIMIT 1",
  );
  expect(JSON.parse(entries[0]?.payload ?? '')).toEqual({ oftenDays: 2, oftenMost: 2 });
});

test('when the text that counted surely did not leave, the one that waited for it is asked about again', async () => {
  const e = messenger('US', { contacts: 3 });
  e.core.write((tx) => writeSettings(e.core, tx, e.adminId, { oftenLimit: { days: 7, most: 1 } }));
  const maya = testApi({ made: e.made }).as(e.adminId);
  const [ones = [], others = []] = e.conversations;
  const stateOf = (id = '') => e.messages(id).map(({ kind, state }) => `${kind} ${state}`);
  const race = (index: number) => {
    for (const id of [ones[index], others[index]]) e.send(id ?? '', 'initial');
  };
  // The provider refuses it at once and gives no id.
  e.provider.endWith('refused');
  race(0);
  await e.dispatch();
  expect([stateOf(ones[0]), stateOf(others[0])]).toEqual([['initial failed'], ['initial sent']]);
  // No answer came, so it counts until a person says that it was not sent.
  e.provider.endWith('unknown');
  race(2);
  await e.dispatch();
  e.provider.endWith('accepted');
  await e.dispatch();
  expect([stateOf(ones[2]), stateOf(others[2])]).toEqual([['initial unknown'], ['initial queued']]);
  e.clock.advance(60_000);
  e.poll();
  await reconcileUnknown(e.core, () => e.provider.adapter, new AbortController().signal);
  const asked = one<{ id: string }>(e.core.db, "SELECT id FROM action WHERE kind = 'send-outcome-unknown'");
  await maya.action.resolve({ id: asked?.id ?? '', resolution: 'not-sent' });
  await e.dispatch();
  expect([stateOf(ones[2]), stateOf(others[2])]).toEqual([['initial failed'], ['initial sent']]);
  // The provider postpones it, and it is cancelled before it is tried again.
  e.provider.endWith('retry');
  const campaign = one<{ id: string }>(e.core.db, "SELECT id FROM campaign WHERE name = 'First'");
  race(1);
  await e.dispatch();
  e.provider.endWith('accepted');
  await maya.campaign.close({ id: campaign?.id ?? '' });
  e.clock.advance(60_000);
  e.poll();
  await e.dispatch();
  expect(stateOf(others[1])).toEqual(['initial sent']);
  e.close();
});

test('a claim and an import find the texts of one person by their index', () => {
  const { core } = testCore();
  const texts = new Set<string>();
  const prepare = writer(core).prepare.bind(core.db);
  const watched = (sql: string) => {
    texts.add(sql);
    return prepare(sql);
  };
  Object.defineProperty(core.db, 'prepare', { value: watched });
  oftenUntil(core.db, { days: 7, most: 1 }, 'x', core.ports.clock.now(), 'y');
  textedOften(core.db, { days: 7, most: 1 }, ['x'], core.ports.clock.now());
  const plans = [...texts].map((sql) =>
    prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...Array(sql.split('?').length - 1).fill('1'))
      .map((row) => (row as { detail: string }).detail)
      .join(' | '),
  );
  expect(plans).toHaveLength(2);
  for (const plan of plans) {
    expect(plan).toContain('SEARCH m USING INDEX message_subject (subject=?)');
    expect(plan).not.toMatch(/SCAN m\b/);
  }
  core.close();
});
