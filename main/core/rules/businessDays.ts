import type { Region } from '../../../shared/schema/words.ts';
import holidays from './data/holidays.json' with { type: 'json' };

const DAY = 86_400_000;

const closed: Record<Region, ReadonlySet<string>> = {
  US: new Set(holidays.days.US),
  CA: new Set(holidays.days.CA),
  GB: new Set(holidays.days.GB),
};

/** A region spans several zones; its calendar day is read where most of its people live. */
const calendars: Record<Region, Intl.DateTimeFormat> = {
  US: calendar('America/New_York'),
  CA: calendar('America/Toronto'),
  GB: calendar('Europe/London'),
};

function calendar(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
}

function isBusinessDay(date: string, region: Region): boolean {
  const weekday = new Date(`${date}T12:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !closed[region].has(date);
}

/**
 * The instant `n` business days after `at` (both UTC milliseconds), at the same time of day in UTC. Weekends
 * and the region's public holidays do not count. A holiday that the data does not know (after 2031, or of one
 * province only) makes the result earlier, never later, so a legal limit is still kept.
 */
export function addBusinessDays(at: number, n: number, region: Region): number {
  let date = new Date(`${calendars[region].format(at)}T12:00:00Z`);
  let due = at;
  for (let left = n; left > 0; ) {
    date = new Date(date.getTime() + DAY);
    due += DAY;
    if (isBusinessDay(date.toISOString().slice(0, 10), region)) left -= 1;
  }
  return due;
}

/**
 * Business days from the calendar day of `now` to that of `due` in the region (UTC milliseconds): 0 on the
 * same day, negative once `due` is past. For showing a person how much time is left.
 */
export function businessDaysUntil(now: number, due: number, region: Region): number {
  const sign = due < now ? -1 : 1;
  const [from, to] = sign === 1 ? [now, due] : [due, now];
  const last = calendars[region].format(to);
  let date = new Date(`${calendars[region].format(from)}T12:00:00Z`);
  let count = 0;
  while (date.toISOString().slice(0, 10) < last) {
    date = new Date(date.getTime() + DAY);
    if (isBusinessDay(date.toISOString().slice(0, 10), region)) count += 1;
  }
  return count === 0 ? 0 : sign * count;
}
