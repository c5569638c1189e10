import { expect, test } from 'vitest';
import { CONCERNS } from '../../renderer/concerns.ts';

test('whoever gets another name reads their first texts again, which have it', () => {
  expect(CONCERNS.accounts).toContain('conversation');
});
