import { afterAll, beforeAll, expect, test } from 'vitest';
import { one } from '../../main/core/store/statement.ts';
import type { Letter } from '../model/servers.ts';
import { type Ground, openWorld } from '../model/world.ts';
import { openMessenger, startLine } from './line.ts';
import { type FaultyLine, HOWS, type How, PLACES, type Place, startProxy } from './proxy.ts';

/** A fault at each class of byte boundary of a webhook, over HTTP, after which the provider tries again. */

let ground: Ground;
let proxy: FaultyLine;
let callers: FaultyLine;
beforeAll(async () => {
  ({ ground, proxy } = await startLine());
  callers = await startProxy(ground.webhooks.url);
});
afterAll(async () => {
  await callers.close();
  await proxy.close();
  await ground.close();
});

// TLS rules out a changed request, as in bytes.test.ts. A doubled one comes from a provider that got no
// answer.
const CASES: readonly [How, Place][] = HOWS.flatMap((how) =>
  PLACES.filter((place) => !(how === 'garble' && place.startsWith('request'))).map((place): [How, Place] => [
    how,
    place,
  ]),
);

/** Tries as Bandwidth does, until any 2xx, here three times at most. Returns how often it tried. */
async function post(url: string, letter: Letter, hung: (giveUp: () => void) => void): Promise<number> {
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const patience = new AbortController();
    hung(() => patience.abort());
    const status = await fetch(url, { method: 'POST', ...letter, signal: patience.signal })
      .then(async (answer) => {
        await answer.arrayBuffer();
        return answer.status;
      })
      .catch(() => 0);
    if (status >= 200 && status < 300) return attempt;
  }
  return Number.POSITIVE_INFINITY;
}

test('US: whatever fault a STOP meets on its way, it counts once, and nothing leaves after it', async () => {
  for (const [how, place] of CASES) {
    const messenger = await openMessenger(ground, proxy, 'US');
    const { world } = messenger;
    try {
      const about = `${how} ${place}`;
      const body = messenger.write(0) ?? '';
      messenger.says(0, 'STOP');
      await world.posted();
      const id = one<{ id: string }>(world.core().db, 'SELECT id FROM connection')?.id;
      callers.arm({ on: /^POST /, place, how });
      for (const letter of world.mailbox.letters.splice(0)) {
        const tries = await post(`${callers.url}/${id}`, letter, callers.onHang);
        expect(tries, about).toBeLessThanOrEqual(2);
      }
      expect(callers.armed(), about).toBe(false);
      await messenger.live(3);
      const { db } = world.core();
      expect(messenger.optedOut(0), about).toBe(true);
      expect(one(db, "SELECT count(*) AS n FROM message WHERE kind = 'inbound'"), about).toEqual({ n: 1 });
      expect(one(db, 'SELECT count(*) AS n FROM opt_out'), about).toEqual({ n: 1 });
      expect(messenger.arrived(0, body), about).toBe(0);
      expect(messenger.arrived(0, world.confirmation), about).toBe(1);
    } finally {
      await world.close();
    }
  }
});

test('US: a webhook that nobody accepts is tried again by the provider; its STOP counts once Heed runs', async () => {
  const world = await openWorld(ground, 'US');
  const { control } = world.simulator;
  try {
    const id = one<{ id: string }>(world.core().db, 'SELECT id FROM connection')?.id;
    // Sent straight to Heed, which does not run yet.
    control.setCallback({ url: 'http://127.0.0.1:9' });
    control.reply({ from: world.numbers[0] ?? '', to: world.senders[0], body: 'STOP' });
    control.setCallback({ url: `${ground.webhooks.url}/${id}` });
    for (
      let count = 0;
      count < 200 && control.callbacks().attempts.some(({ state }) => state === 'waiting');
      count += 1
    ) {
      control.clock({ advance: 1000 });
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(control.callbacks().attempts.map(({ state }) => state)).toEqual(['done']);
    expect(control.callbacks().attempts[0]?.attempts).toBeGreaterThan(1);
    expect(one(world.core().db, 'SELECT count(*) AS n FROM opt_out')).toEqual({ n: 1 });
  } finally {
    control.setCallback({ url: ground.mailbox.url });
    await world.close();
  }
});
