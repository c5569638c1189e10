import type { Region } from '../../../shared/schema/words.ts';
import { anywhere } from './quietHours.ts';
import type { Plan } from './types.ts';
import { type ZoneClock, zoneClock } from './zoneClock.ts';

/**
 * Moments on the wall, such as 2026-12-01T09:00, in one zone or, where that is null, in each contact's own.
 */
export type Moments = {
  readonly zone: string | null;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly pauses: readonly { readonly from: string; readonly until: string }[];
};

const DAY = 86_400_000;

/**
 * The first instant at which the clock shows that minute of that day or a later one, in UTC milliseconds:
 * where it is put forward over the minute, the change; where it shows it twice, the first time.
 */
function firstAt(clock: ZoneClock, day: number, minute: number): number {
  const [shown] = clock.instantsOf(day, minute);
  if (shown !== undefined) return shown;
  const change = clock.changesOn(day).find((at) => clock.at(at).minute >= minute);
  // The change may end on the next day, which then begins with it.
  return change ?? clock.changesOn(day + 1)[0] ?? firstAt(clock, day + 1, 0);
}

function instantIn(clock: ZoneClock, moment: string): number {
  const day = Math.floor(Date.parse(`${moment.slice(0, 10)}T00:00Z`) / DAY);
  return firstAt(clock, day, Number(moment.slice(11, 13)) * 60 + Number(moment.slice(14, 16)));
}

/** The clocks in which moments count. `own`: the zones in which the contact may be. */
function clocksOf(zone: string | null, own: readonly string[], region: Region): ZoneClock[] {
  const clocks = (zone === null ? own : [zone]).map(zoneClock);
  // A zone that this machine does not know may be any in the region, so all of them count.
  const trusted = clocks.length > 0 && !clocks.includes(null);
  return (trusted ? clocks : [...clocks, ...anywhere(region).zones.map(zoneClock)]).filter(
    (clock) => clock !== null,
  );
}

/** The instants at which a moment comes in each of the zones. @see planAt */
export function instantsOf(
  moment: string,
  zone: string | null,
  own: readonly string[],
  region: Region,
): number[] {
  return clocksOf(zone, own, region).map((clock) => instantIn(clock, moment));
}

/**
 * What a schedule means for one contact at `now`, in UTC milliseconds. `own`: the zones in which they may be;
 * where these are several, the strictest counts: the campaign begins when its start has come in all of them,
 * and pauses and ends as soon as one of them is there.
 */
export function planAt(schedule: Moments, own: readonly string[], region: Region, now: number): Plan {
  const { zone, startsAt, endsAt, pauses } = schedule;
  const at = (moment: string) => instantsOf(moment, zone, own, region);
  const pausedUntil = pauses
    .map(({ from, until }) => ({ from: Math.min(...at(from)), until: Math.max(...at(until)) }))
    .filter(({ from, until }) => from <= now && now < until)
    .reduce<number | null>((latest, { until }) => Math.max(latest ?? until, until), null);
  return {
    startsAt: startsAt === null ? null : Math.max(...at(startsAt)),
    endsAt: endsAt === null ? null : Math.min(...at(endsAt)),
    pausedUntil,
  };
}
