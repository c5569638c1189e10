import { expect, test } from 'vitest';
import { createConnections } from '../../main/core/connections/connections.ts';
import { inboundStatus } from '../../main/core/connections/inboundStatus.ts';
import { noteCalled, webhooksMissingSince } from '../../main/core/connections/missing.ts';
import { writeSettings } from '../../main/core/decisions/writeSettings.ts';
import { createPoller } from '../../main/core/inbox/poller.ts';
import { canSend } from '../../main/core/lookup/canSend.ts';
import { openCore } from '../../main/core/open/openCore.ts';
import {
  ProviderError,
  type PullRequest,
  type PullResult,
  type WebhookResult,
} from '../../main/core/providers/provider.ts';
import { all, one, run } from '../../main/core/store/statement.ts';
import { NOTHING, type Stored, said, written } from '../../shared/text/stored.ts';
import { writer } from '../helpers/core.ts';
import { messenger } from '../helpers/messenger.ts';
import { takeWebhook } from '../helpers/takeWebhook.ts';

/**
 * Replies come first: what polling the provider, or a check of its webhooks, must have shown before a
 * queued text may leave.
 */

const MINUTE = 60_000;

function consoleIn(region: 'US' | 'GB') {
  const d = messenger(region);
  let answer: (request: PullRequest) => Promise<PullResult> = async () => nothing();
  const nothing = (about: Partial<PullResult> = {}): PullResult => ({
    ...{ inbound: [], statuses: [], providerTexts: [], gaps: [], cursor: 'read' },
    ...about,
  });
  const connections = {
    ...createConnections(d.core),
    adapterOf: () => ({ ...d.provider.adapter, pull: (request: PullRequest) => answer(request) }),
  };
  const poller = createPoller(d.core, connections);
  const conversation = d.conversations[0]?.[0] ?? '';
  const poll = async (about: Partial<PullResult> = {}) => {
    answer = async () => nothing(about);
    await poller.round();
  };
  return {
    d,
    poll,
    conversation,
    fail: async (kind: ProviderError['kind']) => {
      answer = async () => {
        throw new ProviderError(kind, written('Not now.'));
      };
      await poller.round();
    },
    state: () => inboundStatus(d.core).connections[0]?.state,
    /** The poller with its timers; `reads` says how often the provider was read. */
    run: () => {
      let reads = 0;
      answer = async () => {
        reads += 1;
        return nothing();
      };
      poller.start();
      return { reads: () => reads, stop: poller.stop };
    },
    /** Whether a text that is written now leaves at once. */
    leaves: async () => {
      const before = d.provider.reached.length;
      d.send(conversation, 'reply', 'Hello there.');
      d.clock.advance(6000);
      await d.dispatch();
      return d.provider.reached.length > before;
    },
    stop: (which: string) => ({
      ...{ providerId: which, from: d.numbers[0] ?? '', to: d.senders[0]?.number ?? '', body: 'STOP!' },
      providerTime: d.clock.now(),
    }),
  };
}

test.each(['unreachable', 'rate-limited', 'malformed'] as const)(
  'GB: after a poll that failed (%s) nothing leaves until one is good, however fresh the last was',
  async (kind) => {
    const c = consoleIn('GB');
    await c.poll();
    expect(await c.leaves()).toBe(true);
    await c.fail(kind);
    expect(c.state()).toBe('cut');
    expect(await c.leaves()).toBe(false);
    expect(c.d.messages(c.conversation).at(-1)).toMatchObject({ state: 'queued', rule: 'inbound-stale' });
    await c.poll();
    expect(c.state()).toBe('fresh');
    await c.d.dispatch();
    expect(c.d.messages(c.conversation).at(-1)).toMatchObject({ state: 'sent' });
    c.d.close();
  },
);

test('US: the test reply has the list read at once, not a minute later', async () => {
  const c = consoleIn('US');
  // A real provider's list is swept once a minute.
  run(writer(c.d.core), "UPDATE connection SET provider = 'bandwidth', state = 'untested'");
  const poller = c.run();
  // Not tested yet: looked at once, then left alone for a minute.
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(poller.reads()).toBe(0);
  c.d.ready();
  c.d.core.inbound.ask(c.d.connectionId);
  await expect.poll(poller.reads).toBe(1);
  await poller.stop();
  c.d.close();
});

test('US: after a start it is said how long the reading takes', async () => {
  const c = consoleIn('US');
  const behind = () => ({ readTo: c.d.clock.now() - 2 * MINUTE });
  await c.poll(behind());
  expect(c.state()).toBe('fresh');
  c.d.core.inbound.cut(c.d.connectionId, c.d.clock.now());
  c.d.core.inbound.read(c.d.connectionId);
  await c.poll(behind());
  const { state, until } = inboundStatus(c.d.core).connections[0] ?? {};
  expect([state, until]).toEqual(['reading', c.d.clock.now() + 2 * MINUTE + 1]);
  const reported = canSend(c.d.core, 'admin', c.conversation, 'reply');
  expect(reported).toMatchObject({ rule: 'inbound-stale', until });
  expect(reported.sentence).toContain('about 2 more minutes');
  c.d.clock.advance(2 * MINUTE + 1);
  await c.poll(behind());
  expect(canSend(c.d.core, 'admin', c.conversation, 'reply').rule).toBeNull();
  c.d.close();
});

test('GB: a STOP on the last of several pages wins over what was queued in the outage', async () => {
  const c = consoleIn('GB');
  await c.poll();
  await c.fail('unreachable');
  expect(await c.leaves()).toBe(false);
  await c.poll({ more: true, cursor: 'one' });
  expect(c.state()).not.toBe('fresh');
  await c.d.dispatch();
  await c.poll({ more: true, cursor: 'two' });
  c.d.clock.advance(6000);
  await c.d.dispatch();
  expect(c.d.provider.reached).toHaveLength(0);
  await c.poll({ inbound: [c.stop('late')], cursor: 'three' });
  await c.d.dispatch();
  expect(c.d.messages(c.conversation)[0]).toMatchObject({ state: 'cancelled', rule: 'opted-out' });
  expect(c.d.provider.reached.filter(({ body }) => body === 'Hello there.')).toEqual([]);
  c.d.close();
});

test('a text that could not reach the provider makes all wait for replies', async () => {
  const c = consoleIn('GB');
  await c.poll();
  const send = c.d.provider.adapter.send;
  Object.assign(c.d.provider.adapter, {
    send: async () => ({ kind: 'retry', code: 'ENETUNREACH', detail: 'No network.', unreachable: true }),
  });
  expect(await c.leaves()).toBe(false);
  Object.assign(c.d.provider.adapter, { send });
  c.d.clock.advance(MINUTE);
  await c.d.dispatch();
  expect(c.d.messages(c.conversation)[0]).toMatchObject({ state: 'queued', rule: 'inbound-stale' });
  await c.poll({ inbound: [c.stop('meanwhile')] });
  await c.d.dispatch();
  expect(c.d.provider.reached.filter(({ body }) => body === 'Hello there.')).toEqual([]);
  c.d.close();
});

test('the limit is a setting, for webhooks as for polls', async () => {
  for (const region of ['GB', 'US'] as const) {
    const c = consoleIn(region);
    await c.poll();
    c.d.clock.advance(4 * MINUTE);
    expect(await c.leaves(), region).toBe(true);
    c.d.core.write((tx) => writeSettings(c.d.core, tx, c.d.adminId, { inboundLimitMinutes: 2 }));
    expect(c.state(), region).toBe('stale');
    expect(await c.leaves(), region).toBe(false);
    await c.poll();
    expect(await c.leaves(), region).toBe(true);
    c.d.close();
  }
});

test('US: after a gap the list must reach beyond it, and no reply may still be on its way', async () => {
  const c = consoleIn('US');
  const now = () => c.d.clock.now();
  await c.poll({ readTo: now() });
  await c.fail('unreachable');
  const cutAt = now();
  c.d.clock.advance(MINUTE);
  await c.poll({ readTo: cutAt });
  expect(c.state()).toBe('reading');
  expect(await c.leaves()).toBe(false);
  await c.poll({ readTo: cutAt + 1, young: ['on-its-way'] });
  expect(await c.leaves()).toBe(false);
  c.d.receive(c.stop('on-its-way'));
  await c.poll({ readTo: cutAt + 1, young: ['on-its-way'] });
  expect(c.state()).toBe('fresh');
  await c.d.dispatch();
  expect(c.d.provider.reached.filter(({ body }) => body === 'Hello there.')).toEqual([]);
  c.d.close();
});

test('US: an answer that makes no sense is no gap; webhooks come as before', async () => {
  const c = consoleIn('US');
  await c.poll();
  await c.fail('malformed');
  expect(await c.leaves()).toBe(true);
  c.d.close();
});

test('US: a reply that no webhook brought holds its contact, and pauses the rest once the last good check is too old', async () => {
  const c = consoleIn('US');
  await c.poll({ readTo: c.d.clock.now() });
  c.d.clock.advance(MINUTE);
  const gap = {
    providerId: 'lost',
    from: '+12025550199',
    to: c.d.senders[0]?.number ?? '',
    at: c.d.clock.now(),
  };
  await c.poll({ gaps: [gap] });
  expect(c.state()).toBe('fresh');
  c.d.clock.advance(5 * MINUTE);
  await c.poll({ gaps: [gap] });
  expect(c.state()).toBe('missing');
  expect(await c.leaves()).toBe(false);
  noteCalled(c.d.core, c.d.connectionId);
  await c.poll({ gaps: [gap] });
  expect(c.state()).toBe('fresh');
  expect(await c.leaves()).toBe(true);
  c.d.close();
});

test('US: a new run knows that webhooks were missing, and sends nothing until one comes', async () => {
  const c = consoleIn('US');
  await c.poll({ readTo: c.d.clock.now() });
  const at = c.d.clock.now();
  const gap = { providerId: 'lost', from: '+12025550199', to: c.d.senders[0]?.number ?? '', at };
  await c.poll({ gaps: [gap] });
  c.d.clock.advance(MINUTE);
  const next = openCore({
    ...c.d.made,
    storeDir: '/nowhere',
    key: '0'.repeat(64),
    demo: false,
    db: writer(c.d.core),
  });
  const state = () => inboundStatus(next).connections[0]?.state;
  const nothing = { inbound: [], statuses: [], providerTexts: [] };
  let comesIn: WebhookResult = { kind: 'forbidden' };
  const connections = {
    ...createConnections(next),
    adapterOf: () => ({
      ...c.d.provider.adapter,
      parseWebhook: () => comesIn,
      pull: async () => ({ ...nothing, cursor: 'read', gaps: [gap], readTo: c.d.clock.now() }),
    }),
  };
  const poller = createPoller(next, connections);
  const call = () =>
    takeWebhook(next, connections, c.d.connectionId, {
      ...{ method: 'POST', url: '/', headers: {} },
      body: new Uint8Array(),
    }).status;
  await poller.round();
  expect(state()).toBe('missing');
  expect(webhooksMissingSince(next.db, c.d.connectionId)).toBe(at);
  // This call is not the provider's, so it proves nothing.
  expect(call()).toBe(403);
  await poller.round();
  expect(state()).toBe('missing');
  comesIn = { kind: 'batch', batch: nothing };
  expect(call()).toBe(200);
  await poller.round();
  expect(state()).toBe('fresh');
  c.d.close();
});

test('US: a reply that was said before this run began tells nothing of whether webhooks come now', async () => {
  const c = consoleIn('US');
  const gap = {
    ...{ providerId: 'before', from: '+12025550199', to: c.d.senders[0]?.number ?? '' },
    at: c.d.clock.now() - 1,
  };
  await c.poll({ gaps: [gap], readTo: c.d.clock.now() });
  expect(webhooksMissingSince(c.d.core.db, c.d.connectionId)).toBeNull();
  expect(c.state()).toBe('fresh');
  c.d.close();
});

test('US: nobody who is opted out is asked about for a reply whose words are lost', async () => {
  const c = consoleIn('US');
  c.d.receive(c.stop('known'));
  await c.poll({ gaps: [{ ...c.stop('lost'), at: c.d.clock.now() }] });
  expect(c.d.actions()).toEqual([]);
  expect(all(c.d.core.db, "SELECT 1 FROM ledger WHERE kind = 'inbound-lost'")).toHaveLength(1);
  c.d.close();
});

test('away for longer than the list reaches back: sending stops, and an admin is told what to do', async () => {
  const c = consoleIn('US');
  const to = c.d.clock.now();
  await c.poll({ unseen: { from: to - 20 * 24 * 60 * MINUTE, to } });
  expect(c.state()).toBe('stopped');
  const row = one<{ state: string; state_detail: Stored }>(
    c.d.core.db,
    'SELECT state, state_detail FROM connection WHERE id = ?',
    c.d.connectionId,
  );
  expect(said(row?.state_detail ?? NOTHING)).toMatch(
    /Replies from 2026-02-11 to 2026-03-03 .* may be lost.*import whoever asked to stop.*test/,
  );
  expect(
    all(c.d.core.db, "SELECT 1 FROM ledger WHERE kind IN ('inbound-unseen', 'connection-stopped')"),
  ).toHaveLength(2);
  expect(await c.leaves()).toBe(false);
  c.d.ready();
  await c.poll();
  expect(await c.leaves()).toBe(true);
  c.d.close();
});

test('a computer that slept reads first, although its last poll looks recent', async () => {
  const c = consoleIn('GB');
  await c.poll();
  c.d.core.inbound.beat(c.d.clock.now());
  c.d.clock.advance(2 * MINUTE);
  // The dispatcher may wake up before the poller does.
  expect(await c.leaves()).toBe(false);
  expect(c.d.core.inbound.beat(c.d.clock.now())).toBe(true);
  c.d.clock.advance(6000);
  await c.d.dispatch();
  expect(c.d.provider.reached).toEqual([]);
  c.d.core.inbound.beat(c.d.clock.now());
  await c.poll();
  await c.d.dispatch();
  expect(c.d.provider.reached).toHaveLength(1);
  c.d.close();
});
