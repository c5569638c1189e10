import { z } from 'zod';

/** A date and a time on the wall, without a zone: 2026-12-01T09:00. */
export const Moment = z.iso
  .datetime({ local: true, offset: false, precision: -1 })
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/)
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
