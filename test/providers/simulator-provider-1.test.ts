import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { simulatorCredentials as me } from '../../main/core/providers/simulator/credentials.ts';
import { type Simulator, startSimulator } from '../../main/core/providers/simulator/server.ts';
import { NUMBERS } from './harness.ts';
import { startServer, type TestServer } from './http-server.ts';

const { ours, contact } = NUMBERS['provider-1'];
const MESSAGES = `/api/v2/users/${me.accountId}/messages`;
const DAY = 86_400_000;

describe('the simulated Bandwidth', () => {
  let simulator: Simulator;
  let hooks: TestServer;
  let answer: number;
  beforeEach(async () => {
    answer = 204;
    hooks = await startServer((_, response) => void response.writeHead(answer).end());
    simulator = await startSimulator({ profile: 'provider-1', callbackUrl: `${hooks.url}/in` });
    simulator.control.clock({ set: Date.UTC(2026, 10, 20, 12), frozen: true });
  });
  afterEach(async () => {
    await simulator.close();
    await hooks.close();
  });

  const token = async (secret: string = me.clientSecret, grant = 'client_credentials') => {
    const headers = { authorization: `Basic ${Buffer.from(`${me.clientId}:${secret}`).toString('base64')}` };
    const body = new URLSearchParams({ grant_type: grant });
    const reply = await fetch(`${simulator.url}/api/v1/oauth2/token`, { method: 'POST', headers, body });
    return { status: reply.status, body: await reply.json() };
  };
  const call = async (path: string, body?: unknown, authorization?: string) => {
    const bearer = authorization ?? `Bearer ${(await token()).body.access_token}`;
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const headers = { authorization: bearer, 'content-type': 'application/json' };
    const reply = await fetch(simulator.url + path, { ...init, headers });
    return { status: reply.status, body: await reply.json() };
  };
  const send = (over: Record<string, unknown> = {}) =>
    call(MESSAGES, {
      applicationId: me.applicationId,
      to: [contact],
      from: ours,
      text: 'hi',
      tag: 't-1',
      ...over,
    });
  const events = () => hooks.received.map((request) => JSON.parse(new TextDecoder().decode(request.body)));
  const until = async (condition: () => boolean) => {
    for (let tries = 0; !condition(); tries += 1) {
      if (tries > 500) throw new Error(`It never came: ${condition}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };

  it('signs in by token only, for as long as it says', async () => {
    expect(await token()).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 3600 } });
    expect((await token('wrong')).status).toBe(401);
    expect((await token(me.clientSecret, 'password')).status).toBe(400);
    const basic = `Basic ${Buffer.from('user:password').toString('base64')}`;
    expect(await call(MESSAGES, {}, basic)).toMatchObject({ status: 401, body: { type: 'unauthorized' } });
    const { body } = await token();
    expect((await call(`${MESSAGES}?limit=1`, undefined, `Bearer ${body.access_token}`)).status).toBe(200);
    simulator.control.clock({ advance: 3_601_000 });
    expect((await call(`${MESSAGES}?limit=1`, undefined, `Bearer ${body.access_token}`)).status).toBe(401);
  });

  it('takes a text with 202 and posts what becomes of it, with tag and without words', async () => {
    const { status, body } = await send();
    expect(status).toBe(202);
    expect(body).toMatchObject({
      owner: ours,
      direction: 'out',
      to: [contact],
      text: 'hi',
      tag: 't-1',
      segmentCount: 1,
    });
    simulator.control.clock({ advance: 2000 });
    await until(() => hooks.received.length >= 3);
    expect(
      events()
        .map(([event]) => event.type)
        .sort(),
    ).toEqual(['message-delivered', 'message-sending', 'message-sent']);
    for (const [event] of events())
      expect(event.message).toMatchObject({ id: body.id, tag: 't-1', text: '', direction: 'out' });
    const credentials = Buffer.from(`${me.callbackUser}:${me.callbackPassword}`).toString('base64');
    expect(hooks.received[0]?.headers).toMatchObject({
      'user-agent': 'BandwidthAPI/v2',
      authorization: `Basic ${credentials}`,
    });
  });

  it('gives the words of an inbound text by callback, and never in the list', async () => {
    simulator.control.reply({ from: contact, to: ours, body: 'STOP' });
    await until(() => hooks.received.length === 1);
    expect(events()[0]).toMatchObject([
      { type: 'message-received', to: ours, message: { text: 'STOP', direction: 'in', from: contact } },
    ]);
    await send();
    const { body } = await call(
      `${MESSAGES}?messageDirection=INBOUND&destinationTn=${encodeURIComponent(ours)}`,
    );
    expect(body.messages).toMatchObject([
      { messageStatus: 'RECEIVED', messageLength: 4, sourceTn: contact, errorCode: 0 },
    ]);
    const whole = JSON.stringify((await call(`${MESSAGES}?limit=10`)).body);
    expect(whole).not.toContain('STOP');
    expect(whole).not.toContain('t-1');
    expect(simulator.control.contact(contact).map((text) => text.sentBy)).toEqual(['account']);
  });

  it('posts again until any 2xx, and gives up after a day', async () => {
    answer = 500;
    simulator.control.reply({ from: contact, to: ours, body: 'hello' });
    await until(() => hooks.received.length === 1);
    await until(() => simulator.control.callbacks().attempts[0]?.lastStatus === 500);
    answer = 200;
    simulator.control.clock({ advance: 60_000 });
    await until(() => simulator.control.callbacks().attempts[0]?.state === 'done');
    expect(events()[1]).toEqual(events()[0]);
    answer = 403;
    simulator.control.reply({ from: contact, to: ours, body: 'never taken' });
    await until(() => simulator.control.callbacks().attempts[1]?.lastStatus === 403);
    simulator.control.clock({ advance: DAY + 60_000 });
    await until(() => simulator.control.callbacks().attempts[1]?.state === 'dropped');
  });

  it('can lose, double, bare and mis-sign a callback', async () => {
    for (const kind of ['drop', 'duplicate', 'single', 'wrong-credentials'] as const) {
      simulator.control.fault({ path: 'callback', kind });
      simulator.control.reply({ from: contact, to: ours, body: kind });
      await until(() =>
        simulator.control.callbacks().attempts.every((attempt) => attempt.state !== 'waiting'),
      );
    }
    const bodies = events().map((event) => (Array.isArray(event) ? event[0] : event).message.text);
    expect(bodies).toEqual(['duplicate', 'duplicate', 'single', 'wrong-credentials']);
    expect(Array.isArray(events()[2])).toBe(false);
    const [, , right, wrong] = hooks.received;
    expect(wrong?.headers.authorization).not.toBe(right?.headers.authorization);
  });

  it('keeps fourteen days in its list, in pages', async () => {
    simulator.control.reply({ from: contact, to: ours, body: 'old' });
    simulator.control.clock({ advance: 15 * DAY });
    for (const body of ['one', 'two!', 'three']) simulator.control.reply({ from: contact, to: ours, body });
    const first = await call(`${MESSAGES}?limit=2&sort=receiveTime:asc`);
    expect(first.body.totalCount).toBe(3);
    const second = await call(
      `${MESSAGES}?limit=2&sort=receiveTime:asc&pageToken=${first.body.pageInfo.nextPageToken}`,
    );
    const lengths = [...first.body.messages, ...second.body.messages].map((m) => m.messageLength);
    expect([lengths, second.body.pageInfo]).toEqual([[3, 4, 5], {}]);
    expect((await call(MESSAGES)).status).toBe(400);
  });

  it.each([
    [{ to: ['12345'] }, 'to'],
    [{ to: contact }, 'to'],
    [{ applicationId: 'x' }, 'applicationId'],
    [{ text: 'a'.repeat(2049) }, 'text'],
  ])('refuses %j as Bandwidth does', async (over, fieldName) => {
    expect(await send(over)).toMatchObject({
      status: 400,
      body: { type: 'request-validation', fieldErrors: [{ fieldName }] },
    });
  });
});
