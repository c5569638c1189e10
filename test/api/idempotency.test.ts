import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { forgetAnswers } from '../../main/core/access/idempotency.ts';
import { onFaultPoint } from '../../main/core/base/faultPoint.ts';
import { all, one } from '../../main/core/store/statement.ts';
import { createCallKeys } from '../../renderer/callKeys.ts';
import { testApi } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import { restOver } from '../helpers/restApi.ts';
import { campaign, connection, conversation, fictionNumber, senderNumber } from '../helpers/seed.ts';

/** The same call with the same key is done once, over REST. One console, many situations. */

const api = testApi();
const { core, clock } = api;
const admin = api.newcomer('admin', 'Maya');
const ana = api.newcomer('texter', 'Ana');
const token = api.tokenFor(admin.id);
const rest = restOver(api);
const connectionId = connection(core, { profile: 'provider-1' });
const senderNumberId = senderNumber(core, { connectionId, number: '+12165550190' });
const campaignId = campaign(core, { region: 'US', texterIds: [ana.id] });
let people = 0;

function person(state: 'to-send' | 'to-answer' = 'to-answer') {
  people += 1;
  const number = fictionNumber('US', people);
  return { number, id: conversation(core, { campaignId, number, texterId: ana.id, senderNumberId, state }) };
}

const post = (path: string, body: unknown, key?: string, as = token) =>
  rest('POST', path, { as, body, headers: key === undefined ? {} : { 'idempotency-key': key } });

const textsOf = (id: string) =>
  all(core.db, "SELECT id FROM message WHERE conversation_id = ? AND direction = 'out'", id).length;
const count = (table: string) => one<{ n: number }>(core.db, `SELECT count(*) AS n FROM ${table}`)?.n ?? 0;

test('five calls at once with one key, and one later, send one text; without a key they send five', async () => {
  const { id } = person();
  const send = () => post(`/conversations/${id}/messages`, { body: 'See you on Saturday!' }, 'five-at-once');
  const answers = await Promise.all([send(), send(), send(), send(), send()]);
  answers.push(await send());
  expect(textsOf(id)).toBe(1);
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]?.status).toBe(200);
  const other = person();
  const bare = () => post(`/conversations/${other.id}/messages`, { body: 'See you on Saturday!' });
  await Promise.all([bare(), bare(), bare(), bare(), bare()]);
  expect(textsOf(other.id)).toBe(5);
});

test('the first text: one, however often it is asked for', async () => {
  const { id } = person('to-send');
  const answers = await Promise.all(
    [1, 2, 3].map(() => post(`/conversations/${id}/initial`, {}, 'initial-1')),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(textsOf(id)).toBe(1);
  expect(count('prevented')).toBe(0);
});

test('what an opt-out has hidden from the texter since is answered as missing', async () => {
  const { id } = person();
  const asAna = api.tokenFor(ana.id);
  const reply = () => post(`/conversations/${id}/messages`, { body: 'See you!' }, 'hidden', asAna);
  const note = () => post(`/conversations/${id}/notes`, { body: 'Called' }, 'hidden-note', asAna);
  expect((await reply()).status).toBe(200);
  const noted = await note();
  expect(noted.status).toBe(200);
  writer(core).prepare("UPDATE conversation SET opt_state = 'automatic' WHERE id = ?").run(id);
  const missing = await rest('GET', `/conversations/${id}`, { as: asAna });
  expect(missing.status).toBe(404);
  expect(await reply()).toEqual(missing);
  expect(await note()).toEqual(missing);
  writer(core).prepare("UPDATE conversation SET opt_state = 'none' WHERE id = ?").run(id);
  expect(await note()).toEqual(noted);
  expect(textsOf(id)).toBe(1);
});

test('what the guard stops is recorded once, and refused alike', async () => {
  const { id } = person();
  writer(core).prepare("UPDATE campaign SET state = 'paused' WHERE id = ?").run(campaignId);
  const send = () => post(`/conversations/${id}/messages`, { body: 'Hello' }, 'stopped');
  const [first, second] = [await send(), await send()];
  writer(core).prepare("UPDATE campaign SET state = 'launched' WHERE id = ?").run(campaignId);
  expect(first).toMatchObject({ status: 409, body: { code: 'GUARD' } });
  expect(second).toEqual(first);
  expect(count('prevented')).toBe(1);
});

test('every call that creates something is done once, and repeats get the same answer', async () => {
  const { number, id } = person();
  const other = person();
  const calls: [string, unknown, table: string][] = [
    ['/campaigns', { name: 'Once', region: 'US', script: 'Hi' }, 'campaign'],
    [`/conversations/${id}/opt-out`, { reason: 'asked' }, 'opt_out'],
    ['/people/opt-in', { number, reason: 'asked again' }, 'reversal'],
    ['/people/opt-out', { number: other.number, reason: 'by telephone' }, 'opt_out'],
    [`/conversations/${other.id}/notes`, { body: 'Called' }, 'note'],
    ['/tags', { name: 'Once', tone: 'ok' }, 'tag'],
    ['/accounts', { login: 'once', name: 'Once', role: 'texter', password: 'long enough' }, 'account'],
    [
      '/connections',
      { provider: 'simulator', profile: 'provider-1', name: 'S', config: { baseUrl: 'http://127.0.0.1:9' } },
      'connection',
    ],
    [`/connections/${connectionId}/numbers`, { number: '+12165550191' }, 'sender_number'],
    ['/saved-views', { list: 'opt-outs', name: 'Mine', filter: {} }, 'saved_view'],
  ];
  for (const [path, body, table] of calls) {
    const key = randomUUID();
    const before = count(table);
    const first = await post(path, body, key);
    expect([path, first.status]).toEqual([path, 200]);
    expect([path, await post(path, body, key)]).toEqual([path, first]);
    expect([path, count(table)]).toEqual([path, before + 1]);
  }
});

test('an import begins once', async () => {
  const csv = Buffer.from('Phone\n+12025550177\n');
  const { body: begun } = await post('/uploads', { name: 'a.csv', size: csv.length });
  await post(`/uploads/${begun.uploadId}`, { offset: 0, data: csv.toString('base64') });
  const body = { uploadId: begun.uploadId, numberColumn: 0, region: 'US' };
  const first = await post('/opt-outs/import', body, 'import-1');
  expect(first.status).toBe(200);
  await api.console.imports().ended(String(first.body.id));
  expect(await post('/opt-outs/import', body, 'import-1')).toEqual(first);
  expect(count('job')).toBe(1);
});

test('a secret is shown once: a repeated call is told that it was made', async () => {
  const body = { name: 'CRM', role: 'admin', validDays: 1 };
  const first = await post('/api-keys', body, 'key-1');
  expect(first.body.token).toMatch(/^heed_/);
  const again = await post('/api-keys', body, 'key-1');
  expect(again).toMatchObject({ status: 409, body: { code: 'CONFLICT' } });
  expect(again.body.message).toContain('shown only once');
  expect(count('api_key')).toBe(1);
  expect(JSON.stringify(all(core.db, 'SELECT * FROM idempotency'))).not.toContain(String(first.body.token));
});

test('a key belongs to one call of one caller', async () => {
  const { id } = person();
  const path = `/conversations/${id}/messages`;
  await post(path, { body: 'One' }, 'shared');
  for (const [where, body] of [
    [path, { body: 'Two' }],
    [`/conversations/${person().id}/messages`, { body: 'One' }],
    ['/tags', { name: 'Other', tone: 'ok' }],
  ] as const) {
    const refused = await post(where, body, 'shared');
    expect(refused).toMatchObject({ status: 422, body: { code: 'INVALID' } });
    expect(refused.body.message).toContain('another call');
  }
  expect(await post(path, { body: 'One' }, 'shared', api.tokenFor(ana.id))).toMatchObject({ status: 200 });
  expect(textsOf(id)).toBe(2);
  for (const key of [' ', 'ä', 'x'.repeat(256)]) {
    const refused = await post(path, { body: 'One' }, Buffer.from(key).toString('latin1'));
    if (key.trim() !== '') expect([key, refused.status]).toEqual([key, 422]);
  }
});

test('a call that was refused and changed nothing can be corrected under the same key', async () => {
  const name = 'Mended';
  expect((await post('/tags', { name: '', tone: 'ok' }, 'mend')).status).toBe(422);
  expect((await post('/tags', { name, tone: 'ok' }, 'mend')).status).toBe(200);
  expect((await post('/tags', { name, tone: 'ok' }, 'twice')).status).toBe(409);
  expect(all(core.db, "SELECT 1 FROM tag WHERE name = 'Mended'")).toHaveLength(1);
});

test('after a crash in a call either nothing was done, or it is done and a repeat does not do it again', async () => {
  const { id } = person();
  const send = (key: string) => post(`/conversations/${id}/messages`, { body: 'Cut off' }, key);
  onFaultPoint((point) => {
    if (point === 'outbox.enqueued') throw new Error('cut before the commit');
  });
  expect((await send('before')).status).toBe(500);
  onFaultPoint(null);
  expect(textsOf(id)).toBe(0);
  expect((await send('before')).status).toBe(200);
  expect(textsOf(id)).toBe(1);

  // The process ends after the commit and before the answer was kept.
  await send('after');
  writer(core)
    .prepare('UPDATE idempotency SET outcome = NULL WHERE at = (SELECT max(at) FROM idempotency)')
    .run();
  const again = await send('after');
  expect(again).toMatchObject({ status: 409, body: { code: 'CONFLICT' } });
  expect(again.body.message).toContain('not kept');
  expect(textsOf(id)).toBe(2);
});

test('a key is remembered for a day', async () => {
  const { id } = person();
  const send = () => post(`/conversations/${id}/messages`, { body: 'Daily' }, 'daily');
  await send();
  clock.advance(24 * 60 * 60_000 - 1);
  const fresh = api.tokenFor(admin.id);
  await post(`/conversations/${id}/messages`, { body: 'Daily' }, 'daily', fresh);
  expect(textsOf(id)).toBe(1);
  clock.advance(1);
  await post(`/conversations/${id}/messages`, { body: 'Daily' }, 'daily', fresh);
  expect(textsOf(id)).toBe(2);
  clock.set(clock.now() - 24 * 60 * 60_000);
});

test('erasing a person takes the answers that were kept; the call is still known', async () => {
  const { number, id } = person();
  const fresh = api.tokenFor(admin.id);
  const send = () => post(`/conversations/${id}/messages`, { body: 'Quetzalcoatl' }, 'to-erase', fresh);
  await send();
  const kept = () => JSON.stringify(all(core.db, 'SELECT * FROM idempotency'));
  expect(kept()).toContain('Quetzalcoatl');
  expect(kept()).not.toContain('to-erase');
  expect((await post('/people/erase', { number, reason: 'asked' }, 'erasing', fresh)).status).toBe(200);
  expect(kept()).not.toContain('Quetzalcoatl');
  expect((await send()).status).toBe(409);
  expect(textsOf(id)).toBe(1);
});

test('the screen: one key for one wish, until it was answered', () => {
  let at = 0;
  let made = 0;
  const keys = createCallKeys(
    () => at,
    () => {
      made += 1;
      return `key-${made}`;
    },
  );
  const path = ['conversation', 'send'];
  const first = keys.begin(path, { id: '1', body: 'Hi' });
  expect(keys.begin(path, { id: '1', body: 'Hi' }).key).toBe('key-1');
  expect(keys.begin(path, { id: '2', body: 'Hi' }).key).toBe('key-2');
  first.lost();
  at = 60_000;
  const again = keys.begin(path, { id: '1', body: 'Hi' });
  expect(again.key).toBe('key-1');
  again.answered();
  expect(keys.begin(path, { id: '1', body: 'Hi' }).key).toBe('key-3');
  const late = keys.begin(path, { id: '3' });
  late.lost();
  at += 10 * 60_000;
  expect(keys.begin(path, { id: '3' }).key).not.toBe(late.key);
  expect(keys.begin(['imports', 'append'], {}).key).toBeNull();
});

test('an answer of before somebody was erased is not kept after it', async () => {
  const { id } = person();
  const as = api.tokenFor(admin.id);
  const send = () => post(`/conversations/${id}/messages`, { body: 'Of somebody' }, 'erased-meanwhile', as);
  onFaultPoint((point) => {
    if (point !== 'together.committed') return;
    onFaultPoint(null);
    // After the act, before its answer is written.
    setImmediate(() => core.write((tx) => forgetAnswers(tx)));
  });
  expect((await send()).status).toBe(200);
  expect(all(core.db, "SELECT 1 FROM idempotency WHERE outcome LIKE '%Of somebody%'")).toEqual([]);
  expect((await send()).status).toBe(409);
  expect(textsOf(id)).toBe(1);
});
