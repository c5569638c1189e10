import { afterAll, beforeEach, expect, test } from 'vitest';
import { closeEnded } from '../../main/core/campaigns/schedule.ts';
import { all, one, run } from '../../main/core/store/statement.ts';
import type { Warning } from '../../shared/contract/base/warning.ts';
import type { Schedule } from '../../shared/contract/campaigns/schedule.ts';
import type { Campaign } from '../../shared/contract/campaigns.ts';
import type { Thread } from '../../shared/contract/conversations.ts';
import { testApi } from '../helpers/api.ts';
import { NOON, writer } from '../helpers/core.ts';
import { messenger } from '../helpers/messenger.ts';
import { restOver } from '../helpers/restApi.ts';

/** Tuesday, 3 March 2026, one in the afternoon in New York, where everybody's area code is. */
const d = messenger('US', { contacts: 4 });
const api = testApi({ made: d.made });
const rest = restOver(api);
/** Anew each time, since days pass. */
const as = () => api.tokenFor(d.adminId);
afterAll(() => d.close());

const [first = [], second = []] = d.conversations;
const [ny = '', both = '', wrote = '', late = ''] = first;
const campaignOf = (id: string) =>
  one<{ id: string }>(d.core.db, 'SELECT campaign_id AS id FROM conversation WHERE id = ?', id)?.id ?? '';
const [campaign, other] = [campaignOf(ny), campaignOf(second[0] ?? '')];
run(writer(d.core), `UPDATE conversation SET fields = '{"zip":"94105"}' WHERE id = ?`, both);

const plan = async (schedule: Partial<Schedule> | null, confirmed: string[] = [], id = campaign) =>
  rest('POST', `/campaigns/${id}/schedule`, { as: as(), body: { schedule, confirmed } });
const planned = async (schedule: Partial<Schedule> | null) => {
  const answer = await plan(schedule, ['schedule-ended', 'schedule-start-quiet', 'schedule-too-short']);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body as unknown as Campaign;
};
const canSend = async (id: string) =>
  ((await rest('GET', `/conversations/${id}`, { as: as() })).body as unknown as Thread).canSend;
const send = async (id: string, kind: 'initial' | 'reply' = 'initial') =>
  rest('POST', `/conversations/${id}/${kind === 'initial' ? 'initial' : 'messages'}`, {
    as: api.tokenFor(d.texterId),
    body: kind === 'initial' ? {} : { body: 'Thanks!' },
  });
const at = async (text: string) => {
  d.clock.set(Date.parse(text));
  d.poll();
  await d.dispatch();
};
const states = (...ids: string[]) => ids.map((id) => d.messages(id).at(-1)?.state ?? 'none');
const entries = (kind: string) =>
  all<{ actor: string | null; payload: string }>(
    d.core.db,
    'SELECT actor, payload FROM ledger WHERE kind = ? ORDER BY seq',
    kind,
  );

beforeEach(() => {
  d.poll();
});

test('before the start texts wait, for each contact as long as their own zones want', async () => {
  const kept = await planned({ startsAt: '2026-03-04T09:00' });
  expect(kept.schedule).toEqual({
    zone: null,
    startsAt: '2026-03-04T09:00',
    endsAt: null,
    pauses: [],
    closeAfterDays: null,
  });
  expect(await canSend(ny)).toMatchObject({
    ok: true,
    outcome: 'wait',
    rule: 'before-start',
    until: Date.parse('2026-03-04T14:00Z'),
    sentence:
      'This campaign starts Wednesday 9:00 AM where this person is. What you send now waits, and goes out by itself then.',
  });
  expect(await canSend(both)).toMatchObject({ until: Date.parse('2026-03-04T17:00Z') });
  await send(ny);
  await send(both);
  await d.dispatch();
  expect(d.messages(ny)).toMatchObject([{ state: 'queued', rule: 'before-start' }]);
  await at('2026-03-04T13:59:59.999Z');
  expect(states(ny, both)).toEqual(['queued', 'queued']);
  await at('2026-03-04T14:00Z');
  expect(states(ny, both)).toEqual(['sent', 'queued']);
});

test('a start that is moved while it runs counts at once, to either side; other campaigns go on', async () => {
  await planned({ startsAt: '2026-03-05T09:00' });
  await at('2026-03-04T18:00Z');
  expect(states(both)).toEqual(['queued']);
  await send(second[0] ?? '');
  await d.dispatch();
  expect(states(second[0] ?? '')).toEqual(['sent']);
  await planned({ startsAt: '2026-03-04T13:00', zone: 'America/New_York' });
  await d.dispatch();
  expect(states(both)).toEqual(['sent']);
  // Without a schedule nothing waits either.
  await planned({ startsAt: '2026-03-09T09:00' });
  await send(wrote);
  await d.dispatch();
  expect(states(wrote)).toEqual(['queued']);
  await planned(null);
  await d.dispatch();
  expect(states(wrote)).toEqual(['sent']);
});

test('a planned pause holds up answers, and they leave when it is over, also after a restart', async () => {
  await planned({ pauses: [{ from: '2026-03-05T00:00', until: '2026-03-06T10:00' }] });
  await at('2026-03-05T15:00Z');
  d.says(d.numbers[2] ?? '', 'Who is this?');
  expect(await canSend(wrote)).toMatchObject({
    ok: true,
    rule: 'planned-pause',
    sentence: expect.stringContaining('pauses until Friday 10:00 AM where this person is, as planned.'),
  });
  await send(wrote, 'reply');
  await d.dispatch();
  expect(d.messages(wrote).at(-1)).toMatchObject({ state: 'queued', rule: 'planned-pause' });
  d.clock.set(Date.parse('2026-03-06T15:00Z'));
  d.restart();
  await d.dispatch();
  expect(states(wrote)).toEqual(['sent']);
});

test('from the end on nobody is texted first; who wrote is answered until it closes by itself', async () => {
  await planned({ endsAt: '2026-03-07T10:00', closeAfterDays: 2 });
  // A first text that waits for the morning is over by then.
  await at('2026-03-07T04:00Z');
  await send(late);
  await d.dispatch();
  expect(d.messages(late)).toMatchObject([{ state: 'queued', rule: 'quiet-hours' }]);
  await planned({ endsAt: '2026-03-07T08:00', closeAfterDays: 2 });
  d.clock.set(Date.parse('2026-03-07T13:00Z'));
  d.restart();
  await d.dispatch();
  expect(d.messages(late)).toMatchObject([{ state: 'prevented', rule: 'after-end' }]);
  expect(d.row(late)?.state).toBe('to-send');
  expect(await canSend(late)).toMatchObject({
    ok: false,
    outcome: 'prevent',
    rule: 'after-end',
    sentence: 'This campaign has ended. Only people who have written are still answered.',
  });
  expect((await send(late)).status).toBe(409);
  expect(await canSend(ny)).toMatchObject({ ok: false, rule: 'after-end' });
  expect(await canSend(wrote)).toMatchObject({ outcome: 'send' });
  // An end that was put off lets them be texted again.
  await planned({ endsAt: '2026-03-07T12:00', closeAfterDays: 2 });
  expect((await send(late)).status).toBe(200);
  await d.dispatch();
  expect(d.messages(late).map(({ state }) => state)).toEqual(['prevented', 'sent']);
  await send(wrote, 'reply');
  await at('2026-03-09T21:59Z');
  closeEnded(d.core);
  expect(entries('campaign-closed')).toEqual([]);
  // Two days after the last of the region's clocks showed noon, in Honolulu.
  await at('2026-03-09T22:00Z');
  // Another campaign that cannot be read keeps none from it.
  const keepOther = (schedule: string | null) =>
    run(writer(d.core), 'UPDATE campaign SET schedule = ? WHERE id = ?', schedule, other);
  keepOther('{"zone":');
  closeEnded(d.core);
  keepOther(null);
  closeEnded(d.core);
  expect(entries('campaign-closed')).toMatchObject([{ actor: 'heed' }]);
  expect(await canSend(wrote)).toMatchObject({ ok: false, rule: 'campaign-not-running' });
  expect(await plan({ startsAt: '2026-04-01T09:00' })).toMatchObject({ status: 409 });
});

test('each change stands in the ledger, one that changes nothing does not', async () => {
  const before = entries('campaign-scheduled').length;
  await plan({ startsAt: '2026-03-20T09:00', zone: 'America/Chicago' }, [], other);
  await plan({ startsAt: '2026-03-20T09:00', zone: 'America/Chicago' }, [], other);
  await plan({ pauses: [] }, [], other);
  const [set, ended] = entries('campaign-scheduled').slice(before);
  expect(entries('campaign-scheduled')).toHaveLength(before + 2);
  expect(set?.actor).toBe(d.adminId);
  expect(JSON.parse(set?.payload ?? '')).toMatchObject({
    campaign: other,
    scheduled: true,
    startsAt: '2026-03-20T09:00',
    zone: 'America/Chicago',
  });
  expect(JSON.parse(ended?.payload ?? '')).toEqual({ campaign: other, scheduled: false });
});

test('what would leave people untexted has to be confirmed, and again at the launch', async () => {
  d.clock.set(NOON);
  const body = { name: 'Late', region: 'US', script: 'Hi from Test. Reply STOP to opt out.' };
  const { body: made } = await rest('POST', '/campaigns', { as: as(), body });
  const id = String(made.id);
  run(
    writer(d.core),
    `UPDATE conversation SET campaign_id = ?, state = 'to-send' WHERE campaign_id = ?`,
    id,
    other,
  );
  await rest('POST', `/campaigns/${id}/texters`, { as: as(), body: { texterIds: [d.texterId] } });
  const codes = async (schedule: Partial<Schedule>) => {
    const { status, body: answer } = await plan(schedule, [], id);
    if (status === 200) return [];
    return (answer as unknown as { data: { warnings: Warning[] } }).data.warnings.map(({ code }) => code);
  };
  expect(await codes({ startsAt: '2026-03-04T07:00' })).toEqual(['schedule-start-quiet']);
  expect(await codes({ startsAt: '2026-03-04T21:00' })).toEqual(['schedule-start-quiet']);
  expect(await codes({ endsAt: '2026-03-03T12:00' })).toEqual(['schedule-ended']);
  // In New York it is one o'clock, in Honolulu eight in the morning.
  expect(await codes({ endsAt: '2026-03-03T12:00', zone: 'Pacific/Honolulu' })).toEqual([]);
  expect(await codes({ startsAt: '2026-03-04T20:59', endsAt: '2026-03-05T08:00' })).toEqual([]);
  expect(await codes({ startsAt: '2026-03-04T21:00', endsAt: '2026-03-05T08:00' })).toEqual([
    'schedule-start-quiet',
    'schedule-too-short',
  ]);
  const pauses = [{ from: '2026-03-04T00:00', until: '2026-03-06T00:00' }];
  expect(await codes({ startsAt: '2026-03-04T09:00', endsAt: '2026-03-05T20:00', pauses })).toEqual([
    'schedule-too-short',
  ]);

  expect(await codes({ endsAt: '2026-03-03T20:00' })).toEqual([]);
  d.clock.set(NOON + 86_400_000);
  const asked = await rest('GET', `/campaigns/${id}/schedule-warnings`, { as: as() });
  expect((asked.body as unknown as Warning[]).map(({ code }) => code)).toEqual(['schedule-ended']);
  const launch = (confirmed: string[]) =>
    rest('POST', `/campaigns/${id}/launch`, { as: as(), body: { confirmed } });
  expect(await launch(['script-no-organisation'])).toMatchObject({ status: 409 });
  expect(await launch(['script-no-organisation', 'schedule-ended'])).toMatchObject({
    status: 200,
  });
});

test('a copy takes over what lies ahead, and no moment that has passed', async () => {
  d.clock.set(NOON);
  const schedule = {
    startsAt: '2026-03-01T09:00',
    pauses: [
      { from: '2026-03-08T00:00', until: '2026-03-09T00:00' },
      { from: '2026-03-02T00:00', until: '2026-03-02T12:00' },
    ],
    endsAt: '2026-03-10T20:00',
    closeAfterDays: 3,
  };
  const kept = await plan(schedule, [], other);
  expect(kept.status).toBe(200);
  const copy = async (parts?: string[]) =>
    (await rest('POST', `/campaigns/${other}/copy`, { as: as(), body: { name: 'Again', parts } })).body;
  expect(await copy()).toMatchObject({
    schedule: {
      zone: null,
      startsAt: null,
      endsAt: '2026-03-10T20:00',
      pauses: [{ from: '2026-03-08T00:00', until: '2026-03-09T00:00' }],
      closeAfterDays: 3,
    },
  });
  expect(await copy(['script'])).toMatchObject({ schedule: null });
  d.clock.set(Date.parse('2026-03-12T12:00Z'));
  expect(await copy()).toMatchObject({ schedule: null });
});

test('moments that are none, or in the wrong order, are refused', async () => {
  const wrong: readonly Record<string, unknown>[] = [
    { startsAt: '2026-02-30T09:00' },
    { startsAt: '2026-03-04' },
    { startsAt: '2026-03-04T09:00Z' },
    { startsAt: '2026-03-04T09:00:00' },
    { startsAt: '2026-03-04T09:00', zone: 'Mars/Olympus' },
    { startsAt: '2026-03-04T09:00', endsAt: '2026-03-04T09:00' },
    { pauses: [{ from: '2026-03-04T09:00', until: '2026-03-04T08:00' }] },
    { endsAt: '2026-03-04T09:00', closeAfterDays: -1 },
    { begins: '2026-03-04T09:00' },
  ];
  for (const schedule of wrong) {
    const { status } = await plan(schedule as Partial<Schedule>, [], other);
    expect(status, JSON.stringify(schedule)).toBe(422);
  }
});

test('a year that nobody means, as a field gives while it is typed, is refused, and texts go on leaving', async () => {
  for (const year of ['0000', '0026', '0202', '1999', '9999']) {
    const [from, until] = [`${year}-12-01T09:00`, `${year}-12-01T10:00`];
    for (const schedule of [{ startsAt: from }, { endsAt: until }, { pauses: [{ from, until }] }]) {
      const { status, body } = await plan(schedule, ['schedule-ended', 'schedule-start-quiet'], other);
      expect(status, JSON.stringify(schedule)).toBe(422);
      expect(JSON.stringify(body)).toContain('Enter a date and a time');
    }
  }
});
