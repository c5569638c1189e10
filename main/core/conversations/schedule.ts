import { Schedule } from '../../../shared/contract/campaigns/schedule.ts';
import type { Region } from '../../../shared/schema/words.ts';
import { anywhere } from '../rules/quietHours.ts';
import { instantsOf } from '../rules/schedule.ts';

/** A campaign's schedule as the store keeps it. */
export const readSchedule = (kept: string): Schedule => Schedule.parse(JSON.parse(kept));

/** The same for screens, which go on where it cannot be read; what decides about texts never asks this. */
export function schedulePlanned(kept: string | null): Schedule | null {
  try {
    return kept === null ? null : readSchedule(kept);
  } catch {
    return null;
  }
}

const DAY = 86_400_000;

/**
 * When a moment of the schedule comes first and last among a region's contacts, in UTC milliseconds. Of the
 * region's own clocks, since nobody reads every contact for it.
 */
export function spanInRegion(
  moment: string,
  zone: string | null,
  region: Region,
): { readonly first: number; readonly last: number } {
  const instants = instantsOf(moment, zone, anywhere(region).zones, region);
  return { first: Math.min(...instants), last: Math.max(...instants) };
}

/** When the campaign is to close for good; null: never by itself. */
export function closesAt({ endsAt, zone, closeAfterDays }: Schedule, region: Region): number | null {
  if (endsAt === null || closeAfterDays === null) return null;
  return spanInRegion(endsAt, zone, region).last + closeAfterDays * DAY;
}

/** Whether the schedule lets the campaign text people first today somewhere in its region. */
export function mayBegin({ startsAt, endsAt, zone }: Schedule, region: Region, now: number): boolean {
  if (startsAt !== null && now < spanInRegion(startsAt, zone, region).first) return false;
  return endsAt === null || now < spanInRegion(endsAt, zone, region).last;
}

/**
 * What of a schedule lies ahead everywhere in the region: for a copy, which must not begin with moments that
 * have passed. Null: nothing does.
 */
export function stillAhead(schedule: Schedule, region: Region, now: number): Schedule | null {
  const { zone, startsAt, endsAt, pauses, closeAfterDays } = schedule;
  const ahead = (moment: string) => spanInRegion(moment, zone, region).first > now;
  const left = {
    zone,
    startsAt: startsAt !== null && ahead(startsAt) ? startsAt : null,
    endsAt: endsAt !== null && ahead(endsAt) ? endsAt : null,
    pauses: pauses.filter(({ from }) => ahead(from)),
  };
  if (left.startsAt === null && left.endsAt === null && left.pauses.length === 0) return null;
  return { ...left, closeAfterDays: left.endsAt === null ? null : closeAfterDays };
}
