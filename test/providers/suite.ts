import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProviderError } from '../../main/core/providers/provider.ts';
import { VENDORS, type VendorName } from '../../shared/providers/index.ts';
import { type Harness, type MakeAdapter, quiet, startHarness } from './harness.ts';
import { DIFFERENCES } from './vendors.ts';

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => {
      throw new Error('It should have failed.');
    },
    (error: ProviderError) => error,
  );

/** What every adapter must do, against a server that speaks the provider's own wire format. */
export function adapterSuite(
  name: string,
  vendor: VendorName,
  make: MakeAdapter,
  makeStranger: MakeAdapter | null,
) {
  const codes = DIFFERENCES[vendor];
  const { profile } = VENDORS[vendor].optOuts;

  describe(`${name}: what every adapter must do`, () => {
    let h: Harness;
    beforeEach(async () => {
      h = await startHarness(profile, make);
    });
    afterEach(() => h.close());

    const { contact: contactOf } = { contact: () => h.simulator.control.contact(h.numbers.contact) };
    const fault = (
      path: 'create' | 'list',
      kind: 'html' | 'half-json' | 'timeout-after' | 'reset-after' | 'reset-before',
    ) => h.simulator.control.fault({ path, kind });

    it('has a profile and a rate, and proves its credentials without sending', async () => {
      expect(h.adapter.vendor).toBe(vendor);
      expect(h.adapter.rate.perSecond).toBeGreaterThan(0);
      expect(await h.adapter.test(quiet())).toMatchObject({ ok: true });
      expect(h.simulator.control.contacts()).toEqual([]);
    });

    it('sends a text once, word for word, and learns that it was delivered', async () => {
      const message = h.outgoing('Hello — ¿cómo estás? 😀 & co=1+1');
      const outcome = await h.adapter.send(message, quiet());
      if (outcome.kind !== 'accepted') throw new Error(outcome.kind);
      await h.until(() =>
        h.got.statuses.some((s) => s.providerId === outcome.providerId && s.status === 'delivered'),
      );
      expect(contactOf()).toMatchObject([{ body: message.body, from: message.from, sentBy: 'account' }]);
      if (codes.givesTagBack) expect(h.got.statuses.every((s) => s.tag === message.attemptId)).toBe(true);
    });

    it('asks the provider to drop a text that waited too long, so that it cannot outlive an opt-out', async () => {
      h.simulator.control.outcome({ kind: 'stuck' });
      const outcome = await h.adapter.send(h.outgoing('too late'), quiet());
      expect(outcome.kind).toBe('accepted');
      h.simulator.control.clock({ advance: 299_000 });
      expect(contactOf()).toHaveLength(1);
      h.simulator.control.clock({ advance: 1_500 });
      await h.until(() => h.got.statuses.some((s) => s.status === 'failed' && s.errorCode === codes.expired));
      expect(contactOf()).toEqual([]);
    });

    it('hands over inbound texts with their words, ids and the time the provider gives', async () => {
      const { ours, contact, other } = h.numbers;
      const at = Math.floor(h.simulator.control.now() / 1000) * 1000 - 60_000;
      const first = h.simulator.control.reply({ from: contact, to: ours, body: ' Stop. 🛑 ', at });
      const second = h.simulator.control.reply({ from: other, to: ours, body: '', media: 1 });
      await h.until(() => h.got.inbound.length >= 2);
      const byId = new Map(h.got.inbound.map((message) => [message.providerId, message]));
      expect(byId.get(first.id)).toEqual({
        providerId: first.id,
        from: contact,
        to: ours,
        body: ' Stop. 🛑 ',
        providerTime: at,
      });
      expect(byId.get(second.id)).toMatchObject({ from: other, body: '', pictures: 1 });
      expect(byId.size).toBe(2);
    });

    it('calls a text unknown when no answer comes, and finds out that it was taken', async () => {
      const hasty = make(h.simulator.url, { now: () => h.simulator.control.now(), timeoutMs: 150 });
      const attemptedAt = h.simulator.control.now();
      const message = h.outgoing('Did this arrive?');
      fault('create', 'timeout-after');
      expect(await hasty.send(message, quiet())).toMatchObject({ kind: 'unknown' });
      const [text] = contactOf();
      const found = await hasty.reconcile({ ...message, attemptedAt, knownProviderIds: [] }, quiet());
      expect(found).toMatchObject({ kind: 'found', providerId: text?.id });
    });

    it('does not take another text for the missing one', async () => {
      const attemptedAt = h.simulator.control.now();
      const known = await h.adapter.send(h.outgoing('same words'), quiet());
      if (known.kind !== 'accepted') throw new Error(known.kind);
      fault('create', 'reset-before');
      const message = h.outgoing('same words');
      expect(await h.adapter.send(message, quiet())).toMatchObject({ kind: 'unknown' });
      const answer = await h.adapter.reconcile(
        { ...message, attemptedAt, knownProviderIds: [known.providerId] },
        quiet(),
      );
      expect(answer.kind).not.toBe('found');
      if (!h.adapter.listsWords) expect(answer.kind).toBe('cannot-tell');
    });

    it('calls a text unknown when the connection breaks or the answer is no answer', async () => {
      for (const kind of ['reset-after', 'reset-before', 'html', 'half-json'] as const) {
        fault('create', kind);
        expect(await h.adapter.send(h.outgoing(kind), quiet()), kind).toMatchObject({ kind: 'unknown' });
      }
    });

    it('tries again later after 429, for as long as the provider asks', async () => {
      h.simulator.control.fault({ path: 'create', kind: 'status', status: 429, retryAfterSeconds: 7 });
      const message = h.outgoing('once only');
      expect(await h.adapter.send(message, quiet())).toMatchObject({ kind: 'retry', afterMs: 7000 });
      expect(contactOf()).toEqual([]);
      expect(await h.adapter.send(message, quiet())).toMatchObject({ kind: 'accepted' });
      expect(contactOf()).toHaveLength(1);
    });

    it('knows that a text never left when nothing listens', async () => {
      const gone = await startHarness(profile, make);
      await gone.close();
      expect(await gone.adapter.send(h.outgoing('nobody there'), quiet())).toMatchObject({ kind: 'retry' });
      const aborted = AbortSignal.abort();
      expect((await h.adapter.send(h.outgoing('stopped before'), aborted)).kind).not.toBe('accepted');
      expect(contactOf()).toEqual([]);
      const pull = gone.adapter.pull({ cursor: null, numbers: [h.numbers.ours], openSince: 0 }, quiet());
      expect(await failure(pull)).toMatchObject({ kind: 'unreachable' });
      expect(await gone.adapter.test(quiet())).toMatchObject({ ok: false });
    });

    it('says what is wrong when the list cannot be read', async () => {
      const ask = () => h.adapter.pull({ cursor: null, numbers: [h.numbers.ours], openSince: 0 }, quiet());
      for (const kind of ['html', 'half-json'] as const) {
        fault('list', kind);
        expect(await failure(ask()), kind).toMatchObject({ name: 'ProviderError', kind: 'malformed' });
      }
      fault('list', 'reset-before');
      expect(await failure(ask())).toMatchObject({ kind: 'unreachable' });
      h.simulator.control.fault({ path: 'list', kind: 'status', status: 429, retryAfterSeconds: 3 });
      expect(await failure(ask())).toMatchObject({ kind: 'rate-limited', retryAfterMs: 3000 });
      h.simulator.control.fault({ path: 'list', kind: 'status', status: 503 });
      expect(await failure(ask())).toMatchObject({ kind: 'unreachable' });
      await ask();
    });

    it('refuses a number that cannot be one, and keeps the reason', async () => {
      const outcome = await h.adapter.send(h.outgoing('hello', '12345'), quiet());
      expect(outcome).toMatchObject({ kind: 'refused', errorClass: 'invalid-number' });
    });

    it('refuses the text alone, and not the connection, for a code that it does not know', async () => {
      const { status, code } = codes.newRefusal;
      h.simulator.control.fault({ path: 'create', kind: 'status', status, code });
      const outcome = await h.adapter.send(h.outgoing('hello'), quiet());
      expect(outcome).toMatchObject({ kind: 'refused', errorClass: 'unknown-code', code: String(code) });
      expect(contactOf()).toEqual([]);
    });

    it('tells what is about one contact, our number and our account apart', async () => {
      for (const [code, errorClass] of codes.refused) {
        h.simulator.control.fault({ path: 'create', kind: 'status', status: 400, code });
        expect(await h.adapter.send(h.outgoing('hello'), quiet())).toMatchObject({
          kind: 'refused',
          errorClass,
        });
      }
    });

    it('learns of a block that comes after the provider took the text', async () => {
      h.simulator.control.outcome({ kind: 'failed', code: codes.blockedLater });
      expect(await h.adapter.send(h.outgoing('hello'), quiet())).toMatchObject({ kind: 'accepted' });
      await h.until(() => h.got.statuses.some((s) => s.status === 'failed'));
      const code = h.got.statuses.find((s) => s.status === 'failed')?.errorCode ?? '';
      expect(code).toBe(String(codes.blockedLater));
      expect(h.adapter.classify(code)).toBe(codes.blockedClass);
      expect(contactOf()).toEqual([]);
    });

    it('takes a code that it does not know for a failure without retry', () => {
      expect(h.adapter.classify(codes.unknown)).toBe('unknown-code');
      expect(h.adapter.classify('')).toBe('unknown-code');
    });

    it('lets no webhook in that does not prove where it comes from', () => {
      const body = new TextEncoder().encode('{"type":"message-received"}');
      for (const headers of [{}, { authorization: 'Basic eDp5' }, { 'x-twilio-signature': 'eHl6' }]) {
        const result = h.adapter.parseWebhook({ method: 'POST', url: 'http://127.0.0.1/x', headers, body });
        expect(result).toEqual({ kind: 'forbidden' });
      }
    });

    it('reads inbound texts from webhooks of the provider', async () => {
      h.simulator.control.setCallback({ profile, url: `${h.webhooks.url}/in?org=1` });
      const { id } = h.simulator.control.reply({
        from: h.numbers.contact,
        to: h.numbers.ours,
        body: 'Hi & bye + ñ',
      });
      await h.until(() => h.simulator.control.callbacks().attempts.some((a) => a.state === 'done'));
      expect(h.got.inbound.find((message) => message.providerId === id)?.body).toBe('Hi & bye + ñ');
    });

    it('leaves a STOP to the provider that handles it, and to nobody where none does', async () => {
      const { ours, contact } = h.numbers;
      h.simulator.control.reply({ from: contact, to: ours, body: ' stop ' });
      await h.until(() => h.got.inbound.some((message) => message.body === ' stop '));
      const outcome = await h.adapter.send(h.outgoing('still there?'), quiet());
      if (profile === 'provider-1') {
        expect(outcome.kind).toBe('accepted');
        expect(contactOf().map((text) => text.sentBy)).toEqual(['account']);
        return;
      }
      expect(outcome).toMatchObject({ kind: 'refused', errorClass: 'recipient-blocked', code: '21610' });
      await h.until(() => h.got.texts.length > 0);
      expect(h.got.texts).toMatchObject([
        { from: ours, to: contact, body: expect.stringContaining('unsubscribed') },
      ]);
      h.simulator.control.reply({ from: contact, to: ours, body: 'Start' });
      expect(await h.adapter.send(h.outgoing('welcome back'), quiet())).toMatchObject({ kind: 'accepted' });
      expect(contactOf().map((text) => text.sentBy)).toEqual(['provider', 'provider', 'account']);
    });

    if (makeStranger !== null) {
      it('stops the connection when the credentials are wrong', async () => {
        const stranger = makeStranger(h.simulator.url, { now: () => h.simulator.control.now() });
        const outcome = await stranger.send(h.outgoing('hello'), quiet());
        expect(outcome).toMatchObject({ kind: 'refused', errorClass: 'configuration' });
        const pull = stranger.pull({ cursor: null, numbers: [h.numbers.ours], openSince: 0 }, quiet());
        expect(await failure(pull)).toMatchObject({ kind: 'credentials' });
        expect(await stranger.test(quiet())).toMatchObject({ ok: false });
        expect(contactOf()).toEqual([]);
      });
    }
  });
}
