import { createRouterClient } from '@orpc/server';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { enqueue } from '../../main/core/outbox/enqueue.ts';
import type { Door } from '../../main/core/providers/door.ts';
import { startSimulator } from '../../main/core/providers/simulator/server.ts';
import { router } from '../../main/core/router.ts';
import type { Core } from '../../main/core/store/context.ts';
import { all, one } from '../../main/core/store/statement.ts';
import { startWebhookServer } from '../../main/hosts/common/webhookServer.ts';
import { numberOf, SENDERS, seedWorld } from '../crash/seedWorld.ts';
import { memorySecrets, testPorts, writer } from '../helpers/core.ts';
import { hindrances } from './disk.ts';
import { coreOf, PERSON, startIn, tidyUp } from './place.ts';

/**
 * The store can no longer be written while Heed runs: nothing is sent, no reply counts as read, and
 * everybody is told why. Once it can be written, everything goes on by itself, and the STOP that came
 * meanwhile counts before the texts that waited.
 */

const cases = hindrances();
afterAll(() => {
  for (const each of cases) each.remove();
});
tidyUp();

let simulator: Awaited<ReturnType<typeof startSimulator>>;
const closing: (() => unknown)[] = [];
beforeEach(async () => {
  simulator = await startSimulator({
    profile: 'both',
    pace: { sentMs: 20, deliveredMs: 60 },
    callbackRetryMs: 50,
  });
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await simulator.close();
});

async function startRunning(dataDir: string) {
  const clock = { now: () => Date.now(), set: () => {}, advance: () => {} };
  const statuses: number[] = [];
  const log = testPorts(clock).log;
  const { base, door, close } = await startWebhookServer({ port: 0, clock, log });
  closing.push(close);
  const listening: Door = {
    ...door,
    answer: (sent, answer) => {
      statuses.push(answer.status);
      door.answer(sent, answer);
    },
  };
  const service = await startIn(dataDir, memorySecrets(), { clock, fetch, door: listening });
  await service.setUp(PERSON);
  const core = coreOf(service);
  seedWorld(core, simulator.url);
  await service.reloadConnections();
  const id = one<{ id: string }>(core.db, "SELECT id FROM connection WHERE profile = 'provider-1'")?.id;
  simulator.control.setCallback({ url: `${base}/webhooks/${id}` });
  return { console: service, core, statuses };
}

function send(core: Core, number: string, body: string): void {
  const row = one<{ id: string; author: string; sent: number }>(
    core.db,
    `SELECT c.id, a.id AS author, EXISTS (SELECT 1 FROM message m WHERE m.conversation_id = c.id AND m.kind = 'initial') AS sent
     FROM conversation c, account a WHERE c.number = ?`,
    number,
  );
  const result = core.write((tx) =>
    enqueue(core, tx, {
      conversationId: row?.id ?? '',
      kind: row?.sent ? 'reply' : 'initial',
      body,
      authorId: row?.author ?? '',
    }),
  );
  expect(result.ok).toBe(true);
}

const received = (number: string) =>
  simulator.control
    .contact(number)
    .filter((text) => text.sentBy === 'account')
    .map((text) => text.body);
const replies = (core: Core) =>
  all<{ body: string }>(core.db, "SELECT body FROM message WHERE kind = 'inbound' ORDER BY body").map(
    (row) => row.body,
  );
const cursors = (core: Core) => all(core.db, 'SELECT id, cursor FROM connection ORDER BY id');
const optedOut = (core: Core) =>
  all<{ number: string }>(core.db, 'SELECT number FROM opt_out WHERE reversed = 0 ORDER BY number').map(
    (row) => row.number,
  );

test.each(cases.map((each) => [each.name, each] as const))('%s', async (_, hindrance) => {
  const { console: service, core, statuses } = await startRunning(hindrance.place());
  const people = (['US', 'GB'] as const).flatMap((region) =>
    [0, 1].map((index) => ({ region, number: numberOf(region, index), stops: index === 0 })),
  );
  for (const { number } of people) send(core, number, `First to ${number}`);
  await vi.waitUntil(() => people.every(({ number }) => received(number).length === 1), { timeout: 20_000 });
  await vi.waitUntil(
    () =>
      writer(core).prepare("SELECT 1 FROM message WHERE state IN ('queued', 'sending')").all().length === 0,
    { timeout: 20_000 },
  );

  // Texts wait when the store becomes read only; then people answer.
  for (const { number } of people) send(core, number, `Second to ${number}`);
  hindrance.begin(core);
  const before = cursors(core);
  for (const { region, number, stops } of people)
    simulator.control.reply({
      from: number,
      to: SENDERS[region],
      body: stops ? 'STOP' : `Yes from ${number}`,
    });

  await vi.waitUntil(() => service.problem() !== null && statuses.includes(503), { timeout: 20_000 });
  const client = createRouterClient(router, {
    context: { services: service, caller: { kind: 'window', windowId: 'w' } },
  });
  const { problem } = await client.session.state();
  expect(problem?.passing === true).toBe(hindrance.passing === true);
  expect(problem?.message).toMatch(hindrance.shows);
  expect(problem?.remedy).toMatch(/\w/);
  const signIn = client.session.signIn({ login: PERSON.login, password: PERSON.password });
  await expect(signIn).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: expect.stringMatching(hindrance.shows),
  });
  // Long enough for several looks at the queue and several polls.
  await new Promise((resolve) => setTimeout(resolve, 1600));
  for (const { number } of people) expect(received(number)).toHaveLength(1);
  expect(cursors(core)).toEqual(before);
  expect(replies(core)).toEqual([]);

  hindrance.end();
  await vi.waitUntil(() => replies(core).length === people.length && service.problem() === null, {
    timeout: 30_000,
  });
  expect(optedOut(core)).toEqual(
    people
      .filter((person) => person.stops)
      .map((person) => person.number)
      .sort(),
  );
  const staying = people.filter((person) => !person.stops);
  await vi.waitUntil(() => staying.every(({ number }) => received(number).length === 2), { timeout: 30_000 });
  for (const { number, stops } of people)
    expect(received(number).includes(`Second to ${number}`)).toBe(!stops);
  expect((await client.session.signIn({ login: PERSON.login, password: PERSON.password })).me.name).toBe(
    'Maya',
  );
});
