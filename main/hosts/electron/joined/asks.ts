import { z } from 'zod';

/** What a page asks about organisations. renderer/host.ts has the same as types. */
export const Ask = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('state') }),
  /** Works for the organisation that this link leads to, from now on. */
  z.object({ kind: z.literal('join'), link: z.string().max(4000) }),
  /** Goes to an organisation that was joined; null: to the console on this computer. */
  z.object({ kind: z.literal('open'), address: z.string().max(400).nullable() }),
  z.object({ kind: z.literal('forget'), address: z.string().max(400) }),
  /** The link that was opened is not asked about again. */
  z.object({ kind: z.literal('link-seen') }),
]);
export type Ask = z.infer<typeof Ask>;
