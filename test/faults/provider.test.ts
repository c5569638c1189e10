import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { all, one } from '../../main/core/store/statement.ts';
import type { Ground } from '../model/world.ts';
import { type FaultMessenger, openMessenger, startLine } from './line.ts';
import type { FaultyLine } from './proxy.ts';

/** Faults that have a name, over HTTP: a bad day of a provider, seen from a messenger. */

let ground: Ground;
let proxy: FaultyLine;
beforeAll(async () => {
  ({ ground, proxy } = await startLine({ tokenSeconds: 3600 }));
});
afterAll(async () => {
  await proxy.close();
  await ground.close();
});

async function at(region: 'US' | 'GB', work: (messenger: FaultMessenger) => Promise<void>): Promise<void> {
  const messenger = await openMessenger(ground, proxy, region);
  try {
    await work(messenger);
  } finally {
    await messenger.world.close();
  }
}

const batch = (messenger: FaultMessenger, count: number) =>
  Array.from({ length: count }, (_, index) => messenger.write(index % 3) ?? '');

describe.each(['US', 'GB'] as const)('%s', (region) => {
  test.each([
    ['html', 500],
    ['half-json', 500],
    ['timeout-after', 500],
    ['reset-before', 500],
    ['reset-after', 500],
    ['status', 503],
  ] as const)('%s: each text once at most, each outcome settled or asked', async (kind, status) =>
    at(region, async (messenger) => {
      const bodies = batch(messenger, 6);
      messenger.world.simulator.control.fault({ path: 'create', kind, status, times: 3 });
      const turn = messenger.world.dispatcher().turn();
      if (kind === 'timeout-after') {
        while (messenger.world.simulator.control.faults().length > 0) await new Promise(setImmediate);
        messenger.giveUp();
      }
      await turn;
      await messenger.live();
      for (const [index, body] of bodies.entries()) {
        const { state, asked } = messenger.fate(body);
        const arrived = messenger.arrived(index % 3, body);
        expect(arrived).toBeLessThanOrEqual(1);
        expect(state === 'unknown' ? asked : arrived, `${body} ${state}`).toBe(1);
      }
    }),
  );

  test.each([
    ['half-json', 500],
    ['html', 500],
    ['reset-before', 500],
    ['reset-after', 500],
    ['timeout-after', 500],
    ['status', 429],
    ['status', 503],
  ] as const)('the list cannot be read (%s, %i): a STOP in it stops what waits', async (kind, status) =>
    at(region, async (messenger) => {
      const body = messenger.write(0) ?? '';
      messenger.says(0, 'STOP!');
      await messenger.world.posted();
      // Webhooks do not come through either.
      const letters = messenger.world.mailbox.letters.splice(0);
      await messenger.world.advance(6 * 60_000);
      messenger.world.simulator.control.fault({ path: 'list', kind, status });
      const polled = messenger.world.poll();
      if (kind === 'timeout-after') {
        while (messenger.world.simulator.control.faults().length > 0) await new Promise(setImmediate);
        messenger.giveUp();
      }
      await polled;
      await messenger.world.dispatcher().turn();
      expect(messenger.fate(body)).toMatchObject({ state: 'queued', rule: 'inbound-stale' });
      await messenger.live(2);
      // Bandwidth's list says who texted and not what, so these people are left alone until the words come.
      if (region === 'US') expect(messenger.fate(body)).toMatchObject({ state: 'queued', rule: 'on-hold' });
      for (const letter of letters) await messenger.world.deliver(letter);
      await messenger.live(2);
      expect(messenger.optedOut(0)).toBe(true);
      expect(messenger.fate(body).state).toBe('cancelled');
      expect(messenger.arrived(0, body)).toBe(0);
    }),
  );

  test('a storm of 429: all arrive once, in the end', async () =>
    at(region, async (messenger) => {
      const bodies = batch(messenger, 9);
      messenger.world.simulator.control.fault({
        path: 'create',
        kind: 'status',
        status: 429,
        times: 25,
        retryAfterSeconds: 2,
      });
      await messenger.live(20);
      for (const [index, body] of bodies.entries()) {
        expect(messenger.fate(body).state).toMatch(/^(sent|delivered)$/);
        expect(messenger.arrived(index % 3, body)).toBe(1);
      }
    }));

  test('a STOP heard while texts are put off ends them', async () =>
    at(region, async (messenger) => {
      const bodies = batch(messenger, 3);
      messenger.world.simulator.control.fault({ path: 'create', kind: 'status', status: 429, times: 3 });
      await messenger.world.dispatcher().turn();
      for (const contact of [0, 1, 2]) messenger.says(contact, 'STOP!');
      await messenger.deliverAll();
      await messenger.world.poll();
      await messenger.live();
      for (const [index, body] of bodies.entries()) {
        expect(messenger.arrived(index % 3, body)).toBe(0);
        expect(messenger.fate(body).state).toBe('cancelled');
      }
    }));

  test.each([-4, 4])('a provider clock %i minutes off: STOP counts, nothing is sent twice', async (minutes) =>
    at(region, async (messenger) => {
      const { control } = messenger.world.simulator;
      control.clock({ set: control.now() + minutes * 60_000, frozen: true });
      const first = messenger.write(0) ?? '';
      const cut = messenger.write(1) ?? '';
      await messenger.world.dispatcher().turn();
      control.fault({ path: 'create', kind: 'reset-after' });
      const lost = messenger.write(2) ?? '';
      await messenger.world.dispatcher().turn();
      messenger.says(0, 'STOP!');
      const late = messenger.write(0) ?? '';
      await messenger.deliverAll();
      await messenger.world.poll();
      await messenger.live();
      expect(messenger.optedOut(0)).toBe(true);
      expect(messenger.arrived(0, first)).toBe(1);
      expect(messenger.arrived(0, late)).toBe(0);
      expect(messenger.arrived(1, cut)).toBe(1);
      expect(messenger.arrived(2, lost)).toBe(1);
      const { state, asked } = messenger.fate(lost);
      expect(state === 'unknown' ? asked : 1, state).toBe(1);
    }),
  );
});

test('US: a token that ends in mid-batch is replaced, and no text is sent twice', async () =>
  at('US', async (messenger) => {
    batch(messenger, 3);
    await messenger.world.dispatcher().turn();
    const bodies = batch(messenger, 6);
    // The provider has ended this, while Heed believes that it is in force.
    messenger.world.simulator.control.clock({ advance: 3_600_000 });
    await messenger.world.dispatcher().turn();
    for (const [index, body] of bodies.entries()) {
      expect(messenger.fate(body).state).toBe('sent');
      expect(messenger.arrived(index % 3, body)).toBe(1);
    }
    const refused = messenger.world.simulator.control.requests().filter(({ status }) => status === 401);
    expect(refused.length, 'it did end in mid-batch').toBeGreaterThan(0);
  }));

test('US: a STOP delivered late and twice is one reply, and no late confirmation', async () =>
  at('US', async (messenger) => {
    messenger.says(0, 'STOP');
    await messenger.world.posted();
    const letters = [...messenger.world.mailbox.letters];
    messenger.world.mailbox.letters.length = 0;
    await messenger.world.advance(6 * 60_000);
    for (const letter of [...letters, ...letters]) expect(await messenger.world.deliver(letter)).toBe(200);
    await messenger.live(2);
    const { db } = messenger.world.core();
    expect(one(db, "SELECT count(*) AS n FROM message WHERE kind = 'inbound'")).toEqual({ n: 1 });
    expect(one(db, 'SELECT count(*) AS n FROM opt_out')).toEqual({ n: 1 });
    expect(messenger.arrived(0, messenger.world.confirmation)).toBe(0);
    expect(one(db, "SELECT state FROM message WHERE kind = 'confirmation'")).toEqual({ state: 'dropped' });
  }));

test('US: a crash between acceptance and settling is settled by the callback that names the attempt', async () =>
  at('US', async (messenger) => {
    const body = messenger.write(0) ?? '';
    messenger.world.simulator.control.fault({ path: 'create', kind: 'reset-after' });
    await messenger.world.dispatcher().turn();
    await messenger.world.crash();
    expect(messenger.fate(body).state).toBe('unknown');
    await messenger.world.advance(1000);
    await messenger.deliverAll();
    expect(messenger.fate(body).state).toBe('delivered');
    expect(messenger.arrived(0, body)).toBe(1);
  }));

test('US: of two unknown texts of one length, the one that arrived is not taken for the other', async () =>
  at('US', async (messenger) => {
    const { control } = messenger.world.simulator;
    const bodies = ['One of two', 'Two of two'].map((words) => messenger.write(0, 0, words) ?? '');
    control.fault({ path: 'create', kind: 'reset-before' });
    control.fault({ path: 'create', kind: 'reset-after' });
    await messenger.world.dispatcher().turn();
    await messenger.world.advance(15_000);
    // The callbacks are late, so the list is asked first.
    await messenger.world.maintain();
    await messenger.live();
    const ends = bodies.map((body) => ({ ...messenger.fate(body), arrived: messenger.arrived(0, body) }));
    expect(ends.map(({ arrived }) => arrived).sort()).toEqual([0, 1]);
    for (const { state, arrived, asked } of ends) {
      if (arrived === 0) expect({ state, asked }).toEqual({ state: 'unknown', asked: 1 });
      else expect(state).toMatch(/^(sent|delivered|unknown)$/);
    }
  }));

test('GB: pages that shift while they are read lose no reply', async () =>
  at('GB', async (messenger) => {
    // More than a page: each further page is asked for by its number, while replies come in between.
    for (let count = 0; count < 230; count += 1) messenger.says(count % 2, `Reply ${count}`);
    let later = 0;
    proxy.onRequest((line) => {
      if (!line.includes('PageToken=')) return line;
      if (later < 6) messenger.says(1, `Later ${later}`);
      later += 1;
      return line.replace(/&?PageToken=[^& ]*/, '');
    });
    messenger.says(2, 'STOP!');
    await messenger.live(6);
    const replies = all<{ body: string }>(
      messenger.world.core().db,
      "SELECT body FROM message WHERE kind = 'inbound'",
    );
    expect(later, 'pages were read').toBeGreaterThan(0);
    expect(new Set(replies.map(({ body }) => body)).size).toBe(231 + Math.min(later, 6));
    expect(messenger.optedOut(2)).toBe(true);
  }));
