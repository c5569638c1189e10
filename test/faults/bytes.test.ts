import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ground } from '../model/world.ts';
import { openMessenger, startLine } from './line.ts';
import { type FaultyLine, HOWS, type How, PLACES, type Place } from './proxy.ts';

/**
 * A fault at each class of byte boundary of a request to a provider, over HTTP. Changed and doubled
 * requests are left out: TLS rules them out, and neither provider knows an idempotency key.
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
    const messenger = await openMessenger(ground, proxy, region);
    try {
      for (const [how, place] of CASES) {
        const body = messenger.write(0) ?? '';
        proxy.arm({ on: CREATE, place, how });
        await messenger.world.dispatcher().turn();
        expect(proxy.armed(), `${how} ${place}`).toBe(false);
        messenger.repair();
        await messenger.live();
        const { state, asked } = messenger.fate(body);
        const arrived = messenger.arrived(0, body);
        const about = `${how} ${place}: ${state}, asked ${asked}, arrived ${arrived}`;
        expect(arrived, about).toBeLessThanOrEqual(1);
        expect(['sent', 'delivered', 'unknown', 'failed'], about).toContain(state);
        if (state === 'sent' || state === 'delivered') expect(arrived, about).toBe(1);
        if (state === 'failed') expect(arrived, about).toBe(0);
        expect(asked, about).toBe(state === 'unknown' ? 1 : 0);
      }
    } finally {
      await messenger.world.close();
    }
  });
});

test('GB: where a STOP cannot be read, nothing leaves; once it is read, nothing ever does', async () => {
  for (const [how, place] of CASES) {
    const messenger = await openMessenger(ground, proxy, 'GB');
    try {
      const about = `${how} ${place}`;
      const body = messenger.write(0) ?? '';
      messenger.says(0, 'STOP!');
      await messenger.world.advance(6 * 60_000);
      proxy.arm({ on: LIST, place, how });
      await messenger.world.poll();
      expect(proxy.armed(), about).toBe(false);
      await messenger.world.dispatcher().turn();
      expect(messenger.arrived(0, body), about).toBe(0);
      if (!messenger.optedOut(0))
        expect(messenger.fate(body), about).toMatchObject({ state: 'queued', rule: 'inbound-stale' });
      await messenger.live(3);
      expect(messenger.optedOut(0), about).toBe(true);
      expect(messenger.fate(body).state, about).toBe('cancelled');
      expect(messenger.arrived(0, body), about).toBe(0);
    } finally {
      await messenger.world.close();
    }
  }
});
