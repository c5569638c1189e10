import { expect, test } from 'vitest';
import { unitedAction } from '../../main/core/backup/unite/actions.ts';

/** Two stores know different states of one action: a hold of either side stays (design, rule 9). */

const action = {
  id: 'a',
  rule: 'keyword',
  message_id: 'm1',
  state: 'open',
  holds: 0,
  held_at: null,
  rev: '1',
};
const held = { ...action, holds: 1, held_at: 5, rev: '2' };
const both = (ours: object, theirs: object) => ({
  ...ours,
  ...unitedAction({ ...action, ...ours }, { ...action, ...theirs }),
});

test('an assignment that knew of no hold ends none, whichever side has it', () => {
  const assigned = { ...action, assigned_to: 'p', rev: '3' };
  expect(both({ ...held, assigned_to: null }, assigned)).toMatchObject({
    holds: 1,
    held_at: 5,
    assigned_to: 'p',
  });
  expect(both(assigned, { ...held, assigned_to: null })).toMatchObject({
    holds: 1,
    held_at: 5,
    assigned_to: 'p',
  });
});

test('a decision about an earlier text leaves the hold of a later one', () => {
  const decided = { ...action, state: 'done', resolution: 'dismissed', rev: '9' };
  const later = { ...held, message_id: 'm2' };
  expect(both(later, decided)).toMatchObject({ state: 'open', holds: 1, message_id: 'm2' });
  expect(both(decided, later)).toMatchObject({ state: 'open', holds: 1, message_id: 'm2' });
});

test('a decision that knew all of it counts', () => {
  const decided = { ...held, state: 'done', resolution: 'carried-on', rev: '9' };
  expect(both(held, decided)).toMatchObject({ state: 'done' });
  expect(both(decided, held)).toMatchObject({ state: 'done' });
});
