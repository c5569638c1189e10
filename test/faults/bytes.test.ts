import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ground } from '../model/world.ts';
import { openDesk, startLine } from './line.ts';
import { type FaultyLine, HOWS, type How, PLACES, type Place } from './proxy.ts';

/**
 * Something goes wrong at each class of byte boundary of a request to a provider, over HTTP. Changed or
 * doubled requests are left out: TLS rules them out, and neither provider takes an idempotency key.
 */

let ground: Ground;
let proxy: FaultyLine;
beforeAll(async () => {
  ({ ground, proxy } = await startLine());
});
afterAll(async () => {
  await proxy.close();
  await ground.close();
});

const OF_REQUEST: readonly Place[] = ['before-request', 'request-headers', 'request-body'];
const CASES: readonly [How, Place][] = HOWS.flatMap((how) =>
  PLACES.filter((place) => !(OF_REQUEST.includes(place) && (how === 'garble' || how === 'duplicate'))).map(
    (place): [How, Place] => [how, place],
  ),
);
const CREATE = /^POST \S*\/messages(\.json)? /i;
const LIST = /^GET \S*\/messages(\.json)?\?/i;

describe.each(['US', 'GB'] as const)('%s', (region) => {
  test('a text arrives at most once, and its outcome is settled or asked of a person', async () => {
    const desk = await openDesk(ground, proxy, region);
    try {
      for (const [how, place] of CASES) {
        const body = desk.write(0) ?? '';
        proxy.arm({ on: CREATE, place, how });
        await desk.world.dispatcher().turn();
        expect(proxy.armed(), `${how} ${place}`).toBe(false);
        desk.repair();
        await desk.live();
        const { state, asked } = desk.fate(body);
        const arrived = desk.arrived(0, body);
        const about = `${how} ${place}: ${state}, asked ${asked}, arrived ${arrived}`;
        expect(arrived, about).toBeLessThanOrEqual(1);
        expect(['sent', 'delivered', 'unknown', 'failed'], about).toContain(state);
        if (state === 'sent' || state === 'delivered') expect(arrived, about).toBe(1);
        if (state === 'failed') expect(arrived, about).toBe(0);
        expect(asked, about).toBe(state === 'unknown' ? 1 : 0);
      }
    } finally {
      await desk.world.close();
    }
  });
});

test('GB: where a STOP cannot be read, nothing leaves; once it is read, nothing ever does', async () => {
  for (const [how, place] of CASES) {
    const desk = await openDesk(ground, proxy, 'GB');
    try {
      const about = `${how} ${place}`;
      const body = desk.write(0) ?? '';
      desk.says(0, 'STOP!');
      await desk.world.advance(6 * 60_000);
      proxy.arm({ on: LIST, place, how });
      await desk.world.poll();
      expect(proxy.armed(), about).toBe(false);
      await desk.world.dispatcher().turn();
      expect(desk.arrived(0, body), about).toBe(0);
      if (!desk.optedOut(0))
        expect(desk.fate(body), about).toMatchObject({ state: 'queued', rule: 'inbound-stale' });
      await desk.live(3);
      expect(desk.optedOut(0), about).toBe(true);
      expect(desk.fate(body).state, about).toBe('cancelled');
      expect(desk.arrived(0, body), about).toBe(0);
    } finally {
      await desk.world.close();
    }
  }
});
