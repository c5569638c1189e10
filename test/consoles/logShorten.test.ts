import { expect, test } from 'vitest';
import { isLong } from '../../main/core/consoles/shorten.ts';
import { changesOf, newUnion } from './world.ts';

test('a snapshot is due when more changes than so many lie beside the newest one', async () => {
  const { first, join } = await newUnion();
  const second = await join('b');
  await first.append(changesOf('a', 1, 3), []);
  await second.append(changesOf('b', 1, 2), []);
  expect(await isLong(first, 5)).toBe(false);
  expect(await isLong(first, 4)).toBe(true);
  await first.laySnapshot(
    new Map([
      ['a', 3],
      ['b', 1],
    ]),
    [Buffer.from('piece')],
  );
  expect(await isLong(second, 1)).toBe(false);
  expect(await isLong(second, 0)).toBe(true);
});
