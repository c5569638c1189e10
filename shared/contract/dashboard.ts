import { z } from 'zod';
import { OptOutCause } from '../schema/causes.ts';
import { SpanText } from '../schema/range.ts';
import { atDesks, Id, Time } from './base/procedure.ts';
import { TextState } from './conversations/conversationFacts.ts';
import { ConversationFilter } from './conversations.ts';

/** campaign-life: since the first text, of the campaign or of all. */
export const DashboardPeriod = z.enum(['today', '7-days', '30-days', 'campaign-life']);
export type DashboardPeriod = z.infer<typeof DashboardPeriod>;

/**
 * A figure with its denominator, and the filter of the list behind it: `conversation.list` with `list` has
 * exactly `count` conversations.
 */
export const Figure = z.object({ count: z.number().int(), of: z.number().int(), list: ConversationFilter });
export type Figure = z.infer<typeof Figure>;

/**
 * Contacts texted in one group (a day, a campaign, a texter …), and how many of them opted out or replied.
 */
export const DashboardGroup = z.object({
  key: z.string(),
  label: z.string(),
  texted: Figure,
  optedOut: Figure,
  replied: Figure,
});
export type DashboardGroup = z.infer<typeof DashboardGroup>;

export const Dashboard = z.object({
  period: DashboardPeriod,
  from: Time,
  /** The end of today, not included. */
  to: Time,
  /** Days are days in this IANA zone. */
  zone: z.string(),
  /** Contacts whose first text left in the period, of all contacts. */
  texted: Figure,
  /** Of those texted: opt-outs in force that arose in the conversation; and replies, STOPs included. */
  optedOut: Figure,
  replied: Figure,
  /** Contacts with a soft refusal, of those who replied. */
  softRefused: Figure,
  delivered: Figure,
  /**
   * Opt-outs made in the period, whenever the contact was first texted; of all contacts texted by its end.
   */
  optOutsMade: Figure,
  /** By the day of the first text; `step`: whether a bar is a day or a week. */
  days: z.array(DashboardGroup.extend({ from: Time, to: Time })),
  step: z.enum(['day', 'week']),
  campaigns: z.array(DashboardGroup),
  scripts: z.array(DashboardGroup),
  texters: z.array(DashboardGroup),
  senderNumbers: z.array(DashboardGroup),
  /** Of those who opted out. */
  causes: z.array(z.object({ cause: OptOutCause, figure: Figure })),
  /** What became of each first text, of all texted. */
  delivery: z.array(z.object({ state: TextState, figure: Figure })),
  /** Contacts to whom a provider refused a text, by its error code; of all texted. */
  refusals: z.array(z.object({ code: z.string(), figure: Figure })),
  /**
   * The time from the contact's words to the opt-out, where words are its evidence; of those who opted out.
   */
  enforcement: z.object({
    known: Figure,
    medianMs: z.number().nullable(),
    p95Ms: z.number().nullable(),
    withinFiveMinutes: Figure,
    steps: z.array(z.object({ from: z.number(), to: z.number(), figure: Figure })),
  }),
  /** Open actions by how long they have been open, of all open ones; `list` is for `action.list`. */
  actions: z.array(
    z.object({
      age: z.enum(['hours', 'day', 'days', 'week', 'older']),
      count: z.number().int(),
      of: z.number().int(),
      list: z.object({ opened: SpanText, campaignId: Id.optional() }),
    }),
  ),
});
export type Dashboard = z.infer<typeof Dashboard>;

export const dashboard = {
  read: atDesks.overseers
    .route({
      method: 'GET',
      path: '/dashboard',
      tags: ['Dashboard'],
      summary: 'Opt-outs, replies, delivery and actions; every figure with its denominator and its list',
    })
    .input(
      z.object({
        period: DashboardPeriod.default('7-days'),
        campaignId: Id.optional(),
        zone: z.string().max(60).optional().describe('IANA zone of the days; this computer’s if left out'),
      }),
    )
    .output(Dashboard),
};
