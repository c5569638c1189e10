import { z } from 'zod';
import { says } from '../../text/says.ts';

/** This century and the next: a field gives the year 0026 while somebody types. */
const SHAPE = /^2[01]\d\d-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d$/;

/** Whether the calendar has that day. */
const isDay = (moment: string) => {
  const at = Date.parse(`${moment}Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(moment);
};

/** A date and a time on the wall, without a zone: 2026-12-01T09:00. */
const Moment = z
  .string()
  .max(16, says('api:moment'))
  .regex(SHAPE, says('api:moment'))
  .refine(isDay, says('api:moment'))
  .describe('Date and time on the wall there, such as 2026-12-01T09:00');

const Pause = z.object({
  from: Moment.describe('From then on nothing leaves'),
  until: Moment.describe('What was held up leaves from then on'),
});

/**
 * When a campaign begins, pauses and ends by itself. Where a clock is put forward over a moment, the change
 * is the moment; where it shows the moment twice, the first time counts.
 */
export const Schedule = z.object({
  zone: z
    .string()
    .trim()
    .max(60)
    .nullable()
    .default(null)
    .describe('IANA time zone of all moments; null: each contact’s own, all of them where several may be'),
  startsAt: Moment.nullable().default(null).describe('Until then nobody is texted first'),
  endsAt: Moment.nullable()
    .default(null)
    .describe('From then on nobody is texted who has not written; who wrote is answered'),
  pauses: z.array(Pause).max(20).default([]).describe('While one lasts nothing leaves, also no answers'),
  closeAfterDays: z
    .number()
    .int()
    .min(0)
    .max(60)
    .nullable()
    .default(null)
    .describe('So many days after the end it closes for good; null: a person closes it'),
});
export type Schedule = z.infer<typeof Schedule>;
