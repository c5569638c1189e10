import { expect, test } from 'vitest';
import { apply, openConsole, shown } from './consoles.ts';

/** Two consoles know different states of one action: a hold of either stays (design, rule 9). */

const action = {
  id: 'a',
  kind: 'likely-opt-out',
  subject: 'subject-000001',
  conversation_id: null,
  message_id: null,
  rule: 'keyword',
  matched: '',
  detail: '',
  holds: 0,
  opened_at: 1,
  due_at: 9,
  state: 'open',
  resolution: null,
  resolved_by: null,
  resolved_at: null,
  assigned_to: null,
  opened_by: null,
  answer: '',
  number: null,
  held_at: null,
  asked_again_at: null,
  escalated_at: null,
  escalated_by: null,
  escalation: '',
  answer_by: null,
  rev: '1',
};
const held = { ...action, holds: 1, held_at: 5, rev: '2' };

/** What both become, in either order. */
function both(one: object, other: object): unknown {
  const ends = [
    [one, other],
    [other, one],
  ].map((versions) => {
    const at = openConsole('X');
    for (const version of versions) apply(at, { action: [{ ...action, ...version }] });
    const { action: rows } = shown(at);
    at.db.close();
    return rows?.[0];
  });
  expect(ends[0]).toEqual(ends[1]);
  return ends[0];
}

test('an assignment that knew of no hold ends none, whichever side has it', () => {
  expect(both(held, { ...action, escalation: 'Please look', rev: '3' })).toMatchObject({
    holds: 1,
    held_at: 5,
  });
});

test('a decision about an earlier text leaves the hold of a later one', () => {
  const decided = { ...action, state: 'done', resolution: 'dismissed', rev: '9' };
  expect(both({ ...held, matched: 'leave me' }, decided)).toMatchObject({
    state: 'open',
    holds: 1,
    matched: 'leave me',
  });
  const again = { ...held, asked_again_at: 7, rev: '3' };
  expect(both(again, { ...held, state: 'done', resolution: 'dismissed', rev: '9' })).toMatchObject({
    state: 'open',
  });
});

test('a decision that knew all of it counts', () => {
  const decided = { ...held, state: 'done', resolution: 'carried-on', rev: '9' };
  expect(both(held, decided)).toMatchObject({ state: 'done', resolution: 'carried-on' });
});

test('what an opt-out closed opens again where the opt-out was reversed', () => {
  const closed = { ...held, state: 'done', resolution: 'opted-out', rev: '4' };
  expect(both(closed, { ...held, rev: '6' })).toMatchObject({ state: 'open', holds: 1 });
});
