import { setImmediate as turn } from 'node:timers/promises';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { afterEach, expect, test } from 'vitest';
import WebSocket from 'ws';
import { LIMITS } from '../../main/hosts/common/limits.ts';
import { temporaryFolder } from './browserHost.ts';
import type { Client } from './deskConsole.ts';
import { dial, openListener, visit } from './deskListener.ts';

/** What becomes of a desk that asks and does not read what it is answered. */

const cleanUp: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

const KIB = 1024;
const ANSWER = 64 * KIB;
/** Far more than the computers between may hold for a desk. */
const QUESTIONS = 600;

async function deskWith(limits: Readonly<Record<string, number>>) {
  const asked = { count: 0 };
  const desks = await openListener({
    staticDir: temporaryFolder(cleanUp),
    limits: { ...LIMITS, desk: { ...LIMITS.desk, unreadBytes: 256 * KIB, ...limits } },
    windowLink: () => {
      asked.count += 1;
      return `http://127.0.0.1/${'x'.repeat(ANSWER)}`;
    },
  });
  cleanUp.push(desks.close);
  const cookie = await visit(desks);
  const ws = await dial(desks, { cookie });
  if (!(ws instanceof WebSocket)) throw new Error(`refused: ${ws}`);
  cleanUp.push(() => ws.terminate());
  const client: Client = createORPCClient(new RPCLink({ websocket: ws as unknown as globalThis.WebSocket }));
  return { desks, cookie, ws, client, asked };
}

/** Asks all in one breath, and waits until the console hears no more of it. */
async function askAll({ client, asked }: Awaited<ReturnType<typeof deskWith>>) {
  const answers = Array.from({ length: QUESTIONS }, () =>
    client.session.windowLink().then(({ url }) => url.length),
  );
  for (let before = -1; before !== asked.count || before === 0; ) {
    before = asked.count;
    for (let turns = 0; turns < 500; turns += 1) await turn();
  }
  return answers;
}

test('it is not heard any more while much waits for it, and again when it has read', async () => {
  const desk = await deskWith({});
  desk.ws.pause();
  const answers = await askAll(desk);
  expect(desk.asked.count).toBeLessThan(QUESTIONS / 2);
  desk.ws.resume();
  for (const length of await Promise.all(answers)) expect(length).toBeGreaterThan(ANSWER);
  expect(desk.asked.count).toBe(QUESTIONS);
});

test('it is cut when that lasts', async () => {
  const desk = await deskWith({ pingEvery: 300, networkSockets: 1 });
  desk.ws.pause();
  const answers = await askAll(desk);
  for (const answer of answers) answer.catch(() => undefined);
  // While it stands, no other socket is let in from there.
  const comesIn = async () => (await dial(desk.desks, { cookie: desk.cookie })) instanceof WebSocket;
  await expect.poll(comesIn, { timeout: 30_000 }).toBe(true);
  expect(desk.asked.count).toBeLessThan(QUESTIONS / 2);
});
