const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Offsets of zones change at full quarters of an hour only. */
const QUARTER = 15 * MINUTE;

/** What the clock and the calendar on the wall say. */
export type WallTime = {
  /** Days since 1 January 1970 in the local calendar. */
  readonly day: number;
  /** Minutes since midnight. */
  readonly minute: number;
};

/** One zone's clock. */
export type ZoneClock = {
  readonly zone: string;
  /** The wall time at an instant (UTC milliseconds). */
  at(instant: number): WallTime;
  /**
   * Every instant at which the clock shows `minute` on `day`: none where it is put forward over that time,
   * two where it is put back.
   */
  instantsOf(day: number, minute: number): number[];
  /** The instants on `day` at which the clock is put forward or back; usually none. */
  changesOn(day: number): number[];
};

const clocks = new Map<string, ZoneClock | null>();

/** The clock of an IANA zone; null where this machine does not know it. */
export function zoneClock(zone: string): ZoneClock | null {
  const kept = clocks.get(zone);
  if (kept !== undefined) return kept;
  const made = make(zone);
  clocks.set(zone, made);
  return made;
}

function make(zone: string): ZoneClock | null {
  const offsetAt = offsetReader(zone);
  if (offsetAt === null) return null;
  const at = (instant: number): WallTime => {
    const local = instant + offsetAt(instant);
    const day = Math.floor(local / DAY);
    return { day, minute: Math.floor((local - day * DAY) / MINUTE) };
  };
  return {
    zone,
    at,
    instantsOf(day, minute) {
      const local = day * DAY + minute * MINUTE;
      const offsets = new Set([offsetAt(local - DAY), offsetAt(local + DAY)]);
      const tries = [...offsets].map((offset) => local - offset);
      return tries.filter((instant) => instant + offsetAt(instant) === local).sort((a, b) => a - b);
    },
    changesOn(day) {
      // Wide enough for every zone's day: from 14 hours before midnight in UTC to 12 hours after the next.
      const [from, to] = [day * DAY - 14 * HOUR, (day + 1) * DAY + 12 * HOUR];
      if (offsetAt(from) === offsetAt(to)) return [];
      let change = from;
      while (change < to && offsetAt(change) === offsetAt(from)) change += QUARTER;
      return at(change).day === day ? [change] : [];
    },
  };
}

/**
 * Milliseconds to add to UTC. The latest quarter of an hour is remembered, since a claim asks for many texts
 * at once.
 */
function offsetReader(zone: string): ((instant: number) => number) | null {
  const format = formatOf(zone);
  if (format === null) return null;
  const kept = new Map<number, number>();
  return (instant) => {
    const quarter = Math.floor(instant / QUARTER) * QUARTER;
    const known = kept.get(quarter);
    if (known !== undefined) return known;
    const [, month, day, year, hour, minute] =
      /(\d+)\/(\d+)\/(\d+), (\d+):(\d+)/.exec(format.format(quarter)) ?? [];
    const local = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
    if (kept.size > 500) kept.clear();
    kept.set(quarter, local - quarter);
    return local - quarter;
  };
}

function formatOf(zone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  } catch {
    return null;
  }
}
