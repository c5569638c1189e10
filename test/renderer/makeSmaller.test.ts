import { expect, test } from 'vitest';
import { firstThatFits } from '../../renderer/components/pictures/makeSmaller.ts';

/** How small a picture is made: the largest and best that fits. Drawing itself is tried in a browser. */

const bytesOf = (side: number, quality: number) => Math.round(side * side * quality);
const tried = async (longest: number, qualities: readonly number[], most: number) => {
  const asked: [number, number][] = [];
  const made = await firstThatFits(longest, qualities, most, async (side, quality) => {
    asked.push([side, quality]);
    return new Blob([new Uint8Array(bytesOf(side, quality))]);
  });
  return { asked, size: made?.size ?? null };
};

test('quality goes down before size does, and nothing is made larger than it was', async () => {
  expect(await tried(1000, [0.9, 0.5], 700_000)).toEqual({
    asked: [
      [1000, 0.9],
      [1000, 0.5],
    ],
    size: 500_000,
  });
  const { asked, size } = await tried(6000, [1], 700_000);
  expect(asked.map(([side]) => side)).toEqual([2048, 1600, 1280, 1024, 800]);
  expect(size).toBe(640_000);
});

test('a picture of which nothing can be drawn small enough is none', async () => {
  const { asked, size } = await tried(500, [1], 10);
  expect(asked.map(([side]) => side)).toEqual([500, 480, 320]);
  expect(size).toBeNull();
  expect(await firstThatFits(500, [1], 10, async () => null)).toBeNull();
});
