import { z } from 'zod';
import { OptOutCause } from '../schema/causes.ts';
import { GuardRule } from '../schema/guardRules.ts';
import { MessageState } from '../schema/words.ts';
import { says } from '../text/says.ts';
import { atDesks, Id, Time } from './base/procedure.ts';
import { Confirmed } from './base/warning.ts';
import { OpenAction } from './conversations.ts';
import { ConfirmationOffer, ConfirmationWords } from './decisions/optOutByHand.ts';

/** One number, in any format, or a conversation with it. */
const Which = z.object({ number: z.string().max(60).optional(), conversationId: Id.optional() });

export const OptOutFact = z.object({
  id: Id,
  cause: OptOutCause,
  automatic: z.boolean(),
  rule: z.string(),
  matched: z.string(),
  reason: z.string(),
  by: z.string().nullable(),
  campaignName: z.string().nullable(),
  /** The contact's words, where a text is the evidence. */
  evidence: z.string().nullable(),
  saidAt: Time,
  receivedAt: Time,
  at: Time,
  reversed: z.boolean(),
});
export type OptOutFact = z.infer<typeof OptOutFact>;

/** A fact about the number that is in force, learned in any campaign. */
const KnownFact = z.object({
  id: Id,
  kind: z.enum(['wrong-number', 'dead', 'landline', 'unreachable']),
  /** The provider's code; empty: none. */
  code: z.string(),
  at: Time,
  sentence: z.string(),
});

/** Why this person can or cannot be texted (design, section 6). */
export const Why = z.object({
  number: z.string().nullable(),
  name: z.string(),
  /** Of the whole organisation. */
  optedOut: z.boolean(),
  /** False also while a request to stop waits for a person: texting needs a confirmation then. */
  canBeTexted: z.boolean(),
  /** One line that answers the question. */
  headline: z.string(),
  optOuts: z.array(OptOutFact),
  reversals: z.array(
    z.object({ id: Id, reason: z.string(), by: z.string().nullable(), undo: z.boolean(), at: Time }),
  ),
  senderNumbers: z.array(
    z.object({
      number: z.string(),
      provider: z.string(),
      block: z.enum(['none', 'inferred', 'confirmed', 'cleared']),
      code: z.string(),
      sentence: z.string(),
      notedAt: Time.nullable(),
    }),
  ),
  conversations: z.array(
    z.object({
      id: Id,
      campaignName: z.string(),
      state: z.string(),
      onHold: z.boolean(),
      rule: GuardRule.nullable(),
      sentence: z.string(),
    }),
  ),
  prevented: z.array(
    z.object({
      id: Id,
      campaignName: z.string().nullable(),
      body: z.string(),
      rule: GuardRule,
      sentence: z.string(),
      at: Time,
    }),
  ),
  confirmation: z.object({ state: MessageState, sentBy: z.enum(['heed', 'provider']), at: Time }).nullable(),
  actions: z.array(OpenAction),
  /** Facts about the number: wrong for a name, not in service, a landline. */
  known: z.array(KnownFact),
  /** What happens by itself, and what a person can do. */
  next: z.array(z.string()),
  timeline: z.array(
    z.object({ at: Time, tone: z.enum(['good', 'stop', 'hold', 'plain']), text: z.string() }),
  ),
});
export type Why = z.infer<typeof Why>;

/** Why a person is erased. A choice and no text, since a typed reason would often name the person. */
/** Why a number is used again. A choice and no text, since a typed reason would often name the person. */
export const UseAgainReason = z.enum(['person-said', 'works-again', 'mistaken']);
export type UseAgainReason = z.infer<typeof UseAgainReason>;

export const EraseReason = z.enum(['asked', 'no-basis', 'kept-long-enough']);
export type EraseReason = z.infer<typeof EraseReason>;

/** What erasing a person would delete, in counts. */
export const Erasable = z.object({
  conversations: z.number(),
  texts: z.number(),
  notes: z.number(),
  answers: z.number().describe('Recorded numbers and words'),
  tags: z.number(),
  lists: z.number().describe('Saved lists that the person is in'),
  queued: z.number().describe('Queued texts; they are cancelled'),
  optedOut: z.boolean(),
});
export type Erasable = z.infer<typeof Erasable>;

const tags = ['People'];

export const person = {
  why: atDesks.overseers
    .route({ method: 'GET', path: '/people/why', tags, summary: 'Why can this person (not) be texted?' })
    .input(Which)
    .output(Why),
  optOut: atDesks.admins
    .route({
      method: 'POST',
      path: '/people/opt-out',
      tags,
      summary: 'Opt a number out for the whole organisation',
    })
    .input(
      Which.extend({
        reason: z.string().trim().min(1, says('api:sayWhy')).max(300),
        confirmation: ConfirmationWords.optional(),
        confirmed: Confirmed,
      }),
    )
    .output(z.object({ optOutId: Id, undoUntil: Time, cancelled: z.number() })),
  confirmation: atDesks.signedIn
    .route({
      method: 'GET',
      path: '/people/confirmation',
      tags,
      summary: 'Whether an opt-out by hand may be confirmed by a text, and in which words',
    })
    .input(Which)
    .output(ConfirmationOffer),
  erasable: atDesks.admins
    .route({
      method: 'GET',
      path: '/people/erase',
      tags,
      summary: 'What erasing this person would take away',
    })
    .input(Which)
    .output(Erasable),
  erase: atDesks.admins
    .route({
      method: 'POST',
      path: '/people/erase',
      tags,
      summary: 'Erase a person: texts, names and number go for good; that nothing may be sent to them stays',
    })
    .input(Which.extend({ reason: EraseReason }))
    .output(z.object({ erased: Erasable })),
  useAgain: atDesks.overseers
    .route({
      method: 'POST',
      path: '/people/use-again',
      tags,
      summary: 'Use a number again that was reported as wrong, or that the provider said takes no texts',
    })
    .input(Which.extend({ reason: UseAgainReason.optional() }))
    .output(z.object({ ended: z.number().describe('How many facts are no longer in force') })),
  optIn: atDesks.admins
    .route({
      method: 'POST',
      path: '/people/opt-in',
      tags,
      summary: 'Reverse the opt-outs in force, with a reason',
    })
    .input(Which.extend({ reason: z.string().trim().min(3, says('api:sayWhyReverse')).max(300) }))
    .output(
      z.object({ reversed: z.number(), /** What the contact must still do. */ remains: z.array(z.string()) }),
    ),
};

export const ActionResolution = z.enum([
  'opt-out',
  'carry-on',
  'dismiss',
  'close-wrong-number',
  'opt-in',
  'send-again',
  'not-sent',
  'was-sent',
]);
export type ActionResolution = z.infer<typeof ActionResolution>;
