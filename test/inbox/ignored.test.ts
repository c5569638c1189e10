import { expect, test } from 'vitest';
import { pageOfActions } from '../../main/core/actions/page.ts';
import { optOutOverdueHolds } from '../../main/core/decisions/holdTimeout.ts';
import { messenger } from '../helpers/messenger.ts';

/**
 * An action that nobody decides is not lost: holds become opt-outs in time, all others stay, overdue ones
 * first.
 */

const DAY = 86_400_000;

function ignoring(region: 'US' | 'GB', autoOptOut: boolean) {
  const d = messenger(region, { autoOptOut, contacts: 3 });
  const admin = { id: d.adminId, role: 'admin' } as const;
  const list = () => pageOfActions(d.core.db, admin, { limit: 50 }, d.clock.now()).items;
  return { d, list };
}

test.each(['US', 'GB'] as const)(
  '%s, on: a hold that nobody decides becomes an opt-out on its day',
  async (region) => {
    const { d, list } = ignoring(region, true);
    const [asks, wrong] = d.numbers;
    d.send(d.conversations[0]?.[0] ?? '', 'initial');
    d.send(d.conversations[0]?.[1] ?? '', 'initial');
    await d.dispatch();
    d.clock.advance(1000);
    d.says(asks ?? '', 'please take me off your list');
    d.says(wrong ?? '', 'wrong number');
    expect(
      list()
        .map((item) => item.kind)
        .sort(),
    ).toEqual(['likely-opt-out', 'wrong-number']);
    const due = Math.max(...list().map((item) => item.dueAt));
    d.clock.advance(due - d.clock.now() - DAY);
    expect(optOutOverdueHolds(d.core)).toBe(0);
    expect(list()).toHaveLength(2);
    d.clock.advance(2 * DAY);
    expect(optOutOverdueHolds(d.core)).toBe(1);
    expect(d.row(d.conversations[0]?.[0] ?? '')).toMatchObject({
      opt_state: 'automatic',
      opt_cause: 'review',
    });
    expect(list()).toMatchObject([{ kind: 'wrong-number', overdue: true }]);
    d.close();
  },
);

test('off: what was asked stays asked for as long as it takes, a plain STOP before what may be one', () => {
  const { d, list } = ignoring('GB', false);
  d.says(d.numbers[0] ?? '', 'STOP');
  d.clock.advance(3 * DAY);
  d.says(d.numbers[1] ?? '', 'please take me off your list');
  d.clock.advance(100 * DAY);
  d.says(d.numbers[2] ?? '', 'STOP');
  expect(optOutOverdueHolds(d.core)).toBe(0);
  expect(list().map((item) => [item.number, item.kind, item.overdue])).toEqual([
    [d.numbers[0], 'opt-out-by-hand', true],
    [d.numbers[2], 'opt-out-by-hand', false],
    [d.numbers[1], 'likely-opt-out', true],
  ]);
  d.close();
});

test('off, provider-2: one line for a person, though they are blocked at the provider too', () => {
  const { d, list } = ignoring('GB', false);
  d.says(d.numbers[0] ?? '', 'STOP');
  expect(list().map((item) => item.kind)).toEqual(['opt-out-by-hand']);
  d.close();
});
