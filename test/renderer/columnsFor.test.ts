import { expect, test } from 'vitest';
import { columnsFor } from '../../renderer/components/dashboard/columnsFor.ts';

test('tiles stand in as few rows as fit, all about as full', () => {
  expect([9, 10, 11, 12].map((count) => columnsFor(count, 1280))).toEqual([5, 5, 6, 6]);
  expect([4, 6].map((count) => columnsFor(count, 1280))).toEqual([4, 6]);
  expect([9, 11].map((count) => columnsFor(count, 900))).toEqual([5, 4]);
  expect(columnsFor(9, 100)).toBe(1);
});
