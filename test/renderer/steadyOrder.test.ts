import fc from 'fast-check';
import { expect, test } from 'vitest';
import { steadyOrder } from '../../renderer/components/conversations/steadyOrder.ts';

test('known rows keep their places, whatever the server’s order has become', () => {
  expect(steadyOrder(['a', 'b', 'c'], ['c', 'a', 'b'])).toEqual({ ids: ['a', 'b', 'c'], fresh: 0 });
});

test('a new row above is held back and counted; the next page is appended', () => {
  expect(steadyOrder(['a', 'b'], ['new', 'a', 'b', 'c', 'd'])).toEqual({
    ids: ['a', 'b', 'c', 'd'],
    fresh: 1,
  });
});

test('rows that are gone leave; where all are gone, the server’s list stands', () => {
  expect(steadyOrder(['a', 'b', 'c'], ['a', 'c']).ids).toEqual(['a', 'c']);
  expect(steadyOrder(['a'], ['x', 'y'])).toEqual({ ids: ['x', 'y'], fresh: 0 });
});

test('no row is shown twice or lost: shown and held back together are what the server has', () => {
  const rows = fc.uniqueArray(fc.integer({ min: 0, max: 30 }).map(String));
  fc.assert(
    fc.property(rows, rows, (shown, incoming) => {
      const { ids, fresh } = steadyOrder(shown, incoming);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.every((id) => incoming.includes(id))).toBe(true);
      expect(ids.length + fresh).toBe(incoming.length);
      const before = ids.filter((id) => shown.includes(id));
      expect(before).toEqual(shown.filter((id) => ids.includes(id)));
    }),
  );
});
