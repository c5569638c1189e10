import { expect, test } from 'vitest';
import { createWindow } from '../../main/core/outbox/window.ts';

/** How many texts may be under way follows how the provider answers. */

/** Answers that take `ms`, to as many texts as may be under way. Returns when they have come. */
function round(window: ReturnType<typeof createWindow>, at: number, ms: number, wanted = true): number {
  const count = window.size();
  for (let each = 0; each < count; each += 1) window.answered(at, at + ms, wanted);
  return at + ms;
}

test('it doubles with each round of quick answers while texts wait for room, up to a bound', () => {
  const window = createWindow();
  expect(window.size()).toBe(32);
  let at = 0;
  const sizes = [1, 2, 3, 4].map(() => {
    at = round(window, at, 200);
    return window.size();
  });
  expect(sizes).toEqual([64, 128, 256, 256]);
});

test('it stays as it is where the rate and not the room keeps texts back', () => {
  const window = createWindow();
  let at = 0;
  for (let turn = 0; turn < 50; turn += 1) at = round(window, at, 200, false);
  expect(window.size()).toBe(32);
});

test('it shrinks once for all texts that were under way when answers became slow, and grows again', () => {
  const window = createWindow();
  let at = round(window, 0, 200);
  at = round(window, at, 200);
  expect(window.size()).toBe(128);
  // A provider that has become slower for good is believed after some rounds.
  const sizes = [1, 2, 3, 4, 5].map(() => {
    at = round(window, at, 1000);
    return window.size();
  });
  expect(sizes).toEqual([85, 56, 112, 224, 256]);
});

test('it halves when the provider asks to slow down, once a round, and keeps room for a few', () => {
  const window = createWindow();
  window.refused(0, 200);
  window.refused(0, 201);
  window.refused(100, 202);
  expect(window.size()).toBe(16);
  for (let turn = 1; turn < 20; turn += 1) window.refused(turn * 1000, turn * 1000 + 200);
  expect(window.size()).toBe(4);
});
