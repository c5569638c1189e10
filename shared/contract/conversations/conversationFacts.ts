import { z } from 'zod';
import { OptOutCause } from '../../schema/causes.ts';
import { SpanText } from '../../schema/range.ts';
import { Flag, Id } from '../base/procedure.ts';

/** What became of a text after it left. */
export const TextState = z.enum(['delivered', 'sent', 'failed', 'unknown']);
export type TextState = z.infer<typeof TextState>;

const IdOrNone = z.union([z.literal('none'), Id]);

/**
 * Filters by facts of a conversation, as the dashboard counts them. Admins and supervisors only: a texter
 * could find out automatic opt-outs with them.
 */
export const FactFilter = z.object({
  texted: SpanText.optional().describe('When the first text left, UTC milliseconds'),
  textState: TextState.optional().describe('What became of the first text'),
  textedBy: IdOrNone.optional().describe('Who wrote the first text'),
  senderNumberId: IdOrNone.optional().describe('Where the first text left from'),
  sameScriptAs: Id.optional().describe('A campaign: the conversations of all campaigns with the same script'),
  replied: Flag.optional(),
  optOutHere: z
    .union([z.literal('any'), OptOutCause])
    .optional()
    .describe('An opt-out in force that arose in this conversation, by its cause'),
  optOutAt: SpanText.optional().describe('When that opt-out was made, UTC milliseconds'),
  enforcedAfter: SpanText.optional().describe('Milliseconds from the contact’s words to that opt-out'),
  softRefusal: Flag.optional().describe(
    'A reply was unwilling without a request to stop; only true asks for anything',
  ),
  refusal: z.string().max(40).optional().describe('Error code with which a provider refused a text'),
});
export type FactFilter = z.infer<typeof FactFilter>;
