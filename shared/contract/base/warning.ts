import { z } from 'zod';

/**
 * What a caller is asked about before it is done. A call that meets one is refused with UNCONFIRMED and names
 * each; repeated with these codes in `confirmed`, it goes ahead. So the screen and other programs are asked
 * the same questions.
 */
export const WarningCode = z.enum([
  'script-no-organisation',
  'script-no-opt-out',
  'script-unknown-fields',
  'one-character',
  'one-emoji',
  'stop-waiting',
  'stops-waiting',
  'texts-waiting',
  'confirmation-markets',
  'state-hours-off',
  'sender-has-queued',
  'sender-has-contacts',
]);
export type WarningCode = z.infer<typeof WarningCode>;

/** `message`: a sentence for the person who decides, in their language. */
export const Warning = z.object({ code: WarningCode, message: z.string() });
export type Warning = z.infer<typeof Warning>;

/** For inputs of calls that may warn. */
export const Confirmed = z
  .array(WarningCode)
  .max(WarningCode.options.length)
  .default([])
  .describe('Warnings that were read and accepted: the codes that an UNCONFIRMED answer named');
