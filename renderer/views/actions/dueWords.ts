import type { ActionItem } from '../../../shared/contract/actions.ts';
import { t } from '../../../shared/text/say.ts';
import { dateFormat } from '../../language/formats.ts';

const day = dateFormat({ weekday: 'short', day: 'numeric', month: 'short' });

type Due = Pick<ActionItem, 'dueAt' | 'workingDaysLeft' | 'overdue' | 'holds'>;

/** "due Thu 4 Dec, in 9 working days"; a hold says what happens then. */
export function dueWords({ dueAt, workingDaysLeft, overdue, holds }: Due): string {
  const on = { day: day(dueAt), count: Math.abs(workingDaysLeft) };
  if (overdue) return workingDaysLeft < 0 ? t('actions:due.was', on) : t('actions:due.wasToday', on);
  if (workingDaysLeft === 0) return holds ? t('actions:due.becomesToday', on) : t('actions:due.today', on);
  return holds ? t('actions:due.becomes', on) : t('actions:due.on', on);
}
