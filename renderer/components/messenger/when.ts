import { t } from '../../../shared/text/say.ts';
import { dateFormat } from '../../language/formats.ts';
import { clockTime, timeInZone } from '../base/time.ts';

const dayClock = dateFormat({ weekday: 'short', hour: 'numeric', minute: '2-digit' });
const dateClock = dateFormat({
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
});

const DAY = 24 * 60 * 60_000;

/** A future time, as short as possible: 3:04 pm, Sat 10:00 am, 12 Mar 10:00 am. */
export function soonTime(at: number, now: number): string {
  if (isToday(at, now)) return clockTime(at);
  return Math.abs(at - now) < 6 * DAY ? dayClock(at) : dateClock(at);
}

export function isToday(at: number, now: number): boolean {
  return new Date(at).toDateString() === new Date(now).toDateString();
}

/** The contact's clock at that time; null where their zone is not known. */
export function timeThere(at: number, zones: readonly string[] | null): string | null {
  const times = [...new Set((zones ?? []).flatMap((zone) => timeInZone(at, zone) ?? []))];
  return times.length === 0 ? null : times.slice(0, 2).join(' / ');
}

function hourOf(now: number, days: number, hour: number): number {
  const day = new Date(now);
  day.setDate(day.getDate() + days);
  day.setHours(hour, 0, 0, 0);
  return day.getTime();
}

/** Usual times to come back, by this computer's clock. */
export function usualTimes(now: number): readonly { readonly label: string; readonly at: number }[] {
  const untilMonday = (8 - new Date(now).getDay()) % 7 || 7;
  return [
    { label: t('messenger:reminder.hour'), at: now + 60 * 60_000 },
    { label: t('messenger:reminder.threeHours'), at: now + 3 * 60 * 60_000 },
    { label: t('messenger:reminder.tomorrow'), at: hourOf(now, 1, 10) },
    { label: t('messenger:reminder.monday'), at: hourOf(now, untilMonday, 10) },
  ];
}
