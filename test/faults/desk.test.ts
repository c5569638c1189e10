import { createORPCClient } from '@orpc/client';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { DESK_CALLS_PER_SECOND } from '../../main/core/access/middleware.ts';
import { createHostLink } from '../../renderer/link.ts';
import { quickPasswords } from '../helpers/quickPasswords.ts';
import { ADMIN, type Client, deskConsole, deskSettings } from '../hosts/deskConsole.ts';
import { type DeskPlace, visit } from '../hosts/deskListener.ts';
import { type DeskLine, type LineState, startDeskLine } from './deskLine.ts';

/**
 * The link of the window at a desk, over TLS, on a line that breaks. An act is asked for again as a person
 * would press its button again, and is done once.
 */

quickPasswords();
const console_ = deskConsole();
const browsersOwn = globalThis.WebSocket;
let line: DeskLine;
let desk: Client;
let losses = 0;

beforeAll(async () => {
  const wanted = await deskSettings();
  line = await startDeskLine(() => wanted.port);
  const origin = `https://127.0.0.1:${line.port}`;
  await console_.atConsole().desks.change({ ...wanted, url: origin });
  const place: DeskPlace = { port: line.port, origin, ca: console_.heedsOwn() };
  const headers = { origin, cookie: await visit(place) };
  // What a browser does by itself: it trusts the certificate, says where it is and sends its cookie.
  globalThis.WebSocket = class extends WebSocket {
    constructor(url: string) {
      super(url, { headers, ca: console_.heedsOwn() });
      this.on('error', () => undefined);
    }
  } as unknown as typeof globalThis.WebSocket;
  const connect = () => ({ via: 'websocket' as const, url: `wss://127.0.0.1:${line.port}/rpc` });
  const lost = () => {
    losses += 1;
  };
  desk = createORPCClient(createHostLink({ kind: 'browser', connect }, { opened: () => undefined, lost }));
  const { secondFactor } = console_.atConsole().session;
  const { secret } = await secondFactor.begin({ password: ADMIN.password });
  const code = TOTP.generate({ secret: Secret.fromBase32(secret) });
  const { recoveryCodes } = await secondFactor.confirm({ code });
  await desk.session.signIn({ ...ADMIN, code: recoveryCodes[0] ?? '' });
});
afterAll(async () => {
  await line.close();
  globalThis.WebSocket = browsersOwn;
});

const named = async (name: string) =>
  (await console_.atConsole().campaign.list({})).filter((campaign) => campaign.name === name);
const create = (name: string) =>
  desk.campaign.create({ name, region: 'US', script: `Hi. ${'Will you vote? '.repeat(20)}`, replies: [] });

async function untilDone<T>(act: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'ConnectionError') throw error;
    }
  }
}

describe('an act is done once, and gets its answer, where', () => {
  test.each<[string, LineState, boolean]>([
    ['the answer is lost', 'deaf', true],
    ['the question is lost', 'dumb', false],
    ['half a question comes', 'half', false],
    ['half an answer comes', 'half-back', true],
  ])('%s', async (name, state, arrives) => {
    const before = losses;
    line.become(state);
    const first = create(name).catch((error: Error) => error.name);
    await line.harmed();
    if (arrives) await expect.poll(async () => (await named(name)).length).toBe(1);
    line.become('open');
    line.cut();
    expect(await first).toBe('ConnectionError');
    if (!arrives) expect(await named(name)).toEqual([]);
    const { id } = await untilDone(() => create(name));
    expect((await named(name)).map((campaign) => campaign.id)).toEqual([id]);
    expect(losses).toBeGreaterThan(before);
  });

  test('all comes, in small pieces and late', async () => {
    const before = losses;
    line.become('slow');
    const { id } = await create('in pieces');
    line.become('open');
    expect((await named('in pieces')).map((campaign) => campaign.id)).toEqual([id]);
    expect(losses).toBe(before);
  });
});

test('a desk that reads nothing holds up nobody else, and reads on where it stopped', async () => {
  line.become('still');
  const asked = Promise.all(Array.from({ length: 50 }, () => desk.campaign.list({})));
  for (let turn = 0; turn < 20; turn += 1) {
    const { id } = await console_.atConsole().campaign.create({
      name: `meanwhile ${turn}`,
      region: 'US',
      script: 'Hi.',
      replies: [],
    });
    expect(id).not.toBe('');
  }
  line.become('open');
  for (const answer of await asked) expect(answer.length).toBeGreaterThan(0);
});

test('a desk that asks faster than it may waits by itself: all is answered, and done once', async () => {
  const before = losses;
  const reads = Array.from({ length: 2 * DESK_CALLS_PER_SECOND }, () => desk.session.state());
  const { id } = await create('in a hurry');
  for (const state of await Promise.all(reads)) expect(state.me?.login).toBe(ADMIN.login);
  expect((await named('in a hurry')).map((campaign) => campaign.id)).toEqual([id]);
  expect(losses).toBe(before);
});
