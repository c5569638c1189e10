import { z } from 'zod';

/**
 * What a caller has to confirm before it is done. Such a call is refused with UNCONFIRMED and the codes;
 * repeated with these codes in `confirmed`, it goes ahead. So the screen and other programs have to confirm
 * the same.
 */
export const WarningCode = z.enum([
  'script-no-organisation',
  'script-no-opt-out',
  'script-unknown-fields',
  'replies-unknown-fields',
  'empty-field',
  'one-character',
  'one-emoji',
  'stop-waiting',
  'stops-waiting',
  'texts-waiting',
  'confirmation-markets',
  'state-hours-off',
  'sender-has-queued',
  'sender-has-contacts',
  'schedule-ended',
  'schedule-start-quiet',
  'schedule-too-short',
]);
export type WarningCode = z.infer<typeof WarningCode>;

/** `message`: a sentence for the caller, in their language. */
export const Warning = z.object({ code: WarningCode, message: z.string() });
export type Warning = z.infer<typeof Warning>;

/** For inputs of calls that may warn. */
export const Confirmed = z
  .array(WarningCode)
  .max(WarningCode.options.length)
  .default([])
  .describe('Warnings that were read and accepted: the codes that an UNCONFIRMED answer named');
