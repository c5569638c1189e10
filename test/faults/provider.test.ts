import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { all, one } from '../../main/core/store/statement.ts';
import type { Ground } from '../model/world.ts';
import { type FaultDesk, openDesk, startLine } from './line.ts';
import type { FaultyLine } from './proxy.ts';

/** Faults with a name, over HTTP: what a provider's bad day looks like from a desk. */

let ground: Ground;
let proxy: FaultyLine;
beforeAll(async () => {
  ({ ground, proxy } = await startLine({ tokenSeconds: 3600 }));
});
afterAll(async () => {
  await proxy.close();
  await ground.close();
});

async function at(region: 'US' | 'GB', work: (desk: FaultDesk) => Promise<void>): Promise<void> {
  const desk = await openDesk(ground, proxy, region);
  try {
    await work(desk);
  } finally {
    await desk.world.close();
  }
}

const batch = (desk: FaultDesk, count: number) =>
  Array.from({ length: count }, (_, index) => desk.write(index % 3) ?? '');

describe.each(['US', 'GB'] as const)('%s', (region) => {
  test.each([
    ['html', 500],
    ['half-json', 500],
    ['timeout-after', 500],
    ['reset-before', 500],
    ['reset-after', 500],
    ['status', 503],
  ] as const)('%s: each text once at most, each outcome settled or asked', async (kind, status) =>
    at(region, async (desk) => {
      const bodies = batch(desk, 6);
      desk.world.simulator.control.fault({ path: 'create', kind, status, times: 3 });
      const turn = desk.world.dispatcher().turn();
      if (kind === 'timeout-after') {
        while (desk.world.simulator.control.faults().length > 0) await new Promise(setImmediate);
        desk.giveUp();
      }
      await turn;
      await desk.live();
      for (const [index, body] of bodies.entries()) {
        const { state, asked } = desk.fate(body);
        const arrived = desk.arrived(index % 3, body);
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
    at(region, async (desk) => {
      const body = desk.write(0) ?? '';
      desk.says(0, 'STOP!');
      await desk.world.posted();
      // No webhook comes through either.
      const letters = desk.world.mailbox.letters.splice(0);
      await desk.world.advance(6 * 60_000);
      desk.world.simulator.control.fault({ path: 'list', kind, status });
      const polled = desk.world.poll();
      if (kind === 'timeout-after') {
        while (desk.world.simulator.control.faults().length > 0) await new Promise(setImmediate);
        desk.giveUp();
      }
      await polled;
      await desk.world.dispatcher().turn();
      expect(desk.fate(body)).toMatchObject({ state: 'queued', rule: 'inbound-stale' });
      await desk.live(2);
      // Bandwidth's list names who texted, not what: they are left alone until the words come.
      if (region === 'US') expect(desk.fate(body)).toMatchObject({ state: 'queued', rule: 'on-hold' });
      for (const letter of letters) await desk.world.deliver(letter);
      await desk.live(2);
      expect(desk.optedOut(0)).toBe(true);
      expect(desk.fate(body).state).toBe('cancelled');
      expect(desk.arrived(0, body)).toBe(0);
    }),
  );

  test('a storm of 429: all arrive once, in the end', async () =>
    at(region, async (desk) => {
      const bodies = batch(desk, 9);
      desk.world.simulator.control.fault({
        path: 'create',
        kind: 'status',
        status: 429,
        times: 25,
        retryAfterSeconds: 2,
      });
      await desk.live(20);
      for (const [index, body] of bodies.entries()) {
        expect(desk.fate(body).state).toMatch(/^(sent|delivered)$/);
        expect(desk.arrived(index % 3, body)).toBe(1);
      }
    }));

  test('a STOP heard while texts are put off ends them', async () =>
    at(region, async (desk) => {
      const bodies = batch(desk, 3);
      desk.world.simulator.control.fault({ path: 'create', kind: 'status', status: 429, times: 3 });
      await desk.world.dispatcher().turn();
      for (const contact of [0, 1, 2]) desk.says(contact, 'STOP!');
      await desk.deliverAll();
      await desk.world.poll();
      await desk.live();
      for (const [index, body] of bodies.entries()) {
        expect(desk.arrived(index % 3, body)).toBe(0);
        expect(desk.fate(body).state).toBe('cancelled');
      }
    }));

  test.each([-4, 4])('a provider clock %i minutes off: STOP counts, nothing is sent twice', async (minutes) =>
    at(region, async (desk) => {
      const { control } = desk.world.simulator;
      control.clock({ set: control.now() + minutes * 60_000, frozen: true });
      const first = desk.write(0) ?? '';
      const cut = desk.write(1) ?? '';
      await desk.world.dispatcher().turn();
      control.fault({ path: 'create', kind: 'reset-after' });
      const lost = desk.write(2) ?? '';
      await desk.world.dispatcher().turn();
      desk.says(0, 'STOP!');
      const late = desk.write(0) ?? '';
      await desk.deliverAll();
      await desk.world.poll();
      await desk.live();
      expect(desk.optedOut(0)).toBe(true);
      expect(desk.arrived(0, first)).toBe(1);
      expect(desk.arrived(0, late)).toBe(0);
      expect(desk.arrived(1, cut)).toBe(1);
      expect(desk.arrived(2, lost)).toBe(1);
      const { state, asked } = desk.fate(lost);
      expect(state === 'unknown' ? asked : 1, state).toBe(1);
    }),
  );
});

test('US: a token that ends in mid-batch is replaced, and no text is sent twice', async () =>
  at('US', async (desk) => {
    batch(desk, 3);
    await desk.world.dispatcher().turn();
    const bodies = batch(desk, 6);
    // Over at the provider; Heed believes it good.
    desk.world.simulator.control.clock({ advance: 3_600_000 });
    await desk.world.dispatcher().turn();
    for (const [index, body] of bodies.entries()) {
      expect(desk.fate(body).state).toBe('sent');
      expect(desk.arrived(index % 3, body)).toBe(1);
    }
    const refused = desk.world.simulator.control.requests().filter(({ status }) => status === 401);
    expect(refused.length, 'it did end in mid-batch').toBeGreaterThan(0);
  }));

test('US: a STOP delivered late and twice is one reply, and no late confirmation', async () =>
  at('US', async (desk) => {
    desk.says(0, 'STOP');
    await desk.world.posted();
    const letters = [...desk.world.mailbox.letters];
    desk.world.mailbox.letters.length = 0;
    await desk.world.advance(6 * 60_000);
    for (const letter of [...letters, ...letters]) expect(await desk.world.deliver(letter)).toBe(200);
    await desk.live(2);
    const { db } = desk.world.core();
    expect(one(db, "SELECT count(*) AS n FROM message WHERE kind = 'inbound'")).toEqual({ n: 1 });
    expect(one(db, 'SELECT count(*) AS n FROM opt_out')).toEqual({ n: 1 });
    expect(desk.arrived(0, desk.world.confirmation)).toBe(0);
    expect(one(db, "SELECT state FROM message WHERE kind = 'confirmation'")).toEqual({ state: 'dropped' });
  }));

test('US: a crash between acceptance and settling is settled by the callback that names the attempt', async () =>
  at('US', async (desk) => {
    const body = desk.write(0) ?? '';
    desk.world.simulator.control.fault({ path: 'create', kind: 'reset-after' });
    await desk.world.dispatcher().turn();
    await desk.world.crash();
    expect(desk.fate(body).state).toBe('unknown');
    await desk.world.advance(1000);
    await desk.deliverAll();
    expect(desk.fate(body).state).toBe('delivered');
    expect(desk.arrived(0, body)).toBe(1);
  }));

test('US: of two unknown texts of one length, the one that arrived is not taken for the other', async () =>
  at('US', async (desk) => {
    const { control } = desk.world.simulator;
    const bodies = ['One of two', 'Two of two'].map((words) => desk.write(0, 0, words) ?? '');
    control.fault({ path: 'create', kind: 'reset-before' });
    control.fault({ path: 'create', kind: 'reset-after' });
    await desk.world.dispatcher().turn();
    await desk.world.advance(15_000);
    // The callbacks are late: the list is asked first.
    await desk.world.maintain();
    await desk.live();
    const ends = bodies.map((body) => ({ ...desk.fate(body), arrived: desk.arrived(0, body) }));
    expect(ends.map(({ arrived }) => arrived).sort()).toEqual([0, 1]);
    for (const { state, arrived, asked } of ends) {
      if (arrived === 0) expect({ state, asked }).toEqual({ state: 'unknown', asked: 1 });
      else expect(state).toMatch(/^(sent|delivered|unknown)$/);
    }
  }));

test('GB: pages that shift while they are read lose no reply', async () =>
  at('GB', async (desk) => {
    // More than a page; each further page is asked for by its count, and replies come in between.
    for (let count = 0; count < 230; count += 1) desk.says(count % 2, `Reply ${count}`);
    let later = 0;
    proxy.onRequest((line) => {
      if (!line.includes('PageToken=')) return line;
      if (later < 6) desk.says(1, `Later ${later}`);
      later += 1;
      return line.replace(/&?PageToken=[^& ]*/, '');
    });
    desk.says(2, 'STOP!');
    await desk.live(6);
    const replies = all<{ body: string }>(
      desk.world.core().db,
      "SELECT body FROM message WHERE kind = 'inbound'",
    );
    expect(later, 'pages were read').toBeGreaterThan(0);
    expect(new Set(replies.map(({ body }) => body)).size).toBe(231 + Math.min(later, 6));
    expect(desk.optedOut(2)).toBe(true);
  }));
