import { z } from 'zod';
import { Code } from '../../questions/script.ts';
import { ClosedAs } from '../../schema/words.ts';

/** Some of a campaign's contacts, by what became of them. */
export const Who = z
  .discriminatedUnion('by', [
    z.object({ by: z.literal('everybody') }),
    z.object({
      by: z.literal('answer'),
      question: Code,
      choices: z
        .array(Code)
        .min(1)
        .max(20)
        .optional()
        .describe('Those who gave any of these answers; left out: any answer at all'),
    }),
    z.object({ by: z.literal('no-answer'), question: Code }),
    z.object({ by: z.literal('no-reply') }),
    z.object({ by: z.literal('not-texted') }),
    z.object({ by: z.literal('closed-as'), closedAs: z.array(ClosedAs).min(1).max(ClosedAs.options.length) }),
  ])
  .describe('no-answer and no-reply: of those who were texted');
export type Who = z.infer<typeof Who>;
