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
  perMinute: z.number().describe('First texts a minute, over the last ten minutes'),
  waiting: Waiting,
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
  perMinute: z.number().describe('First texts a minute, over the last ten minutes'),
  endsAt: Time.nullable().describe(
    'When all first texts will have left at this pace, texting hours left out; null: not known',
  ),
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
