import { z } from 'zod';
import holidayData from './data/stateHolidays.json' with { type: 'json' };
import hourData from './data/stateHours.json' with { type: 'json' };
import type { QuietHours } from './types.ts';

/** The weekday of a day counted from 1 January 1970, which was a Thursday; 0 is Sunday. */
const weekdayOf = (day: number) => (day + 4) % 7;
const dayOf = (date: string) => Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000);

const Clock = z
  .string()
  .regex(/^\d{1,2}:\d\d$/)
  .transform((text) => {
    const [hour, minute] = text.split(':');
    return Number(hour) * 60 + Number(minute);
  });
/** Null: no texts on such a day. */
const Span = z
  .tuple([Clock, Clock])
  .transform(([sendFrom, sendUntil]): QuietHours => ({ sendFrom, sendUntil }))
  .nullable()
  .optional();
const Law = z.object({
  states: z.array(z.string().length(2)),
  since: z.iso.date().transform(dayOf).optional(),
  weekday: Span,
  saturday: Span,
  sunday: Span,
  holiday: Span,
});
type Law = z.infer<typeof Law>;

const laws = new Map<string, Law[]>();
for (const law of Law.array().parse(hourData.laws)) {
  for (const state of law.states) laws.set(state, [...(laws.get(state) ?? []), law]);
}
const holidays = new Map(
  Object.entries(holidayData.days).map(([state, dates]) => [state, new Set(dates.map(dayOf))]),
);

const NO_TEXTS: QuietHours = { sendFrom: 0, sendUntil: 0 };

/** Of two spans of a day, the time that both allow; empty where `sendFrom` is not before `sendUntil`. */
export function both(a: QuietHours, b: QuietHours): QuietHours {
  return { sendFrom: Math.max(a.sendFrom, b.sendFrom), sendUntil: Math.min(a.sendUntil, b.sendUntil) };
}

/** Whether a state or province (two letters) has a law that is stricter than 8:00 to 21:00 on some day. */
export const hasLaw = (state: string): boolean => laws.has(state);

/** What a law says about a day: its hours, and whether it treats the day specially. */
export type LawfulDay = {
  readonly hours: QuietHours;
  readonly kind: 'weekday' | 'sunday' | 'saturday' | 'holiday';
};

/**
 * The hours that a state's own law leaves on a day (days since 1970-01-01, in the local calendar); null where
 * it has none that is stricter. The data and its sources are in data/stateHours.json.
 */
export function lawfulDay(state: string, day: number): LawfulDay | null {
  const weekday = weekdayOf(day);
  const kind = weekday === 0 ? 'sunday' : weekday === 6 ? 'saturday' : 'weekday';
  const limits: LawfulDay[] = [];
  for (const law of laws.get(state) ?? []) {
    if (law.since !== undefined && day < law.since) continue;
    const usual = weekday === 0 ? law.sunday : weekday === 6 ? law.saturday : law.weekday;
    if (usual !== undefined) limits.push({ hours: usual ?? NO_TEXTS, kind });
    if (law.holiday !== undefined && holidays.get(state)?.has(day)) {
      limits.push({ hours: law.holiday ?? NO_TEXTS, kind: 'holiday' });
    }
  }
  const [first] = limits;
  if (first === undefined) return null;
  const hours = limits.map((limit) => limit.hours).reduce(both);
  return { hours, kind: limits.find((limit) => limit.hours === NO_TEXTS)?.kind ?? first.kind };
}
