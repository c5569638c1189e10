import type { ActionItem } from '../../../shared/contract/action.ts';

const day = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short' });

type Due = Pick<ActionItem, 'dueAt' | 'workingDaysLeft' | 'overdue' | 'holds'>;

/** "due Thu 4 Dec, in 9 working days"; a hold says what happens then. */
export function dueWords({ dueAt, workingDaysLeft, overdue, holds }: Due): string {
  const on = day.format(dueAt);
  if (overdue)
    return workingDaysLeft < 0 ? `was due ${on}, ${days(-workingDaysLeft)} ago` : `was due today, ${on}`;
  const left = workingDaysLeft === 0 ? 'today' : `in ${days(workingDaysLeft)}`;
  return holds ? `becomes an opt-out on ${on}, ${left}` : `due ${on}, ${left}`;
}

function days(count: number): string {
  return count === 1 ? '1 working day' : `${count} working days`;
}
