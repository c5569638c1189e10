import { z } from 'zod';

/** Why a console cannot be reached, or a link is good for nothing; the screen has a sentence for each. */
export const JoinTrouble = z.enum([
  // It is no link of Heed, or not whole.
  'link',
  // It begins with http, so others could read along.
  'plain',
  // There is no such address.
  'name',
  // Nobody answers there.
  'unreachable',
  // No authority vouches for its certificate.
  'certificate',
  // Its certificate is not the one that the link names.
  'pin',
  // Something else than Heed answers.
  'no-heed',
  // Its Heed and this one do not fit.
  'version',
]);
export type JoinTrouble = z.infer<typeof JoinTrouble>;

/** What became of a try to reach a console. */
export const Reached = z.object({
  problem: JoinTrouble.nullable(),
  /** The console's version of Heed; empty: unknown. */
  version: z.string().max(40),
});
export type Reached = z.infer<typeof Reached>;

const Console = z.object({ address: z.string(), pin: z.string().nullable() });

/** From the main process to the process with the lines to consoles. A port travels beside `connect`. */
export const ToDesk = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('look'), id: z.number(), console: Console }),
  z.object({ kind: z.literal('connect'), console: Console }),
  /** What is known of this console, the sign-in with it, is forgotten. */
  z.object({ kind: z.literal('forget'), address: z.string() }),
]);
export type ToDesk = z.infer<typeof ToDesk>;

export const FromDesk = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('looked'), id: z.number(), reached: Reached }),
  /** What became of the latest try to connect a window. */
  z.object({ kind: z.literal('line'), address: z.string(), reached: Reached }),
]);
export type FromDesk = z.infer<typeof FromDesk>;
