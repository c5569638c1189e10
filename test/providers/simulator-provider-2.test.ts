import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { simulatorCredentials as me } from '../../main/core/providers/simulator/credentials.ts';
import { type Simulator, startSimulator } from '../../main/core/providers/simulator/server.ts';
import { NUMBERS } from './harness.ts';

const { ours, contact } = NUMBERS['provider-2'];
const OTHER_SENDER = '+447700900101';
const BASE = `/2010-04-01/Accounts/${me.accountSid}/Messages`;
const SERVICE = `MG${'5'.repeat(32)}`;

describe('the simulated Twilio', () => {
  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator({ profile: 'provider-2' });
    simulator.control.clock({ set: Date.UTC(2026, 10, 20, 12), frozen: true });
  });
  afterEach(() => simulator.close());

  const call = async (
    path: string,
    init: RequestInit = {},
    user: string = me.keySid,
    password: string = me.keySecret,
  ) => {
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    const answer = await fetch(simulator.url + path, { ...init, headers: { authorization } });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
  };
  const send = (form: Record<string, string>) =>
    call(`${BASE}.json`, {
      method: 'POST',
      body: new URLSearchParams({ To: contact, From: ours, Body: 'hi', ...form }),
    });
  const reply = (body: string, to = ours) => simulator.control.reply({ from: contact, to, body });
  const advance = (ms: number) => simulator.control.clock({ advance: ms });

  it('writes the fields of a message in the types that Twilio writes', async () => {
    const { status, body } = await send({ Body: 'a'.repeat(161) });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      sid: expect.stringMatching(/^SM[0-9a-f]{32}$/),
      num_segments: '2',
      num_media: '0',
      price: null,
      error_code: null,
      date_sent: null,
      date_created: 'Fri, 20 Nov 2026 12:00:00 +0000',
      direction: 'outbound-api',
      status: 'queued',
      uri: `${BASE}/${body.sid}.json`,
    });
    advance(500);
    expect((await call(`${BASE}/${body.sid}.json`)).body).toMatchObject({
      status: 'sent',
      date_sent: expect.any(String),
    });
    advance(500);
    expect((await call(`${BASE}/${body.sid}.json`)).body.status).toBe('delivered');
  });

  it.each([
    [{ To: '07700 900123' }, 21211],
    [{ Body: '' }, 21602],
    [{ Body: 'a'.repeat(1601) }, 21617],
  ])('refuses %j as Twilio does', async (form, code) => {
    expect(await send(form)).toMatchObject({
      status: 400,
      body: { code, status: 400, more_info: expect.any(String) },
    });
  });

  it('lets nobody in without the right key, and knows its own numbers', async () => {
    expect(await call(`${BASE}.json`, {}, me.keySid, 'wrong')).toMatchObject({
      status: 401,
      body: { code: 20003 },
    });
    expect((await call(`${BASE}.json`, {}, me.accountSid, me.authToken)).status).toBe(200);
    expect(await call(`${BASE}/SM${'0'.repeat(32)}.json`)).toMatchObject({
      status: 404,
      body: { code: 20404 },
    });
    simulator.control.setNumbers([ours]);
    expect(await send({ From: OTHER_SENDER })).toMatchObject({ status: 400, body: { code: 21606 } });
  });

  it.each(['STOP', 'stopall', ' Unsubscribe\n', 'CANCEL', 'End', 'quit', 'REVOKE', 'OptOut'])(
    'blocks the pair on %j, answers in its own words, and refuses at once',
    async (word) => {
      reply(word);
      expect(await send({})).toMatchObject({
        status: 400,
        body: { code: 21610, message: expect.any(String) },
      });
      expect(simulator.control.contact(contact)).toMatchObject([
        {
          sentBy: 'provider',
          body: 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
        },
      ]);
      expect((await send({ From: OTHER_SENDER })).status).toBe(201);
      const { body } = await call(`${BASE}.json?From=${encodeURIComponent(ours)}`);
      expect(body.messages).toMatchObject([{ direction: 'outbound-reply' }]);
    },
  );

  it.each(['STOP.', 'STOP PLEASE', 'OPT OUT', 'STOP ALL', 'Can you stop by Tuesday?', 'S T O P', 'ＳＴＯＰ'])(
    'does nothing on %j: only one of its words alone counts',
    async (text) => {
      reply(text);
      expect((await send({})).status).toBe(201);
      expect(simulator.control.blocks()).toEqual([]);
    },
  );

  it.each(['START', 'yes', ' Unstop '])('opens the pair again on %j', async (word) => {
    reply('STOP');
    reply(word);
    expect((await send({})).status).toBe(201);
    expect(simulator.control.contact(contact).map((text) => text.sentBy)).toEqual([
      'provider',
      'provider',
      'account',
    ]);
  });

  it('takes YES for an ordinary answer from someone who is not blocked, and answers HELP', () => {
    reply('YES');
    expect(simulator.control.contact(contact)).toEqual([]);
    reply('help');
    expect(simulator.control.contact(contact)).toHaveLength(1);
  });

  it('refuses late through a messaging service, whose block covers every sender in it', async () => {
    await send({ MessagingServiceSid: SERVICE });
    await send({ MessagingServiceSid: SERVICE, From: OTHER_SENDER });
    reply('STOP');
    const { status, body } = await send({ MessagingServiceSid: SERVICE, From: OTHER_SENDER });
    expect([status, body.status, body.from, body.num_segments]).toEqual([201, 'accepted', null, '0']);
    advance(1000);
    expect((await call(`${BASE}/${body.sid}.json`)).body).toMatchObject({
      status: 'failed',
      error_code: 21610,
    });
    expect((await send({ From: OTHER_SENDER })).body.code).toBe(21610);
  });

  it('pages newest first with relative addresses that new texts do not shift', async () => {
    for (const n of [1, 2, 3, 4, 5]) {
      reply(`text ${n}`);
      advance(1000);
    }
    const bodies: string[] = [];
    let next: string | null = `${BASE}.json?PageSize=2&To=${encodeURIComponent(ours)}`;
    while (next !== null) {
      const { body } = await call(next);
      bodies.push(...body.messages.map((message: { body: string }) => message.body));
      next = body.next_page_uri;
      if (next !== null) expect(next).toMatch(/^\/2010-04-01\/.*PageToken=PA/);
      if (bodies.length === 2) reply('in between');
    }
    expect(bodies).toEqual(['text 5', 'text 4', 'text 3', 'text 2', 'text 1']);
    const dated = async (filter: string) => (await call(`${BASE}.json?${filter}`)).body.messages.length;
    expect(await dated('DateSent%3E=2026-11-20')).toBe(6);
    expect(await dated('DateSent%3E=2026-11-21')).toBe(0);
    expect(await dated('DateSent=2026-11-20')).toBe(6);
    expect(await dated('DateSent%3C=2026-11-19')).toBe(0);
  });

  it('cancels what has not left, redacts, and deletes', async () => {
    const { body } = await send({});
    const change = (form: Record<string, string>) =>
      call(`${BASE}/${body.sid}.json`, { method: 'POST', body: new URLSearchParams(form) });
    expect((await change({ Status: 'canceled' })).body.status).toBe('canceled');
    advance(5000);
    expect(simulator.control.contact(contact)).toEqual([]);
    expect((await change({ Body: '' })).body.body).toBe('');
    expect((await call(`${BASE}/${body.sid}.json`, { method: 'DELETE' })).status).toBe(204);
    expect((await call(`${BASE}/${body.sid}.json`)).status).toBe(404);
    const second = await send({});
    advance(5000);
    const late = new URLSearchParams({ Status: 'canceled' });
    expect((await call(`${BASE}/${second.body.sid}.json`, { method: 'POST', body: late })).status).toBe(400);
  });

  it('does not serve the other provider', async () => {
    expect((await fetch(`${simulator.url}/api/v1/oauth2/token`, { method: 'POST' })).status).toBe(404);
  });
});
