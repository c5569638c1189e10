import { z } from 'zod';
import { atDesks, Id, Time } from '../base/procedure.ts';
import { ConversationFilter } from '../conversations.ts';
import { Figure } from '../dashboard.ts';

/** Contacts whose reply nobody has answered. */
const Waiting = z.object({
  count: z.number().int(),
  /** When the first of the replies came that still wait; null: none does. */
  since: Time.nullable(),
  list: ConversationFilter,
});

const CockpitTexter = z.object({
  id: Id,
  name: z.string(),
  member: z.boolean().describe('Is among the campaign’s texters now'),
  /** Conversations that are theirs, of all contacts. */
  assigned: Figure,
  /** First texts that they sent, of all that left. */
  texted: Figure,
  sentToday: z.number().int().describe('Of these, those of today, in this computer’s zone'),
  perMinute: z.number().describe('First texts a minute, over the last ten minutes'),
  waiting: Waiting,
  here: z.boolean().describe('Did something within the last five minutes'),
  actedAt: Time.nullable().describe('When they last did something, in any campaign; null: never'),
  answeredToday: z.number().int().describe('Contacts whom they wrote back to today'),
  lastTextAt: Time.nullable().describe('When they last wrote a text in this campaign'),
  /** When somebody last reminded or thanked them here; null: never. */
  remindedAt: Time.nullable(),
  thankedAt: Time.nullable(),
});
export type CockpitTexter = z.infer<typeof CockpitTexter>;

/** A campaign as it runs. Its figures are those of the dashboard for the whole life of the campaign. */
export const Cockpit = z.object({
  campaignId: Id,
  at: Time,
  /** Contacts whose first text left, of all contacts. */
  texted: Figure,
  /** Of those texted. */
  delivered: Figure,
  replied: Figure,
  optedOut: Figure,
  /** Contacts with an answer to a question, of those texted; and how many answers they gave. */
  answered: z.object({ count: z.number().int(), of: z.number().int(), answers: z.number().int() }),
  waiting: Waiting,
  toSend: z.number().int().describe('Contacts who are still to get their first text'),
  today: z.object({
    sent: z.number().int().describe('First texts that left today, in the console’s zone'),
    answered: z.number().int().describe('Contacts who were written back to today, a texter each'),
  }),
  here: z.number().int().describe('Texters of the campaign who are at work now'),
  handing: z
    .object({
      toHandOut: z.number().int().describe('Of toSend, contacts who are nobody’s'),
      inHand: z.number().int().describe('Of toSend, contacts whom a texter has'),
      offered: z
        .object({ count: z.number().int(), since: Time.nullable() })
        .describe('Of waiting, replies that others may take over, and since when the first of them waits'),
    })
    .nullable()
    .describe('Where texters ask for their contacts; null: contacts are shared out evenly'),
  perMinute: z.number().describe('First texts a minute, over the last ten minutes'),
  endsAt: Time.nullable().describe(
    'When all first texts will have left at this pace, texting hours left out; null: not known',
  ),
  undecided: z.number().int().describe('Queued texts about which nothing can be decided, because of errors'),
  dailyGoal: z.number().int().nullable().describe('First texts that each texter should send in a day here'),
  texters: z.array(CockpitTexter),
});
export type Cockpit = z.infer<typeof Cockpit>;

export const cockpit = {
  read: atDesks.overseers
    .route({
      method: 'GET',
      path: '/campaigns/{campaignId}/cockpit',
      tags: ['Campaigns'],
      summary: 'A campaign as it runs: figures, pace, who waits, and each texter',
    })
    .input(z.object({ campaignId: Id }))
    .output(Cockpit),
};
