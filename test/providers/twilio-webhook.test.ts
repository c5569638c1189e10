import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAdapter } from '../../main/core/providers/index.ts';
import { signTwilio, verifyTwilio } from '../../main/core/providers/twilio/signature.ts';

const TOKEN = 'fixture-auth-token';
const URL_CALLED = 'https://hooks.example.test/sms?org=1';
const VECTOR = 'i/vnDZH+SgxjSaBspuWcm6iXa24=';
const FORM = {
  AccountSid: `AC${'0'.repeat(32)}`,
  Body: 'STOP',
  From: '+447700900123',
  MessageSid: `SM${'1'.repeat(32)}`,
  NumMedia: '0',
  To: '+447700900456',
};
const NOW = 1_795_000_000_000;

const adapter = (over: Record<string, unknown> = {}) =>
  createAdapter('twilio', { accountSid: FORM.AccountSid, secret: TOKEN, ...over }, { now: () => NOW });

const request = (form: Record<string, string>, over: { url?: string; signature?: string } = {}) => {
  const params = new URLSearchParams(form);
  const url = over.url ?? URL_CALLED;
  return {
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': over.signature ?? signTwilio(TOKEN, url, params),
    },
    body: new TextEncoder().encode(params.toString()),
  };
};

describe("Twilio's signature", () => {
  const params = new URLSearchParams(FORM);

  it('is what the reference vector says', () => {
    expect(signTwilio(TOKEN, URL_CALLED, params)).toBe(VECTOR);
    expect(signTwilio(TOKEN, URL_CALLED, new URLSearchParams(Object.entries(FORM).reverse()))).toBe(VECTOR);
  });

  it('is accepted with and without the port, and for no other address', () => {
    const ported = 'https://hooks.example.test:443/sms?org=1';
    expect(verifyTwilio(TOKEN, VECTOR, ported, params)).toBe(true);
    expect(verifyTwilio(TOKEN, signTwilio(TOKEN, ported, params), URL_CALLED, params)).toBe(true);
    expect(verifyTwilio(TOKEN, VECTOR, 'https://elsewhere.example.test/sms?org=1', params)).toBe(false);
    expect(verifyTwilio(TOKEN, VECTOR, 'http://hooks.example.test/sms?org=1', params)).toBe(false);
    const http = signTwilio(TOKEN, 'http://127.0.0.1:80/a', params);
    expect(verifyTwilio(TOKEN, http, 'http://127.0.0.1/a', params)).toBe(true);
  });

  it('covers every parameter: any change to any of them is noticed', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ minLength: 1 }), fc.string()),
        fc.string({ minLength: 1 }),
        (extra, added) => {
          const all = new URLSearchParams({ ...FORM, ...extra });
          const signature = signTwilio(TOKEN, URL_CALLED, all);
          expect(verifyTwilio(TOKEN, signature, URL_CALLED, all)).toBe(true);
          const changed = new URLSearchParams(all);
          changed.set('Body', `${all.get('Body')}${added}`);
          expect(verifyTwilio(TOKEN, signature, URL_CALLED, changed)).toBe(false);
        },
      ),
    );
  });
});

describe("Twilio's webhook", () => {
  it('gives the inbound text of the reference vector', () => {
    expect(adapter().parseWebhook(request(FORM, { signature: VECTOR }))).toEqual({
      kind: 'batch',
      batch: {
        inbound: [
          { providerId: FORM.MessageSid, from: FORM.From, to: FORM.To, body: 'STOP', providerTime: NOW },
        ],
        statuses: [],
        providerTexts: [],
      },
    });
  });

  it.each([
    ['STOP', 'stop'],
    ['START', 'start'],
    ['HELP', 'help'],
    ['NOVEL', undefined],
  ])('reads OptOutType %s among parameters that it does not know', (OptOutType, signal) => {
    const result = adapter().parseWebhook(request({ ...FORM, OptOutType, FromCountry: 'GB', Unheard: 'of' }));
    if (result.kind !== 'batch') throw new Error(result.kind);
    expect(result.batch.inbound[0]?.signal).toBe(signal);
  });

  it.each([
    ['delivered', '', 'delivered', undefined],
    ['failed', '21610', 'failed', '21610'],
    ['mystery', '', 'unconfirmed', undefined],
  ])('reads the status %s', (MessageStatus, ErrorCode, status, errorCode) => {
    const { Body: _, ...form } = FORM;
    const result = adapter().parseWebhook(request({ ...form, MessageStatus, ErrorCode }));
    if (result.kind !== 'batch') throw new Error(result.kind);
    expect(result.batch.inbound).toEqual([]);
    expect(result.batch.statuses).toEqual([
      { providerId: FORM.MessageSid, status, at: NOW, ...(errorCode === undefined ? {} : { errorCode }) },
    ]);
  });

  it('is forbidden with a wrong signature, and with an API key but no auth token', () => {
    const forbidden = { kind: 'forbidden' };
    expect(adapter().parseWebhook(request(FORM, { signature: 'AAAA' }))).toEqual(forbidden);
    expect(adapter({ secret: 'other' }).parseWebhook(request(FORM))).toEqual(forbidden);
    const keySid = `SK${'3'.repeat(32)}`;
    expect(adapter({ keySid }).parseWebhook(request(FORM))).toEqual(forbidden);
    expect(adapter({ keySid, secret: 'key-secret', authToken: TOKEN }).parseWebhook(request(FORM)).kind).toBe(
      'batch',
    );
  });

  it('is checked against the public address where a tunnel stands before us', () => {
    const behind = { ...request(FORM, { signature: VECTOR }), url: 'http://127.0.0.1:4000/sms?org=1' };
    expect(adapter().parseWebhook(behind)).toEqual({ kind: 'forbidden' });
    const webhookPublicUrl = 'https://hooks.example.test/sms';
    expect(adapter({ webhookPublicUrl }).parseWebhook(behind).kind).toBe('batch');
  });

  it('never throws on whatever is posted', () => {
    fc.assert(
      fc.property(
        fc.uint8Array(),
        fc.webUrl(),
        fc.constantFrom('GET', 'POST', 'PUT'),
        (body, url, method) => {
          const params = new URLSearchParams(method === 'GET' ? '' : new TextDecoder().decode(body));
          const headers = { 'x-twilio-signature': signTwilio(TOKEN, url, params) };
          expect(['batch', 'malformed']).toContain(
            adapter().parseWebhook({ method, url, headers, body }).kind,
          );
        },
      ),
    );
  });
});
