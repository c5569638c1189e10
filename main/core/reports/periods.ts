import type { ReportSchedule } from '../../../shared/contract/reports.ts';
import type { Span } from '../../../shared/schema/range.ts';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../base/errors.ts';
import { calendarOf, ownZone } from '../dashboard/days.ts';
import type { ReportOf } from './compliance.ts';

/** Days of a report for which nobody names a begin. */
const USUAL_DAYS = 30;
const MONDAY = 1;

type Asked = {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly campaignId?: string | undefined;
  readonly zone?: string | undefined;
};

/**
 * What a caller asks for, with the usual days filled in. @throws CoreError INVALID for an end before its
 * begin
 */
export function asked({ from, to, campaignId, zone = ownZone() }: Asked, now: number): ReportOf {
  const calendar = calendarOf(zone);
  const end = to ?? calendar.day(now, 1);
  const begin = from ?? calendar.day(end, -USUAL_DAYS);
  if (begin >= end) throw new CoreError('INVALID', t('core:report.backwards'));
  return { span: { from: begin, to: end }, campaignId: campaignId ?? null, zone };
}

/**
 * The last whole week, from Monday, or month before `now`, in the computer's own zone; null: none is wanted.
 */
export function lastWhole(every: ReportSchedule['every'], now: number, zone = ownZone()): Span | null {
  if (every === 'never') return null;
  const calendar = calendarOf(zone);
  /** The begin of the week or month in which the day `days` before today lies. */
  const beginBefore = (at: number): number => {
    for (let days = 0; ; days += 1) {
      const day = calendar.day(at, -days);
      const iso = calendar.iso(day);
      if (every === 'month' ? iso.endsWith('-01') : new Date(`${iso}T00:00:00Z`).getUTCDay() === MONDAY)
        return day;
    }
  };
  const to = beginBefore(now);
  return { from: beginBefore(calendar.day(to, -1)), to };
}
