import type { Region } from '../../../shared/schema/words.ts';
import { both, hasLaw, lawfulDay } from './stateHours.ts';
import type { LawReason, Place, QuietHours, QuietReason, TextingHours } from './types.ts';
import { type ZoneClock, zoneClock } from './zoneClock.ts';

/** 8:00 inclusive to 21:00 exclusive: 47 CFR 64.1200(c)(1) in the US, our default everywhere. */
export const LEGAL_HOURS: QuietHours = { sendFrom: 8 * 60, sendUntil: 21 * 60 };

/**
 * One zone for each distinct wall clock of a region, from east to west, for numbers whose place is unknown.
 * Exceptions of daylight saving have their own. The islands of the far Pacific are left out: with them, no
 * hour of the day would do.
 */
const REGION_ZONES: Record<Region, readonly string[]> = {
  US: [
    'America/Puerto_Rico',
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

/**
 * The place of a person about whom nothing tells where they are. No state's law counts, since no state is
 * known.
 */
export function anywhere(region: Region): Place {
  return { by: 'region', what: region, zones: REGION_ZONES[region], states: region === 'CA' ? ['ON'] : [] };
}

const DAY = 86_400_000;
/** How many days ahead an opening is searched for: more than any series of Sundays and holidays. */
const HORIZON_DAYS = 15;

/** One zone's clock and the hours that hold there. */
type Rule = {
  readonly clock: ZoneClock;
  readonly hours: QuietHours;
  readonly state: string | null;
  readonly place: Place;
};

type Quiet = {
  /**
   * When to ask again: the first instant at which all clocks and laws allow it. Null: none within two weeks.
   */
  readonly until: number | null;
  readonly why: QuietReason;
};

function hoursOn(rule: Rule, day: number): QuietHours {
  const law = rule.state === null ? null : lawfulDay(rule.state, day);
  return law === null ? rule.hours : both(rule.hours, law.hours);
}

function allows(rule: Rule, instant: number): boolean {
  const { day, minute } = rule.clock.at(instant);
  const { sendFrom, sendUntil } = hoursOn(rule, day);
  return minute >= sendFrom && minute < sendUntil;
}

/** First instant from `at` on that the rule allows; null if none is before the horizon. */
function nextIn(rule: Rule, at: number): number | null {
  if (allows(rule, at)) return at;
  const { day: today } = rule.clock.at(at);
  for (let day = today; day <= today + HORIZON_DAYS; day += 1) {
    const { sendFrom, sendUntil } = hoursOn(rule, day);
    if (sendFrom >= sendUntil) continue;
    // Where a clock is put forward over the opening, or back into the hours, they open at the change.
    const moments = [...rule.clock.instantsOf(day, sendFrom), ...rule.clock.changesOn(day)];
    const open = moments.filter((moment) => moment > at && allows(rule, moment));
    if (open.length > 0) return Math.min(...open);
  }
  return null;
}

function nextInAll(rules: readonly Rule[], now: number): number | null {
  let at = now;
  while (at <= now + HORIZON_DAYS * DAY) {
    const from = at;
    for (const rule of rules) {
      const next = nextIn(rule, from);
      if (next === null) return null;
      at = Math.max(at, next);
    }
    if (at === from) return at;
  }
  return null;
}

/** Every rule that may apply: each zone of each place, with the law of the place's state. */
function rulesOf({ places, region, quietHours, stateLaws }: TextingHours): Rule[] {
  const rules = new Map<string, Rule>();
  const add = (place: Place, zone: string, state: string | null) => {
    const clock = zoneClock(zone);
    if (clock === null) return false;
    const key = `${zone} ${state ?? ''}`;
    if (!rules.has(key)) rules.set(key, { clock, hours: quietHours, state, place });
    return true;
  };
  let trusted = places.length > 0 && places.every((place) => place.zones.length > 0);
  for (const place of places) {
    const states = stateLaws ? place.states.filter((state) => hasLaw(state)) : [];
    for (const zone of place.zones) {
      if (!add(place, zone, null)) trusted = false;
      for (const state of states) add(place, zone, state);
    }
  }
  if (!trusted) {
    const place = anywhere(region);
    for (const zone of place.zones) {
      add(place, zone, null);
      for (const state of stateLaws ? place.states : []) add(place, zone, state);
    }
  }
  return [...rules.values()];
}

/** Which limit of the law forbids that moment; null where none does. */
function lawReason(rule: Rule, moment: number): LawReason | null {
  if (rule.state === null) return null;
  const { day, minute } = rule.clock.at(moment);
  const law = lawfulDay(rule.state, day);
  if (law === null) return null;
  const { sendFrom, sendUntil } = both(rule.hours, law.hours);
  const at = { state: rule.state, minute: minute < sendFrom ? sendFrom : sendUntil };
  if (sendFrom >= sendUntil) return { ...at, limit: law.kind };
  return minute < sendFrom
    ? { ...at, limit: 'from' }
    : minute >= sendUntil
      ? { ...at, limit: 'until' }
      : null;
}

function whyOf(rule: Rule, now: number): QuietReason {
  const usual = { ...rule, state: null };
  const clock = !allows(usual, now);
  // Where the usual hours forbid it too, the law is named if it still forbids the moment at which they begin.
  const begin = clock ? nextIn(usual, now) : now;
  const law = begin === null ? null : lawReason(rule, begin);
  return { never: false, zone: rule.clock.zone, by: rule.place.by, what: rule.place.what, clock, law };
}

/**
 * Whether a text must wait for the recipient's hours (design, rule 12), until when, and why; null if it may
 * go now. All zones of all places and the laws of all their states must allow it: the strictest counts.
 * Without a place, or with a zone that this machine does not know, all zones of the region must. `now` is in
 * UTC milliseconds.
 */
export function quiet(now: number, hours: TextingHours): Quiet | null {
  const rules = rulesOf(hours);
  const stopping = rules.filter((rule) => !allows(rule, now));
  const [first] = stopping;
  if (first === undefined) return null;
  const until = nextInAll(rules, now);
  if (until === null) return { until, why: { ...whyOf(first, now), never: true } };
  // The rule that ends last is named; of two, the clock, since it is easier to understand than a law.
  const ends = stopping.map((rule) => ({ rule, at: nextIn(rule, now) ?? until }));
  ends.sort((a, b) => b.at - a.at || Number(a.rule.state !== null) - Number(b.rule.state !== null));
  return { until, why: whyOf(ends[0]?.rule ?? first, now) };
}

/**
 * Until when texts that may leave now may still leave, in UTC milliseconds; null where nothing ends it
 * (texting hours are off).
 */
export function openUntil(now: number, hours: TextingHours): { at: number; zone: string } | null {
  let end: { at: number; zone: string } | null = null;
  for (const rule of rulesOf(hours)) {
    const { day } = rule.clock.at(now);
    const { sendUntil } = hoursOn(rule, day);
    const [at] = rule.clock.instantsOf(day, sendUntil).filter((instant) => instant > now);
    if (at === undefined) continue;
    if (sendUntil < 1440 && (end === null || at < end.at)) end = { at, zone: rule.clock.zone };
  }
  return end;
}
