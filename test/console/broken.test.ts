import {
  closeSync,
  cpSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writer } from '../helpers/core.ts';
import {
  copyOf,
  coreOf,
  killedPlace,
  optOutSome,
  PERSON,
  startIn,
  tidyUp,
  wholeAndOptedOut,
} from './place.ts';

/**
 * A store that was damaged while Heed was closed: Heed goes on with everything that it had acknowledged, or
 * it stops with a message that names the remedy, also at the next start. It never shows an empty store as
 * if all were well, nor one that lacks an opt-out.
 */

tidyUp();

const store = (dataDir: string) => join(dataDir, 'organisation', 'heed.db');
const journal = (dataDir: string) => `${store(dataDir)}-wal`;
type Place = Awaited<ReturnType<typeof killedPlace>>;

/**
 * Starts twice, since a store could be refused at the first start alone. 'went on' only with every opt-out.
 */
async function startTwice(dataDir: string, place: Place): Promise<'went on' | 'stopped'> {
  const ends: string[] = [];
  for (const _ of [1, 2]) {
    const service = await startIn(dataDir, place.secrets);
    ends.push(service.phase());
    if (service.phase() === 'open')
      expect(wholeAndOptedOut(coreOf(service))).toEqual([...place.numbers].sort());
    else {
      expect(service.phase()).toBe('stopped');
      expect(service.core()).toBeNull();
      const problem = service.problem();
      expect(problem?.message).toMatch(/\w/);
      expect(problem?.remedy).toMatch(/back|delete|close|free|right/i);
      await expect(service.setUp(PERSON)).rejects.toThrow();
    }
    await service.close();
  }
  expect(new Set(ends).size).toBe(1);
  return ends[0] === 'open' ? 'went on' : 'stopped';
}

test('after a kill without damage Heed goes on', async () => {
  const place = await killedPlace(12);
  expect(await startTwice(copyOf(place.dataDir), place)).toBe('went on');
});

describe('the store is not there any more', () => {
  test.each<[string, (dataDir: string) => void, RegExp]>([
    ['its file is gone', (dir) => rmSync(store(dir)), /gone/],
    ['its folder is gone', (dir) => rmSync(join(dir, 'organisation'), { recursive: true }), /gone/],
    ['its file is empty', (dir) => writeFileSync(store(dir), ''), /empty/],
    [
      'its file is empty, and so is the journal',
      (dir) => {
        writeFileSync(store(dir), '');
        writeFileSync(journal(dir), '');
      },
      /empty/,
    ],
    [
      'its file is gone, and an older Heed left no mark',
      (dir) => {
        rmSync(store(dir));
        rmSync(join(dir, 'organisation.mark'));
      },
      /gone/,
    ],
  ])('%s: stopped, and no new store takes its place', async (_, damage, reported) => {
    const place = await killedPlace(6);
    const dir = copyOf(place.dataDir);
    damage(dir);
    const before = readdirSync(dir, { recursive: true }).sort();
    const service = await startIn(dir, place.secrets);
    expect(service.phase()).toBe('stopped');
    expect(service.problem()).toMatchObject({
      message: expect.stringMatching(reported),
      remedy: expect.stringContaining('Put the file heed.db back'),
    });
    await expect(service.setUp(PERSON)).rejects.toThrow();
    await expect(service.startDemo()).resolves.toBeUndefined();
    expect(service.core()).toBeNull();
    expect(readdirSync(dir, { recursive: true }).sort()).toEqual(before);
    // The key is kept, since a back-up of the store needs it.
    const key = place.secrets.entries.get('store-key');
    expect(key).toMatch(/^[0-9a-f]{64}$/);

    // Once the file is put back, it opens without a new start.
    cpSync(join(place.dataDir, 'organisation'), join(dir, 'organisation'), { recursive: true });
    await service.retry();
    expect(service.phase()).toBe('open');
    expect(wholeAndOptedOut(coreOf(service))).toEqual([...place.numbers].sort());
    expect(place.secrets.entries.get('store-key')).toBe(key);
  });
});

test('a torn journal, at every class of position: all of it is there, or Heed stops and leaves it as it is', async () => {
  const place = await killedPlace(16);
  const whole = readFileSync(journal(place.dataDir));
  const FRAME = 24 + 4096;
  const frames = Math.floor((whole.length - 32) / FRAME);
  expect(frames).toBeGreaterThan(8);
  const frame = (index: number) => 32 + index * FRAME;
  const middle = Math.floor(frames / 2);
  const cuts = [
    0,
    16,
    32,
    40,
    frame(0) + 24 + 100,
    frame(1),
    frame(middle),
    frame(middle) + 10,
    frame(frames - 1),
    frame(frames) - 1,
  ];
  const garbled = [
    0,
    8,
    16,
    24,
    frame(0),
    frame(0) + 8,
    frame(0) + 16,
    frame(0) + 24 + 2000,
    frame(middle) + 4,
    frame(middle) + 24,
    frame(frames - 1) + 16,
    frame(frames) - 40,
  ];
  const ends = { 'went on': 0, stopped: 0 };
  for (const [kind, at] of [
    ...cuts.map((byte) => ['cut', byte] as const),
    ...garbled.map((byte) => ['garbled', byte] as const),
  ]) {
    const dir = copyOf(place.dataDir);
    if (kind === 'cut') truncateSync(journal(dir), at);
    else {
      const file = openSync(journal(dir), 'r+');
      writeSync(file, Buffer.from(whole.subarray(at, at + 32).map((byte) => byte ^ 0x5a)), 0, 32, at);
      closeSync(file);
    }
    const before = readFileSync(journal(dir));
    const end = await startTwice(dir, place);
    ends[end] += 1;
    if (end === 'stopped') expect(readFileSync(journal(dir)).equals(before), `${kind} at ${at}`).toBe(true);
  }
  // Each of these torn pages lost something that had been acknowledged.
  expect(ends).toEqual({ 'went on': 0, stopped: cuts.length + garbled.length });
});

test('what was written after the last commit and never acknowledged may be torn: it goes on', async () => {
  const place = await killedPlace(8);
  const whole = readFileSync(journal(place.dataDir));
  for (const tail of [1, 24, 1000, 5000]) {
    const dir = copyOf(place.dataDir);
    writeFileSync(journal(dir), Buffer.concat([whole, Buffer.alloc(tail, 0xa5)]));
    expect(await startTwice(dir, place)).toBe('went on');
  }
});

test('the journal is gone: it holds what was acknowledged last, so Heed stops', async () => {
  const place = await killedPlace(8);
  const dir = copyOf(place.dataDir);
  rmSync(journal(dir));
  expect(await startTwice(dir, place)).toBe('stopped');
});

test('an older copy of the store in its place is refused until somebody says that it is meant', async () => {
  const place = await killedPlace(6);
  const dir = copyOf(place.dataDir);
  const first = await startIn(dir, place.secrets);
  optOutSome(coreOf(first), 1, 20);
  await first.close();
  rmSync(join(dir, 'organisation'), { recursive: true });
  cpSync(join(place.dataDir, 'organisation'), join(dir, 'organisation'), { recursive: true });
  const refused = await startIn(dir, place.secrets);
  expect(refused.phase()).toBe('stopped');
  expect(refused.problem()).toMatchObject({
    message: expect.stringContaining('older than what Heed saved last'),
    remedy: expect.stringContaining('organisation.mark'),
  });
  rmSync(join(dir, 'organisation.mark'));
  await refused.retry();
  expect(refused.phase()).toBe('open');
});

test('a bit flipped in a page: the store is refused, or what cannot be read is said and nothing else is wrong', async () => {
  const place = await killedPlace(30);
  const settled = copyOf(place.dataDir);
  const once = await startIn(settled, place.secrets);
  writer(coreOf(once)).pragma('wal_checkpoint(TRUNCATE)');
  await once.close();
  expect(existsSync(journal(settled))).toBe(false);
  const bytes = readFileSync(store(settled));
  const pages = bytes.length / 4096;
  const ends = { refused: 0, noticed: 0, untouched: 0 };
  for (let share = 0; share < 24; share += 1) {
    const page = share === 23 ? pages - 1 : Math.floor((share * pages) / 23);
    const dir = copyOf(settled);
    const flipped = Buffer.from(bytes);
    const at = page * 4096 + 37 + share * 150;
    flipped[at] = (flipped[at] ?? 0) ^ (1 << (share % 8));
    writeFileSync(store(dir), flipped);
    const service = await startIn(dir, place.secrets);
    const core = service.core();
    if (!core) {
      const remedy = service.problem()?.remedy ?? '';
      expect(remedy).toMatch(/back-up/);
      // Damage that is met after opening may leave things that were written since; a store that is refused
      // when it is opened is left as it is.
      if (/Nothing was changed/.test(remedy)) expect(readFileSync(store(dir)).equals(flipped)).toBe(true);
      ends.refused += 1;
      continue;
    }
    try {
      expect(wholeAndOptedOut(core)).toEqual([...place.numbers].sort());
      ends.untouched += 1;
    } catch (error) {
      if (error instanceof Error && error.name === 'AssertionError') throw error;
      // Hands an error on as any procedure and any background work does.
      if (core.report(error)) {
        expect(service.problem()).toMatchObject({ message: expect.stringContaining('damaged') });
        expect(core.recovered()).toBe(false);
      }
      ends.noticed += 1;
    }
    await service.close();
  }
  expect(ends.refused).toBeGreaterThan(0);
  expect(ends.refused + ends.noticed + ends.untouched).toBe(24);
});
