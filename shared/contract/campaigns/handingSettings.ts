import { z } from 'zod';
import { Id } from '../base/procedure.ts';

const Minutes = z.number().int().min(5);

/** How a campaign hands out contacts on request. */
export const Handing = z.object({
  batch: z.number().int().min(1).max(1000).default(50).describe('Contacts for one press of the button'),
  mostPerDay: z
    .number()
    .int()
    .min(1)
    .max(100_000)
    .nullable()
    .default(500)
    .describe('First texts of one texter in one day; null: as many as they like'),
  mayAsk: z
    .array(Id)
    .max(500)
    .nullable()
    .default(null)
    .describe('Those of the campaign’s texters who may ask; null: all of them'),
  idleMinutes: Minutes.max(1440)
    .default(30)
    .describe('Whoever does nothing for so long counts as gone: contacts not texted go back'),
  answerMinutes: Minutes.max(10_080)
    .default(60)
    .describe('A reply that nobody answers for so long is offered to whoever is there'),
});
export type Handing = z.infer<typeof Handing>;
export type HandingInput = z.input<typeof Handing>;
