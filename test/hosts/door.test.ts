import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import type { Attendant, DoorCall } from '../../main/core/providers/door.ts';
import type { Limits } from '../../main/hosts/common/limits.ts';
import { startWebhookServer } from '../../main/hosts/common/webhookServer.ts';
import { testClock, testPorts } from '../helpers/core.ts';
import { ask } from './browserHost.ts';
import { BASIC } from './fakeApp.ts';
import { dialRaw, quickLimits, statusOf } from './rawRequests.ts';

/**
 * The thread of the webhook port: it answers while the console is busy, has limits, and may end at any
 * moment.
 */

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const webhookEvent = (type: string, id: string, text = 'STOP') => ({
  type,
  time: '2026-03-03T18:00:00.000Z',
  to: '+12025550198',
  message: {
    id,
    owner: '+12025550198',
    time: '2026-03-03T18:00:00.000Z',
    direction: type === 'message-received' ? 'in' : 'out',
    to: ['+12025550198'],
    from: '+12025550143',
    text,
  },
});
const reply = (id: string) => JSON.stringify([webhookEvent('message-received', id)]);
const statusCall = (id: string) => JSON.stringify([webhookEvent('message-delivered', id)]);

async function opened(limits?: Limits) {
  const clock = testClock();
  const { log, logged } = testPorts(clock);
  const workers: Worker[] = [];
  const heard: string[] = [];
  const calls: DoorCall[] = [];
  const server = await startWebhookServer({
    port: 0,
    log,
    clock,
    ...(limits ? { limits } : {}),
    started: (worker) => workers.push(worker),
  });
  closing.push(server.close);
  const attendant: Attendant = {
    arrived: () => calls.push(...server.door.take()),
    refused: (id, why, count) => heard.push(`${why} ${id} ${count}`),
    broken: () => heard.push('broken'),
  };
  server.door.attend(attendant);
  server.door.admit(
    new Map([['c-1', { vendor: 'bandwidth', keys: { user: 'hook', password: 'fixture-password' } }]]),
  );
  const url = `${server.base}/webhooks/c-1`;
  const call = (body: string, authorization = BASIC) =>
    ask(url, { method: 'POST', headers: { authorization }, body });
  const answer = (id: number) =>
    server.door.answer(id, { status: 200, body: 'ok', contentType: 'text/plain' });
  return { ...server, call, calls, answer, heard, logged, workers, url };
}

/**
 * Calls from a thread of its own, so that this one may be busy meanwhile; puts the status that it got into
 * `done`.
 */
const CALLER = `
const { workerData: { url, requests, done } } = require('node:worker_threads');
const { request } = require('node:http');
for (const [index, { authorization, body }] of requests.entries()) {
  const sent = request(url, { method: 'POST', agent: false, headers: { authorization } }, (response) => {
    response.resume();
    Atomics.store(done, index, response.statusCode);
    Atomics.notify(done, index);
  });
  sent.end(body);
}`;

test('it accepts, refuses and hands over while the console does nothing but work', async () => {
  const { url, door, answer } = await opened();
  const done = new Int32Array(new SharedArrayBuffer(8));
  const requests = [
    { authorization: 'Basic d3Jvbmc6d3Jvbmc=', body: reply('m-1') },
    { authorization: BASIC, body: reply('m-2') },
  ];
  const caller = new Worker(CALLER, { eval: true, workerData: { url, requests, done } });
  closing.push(() => caller.terminate());
  // From here on this thread, which is the console's, lets nothing else run.
  expect(Atomics.wait(done, 0, 0, 60_000)).not.toBe('timed-out');
  expect(Atomics.load(done, 0)).toBe(403);
  let calls: DoorCall[] = [];
  for (const until = Date.now() + 60_000; calls.length === 0 && Date.now() < until; ) calls = door.take();
  expect(calls.map(({ batch }) => batch.inbound.map(({ providerId }) => providerId))).toEqual([['m-2']]);
  expect(Atomics.load(done, 1)).toBe(0);
  answer(calls[0]?.id ?? 0);
  expect(Atomics.wait(done, 1, 0, 60_000)).not.toBe('timed-out');
  expect(Atomics.load(done, 1)).toBe(200);
});

test('calls come in the order in which they were read', async () => {
  const { call, calls, answer } = await opened();
  for (let count = 1; count <= 5; count += 1) {
    void call(reply(`m-${count}`));
    await expect.poll(() => calls.length).toBe(count);
  }
  expect(calls.map(({ batch }) => batch.inbound[0]?.providerId)).toEqual(['m-1', 'm-2', 'm-3', 'm-4', 'm-5']);
  for (const { id } of calls) answer(id);
});

test('whoever is not the provider is counted, and told of together', async () => {
  const { call, heard } = await opened();
  const wrong = await Promise.all(Array.from({ length: 20 }, () => call(reply('m-1'), 'Basic eDp5')));
  expect(wrong.map((answer) => answer.status)).toEqual(Array(20).fill(403));
  expect((await call('nonsense')).status).toBe(400);
  const counted = (why: string) =>
    heard.filter((each) => each.startsWith(why)).reduce((sum, each) => sum + Number(each.split(' ')[2]), 0);
  await expect.poll(() => counted('forbidden c-1')).toBe(20);
  await expect.poll(() => counted('malformed c-1')).toBe(1);
});

test('who is let in can change while it serves', async () => {
  const { call, calls, door, answer, base } = await opened();
  door.admit(new Map([['c-1', { vendor: 'bandwidth', keys: { user: 'hook', password: 'another' } }]]));
  expect((await call(reply('m-1'))).status).toBe(403);
  const sent = call(reply('m-1'), `Basic ${Buffer.from('hook:another').toString('base64')}`);
  await expect.poll(() => calls.length).toBe(1);
  answer(calls[0]?.id ?? 0);
  expect((await sent).status).toBe(200);
  expect((await ask(`${base}/webhooks/c-2`, { method: 'POST', body: reply('m-2') })).status).toBe(404);
});

describe('a thread that ends', () => {
  test('is started again on its port; what it held is not answered, so that the provider repeats it', async () => {
    const { call, calls, answer, heard, workers } = await opened();
    const cut = call(reply('m-1')).then(
      () => 'answered',
      () => 'cut off',
    );
    await expect.poll(() => calls.length).toBe(1);
    await workers[0]?.terminate();
    expect(await cut).toBe('cut off');
    await expect.poll(() => heard.includes('broken')).toBe(true);
    // The second thread knows nothing of a call that the first one brought, so its own first call must not
    // be taken for answered.
    let again: Promise<{ status: number }> | null = null;
    await expect
      .poll(async () => {
        again = again ?? call(reply('m-2'));
        const sent = again;
        await Promise.race([
          sent.catch(() => (again = null)),
          new Promise((resolve) => setTimeout(resolve, 20)),
        ]);
        return calls.length;
      })
      .toBe(2);
    answer(calls[0]?.id ?? 0);
    expect(await Promise.race([again, new Promise((resolve) => setTimeout(resolve, 100, 'waits'))])).toBe(
      'waits',
    );
    answer(calls[1]?.id ?? 0);
    expect(await again).toMatchObject({ status: 200 });
    expect(workers).toHaveLength(2);
  });

  test('is not started again when Heed closes', async () => {
    const { close, workers, heard, url } = await opened();
    await close();
    await expect(ask(url, { method: 'POST', body: '' })).rejects.toThrow();
    expect([workers.length, heard]).toEqual([1, []]);
  });
});

describe('when it is full', () => {
  test('statuses are put off, and replies still come in', async () => {
    const { call, calls, answer } = await opened(quickLimits({ webhook: { statuses: 2 } }));
    const held = [call(statusCall('s-1')), call(statusCall('s-2'))];
    await expect.poll(() => calls.length).toBe(2);
    const third = await call(statusCall('s-3'));
    expect([third.status, third.headers['retry-after']]).toEqual([503, '5']);
    held.push(call(reply('m-1')));
    await expect.poll(() => calls.length).toBe(3);
    for (const { id } of calls) answer(id);
    expect((await Promise.all(held)).map((each) => each.status)).toEqual([200, 200, 200]);
    const fourth = call(statusCall('s-4'));
    await expect.poll(() => calls.length).toBe(4);
    answer(calls[3]?.id ?? 0);
    expect((await fourth).status).toBe(200);
  });

  test('bodies that are held at once are bounded, and there is room again when they go', async () => {
    const { call, calls, answer, url } = await opened(quickLimits({ webhook: { heldBytes: 2000 } }));
    const port = Number(new URL(url).port);
    const head = 'POST /webhooks/c-1 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3000\r\n\r\n';
    const half = await dialRaw(port, head + 'x'.repeat(1500));
    await expect.poll(async () => (await call(reply('m-1').padEnd(1000))).status).toBe(503);
    half.socket.destroy();
    let sent = call(reply('m-2').padEnd(1000));
    await expect
      .poll(async () => {
        const ended = await Promise.race([sent, new Promise((resolve) => setTimeout(resolve, 20, null))]);
        if (ended !== null) sent = call(reply('m-2').padEnd(1000));
        return calls.length;
      })
      .toBe(1);
    answer(calls[0]?.id ?? 0);
    expect((await sent).status).toBe(200);
    expect(statusOf(half.heard())).toBe(0);
  });
});
