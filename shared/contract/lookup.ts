import { z } from 'zod';
import { OptOutCause } from '../schema/causes.ts';
import { GuardRule } from '../schema/guardRules.ts';
import { says } from '../text/says.ts';
import { ViewAs } from './access/viewAs.ts';
import { atDesks, Time } from './base/procedure.ts';
import { ConversationRow, ThreadEvent } from './conversations.ts';
import { Why } from './people.ts';

/** How many texts left, arrived, and were stopped by a rule. */
const Counts = z.object({ sent: z.number(), received: z.number(), prevented: z.number() });

/** One conversation of the number, as far as the caller may see it. */
export const LookedUpConversation = ConversationRow.extend({
  ...Counts.shape,
  senderNumber: z.string().nullable(),
  /** Why nothing can be sent in it now; null: it can. */
  rule: GuardRule.nullable(),
  sentence: z.string(),
  /** Opt-outs, opt-ins and prevented texts, earliest first. */
  events: z.array(ThreadEvent),
});
export type LookedUpConversation = z.infer<typeof LookedUpConversation>;

/**
 * Everything that the caller may know of one number. A texter gets their own conversations only: a number
 * that was opted out automatically looks to them like an unknown one.
 */
export const LookedUp = z.object({
  number: z.string(),
  name: z.string(),
  conversations: z.array(LookedUpConversation),
  totals: Counts,
  /** The whole answer with each of our sender numbers; null for texters, and for an erased person. */
  why: Why.nullable(),
  /** All that is known of an erased person; null for texters. */
  erased: z.object({ at: Time, optedOut: z.boolean(), optedOutAt: Time.nullable() }).nullable(),
});
export type LookedUp = z.infer<typeof LookedUp>;

/** One entry of a pasted list. */
export const LookedUpEntry = z.object({
  /** As it was pasted. */
  input: z.string(),
  /** null: it is no phone number. */
  number: z.string().nullable(),
  name: z.string(),
  /** How many conversations the caller may see. */
  conversations: z.number(),
  /** null for texters outside of their own conversations, and where there is no number. */
  optedOut: z.boolean().nullable(),
  /** Nothing is sent until somebody decides; null as for `optedOut`. */
  onHold: z.boolean().nullable(),
  cause: OptOutCause.nullable(),
  optedOutAt: Time.nullable(),
  /** How many of our sender numbers a provider blocks for it; 0 for texters. */
  blocks: z.number(),
  /** When the person was erased; null for texters. */
  erasedAt: Time.nullable(),
  /** The same number stands further up in the list. */
  again: z.boolean(),
});
export type LookedUpEntry = z.infer<typeof LookedUpEntry>;

export const LOOKUP_LIMIT = 1000;
const tags = ['Look-up'];

export const lookup = {
  number: atDesks.signedIn
    .route({ method: 'GET', path: '/lookup', tags, summary: 'Everything that you may know of one number' })
    .input(ViewAs.extend({ number: z.string().max(60).describe('In any format') }))
    .output(LookedUp),
  list: atDesks.signedIn
    .meta({ roles: 'signed-in', whileViewing: true })
    .route({
      method: 'POST',
      path: '/lookup/list',
      tags,
      summary: 'A pasted list of numbers, one answer each',
    })
    .input(
      ViewAs.extend({
        text: z
          .string()
          .max(100_000, says('api:lookupLong'))
          .describe('Numbers in any format, one a line or between commas, semicolons or tabs'),
      }),
    )
    .output(
      z.object({
        entries: z.array(LookedUpEntry),
        /** How many entries were left out, since a list has a limit. */
        leftOut: z.number(),
      }),
    ),
};
