import { z } from 'zod';
import { OptOutCause } from '../schema/causes.ts';
import { ReviewSign, Sampling, Verdict } from '../schema/review.ts';
import { MessageState } from '../schema/words.ts';
import { says } from '../text/says.ts';
import { EscalateTo } from './actions.ts';
import { atDesks, ById, Flag, Id, Ok, Time } from './base/procedure.ts';
import { Confirmed } from './base/warning.ts';

/**
 * Of one campaign, or of one texter: who decided (opted out, carried on, asked), else whose conversation it
 * is.
 */
const ReviewFilter = z.object({ campaignId: Id.optional(), texterId: Id.optional() });
const Page = ReviewFilter.extend({
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const Note = z.string().trim().max(1000);
const Judgement = z.object({
  id: Id,
  verdict: Verdict,
  note: Note.default(''),
  to: EscalateTo.optional().describe('With “escalate”: who should decide, and until when'),
});
const Many = z
  .array(Id)
  .min(1, says('api:chooseOptOut'))
  .max(200, says('api:atOnce', { most: 200 }));

/** What every row shows of the person and the conversation. */
const Whom = z.object({
  conversationId: Id,
  name: z.string(),
  number: z.string().nullable(),
  campaignName: z.string(),
});

/** An opt-out of a conversation, waiting for a verdict or with one. */
export const ReviewRow = Whom.extend({
  /** The opt-out's. */
  id: Id,
  cause: OptOutCause,
  automatic: z.boolean(),
  /** Who opted the contact out by hand. */
  by: z.string().nullable(),
  rule: z.string(),
  matched: z.string(),
  /** The contact's words, where a text is the evidence. */
  text: z.string(),
  risk: z.number().describe('Sum of the points of the signs'),
  signs: z.array(ReviewSign).describe('Heaviest first'),
  state: z.enum(['open', 'upheld', 'mistaken', 'escalate', 'reversed']),
  at: Time,
  reviewedAt: Time.nullable(),
  own: z.boolean().describe('Whoever asks opted this contact out, so somebody else gives the verdict'),
});
export type ReviewRow = z.infer<typeof ReviewRow>;

export const GivenVerdict = z.object({
  id: Id,
  verdict: Verdict,
  note: z.string(),
  by: z.string(),
  at: Time,
  undone: z
    .object({ at: Time, by: z.string() })
    .nullable()
    .describe('It was taken back, and counts no longer'),
  mayUndo: z
    .boolean()
    .describe('Whoever asks may take it back: it is the one that counts, and theirs or they are an admin'),
});
export type GivenVerdict = z.infer<typeof GivenVerdict>;

/** From the contact's words to the confirmation; a step without a time has not happened. */
export const ReviewStep = z.object({
  step: z.enum(['said', 'received', 'decided', 'enforced', 'confirmed']),
  at: Time.nullable(),
  /** decided: the person, null for the rules; confirmed: who sent it. */
  by: z.string().nullable(),
  /** confirmed: the state of that text. */
  state: MessageState.nullable(),
});
export type ReviewStep = z.infer<typeof ReviewStep>;

/**
 * went-on: the texter wrote on after the detector found the words; left-open: nobody decided within a day;
 * carried-on: the texter decided that it was no request.
 */
export const MissedWhy = z.enum(['went-on', 'left-open', 'carried-on']);
export type MissedWhy = z.infer<typeof MissedWhy>;

/** Words that the detector found and on which the texter did not act. */
export const MissedRow = Whom.extend({
  /** The action's. */
  id: Id,
  why: MissedWhy,
  texterName: z.string().nullable(),
  text: z.string(),
  matched: z.string(),
  rule: z.string(),
  onHold: z.boolean(),
  at: Time,
});
export type MissedRow = z.infer<typeof MissedRow>;

/** A texter's enquiry to the supervisors. */
export const EnquiryRow = Whom.extend({
  /** The action's. */
  id: Id,
  askedBy: z.string().nullable(),
  note: z.string(),
  at: Time,
  dueAt: Time,
});
export type EnquiryRow = z.infer<typeof EnquiryRow>;

/**
 * In how many of the `judged` verdicts reviewers and detector agree. Escalated ones do not count as judged.
 */
const Agreement = z.object({ agree: z.number(), judged: z.number() });
export const AgreementGroup = z.enum(['automatic', 'manual-found', 'manual-nothing-found', 'missed']);
export type AgreementGroup = z.infer<typeof AgreementGroup>;

const tags = ['Review'];

export const review = {
  queue: atDesks.overseers
    .route({ method: 'GET', path: '/review/queue', tags, summary: 'Opt-outs to review, a page at a time' })
    .input(
      Page.extend({
        /** sample: open ones in the sample; open: all open ones; done: those with a verdict, latest first. */
        which: z.enum(['sample', 'open', 'done']).default('sample'),
        order: z.enum(['risk', 'newest']).default('risk'),
        automatic: Flag.optional(),
      }),
    )
    .output(z.object({ items: z.array(ReviewRow), nextCursor: z.string().nullable() })),
  missed: atDesks.overseers
    .route({ method: 'GET', path: '/review/missed', tags, summary: 'Requests that texters did not act on' })
    .input(Page)
    .output(z.object({ items: z.array(MissedRow), nextCursor: z.string().nullable() })),
  enquiries: atDesks.overseers
    .route({
      method: 'GET',
      path: '/review/enquiries',
      tags,
      summary: 'Open enquiries of texters, soonest due first',
    })
    .input(ReviewFilter)
    .output(z.array(EnquiryRow)),
  counts: atDesks.overseers
    .route({ method: 'GET', path: '/review/counts', tags, summary: 'How many wait, and of how many' })
    .input(ReviewFilter)
    .output(
      z.object({
        decide: z.number().describe('Open actions that supervisors decide'),
        overdue: z.number().describe('Those of them whose time is over'),
        /** Open ones in the sample. */
        sample: z.number(),
        /** All open ones. */
        open: z.number(),
        done: z.number(),
        missed: z.number(),
        enquiries: z.number(),
      }),
    ),
  get: atDesks.overseers
    .route({
      method: 'GET',
      path: '/review/opt-outs/{id}',
      tags,
      summary: 'One opt-out with its time line and verdicts',
    })
    .input(ById)
    .output(ReviewRow.extend({ steps: z.array(ReviewStep), verdicts: z.array(GivenVerdict) })),
  judge: atDesks.overseers
    .route({
      method: 'POST',
      path: '/review/opt-outs/{id}',
      tags,
      summary: 'Give a verdict; the latest counts. A mistaken opt-out proposes the opt-in to an admin',
    })
    .input(Judgement)
    .output(Ok.extend({ verdictId: Id })),
  judgeMissed: atDesks.overseers
    .route({
      method: 'POST',
      path: '/review/missed/{id}',
      tags,
      summary:
        'Upheld: the texter was right. Mistaken: it was a request, so sending stops until somebody decides',
    })
    .input(Judgement)
    .output(Ok.extend({ verdictId: Id })),
  upholdMany: atDesks.overseers
    .route({
      method: 'POST',
      path: '/review/opt-outs/uphold',
      tags,
      summary: 'Uphold several opt-outs; what cannot be is named',
    })
    .input(z.object({ ids: Many }))
    .output(
      z.object({
        done: z.array(z.object({ id: Id, verdictId: Id })),
        refused: z.array(z.object({ id: Id, why: z.string() })),
      }),
    ),
  undo: atDesks.overseers
    .route({
      method: 'POST',
      path: '/review/undo',
      tags,
      summary:
        'Take verdicts back: your own, or as an admin anybody’s. They stay as history and count no longer',
    })
    .input(z.object({ ids: Many.describe('Of verdicts'), confirmed: Confirmed }))
    .output(z.object({ done: z.array(Id), refused: z.array(z.object({ id: Id, why: z.string() })) })),
  ask: atDesks.texting
    .route({
      method: 'POST',
      path: '/conversations/{id}/ask',
      tags,
      summary: 'Ask a supervisor about a conversation',
    })
    .input(z.object({ id: Id, note: Note.default('') }))
    .output(Ok),
  answerEnquiry: atDesks.overseers
    .route({ method: 'POST', path: '/review/enquiries/{id}', tags, summary: 'Answer a texter’s enquiry' })
    .input(z.object({ id: Id, answer: Note.min(2, says('api:writeAnswer')) }))
    .output(Ok),
  agreement: atDesks.overseers
    .route({
      method: 'GET',
      path: '/review/agreement',
      tags,
      summary: 'Agreement of detector and reviewers, by week and texter',
    })
    .input(z.object({ weeks: z.coerce.number().int().min(1).max(52).default(12) }))
    .output(
      z.object({
        total: Agreement,
        groups: z.array(Agreement.extend({ group: AgreementGroup, escalated: z.number() })),
        /** Oldest first, weeks without verdicts included; `from` is a Monday, 0:00 UTC. */
        weeks: z.array(Agreement.extend({ from: Time })),
        texters: z.array(
          z.object({
            id: Id,
            name: z.string(),
            /**
             * Opt-outs by hand in force; those of them for which the detector found no words; and verdicts on
             * them.
             */
            byHand: z.number(),
            nothingFound: z.number(),
            upheld: z.number(),
            judged: z.number(),
            missed: z.number(),
          }),
        ),
      }),
    ),
  sampling: atDesks.overseers
    .route({ method: 'GET', path: '/review/sampling', tags, summary: 'Which share is reviewed' })
    .output(Sampling),
  setSampling: atDesks.admins
    .route({ method: 'PUT', path: '/review/sampling', tags, summary: 'Change the share that is reviewed' })
    .input(Sampling)
    .output(Sampling),
};
