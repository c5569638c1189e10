import type { Span } from '../../../shared/schema/range.ts';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../base/errors.ts';
import { QUARTER } from '../store/schema/countCells.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let own: { readonly set: string | undefined; readonly zone: string } | null = null;

/**
 * The computer's own zone, which is the organisation's unless the caller names another. Asked for once, since
 * that takes long; Node notices no other change of it than that of its variable.
 */
export function ownZone(): string {
  const set = process.env.TZ;
  if (own === null || own.set !== set)
    own = { set, zone: new Intl.DateTimeFormat().resolvedOptions().timeZone };
  return own.zone;
}

/** Calendars kept, and offsets kept of each: to ask for one takes as long as to read a hundred counters. */
const MOST_CALENDARS = 20;
const MOST_OFFSETS = 5000;
const calendars = new Map<string, Calendar>();

/** A calendar of one zone. @throws CoreError INVALID for a zone that this computer does not know */
export function calendarOf(zone: string): Calendar {
  const found = calendars.get(zone);
  if (found) return found;
  const made = makeCalendar(zone);
  if (calendars.size >= MOST_CALENDARS) calendars.clear();
  calendars.set(zone, made);
  return made;
}

function makeCalendar(zone: string) {
  let clock: Intl.DateTimeFormat;
  try {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (error) {
    throw new CoreError('INVALID', t('core:dashboard.zone'), {
      cause: error,
    });
  }
  const offsets = new Map<number, number>();
  /** The wall clock at a moment, as milliseconds as if it were UTC. Clocks change at quarters of an hour. */
  const wall = (at: number): number => {
    const quarter = Math.floor(at / QUARTER) * QUARTER;
    const offset = offsets.get(quarter) ?? read(quarter) - quarter;
    if (offsets.size >= MOST_OFFSETS) offsets.clear();
    offsets.set(quarter, offset);
    return at + offset;
  };
  const read = (at: number): number => {
    const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
    return Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
  };
  /**
   * The first moment of the day with this wall clock, also where clocks change at midnight and the day begins
   * at 1:00.
   */
  const beginOf = (wallDay: number): number => {
    for (const offset of [0, 1]) {
      const guess = wallDay + offset * HOUR;
      const first = guess - (wall(guess) - guess);
      const at = guess - (wall(first) - first);
      if (Math.floor(wall(at) / DAY) * DAY === wallDay && wall(at) <= guess) return at;
    }
    return wallDay - (wall(wallDay) - wallDay);
  };
  const dayOf = (at: number) => Math.floor(wall(at) / DAY) * DAY;
  return {
    /** Begin of the day that is `days` after the day of `at` (before, if negative). */
    day: (at: number, days = 0): number => beginOf(dayOf(at) + days * DAY),
    /** How many days from `from` up to `to`. */
    days: (from: number, to: number): number => Math.round((dayOf(to) - dayOf(from)) / DAY),
    /** Days or weeks from `from` up to `to`, without the latter; both begin a day. */
    spans(from: number, to: number, step: 'day' | 'week'): Span[] {
      const spans: Span[] = [];
      for (let begin = from; begin < to; ) {
        const end = Math.min(to, beginOf(dayOf(begin) + (step === 'day' ? 1 : 7) * DAY));
        spans.push({ from: begin, to: end });
        begin = end;
      }
      return spans;
    },
    /** The day of a moment, such as 2026-03-03. */
    iso: (at: number): string => new Date(dayOf(at)).toISOString().slice(0, 10),
  };
}
export type Calendar = ReturnType<typeof makeCalendar>;
