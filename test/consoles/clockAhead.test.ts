import { expect, test } from 'vitest';
import { sendingWorld } from './sendingWorld.ts';

/** The clock of a console that writes is ahead by an hour of the one that sends. */
async function ahead() {
  const world = sendingWorld(['B', 'A']);
  for (const each of world.all()) await each.round();
  const [a, b] = [world.of('A'), world.of('B')];
  a.clock.advance(3_600_000);
  const meet = async () => {
    await a.exchange();
    await b.exchange();
  };
  /** Time passes at both, and B sends what it may. */
  const goOn = async (ms: number) => {
    world.pass(ms);
    await b.round();
    await b.poll();
    await b.dispatch();
    return world.provider.reached.map(({ body }) => body);
  };
  await goOn(1000);
  return { a, meet, goOn };
}

test('what it writes does not wait until it is as late here', async () => {
  const { a, meet, goOn } = await ahead();
  a.write(0);
  await meet();
  await goOn(61_000);
  expect(await goOn(1000)).toEqual(['Hi 0']);
});

test('what can be taken back for some seconds still can', async () => {
  const { a, meet, goOn } = await ahead();
  a.write(0);
  await meet();
  await goOn(61_000);
  await goOn(1000);
  await meet();
  // Until just before the next look.
  await goOn(58_000);
  a.write(0, 'reply', 30);
  await meet();
  expect(await goOn(3000)).toEqual(['Hi 0']);
  expect(await goOn(20_000)).toEqual(['Hi 0']);
  expect(await goOn(11_000)).toEqual(['Hi 0', 'Hi 0']);
});
