import type { Region } from '../../../shared/schema/words.ts';
import type { QuietHours } from './types.ts';

const MINUTE = 60_000;
const DAY_MINUTES = 1440;

/** 8:00 inclusive to 21:00 exclusive: 47 CFR 64.1200(c)(1) in the US, our default everywhere. */
export const LEGAL_HOURS: QuietHours = { sendFrom: 8 * 60, sendUntil: 21 * 60 };

/** One zone for each distinct wall clock of a region, east to west; daylight-saving exceptions have their own. */
export const REGION_ZONES: Record<Region, readonly string[]> = {
  US: [
    'America/New_York',
    'America/Chicago',
    'America/Denver',
    'America/Phoenix',
    'America/Los_Angeles',
    'America/Anchorage',
    'America/Adak',
    'Pacific/Honolulu',
  ],
  CA: [
    'America/St_Johns',
    'America/Halifax',
    'America/Toronto',
    'America/Winnipeg',
    'America/Regina',
    'America/Edmonton',
    'America/Whitehorse',
    'America/Vancouver',
  ],
  GB: ['Europe/London'],
};

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat | null {
  const kept = clocks.get(zone);
  if (kept) return kept;
  try {
    const clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    clocks.set(zone, clock);
    return clock;
  } catch {
    return null; // Not a zone that this machine knows; the caller falls back to the whole region.
  }
}

function minutesOf(clock: Intl.DateTimeFormat, at: number): number {
  const [hour, minute] = clock.format(at).split(':');
  return Number(hour) * 60 + Number(minute);
}

const within = (minutes: number, hours: QuietHours) => minutes >= hours.sendFrom && minutes < hours.sendUntil;

/** First instant from `at` on, at a full minute unless it is `at` itself, when the zone's wall clock allows sending. */
function nextIn(clock: Intl.DateTimeFormat, at: number, hours: QuietHours): number {
  const allowed = (instant: number) => within(minutesOf(clock, instant), hours);
  if (allowed(at)) return at;
  let next = Math.floor(at / MINUTE) * MINUTE;
  // Jump to the opening by today's offset, and once more if the clock was put back in between and we fell short of it.
  for (let jumps = 0; jumps < 3 && !allowed(next); jumps += 1) {
    next += ((hours.sendFrom - minutesOf(clock, next) + DAY_MINUTES) % DAY_MINUTES) * MINUTE;
  }
  // If it was put forward we overshot by an hour at most; the opening itself may be in the hour that was skipped.
  while (next - MINUTE > at && allowed(next - MINUTE)) next -= MINUTE;
  return next;
}

function nextInAll(all: readonly Intl.DateTimeFormat[], now: number, hours: QuietHours): number | null {
  let at = now;
  // Each round moves to the latest opening of all zones; two days decide whether one instant suits all of them.
  for (let round = 0; round < 8; round += 1) {
    const next = Math.max(...all.map((clock) => nextIn(clock, at, hours)));
    if (next === at) return at;
    at = next;
  }
  return null;
}

/**
 * Until when a text must wait for the recipient's quiet hours (design, rule 12); null if it may go now.
 * `zones`: IANA names in which the recipient may be, all of which must allow it; null, empty or unknown names mean all
 * zones of the region (the strictest counts). `now` and the result are UTC milliseconds.
 * If the organisation's hours are so narrow that no instant suits all zones, the legal hours count for all of them
 * instead; should even those never meet (zones of no one country), the last zone, which opens latest, decides.
 */
export function quietUntil(
  now: number,
  zones: readonly string[] | null,
  region: Region,
  hours: QuietHours,
): number | null {
  const named = (zones ?? []).map(clockOf);
  const usable = named.filter((clock) => clock !== null);
  const trusted = named.length > 0 && usable.length === named.length;
  const all = trusted ? usable : REGION_ZONES[region].map(clockOf).filter((clock) => clock !== null);
  const last = all.at(-1);
  const possible = hours.sendFrom < hours.sendUntil ? hours : LEGAL_HOURS;
  const until =
    nextInAll(all, now, possible) ??
    nextInAll(all, now, LEGAL_HOURS) ??
    (last ? nextIn(last, now, LEGAL_HOURS) : now);
  return until === now ? null : until;
}
