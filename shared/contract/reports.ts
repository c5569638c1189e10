import { z } from 'zod';
import { OptOutCause } from '../schema/causes.ts';
import { GuardRule } from '../schema/guardRules.ts';
import { Verdict } from '../schema/review.ts';
import { ActionKind } from '../schema/words.ts';
import { says } from '../text/says.ts';
import { admins, atDesks, Id, overseers, Time } from './base/procedure.ts';

/** Milliseconds from one moment to the next, over `known` of the opt-outs; null where none is known. */
const Took = z.object({
  known: z.number().int(),
  medianMs: z.number().nullable(),
  p95Ms: z.number().nullable(),
  maxMs: z.number().nullable(),
});
export type Took = z.infer<typeof Took>;

/** How the rules were kept in a period. Figures only: no name, number or word of a contact. */
export const ComplianceReport = z.object({
  organisation: z.string(),
  campaign: z.string().nullable().describe('Null: every campaign'),
  from: Time,
  to: Time.describe('Not included'),
  zone: z.string(),
  madeAt: Time,
  /** The same figures as on the dashboard of these days. */
  contacts: z.object({
    texted: z.number().int().describe('Contacts whose first text left in the period'),
    optedOut: z.number().int().describe('Of those texted, opted out now'),
    optOutsMade: z
      .number()
      .int()
      .describe('Opt-outs that arose in a conversation in the period and are in force'),
  }),
  optOuts: z.object({
    made: z.number().int().describe('Every opt-out made in the period, also of lists and of unknown numbers'),
    reversed: z.number().int().describe('Of these, taken back or opted in since'),
    causes: z.array(z.object({ cause: OptOutCause, count: z.number().int(), enforcement: Took })),
    enforcement: Took.describe('From the receipt of the request to the block, where a text asked'),
    sinceSaid: Took.describe('The same from the moment at which the contact wrote'),
    withinFiveMinutes: z
      .number()
      .int()
      .describe('Of those known, blocked within five minutes of the receipt'),
  }),
  afterRequest: z.object({
    leftBefore: z
      .number()
      .int()
      .describe('Texts that left after the contact wrote and before the request was known'),
    misses: z.number().int().describe('Texts that left after it was known: there should be none'),
  }),
  prevented: z.object({
    texts: z.number().int(),
    rules: z.array(z.object({ rule: GuardRule, count: z.number().int() })),
  }),
  requests: z.object({
    opened: z.number().int().describe('Requests that a person had to decide, opened in the period'),
    decided: z.number().int().describe('Of these, decided by now'),
  }),
  verdicts: z.array(z.object({ verdict: Verdict, count: z.number().int() })),
  /** As of `madeAt`. */
  open: z.object({
    actions: z.number().int(),
    overdue: z.number().int(),
    kinds: z.array(z.object({ kind: ActionKind, count: z.number().int(), overdue: z.number().int() })),
  }),
  ledger: z
    .object({ checkedAt: Time, entries: z.number().int(), whole: z.boolean() })
    .nullable()
    .describe('The last check of the ledger; null: none yet'),
});
export type ComplianceReport = z.infer<typeof ComplianceReport>;

export const ReportSchedule = z.object({
  every: z.enum(['never', 'week', 'month']),
  folder: z
    .string()
    .trim()
    .min(1, says('api:folder'))
    .max(1000)
    .nullable()
    .describe('Null: beside the store'),
});
export type ReportSchedule = z.infer<typeof ReportSchedule>;

/** Moments that every calendar has: up to the year 2286. */
const Moment = z.coerce.number().int().min(0).max(9_999_999_999_999);

const Period = z.object({
  from: Moment.optional().describe('UTC milliseconds; thirty days before `to` if left out'),
  to: Moment.optional().describe('UTC milliseconds, not included; the end of today if left out'),
  campaignId: Id.optional(),
  zone: z.string().max(60).optional().describe('IANA zone of the days; this computer’s if left out'),
});

const tags = ['Reports'];

export const report = {
  compliance: atDesks.overseers
    .route({
      method: 'GET',
      path: '/reports/compliance',
      tags,
      summary: 'How opt-outs were kept in a period: causes, times, misses, prevented texts, open actions',
    })
    .input(Period)
    .output(ComplianceReport),
  page: overseers
    .route({
      method: 'GET',
      path: '/reports/compliance/page',
      tags,
      summary: 'The same as a page that needs nothing else, to keep or to print',
    })
    .input(Period)
    .output(z.object({ fileName: z.string(), html: z.string() })),
  pdf: overseers
    .route({
      method: 'GET',
      path: '/reports/compliance/pdf',
      tags,
      summary: 'The same as a PDF, with text to select and tags for screen readers',
    })
    .input(Period)
    .output(z.object({ fileName: z.string(), base64: z.base64() })),
  schedule: overseers
    .route({
      method: 'GET',
      path: '/reports/schedule',
      tags,
      summary: 'Whether reports are written by themselves',
    })
    .output(
      ReportSchedule.extend({
        place: z
          .string()
          .nullable()
          .describe('The folder in which they are; only admins are told, here and in `folder`'),
        trouble: z.string().describe('Why the last one was not written; empty: nothing is wrong'),
        written: z.array(z.string()).describe('Names of the files, newest first'),
      }),
    ),
  setSchedule: admins
    .route({ method: 'PUT', path: '/reports/schedule', tags, summary: 'Write reports by themselves, or not' })
    .input(ReportSchedule)
    .output(ReportSchedule),
};
