import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { all } from '../../main/core/store/statement.ts';
import { stopPulls } from '../../main/core/systems/pulls.ts';
import { refusal } from '../helpers/api.ts';
import { restOver } from '../helpers/restApi.ts';
import { fictionNumber } from '../helpers/seed.ts';
import { optOutOf, reversalOf } from '../webhooksOut/world.ts';
import { actionNetworkStandIn, type Hostile, vanStandIn } from './standIns.ts';
import { worldIn } from './world.ts';

const folder = mkdtempSync(join(tmpdir(), 'heed-connectors-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const world = worldIn(folder);

const digits = (index: number) => fictionNumber('US', index).slice(1);

describe('Action Network', () => {
  test('a tag’s people come in page by page; nobody is opted out for not being subscribed', async () => {
    const an = await actionNetworkStandIn();
    const rosa = an.join('Rosa', 'Diaz', digits(1), 'subscribed', 'Driver');
    an.join('Owen', 'Lee', digits(2), 'unsubscribed', 'Driver');
    an.join('=Cem', 'Kaya', digits(3), 'subscribed', 'Driver');
    an.join('Ida', 'Berg', digits(4), 'subscribed');
    const w = await world('action-network', an);
    expect(await w.client.systems.test({ id: w.id })).toEqual({ well: true, detail: '' });
    const lists = await w.client.systems.lists({ id: w.id });
    expect(lists.map(({ name }) => name)).toEqual(['Everybody', 'Against', 'Driver', 'Supporter']);
    const driver = lists.find(({ name }) => name === 'Driver')?.id ?? '';
    const { pull, job } = await w.bring(driver);
    expect(pull).toMatchObject({ state: 'done', people: 3 });
    expect(job?.result).toMatchObject({ rows: 3, imported: 2, leftOut: 1, optedOut: 0 });
    expect(w.contacts()).toMatchObject([
      { number: fictionNumber('US', 1), external_id: rosa, opt_state: 'none' },
      { number: fictionNumber('US', 3) },
    ]);
    expect(await w.client.systems.list()).toMatchObject([{ state: 'on', pulledAt: w.clock.now() }]);
    // Everybody: Rosa and Cem are known, and Ida is new.
    const everybody = await w.bring('everybody');
    expect(everybody.job?.result).toMatchObject({ imported: 1, duplicate: 2 });
    expect(all(w.core.db, "SELECT payload FROM ledger WHERE kind = 'system-pulled'")).toHaveLength(2);
  });

  test('opt-outs unsubscribe, answers are tags, and each is told as it is now', async () => {
    const an = await actionNetworkStandIn();
    const w = await world('action-network', an);
    const targets = await w.client.systems.targets({ id: w.id });
    const tag = (name: string) => targets.find(({ id }) => id === name) ?? null;
    const chosen = (choice: string, name: string) => ({ question: 'support', choice, target: tag(name) });
    const saved = await w.client.systems.saveAnswers({
      id: w.id,
      campaignId: w.campaignId,
      answers: [chosen('yes', 'Supporter'), chosen('no', 'Against')],
    });
    expect(saved.questions[0]?.choices.map(({ target }) => target?.id ?? null)).toEqual([
      'Supporter',
      'Against',
      null,
    ]);
    const pat = w.talk(fictionNumber('US', 1));
    await w.answer(pat, ['yes']);
    // Nothing stands for this question, so nobody is told.
    await w.as(w.ana).answers.record({ conversationId: pat, question: 'seats', value: 2 });
    await w.job.turn();
    const tagsOf = (index: number) => [...(an.people.find((p) => p.phone === digits(index))?.tags ?? [])];
    expect(tagsOf(1)).toEqual(['Supporter']);
    await w.answer(pat, ['no']);
    await w.job.turn();
    expect(tagsOf(1)).toEqual(['Against']);
    await w.client.answers.clear({ conversationId: pat, question: 'support' });
    await w.job.turn();
    expect(tagsOf(1)).toEqual([]);

    const fact = optOutOf(w, fictionNumber('US', 1));
    await w.job.turn();
    const status = () => an.people.find((p) => p.phone === digits(1))?.status;
    expect(status()).toBe('unsubscribed');
    const posts = an.posts(/people/).length;
    reversalOf(w, fictionNumber('US', 1), [fact], w.admin.id);
    await w.job.turn();
    expect(status()).toBe('subscribed');
    // Opted out and in again before it is told: only what is so now is said.
    const second = optOutOf(w, fictionNumber('US', 2));
    reversalOf(w, fictionNumber('US', 2), [second], w.admin.id);
    await w.job.turn();
    expect(
      an
        .posts(/people/)
        .slice(posts + 1)
        .map(({ body }) => JSON.stringify(body)),
    ).toEqual([expect.stringContaining('"subscribed"')]);
    const told = await w.deliveries();
    expect(told.map(({ state }) => state)).not.toContain('waiting');
    expect(told.find(({ detail }) => detail !== '')?.detail).toContain('reversed meanwhile');
    await w.job.stop();
  });
});

test('a number or words stand in a custom field, as they are now, and an answer taken back empties it', async () => {
  const an = await actionNetworkStandIn();
  const w = await world('action-network', an);
  const place = { id: w.id, campaignId: w.campaignId };
  const saved = await w.client.systems.saveAnswers({
    ...place,
    fields: [{ question: 'seats', field: 'Seats in the car' }],
  });
  expect(saved).toMatchObject({ takesWords: true });
  expect(saved.questions.map(({ code, kind, field }) => [code, kind, field])).toContainEqual([
    'seats',
    'number',
    'Seats in the car',
  ]);
  const pat = w.talk(fictionNumber('US', 1));
  const record = (value: number) =>
    w.as(w.ana).answers.record({ conversationId: pat, question: 'seats', value });
  const fields = () => an.people.find((p) => p.phone === digits(1))?.fields;
  await record(2);
  await record(3);
  await w.job.turn();
  expect(fields()).toEqual({ 'Seats in the car': '3' });
  await w.client.answers.clear({ conversationId: pat, question: 'seats' });
  await w.job.turn();
  expect(fields()).toEqual({ 'Seats in the car': '' });
  // Nothing that is no name of a field, and none for an answer that is chosen.
  const wrong = (question: string, field: string) =>
    refusal(w.client.systems.saveAnswers({ ...place, fields: [{ question, field }] }));
  expect((await wrong('seats', '{"a":1}')).code).toMatch(/INVALID|BAD_REQUEST/);
  expect((await wrong('support', 'Support')).code).toMatch(/INVALID|BAD_REQUEST/);
  await w.client.systems.saveAnswers({ ...place, fields: [{ question: 'seats', field: null }] });
  await record(4);
  await w.job.turn();
  expect(fields()).toEqual({ 'Seats in the car': '' });
  await w.job.stop();
});

test('VAN takes no numbers and no words, and says so', async () => {
  const w = await world('ngp-van', await vanStandIn());
  const place = { id: w.id, campaignId: w.campaignId };
  expect(await w.client.systems.answers(place)).toMatchObject({ takesWords: false });
  const { message } = await refusal(
    w.client.systems.saveAnswers({ ...place, fields: [{ question: 'seats', field: 'Seats' }] }),
  );
  expect(message).toContain('NGP VAN cannot be told numbers or words');
  await w.job.stop();
});

describe('VAN', () => {
  test('a saved list comes as an export, with its opt-outs, and answers go to the person of its id', async () => {
    const vanSystem = await vanStandIn();
    const w = await world('ngp-van', vanSystem);
    expect(await w.client.systems.test({ id: w.id })).toEqual({ well: true, detail: '' });
    expect(await w.client.systems.lists({ id: w.id })).toEqual([{ id: '500048', name: 'Doors', people: 3 }]);
    const { pull, job } = await w.bring('500048');
    expect(pull).toMatchObject({ state: 'done', people: 3 });
    expect(job?.result).toMatchObject({ imported: 2, optedOut: 1 });
    // Cem was opted out there, and is told of like any opt-out that comes into force.
    await w.job.turn();
    expect(vanSystem.responses).toMatchObject([{ vanId: '900103' }]);

    const targets = await w.client.systems.targets({ id: w.id });
    expect(targets[0]).toEqual({ id: '311.1', label: 'Supporter ID: 1 - Strong support' });
    await w.client.systems.saveAnswers({
      id: w.id,
      campaignId: w.campaignId,
      answers: [{ question: 'support', choice: 'yes', target: targets[0] ?? null }],
    });
    const [rosa] = all<{ id: string }>(
      w.core.db,
      "SELECT id FROM conversation WHERE number = '+12025550101'",
    );
    await w.client.answers.record({ conversationId: rosa?.id ?? '', question: 'support', choices: ['yes'] });
    optOutOf(w, '+12025550102');
    await w.job.turn();
    expect(vanSystem.responses.slice(1)).toMatchObject([
      {
        vanId: '900101',
        body: {
          resultCodeId: null,
          responses: [{ type: 'SurveyResponse', surveyQuestionId: 311, surveyResponseId: 1 }],
          canvassContext: {
            inputTypeId: 11,
            contactTypeId: 37,
            phone: { dialingPrefix: '1', phoneNumber: '2025550101' },
          },
        },
      },
      {
        vanId: '900102',
        body: {
          resultCodeId: 130,
          canvassContext: { phone: { phoneNumber: '2025550102', smsOptInStatus: 'O' } },
        },
      },
    ]);
    await w.job.stop();
  });

  test('without a VAN ID the person is found by name and number; a stranger holds nobody up', async () => {
    const vanSystem = await vanStandIn();
    const w = await world('ngp-van', vanSystem);
    w.talk('+12025550101', 'Rosa', 'Diaz');
    w.talk(fictionNumber('US', 9), 'Nobody', 'There');
    optOutOf(w, fictionNumber('US', 9));
    optOutOf(w, '+12025550188');
    optOutOf(w, '+12025550101');
    await w.job.turn();
    expect(vanSystem.responses.map(({ vanId }) => vanId)).toEqual(['900101']);
    const told = await w.deliveries();
    expect(told.map(({ state }) => state)).toEqual(['delivered', 'failed', 'failed']);
    expect(told[2]?.detail).toContain('finds nobody');
    expect(told[1]?.detail).toContain('knows neither');
    expect(await w.client.systems.list()).toMatchObject([{ state: 'on', waiting: 0, detail: '' }]);
    await w.job.stop();
  });
});

const say =
  (status: number, body: string, headers: Record<string, string> = {}): Hostile =>
  (response) => {
    response.writeHead(status, headers).end(body);
    return true;
  };

describe('a system that does not answer as it should', () => {
  test.each<[string, Hostile, RegExp]>([
    ['a web page', say(200, '<!doctype html><p>Sign in</p>'), /web page/],
    ['cut JSON', say(200, '{"_embedded": {"osdi:peo'), /form that Heed does not know/],
    ['another version', say(200, '{"items": []}'), /form that Heed does not know/],
    ['a refused key', say(401, '{"error":"no"}'), /does not take the key \(HTTP 401\)/],
    [
      'a forbidden key',
      say(403, '{"error":"an-key-4f1c2d9e8b is no key"}'),
      /does not take the key \(HTTP 403\)/,
    ],
    ['a fault', say(503, 'upstream'), /has a fault \(HTTP 503\)/],
    ['a redirect', say(301, '', { location: 'https://example.org/' }), /redirect/],
    ['something endless', say(200, `{"a":"${'x'.repeat(9 * 1024 * 1024)}"}`), /cut off or too long/],
    [
      'a broken line',
      (response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{"_links"');
        response.destroy();
        return true;
      },
      // By what had left before it broke.
      /cut off|connection broke/,
    ],
  ])('%s: the delivery waits with a sentence, and is told later', async (_, hostile, sentence) => {
    const an = await actionNetworkStandIn();
    const w = await world('action-network', an);
    an.hostile(hostile);
    expect((await w.client.systems.test({ id: w.id })).detail).toMatch(sentence);
    optOutOf(w, fictionNumber('US', 1));
    await w.job.turn();
    const [waiting] = await w.deliveries();
    expect(waiting).toMatchObject({ state: 'waiting', attempts: 1 });
    expect(waiting?.detail).toMatch(sentence);
    const [shown] = await w.client.systems.list();
    expect(shown).toMatchObject({ waiting: 1, lastDeliveredAt: null });
    expect(JSON.stringify([shown, waiting])).not.toContain(an.key);
    an.hostile(() => false);
    await w.client.systems.update({ id: w.id, on: true });
    await w.job.turn();
    expect(an.people[0]?.status).toBe('unsubscribed');
    expect(await w.client.systems.list()).toMatchObject([{ waiting: 0, detail: '' }]);
    await w.job.stop();
  });

  test('one that asks to wait is not asked before', async () => {
    const an = await actionNetworkStandIn();
    const w = await world('action-network', an);
    an.hostile(say(429, '', { 'retry-after': '3600' }));
    optOutOf(w, fictionNumber('US', 1));
    await w.job.turn();
    const [waiting] = await w.deliveries();
    expect(waiting?.nextTryAt).toBeGreaterThanOrEqual(w.clock.now() + 3_600_000);
    await w.job.stop();
  });

  test('a control character in one name, which no file has, keeps nobody from being imported', async () => {
    const an = await actionNetworkStandIn();
    an.join('Ro\u0000\u001bsa\u009f', 'Di\u202eaz \ud800', digits(1), 'subscribed');
    an.join('Sam', `${'x'.repeat(100_000)}\u0001`, digits(2), 'subscribed');
    const w = await world('action-network', an);
    const { pull, job } = await w.bring('everybody');
    expect(pull).toMatchObject({ state: 'done', people: 2 });
    expect(job?.result).toMatchObject({ rows: 2, imported: 2 });
  });

  test('while a list is taken a busy system is asked again; a link elsewhere, an error and a stop keep nothing', async () => {
    const an = await actionNetworkStandIn();
    an.join('Rosa', 'Diaz', digits(1), 'subscribed', 'Driver');
    const w = await world('action-network', an);
    let asked = 0;
    an.hostile((response, got) => {
      asked += 1;
      return asked % 2 === 1 ? say(429, '', { 'retry-after': '0' })(response, got) : false;
    });
    expect((await w.bring('everybody')).pull).toMatchObject({ state: 'done', people: 1 });

    an.hostile((response, got) => {
      if (!got.path.includes('taggings')) return false;
      const elsewhere = { _links: { 'osdi:person': { href: 'http://127.0.0.1:9/api/v2/people/1' } } };
      return say(200, JSON.stringify({ _embedded: { 'osdi:taggings': [elsewhere] } }))(response, got);
    });
    const lost = await w.bring('f3f8feef-61c8-4e6b-9745-ec1d7752f298');
    expect(lost.pull).toMatchObject({ state: 'failed', uploadId: null });
    expect(lost.pull.detail).toContain('not its own');
    an.hostile(say(404, '{}'));
    expect((await w.bring('everybody')).pull).toMatchObject({ state: 'failed' });

    // It answers nothing any more.
    an.hostile(() => true);
    const { id } = await w.client.systems.pull({ id: w.id, listId: 'everybody' });
    expect(await w.client.systems.pullState({ id })).toMatchObject({ state: 'running' });
    expect(await w.client.systems.cancelPull({ id })).toMatchObject({ state: 'cancelled', uploadId: null });
    await w.client.systems.pull({ id: w.id, listId: 'everybody' });
    await stopPulls(w.core);
    // What was taken and imported is deleted after its import.
    await expect.poll(() => readdirSync(join(w.core.storeDir, 'uploads'))).toEqual([]);
  });
});

test('over REST: admins alone; the key is in no answer and goes to no other host; what was erased is not told', async () => {
  const an = await actionNetworkStandIn();
  const w = await world('action-network', an);
  const rest = restOver(w);
  const as = w.tokenFor(w.admin.id);
  const { status, body } = await rest('GET', '/systems', { as });
  expect(status).toBe(200);
  expect(JSON.stringify(body)).not.toContain(an.key);
  expect((await rest('GET', '/systems', { as: w.tokenFor(w.ana) })).status).toBe(403);
  expect(JSON.stringify(all(w.core.db, 'SELECT * FROM webhook_endpoint'))).not.toContain(an.key);
  const change = (what: object) => rest('POST', `/systems/${w.id}`, { as, body: what });
  expect((await change({ url: 'https://elsewhere.example.org/api/v2' })).status).toBe(422);
  expect((await change({ url: 'http://elsewhere.example.org/api/v2', key: 'k' })).status).toBe(422);
  expect((await change({ name: 'Renamed' })).body).toMatchObject({ name: 'Renamed' });
  expect(await refusal(w.client.systems.create({ kind: 'ngp-van', name: 'VAN', key: 'k' }))).toMatchObject({
    code: 'INVALID',
  });
  // Endpoints of webhooks and systems are two things.
  expect(await w.client.webhookOut.list()).toEqual([]);
  expect(await refusal(w.client.webhookOut.remove({ id: w.id }))).toMatchObject({ code: 'NOT_FOUND' });

  w.talk(fictionNumber('US', 1));
  optOutOf(w, fictionNumber('US', 1));
  await w.client.person.erase({ number: fictionNumber('US', 1), reason: 'asked' });
  await w.job.turn();
  expect(an.posts(/people/)).toEqual([]);
  expect((await w.deliveries()).map(({ state }) => state)).toContain('delivered');
  expect((await rest('DELETE', `/systems/${w.id}`, { as })).status).toBe(200);
  expect(await w.core.secrets.get(`system/${w.id}/key`)).toBeNull();
  const kinds = all<{ kind: string }>(w.core.db, "SELECT kind FROM ledger WHERE kind LIKE 'system-%'");
  expect(kinds.map(({ kind }) => kind)).toEqual(['system-connected', 'system-changed', 'system-removed']);
  await w.job.stop();
});
