import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAdapter } from '../../main/core/providers/index.ts';

const OURS = '+12025550100';
const CONTACT = '+12025550123';
const NOW = 1_795_000_000_000;
const settings = {
  accountId: '55',
  applicationId: 'app',
  clientId: 'id',
  clientSecret: 'secret',
  webhookUser: 'hook',
  webhookPassword: 'pass:wörd',
};
const basic = (user: string, password: string) =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

const adapter = (over: Record<string, unknown> = {}) =>
  createAdapter('bandwidth', { ...settings, ...over }, { now: () => NOW });

const post = (payload: unknown, authorization = basic('hook', 'pass:wörd'), who = adapter()) =>
  who.parseWebhook({
    method: 'POST',
    url: 'https://hooks.example.test/b',
    headers: { authorization, 'user-agent': 'BandwidthAPI/v2' },
    body:
      typeof payload === 'string'
        ? new TextEncoder().encode(payload)
        : new TextEncoder().encode(JSON.stringify(payload)),
  });

const received = (over: Record<string, unknown> = {}, message: Record<string, unknown> = {}) => ({
  type: 'message-received',
  time: '2026-11-20T12:00:05.000Z',
  description: 'Incoming message received',
  to: OURS,
  message: {
    id: 'in-1',
    owner: OURS,
    applicationId: 'app',
    time: '2026-11-20T12:00:00.000Z',
    segmentCount: 1,
    direction: 'in',
    to: [OURS],
    from: CONTACT,
    text: 'STOP',
    ...message,
  },
  ...over,
});

const statusEvent = (type: string, errorCode?: unknown) => ({
  ...received({ type, to: CONTACT, ...(errorCode === undefined ? {} : { errorCode }) }),
  message: {
    ...received().message,
    id: 'out-1',
    direction: 'out',
    to: [CONTACT],
    from: OURS,
    text: '',
    tag: 'attempt-7',
    segmentCount: 2,
  },
});

const batch = (payload: unknown) => {
  const result = post(payload);
  if (result.kind !== 'batch') throw new Error(result.kind);
  return result.batch;
};

const STOP = {
  providerId: 'in-1',
  from: CONTACT,
  to: OURS,
  body: 'STOP',
  providerTime: Date.UTC(2026, 10, 20, 12),
};

describe("Bandwidth's callbacks", () => {
  it('are read from an array and from a single object', () => {
    expect(batch([received()]).inbound).toEqual([STOP]);
    expect(batch(received()).inbound).toEqual([STOP]);
    expect(batch([received(), received()]).inbound).toEqual([STOP, STOP]);
    expect(batch([])).toEqual({ inbound: [], statuses: [], providerTexts: [] });
  });

  it('may name our number as text or list, carry unknown fields, and lack what is not needed', () => {
    expect(
      batch(received({ to: [OURS], eventTime: 1, novel: {} }, { to: OURS, channel: 'SMS', novel: [] }))
        .inbound,
    ).toEqual([STOP]);
    expect(
      batch(received({ to: 7 }, { owner: null, to: OURS, segmentCount: 'many', tag: 5, media: null }))
        .inbound,
    ).toEqual([STOP]);
    expect(batch(received({ time: 'soon' }, { time: null })).inbound[0]?.providerTime).toBe(NOW);
  });

  it('may be media without words', () => {
    const media = [
      'https://media.example.test/0.smil',
      'https://media.example.test/1',
      'https://media.example.test/2.txt',
    ];
    expect(batch(received({}, { text: '', media })).inbound).toEqual([
      { ...STOP, body: '', pictures: 1, pictureSources: ['https://media.example.test/1'] },
    ]);
    expect(batch(received({}, { text: null })).inbound).toEqual([{ ...STOP, body: '' }]);
  });

  it('are inbound texts only if type and direction both say so', () => {
    expect(batch(received({}, { direction: 'out' })).inbound).toEqual([]);
    expect(batch(statusEvent('message-delivered')).inbound).toEqual([]);
    expect(batch(received({ type: 'message-delivered' }))).toEqual({
      inbound: [],
      statuses: [],
      providerTexts: [],
    });
    expect(batch(received({ type: 'suggestion-response' }))).toEqual({
      inbound: [],
      statuses: [],
      providerTexts: [],
    });
  });

  it.each([
    ['message-sending', undefined, 'sent', undefined],
    ['message-sent', undefined, 'sent', undefined],
    ['message-delivered', undefined, 'delivered', undefined],
    ['message-failed', 4775, 'failed', '4775'],
    ['message-failed', '4720', 'failed', '4720'],
    ['message-failed', 9902, 'unconfirmed', '9902'],
  ])('%s with code %s means %s', (type, code, expected, errorCode) => {
    expect(batch([statusEvent(type, code)]).statuses).toEqual([
      {
        providerId: 'out-1',
        tag: 'attempt-7',
        status: expected,
        at: Date.UTC(2026, 10, 20, 12, 0, 5),
        segments: 2,
        ...(errorCode === undefined ? {} : { errorCode }),
      },
    ]);
  });

  it('do not lose a STOP for an odd neighbour', () => {
    expect(batch([{ type: 'message-received' }, 7, null, received()]).inbound).toEqual([STOP]);
  });

  it('that are no events are told so', () => {
    for (const payload of ['', '{', '<html>', 'null', '7', '"x"', '{"type":"message-received"}']) {
      expect(post(payload), payload).toMatchObject({ kind: 'malformed' });
    }
  });

  it('with wrong, odd or no credentials are forbidden, whatever they say', () => {
    const wrong = [
      basic('hook', 'pass'),
      basic('', ''),
      basic('hook', 'pass:wörd '),
      'Basic',
      'Bearer x',
      'Basic !!!',
      '',
    ];
    for (const header of wrong) expect(post([received()], header), header).toEqual({ kind: 'forbidden' });
    const { webhookUser: _user, webhookPassword: _password, ...bare } = settings;
    const open = createAdapter('bandwidth', bare, { now: () => NOW });
    for (const header of [basic('', ''), basic('undefined', 'undefined')]) {
      expect(post([received()], header, open)).toEqual({ kind: 'forbidden' });
    }
  });

  it('never make the reader throw', () => {
    const odd = fc.oneof(
      fc.json(),
      fc.string(),
      fc.jsonValue().map((value) => JSON.stringify([received({}, { text: value, from: value })])),
    );
    fc.assert(fc.property(odd, (payload) => ['batch', 'malformed'].includes(post(payload).kind)));
  });
});
