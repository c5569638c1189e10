import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { createConnections } from '../../main/core/connections/connections.ts';
import { erasePerson } from '../../main/core/erase/erase.ts';
import { startIntake } from '../../main/core/inbox/intake.ts';
import { createAdapter } from '../../main/core/providers/index.ts';
import type { Adapter } from '../../main/core/providers/provider.ts';
import { signTwilio } from '../../main/core/providers/twilio/signature.ts';
import { all, one } from '../../main/core/store/statement.ts';
import { startWebhookServer } from '../../main/hosts/common/webhookServer.ts';
import type { Profile } from '../../shared/schema/words.ts';
import { testClock, testCore, testPorts } from '../helpers/core.ts';
import { account, connection, senderNumber } from '../helpers/seed.ts';
import { ask } from './browserHost.ts';

/**
 * The webhook port before a real core: nobody but the provider is believed, nothing counts twice, and no
 * body stops it.
 */

const TOKEN = 'fixture-auth-token';
const BASIC = `Basic ${Buffer.from('hook:fixture-password').toString('base64')}`;
const PERSON = '+12025550123';
const OURS = '+12025550100';

const cleanUp: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

async function listening(profile: Profile) {
  const clock = testClock();
  const { log } = testPorts(clock);
  const server = await startWebhookServer({ port: 0, log, clock });
  const { core } = testCore({ ports: { clock, door: server.door } });
  const connectionId = connection(core, { profile });
  senderNumber(core, { connectionId, number: OURS });
  const deps = { now: clock.now };
  const adapter: Adapter =
    profile === 'provider-2'
      ? createAdapter('twilio', { accountSid: `AC${'0'.repeat(32)}`, secret: TOKEN }, deps)
      : createAdapter(
          'bandwidth',
          {
            accountId: '1',
            applicationId: 'a',
            clientId: 'c',
            clientSecret: 's',
            webhookUser: 'hook',
            webhookPassword: 'fixture-password',
          },
          deps,
        );
  startIntake(core, {
    ...createConnections(core),
    adapterOf: (id) => (id === connectionId ? adapter : null),
  });
  server.door.admit(new Map([[connectionId, adapter.webhookAccess]]));
  cleanUp.push(() => core.close(), server.close);
  const url = `${server.base}/webhooks/${connectionId}`;
  const post = async (body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}) =>
    (await ask(url, { method: 'POST', headers, body })).status;
  const count = (table: string) => {
    const where = table === 'message' ? "WHERE direction = 'in'" : '';
    return one<{ n: number }>(core.db, `SELECT count(*) AS n FROM ${table} ${where}`)?.n;
  };
  return { core, clock, url, post, count };
}

const form = (over: Readonly<Record<string, string>> = {}) =>
  new URLSearchParams({ Body: 'STOP', From: PERSON, MessageSid: `SM${'1'.repeat(32)}`, To: OURS, ...over });
const signed = (url: string, params: URLSearchParams, token = TOKEN) => ({
  'content-type': 'application/x-www-form-urlencoded',
  'x-twilio-signature': signTwilio(token, url, params),
});

const said = (id: string, time: number, text = 'STOP') => ({
  type: 'message-received',
  time: new Date(time).toISOString(),
  to: OURS,
  message: {
    id,
    owner: OURS,
    time: new Date(time).toISOString(),
    segmentCount: 1,
    direction: 'in',
    to: [OURS],
    from: PERSON,
    text,
  },
});

describe('who is not the provider', () => {
  test('Twilio: no signature, another token, another form, another address, a signature of something else', async () => {
    const { post, url, count } = await listening('provider-2');
    const params = form();
    const wrong: Readonly<Record<string, string>>[] = [
      {},
      { 'x-twilio-signature': '' },
      { 'x-twilio-signature': 'A'.repeat(28) },
      signed(url, params, 'another-token'),
      signed(url, form({ Body: 'Yes' })),
      signed(`${url}?a=1`, params),
      signed(url.replace('127.0.0.1', 'hooks.example.test'), params),
      { ...signed(url, params), 'x-forwarded-host': 'evil.example' },
      { ...signed(url, params), 'x-forwarded-proto': 'https' },
      { authorization: BASIC },
    ];
    for (const headers of wrong) expect(await post(params.toString(), headers)).toBe(403);
    expect(await post(`${params}&Body=START`, signed(url, params))).toBe(403);
    expect([count('message'), count('opt_out')]).toEqual([0, 0]);
    expect(await post(params.toString(), signed(url, params))).toBe(200);
    expect([count('message'), count('opt_out')]).toEqual([1, 1]);
  });

  test('Bandwidth: no credentials, wrong ones, half of them, another scheme', async () => {
    const { post, count, clock } = await listening('provider-1');
    const body = JSON.stringify([said('m-1', clock.now())]);
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
    const wrong = [
      '',
      'Basic',
      'Basic !!!',
      basic('hook'),
      basic('hook:'),
      basic(':fixture-password'),
      basic('hook:fixture-passwor'),
      basic('hook:fixture-password\0'),
      basic('hook:fixture-password:'),
      basic('HOOK:fixture-password'),
      BASIC.replace('Basic', 'Bearer'),
      `${BASIC}, ${BASIC}`,
    ];
    for (const authorization of wrong) expect(await post(body, { authorization }), authorization).toBe(403);
    expect(await post(body)).toBe(403);
    expect(await post(JSON.stringify([]))).toBe(403);
    expect([count('message'), count('opt_out')]).toEqual([0, 0]);
    expect(await post(body, { authorization: BASIC })).toBe(200);
    expect([count('message'), count('opt_out')]).toEqual([1, 1]);
  });
});

describe('what comes again', () => {
  test('Twilio: captured and sent again, now, a month later and after the person was erased: nothing happens', async () => {
    const { core, post, url, count, clock } = await listening('provider-2');
    const stop = form();
    const headers = signed(url, stop);
    const start = form({ MessageSid: `SM${'2'.repeat(32)}`, Body: 'START', OptOutType: 'START' });
    expect(await post(stop.toString(), headers)).toBe(200);
    expect(await post(start.toString(), signed(url, start))).toBe(200);
    const again = form({ MessageSid: `SM${'3'.repeat(32)}` });
    expect(await post(again.toString(), signed(url, again))).toBe(200);
    const facts = () => [
      count('message'),
      count('opt_out'),
      count('ledger'),
      count('action'),
      JSON.stringify(all(core.db, 'SELECT * FROM provider_block')),
      JSON.stringify(all(core.db, 'SELECT * FROM opt_out')),
    ];
    const before = facts();
    // The START above all, since it would clear the block that the person's second STOP made.
    for (const days of [0, 1, 30]) {
      clock.advance(days * 86_400_000);
      for (const each of [start, stop]) expect(await post(each.toString(), signed(url, each))).toBe(200);
    }
    expect(facts()).toEqual(before);
    const adminId = account(core, { role: 'admin' });
    const subject = one<{ subject: string }>(core.db, 'SELECT subject FROM opt_out')?.subject ?? '';
    core.write((tx) => erasePerson(core, tx, { subject, reason: 'asked', actorId: adminId }));
    const erased = facts();
    for (const each of [start, stop]) expect(await post(each.toString(), signed(url, each))).toBe(200);
    expect(facts()).toEqual(erased);
    expect(one(core.db, "SELECT 1 FROM message WHERE body <> '' OR number IS NOT NULL")).toBeUndefined();
  });

  test('Bandwidth: twice in one call, twice in two; and a STOP that comes days late still counts', async () => {
    const { post, count, clock } = await listening('provider-1');
    const headers = { authorization: BASIC };
    const late = said('m-1', clock.now() - 20 * 86_400_000);
    expect(await post(JSON.stringify([late, late]), headers)).toBe(200);
    expect([count('message'), count('opt_out')]).toEqual([1, 1]);
    const ledger = count('ledger');
    for (const body of [late, [late], [late, late, late]])
      expect(await post(JSON.stringify(body), headers)).toBe(200);
    expect([count('message'), count('opt_out'), count('ledger')]).toEqual([1, 1, ledger]);
  });
});

const MIB = 1024 * 1024;

describe('bodies meant to burst', () => {
  test('packed bodies are refused unread; their size when unpacked never matters', async () => {
    const { post, url, count } = await listening('provider-2');
    const bomb = gzipSync(Buffer.alloc(200 * MIB));
    expect(bomb.length).toBeLessThan(MIB);
    for (const encoding of ['gzip', 'br', 'deflate', 'zstd', 'gzip, gzip', 'x-gzip'])
      expect(await post(bomb, { 'content-encoding': encoding })).toBe(415);
    const params = form();
    expect(
      await post(gzipSync(params.toString()), { ...signed(url, params), 'content-encoding': 'gzip' }),
    ).toBe(415);
    expect(await post(gzipSync(params.toString()), signed(url, params))).toBe(403);
    expect(count('message')).toBe(0);
    expect(await post(params.toString(), { ...signed(url, params), 'content-encoding': 'identity' })).toBe(
      200,
    );
  });

  const deep = (open: string, close: string) =>
    open.repeat(Math.floor(MIB / 2 / open.length)) + close.repeat(Math.floor(MIB / 4 / close.length));
  test.each<[string, string, number]>([
    ['arrays in arrays', deep('[', ']'), 400],
    ['objects in objects', deep('{"a":', '}'), 400],
    ['an array of half a million', `[${'1,'.repeat(500_000)}1]`, 400],
    ['an array of empty events', `[${'{},'.repeat(300_000)}{}]`, 400],
    ['a number of a million digits', '9'.repeat(1_000_000), 400],
    ['a key that means something to JavaScript', '{"__proto__":{"type":"message-received"}}', 400],
    ['half a page', '[{"type":"message-rec', 400],
    ['not UTF-8', '\xff\xfe\x00', 400],
    ['nothing', '', 400],
    ['an empty list', '[]', 200],
  ])('Bandwidth: %s', async (_, body, status) => {
    const { post, count, clock } = await listening('provider-1');
    const headers = { authorization: BASIC };
    expect(await post(Buffer.from(body, 'latin1'), headers)).toBe(status);
    expect(count('message')).toBe(0);
    // An event within an event is ignored where the outer one is right.
    const fill = `"extra":${'['.repeat(5000)}${']'.repeat(5000)}`;
    const nested = JSON.stringify([said('m-1', clock.now())]).replace('{', `{${fill},`);
    expect(await post(nested, headers)).toBe(200);
    expect(count('opt_out')).toBe(1);
  });

  test('Twilio: a form of a hundred thousand names, or of one name a hundred thousand times, is read once through', async () => {
    const { post, url, count } = await listening('provider-2');
    const names = Array.from({ length: 100_000 }, (_, index) => `n${index}=`).join('&');
    const values = Array.from({ length: 100_000 }, (_, index) => `n=${index}`).join('&');
    const forged = { 'x-twilio-signature': 'A'.repeat(28) };
    for (const body of [names, values, '&'.repeat(MIB), '%'.repeat(MIB), '='.repeat(MIB)])
      expect(await post(body, forged)).toBe(403);
    const params = new URLSearchParams(names);
    for (const [name, value] of form()) params.append(name, value);
    expect(await post(params.toString(), signed(url, params))).toBe(200);
    expect(count('opt_out')).toBe(1);
  });
});
