import { expect, test } from 'vitest';
import { createPost } from '../../main/core/webhooksOut/post.ts';
import { createWebhooksOut } from '../../main/core/webhooksOut/worker.ts';
import { said } from '../../shared/text/stored.ts';
import { refusal } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import { campaign, conversation, fictionNumber } from '../helpers/seed.ts';
import { receiver, signatureFits, socketServer, statusOnly } from './receiver.ts';
import { eventIn, optOutOf, reversalOf, world } from './world.ts';

const NUMBER = fictionNumber('US', 1);
const DAY = 86_400_000;

test('an opt-out and its reversal arrive in order, signed, and say what is so', async () => {
  const crm = await receiver();
  const heed = await world(crm.url);
  const job = createWebhooksOut(heed.core);
  const first = optOutOf(heed, NUMBER);
  heed.clock.advance(1000);
  const second = optOutOf(heed, NUMBER);
  reversalOf(heed, NUMBER, [first], heed.actorId);
  const last = reversalOf(heed, NUMBER, [second], heed.actorId);
  await job.turn();
  const events = crm.got.map(eventIn);
  expect(events.map(({ type, optedOut }) => [type, optedOut])).toEqual([
    ['opt-out', true],
    ['opt-out', true],
    ['opt-in', true],
    ['opt-in', false],
  ]);
  expect(events[0]).toMatchObject({ number: NUMBER, cause: 'manual', fact: first, campaign: null });
  expect(events[3]).toMatchObject({ number: NUMBER, cause: null, fact: last, reverses: [second] });
  for (const received of crm.got) {
    expect(received.method).toBe('POST');
    expect(received.headers['webhook-id']).toBe(eventIn(received).id);
    expect(signatureFits(received, heed.secret)).toBe(true);
    expect(signatureFits({ ...received, body: `${received.body} ` }, heed.secret)).toBe(false);
  }
  await job.stop();
});

test('a reversal of several opt-outs is one event', async () => {
  const crm = await receiver();
  const heed = await world(crm.url);
  const job = createWebhooksOut(heed.core);
  const both = [optOutOf(heed, NUMBER), optOutOf(heed, NUMBER)];
  reversalOf(heed, NUMBER, both, heed.actorId);
  await job.turn();
  expect(crm.got.map(eventIn).map(({ type }) => type)).toEqual(['opt-out', 'opt-out', 'opt-in']);
  expect(eventIn(crm.got[2] as never).reverses.toSorted()).toEqual(both.toSorted());
  await job.stop();
});

test('only the chosen events, and only what happens after the webhook was added', async () => {
  const crm = await receiver();
  const heed = await world(crm.url);
  optOutOf(heed, NUMBER);
  const late = await receiver();
  const { endpoint } = await heed.admin.client.webhookOut.create({
    name: 'Late',
    url: late.url,
    events: ['opt-in'],
  });
  const other = optOutOf(heed, fictionNumber('US', 2));
  reversalOf(heed, fictionNumber('US', 2), [other], heed.actorId);
  const job = createWebhooksOut(heed.core);
  await job.turn();
  expect(crm.got).toHaveLength(3);
  expect(late.got.map(eventIn).map(({ type }) => type)).toEqual(['opt-in']);
  expect(endpoint.waiting).toBe(0);
  await job.stop();
});

test('the campaign is named, and a number that was erased is not sent', async () => {
  const crm = await receiver();
  const heed = await world(crm.url);
  const campaignId = campaign(heed.core, { name: 'Spring' });
  const conversationId = conversation(heed.core, { campaignId, number: NUMBER });
  const id = optOutOf(heed, NUMBER);
  writer(heed.core).prepare('UPDATE opt_out SET conversation_id = ? WHERE id = ?').run(conversationId, id);
  const job = createWebhooksOut(heed.core);
  await job.turn();
  expect(crm.got.map(eventIn)).toMatchObject([
    { number: NUMBER, campaign: { id: campaignId, name: 'Spring' } },
  ]);
  writer(heed.core).exec('UPDATE opt_out SET number = NULL; UPDATE conversation SET number = NULL');
  const [delivery] = (await heed.admin.client.webhookOut.deliveries({ id: heed.endpoint.id })).items;
  await heed.admin.client.webhookOut.sendAgain({ id: delivery?.id ?? '' });
  await job.turn();
  expect(crm.got.map(eventIn).map(({ number, id: event }) => [number, event === delivery?.eventId])).toEqual([
    [NUMBER, true],
    [null, true],
  ]);
  await job.stop();
});

test('what fails holds back what comes after it, is tried again later, and nothing is lost', async () => {
  const crm = await receiver(statusOnly(500));
  const heed = await world(crm.url);
  const job = createWebhooksOut(heed.core);
  const facts = [1, 2, 3].map((index) => optOutOf(heed, fictionNumber('US', index)));
  await job.turn();
  await job.turn();
  expect(crm.got).toHaveLength(1);
  const list = async () => (await heed.admin.client.webhookOut.deliveries({ id: heed.endpoint.id })).items;
  const [, , failing] = await list();
  expect(failing).toMatchObject({ state: 'waiting', attempts: 1, lastStatus: 500 });
  expect(failing?.nextTryAt).toBeGreaterThan(heed.clock.now());
  // A clock that ran ahead by a day does not put it off until then.
  heed.clock.advance(DAY / 2);
  await job.turn();
  heed.clock.advance(-DAY / 2);
  expect(crm.got).toHaveLength(2);
  await job.turn();
  expect(crm.got).toHaveLength(3);
  const again = (await list()).at(-1);
  crm.got.splice(1);
  crm.answer(statusOnly(200));
  heed.clock.set(again?.nextTryAt ?? 0);
  await job.turn();
  expect(crm.got.map(eventIn).map(({ fact }) => fact)).toEqual([facts[0], ...facts]);
  expect((await list()).map(({ state }) => state)).toEqual(['delivered', 'delivered', 'delivered']);
  expect(await heed.admin.client.webhookOut.list()).toMatchObject([{ state: 'on', detail: '', waiting: 0 }]);
  await job.stop();
});

test.each([
  ['a redirect', statusOnly(302, { location: 'http://127.0.0.1:9/elsewhere' }), 302, /redirect/],
  ['a refusal', statusOnly(410), 410, /HTTP 410/],
  ['a break', (response: { destroy(): void }) => response.destroy(), null, /broke/],
] as const)('%s counts as failed', async (_, answer, code, words) => {
  const crm = await receiver(answer);
  const heed = await world(crm.url);
  const job = createWebhooksOut(heed.core);
  optOutOf(heed, NUMBER);
  await job.turn();
  const { items } = await heed.admin.client.webhookOut.deliveries({ id: heed.endpoint.id });
  expect(items).toMatchObject([{ state: 'waiting', lastStatus: code, detail: expect.stringMatching(words) }]);
  expect(crm.got).toHaveLength(1);
  await job.stop();
});

test('silence is cut off, garbage is named, a slow body does not matter', async () => {
  const post = createPost(150);
  const silent = await receiver(() => {});
  const garbage = await socketServer((socket) => socket.end('220 mail ready\r\n'));
  const slow = await receiver((response) => {
    response.writeHead(200).write('a');
  });
  const ask = (url: string) =>
    post({ url, privateAllowed: false, headers: {}, body: '{}' }, new AbortController().signal).then(
      ({ status: code, detail }) => ({ status: code, detail: said(detail) }),
    );
  expect(await ask(silent.url)).toEqual({ status: null, detail: 'No answer in time.' });
  expect(await ask(garbage)).toMatchObject({ status: null, detail: expect.stringMatching(/not HTTP/) });
  expect(await ask(slow.url)).toEqual({ status: 200, detail: '' });
});

test('after a day of failures the webhook is paused and shown; switched on again, it goes on where it stood', async () => {
  const crm = await receiver(statusOnly(503));
  const heed = await world(crm.url);
  const job = createWebhooksOut(heed.core);
  const facts = [1, 2].map((index) => optOutOf(heed, fictionNumber('US', index)));
  const began = heed.clock.now();
  // Signs in anew each time, since days go by.
  const endpoint = async () => (await heed.as(heed.actorId).webhookOut.list())[0];
  for (let tries = 0; tries < 60 && (await endpoint())?.state === 'on'; tries += 1) {
    await job.turn();
    const { items } = await heed.as(heed.actorId).webhookOut.deliveries({ id: heed.endpoint.id });
    heed.clock.set(items.at(-1)?.nextTryAt ?? 0);
  }
  expect(await endpoint()).toMatchObject({ state: 'paused', detail: 'Answered with HTTP 503.', waiting: 2 });
  expect(heed.clock.now() - began).toBeGreaterThanOrEqual(DAY);
  const before = crm.got.length;
  expect(before).toBeLessThan(40);
  heed.clock.advance(DAY);
  crm.answer(statusOnly(200));
  const third = optOutOf(heed, fictionNumber('US', 3));
  await job.turn();
  expect(crm.got).toHaveLength(before);
  await heed.as(heed.actorId).webhookOut.update({ id: heed.endpoint.id, on: true });
  await job.turn();
  expect(
    crm.got
      .slice(before)
      .map(eventIn)
      .map(({ fact }) => fact),
  ).toEqual([...facts, third]);
  const kinds = writer(heed.core)
    .prepare("SELECT kind, actor FROM ledger WHERE kind LIKE 'webhook-%' ORDER BY seq")
    .all();
  expect(kinds).toEqual([
    { kind: 'webhook-created', actor: heed.actorId },
    { kind: 'webhook-paused', actor: 'heed' },
    { kind: 'webhook-changed', actor: heed.actorId },
  ]);
  await job.stop();
});

test('a test event is tried once, before what waits, and is about nobody', async () => {
  const crm = await receiver(statusOnly(500));
  const heed = await world(crm.url);
  const job = createWebhooksOut(heed.core);
  optOutOf(heed, NUMBER);
  await job.turn();
  const sent = await heed.admin.client.webhookOut.test({ id: heed.endpoint.id });
  await job.turn();
  await job.turn();
  expect(crm.got.map(eventIn)).toMatchObject([{ type: 'opt-out' }, { type: 'test', number: null }]);
  const { items } = await heed.admin.client.webhookOut.deliveries({ id: heed.endpoint.id, state: 'failed' });
  expect(items).toMatchObject([{ id: sent.id, attempts: 1, lastStatus: 500 }]);
  await job.stop();
});

test('a webhook that is off keeps what happens, and removing it forgets it with its secret', async () => {
  const crm = await receiver();
  const heed = await world(crm.url);
  const job = createWebhooksOut(heed.core);
  const { id } = heed.endpoint;
  await heed.admin.client.webhookOut.update({ id, on: false });
  optOutOf(heed, NUMBER);
  await job.turn();
  expect(crm.got).toHaveLength(0);
  expect(await heed.admin.client.webhookOut.list()).toMatchObject([{ state: 'off', waiting: 1 }]);
  const [waits] = (await heed.admin.client.webhookOut.deliveries({ id })).items;
  expect(await refusal(heed.admin.client.webhookOut.sendAgain({ id: waits?.id ?? '' }))).toMatchObject({
    code: 'CONFLICT',
  });
  expect([...heed.secrets.entries.values()]).toContain(heed.secret);
  await heed.admin.client.webhookOut.remove({ id });
  expect([...heed.secrets.entries.values()]).not.toContain(heed.secret);
  await job.turn();
  expect(crm.got).toHaveLength(0);
  expect((await refusal(heed.admin.client.webhookOut.deliveries({ id }))).code).toBe('NOT_FOUND');
  await job.stop();
});

test('a new secret signs from the next try on; without one nothing leaves unsigned', async () => {
  const crm = await receiver();
  const heed = await world(crm.url);
  const job = createWebhooksOut(heed.core);
  const { secret } = await heed.admin.client.webhookOut.renewSecret({ id: heed.endpoint.id });
  expect(secret).not.toBe(heed.secret);
  optOutOf(heed, NUMBER);
  await job.turn();
  expect(crm.got.map((received) => signatureFits(received, secret))).toEqual([true]);
  heed.secrets.entries.clear();
  optOutOf(heed, NUMBER);
  await job.turn();
  expect(crm.got).toHaveLength(1);
  expect((await heed.admin.client.webhookOut.list())[0]?.detail).toMatch(/secret/);
  await job.stop();
});

test('stopping cuts off what is under way, and the next run sends it', async () => {
  let arrived = () => {};
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const crm = await receiver(() => arrived());
  const heed = await world(crm.url);
  const job = createWebhooksOut(heed.core);
  optOutOf(heed, NUMBER);
  job.start();
  await arrival;
  await job.stop();
  const { items } = await heed.admin.client.webhookOut.deliveries({ id: heed.endpoint.id });
  expect(items).toMatchObject([{ state: 'waiting', attempts: 0 }]);
  crm.answer(statusOnly(200));
  const next = createWebhooksOut(heed.core);
  await next.turn();
  expect(new Set(crm.got.map(eventIn).map(({ id }) => id)).size).toBe(1);
  expect(crm.got).toHaveLength(2);
  await next.stop();
});
