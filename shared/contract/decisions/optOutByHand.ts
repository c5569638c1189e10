import { z } from 'zod';
import { says } from '../../text/says.ts';
import { Time } from '../base/procedure.ts';

/** The confirmation after an opt-out by hand. One segment is usual; more is allowed and costs more. */
export const ConfirmationWords = z
  .string()
  .trim()
  .min(1, says('api:confirmationEmpty'))
  .max(480, says('api:confirmationLong'));

/** Whether an opt-out by hand may be confirmed by a text (design, rule 5). */
export const ConfirmationOffer = z.discriminatedUnion('offered', [
  z.object({
    offered: z.literal(true),
    /** The organisation's own words, filled in, for the person to edit. */
    text: z.string(),
    others: z
      .array(z.object({ language: z.string().describe('ISO 639-1'), text: z.string() }))
      .describe('The same in languages that contacts write most'),
    language: z
      .string()
      .nullable()
      .describe(
        'Which of them this contact reads, by their file or texts; null: not known, or that of `text`',
      ),
    /** It is too late five minutes after the contact's last text. */
    until: Time,
    /** Milliseconds until then, for a screen whose clock may be wrong. */
    left: z.number(),
  }),
  z.object({ offered: z.literal(false), why: z.string() }),
]);
export type ConfirmationOffer = z.infer<typeof ConfirmationOffer>;

/**
 * How long the screen offers to undo an opt-out by hand, in milliseconds; the core accepts it a little
 * longer.
 */
export const UNDO_SHOWN = 10_000;
