import { z } from 'zod';
import { ViewAs } from '../access/viewAs.ts';
import { atDesks, ById, Id, Ok, Time } from '../base/procedure.ts';
import { Campaign } from '../campaigns.ts';
import { Handing } from './handingSettings.ts';

/** Why the button gives nothing now. */
export const NothingBecause = z.enum(['not-running', 'not-chosen', 'day-done', 'in-hand', 'none-left']);
export type NothingBecause = z.infer<typeof NothingBecause>;

const Done = z.object({
  sentToday: z.number().int().describe('First texts that left today, in the console’s zone'),
  answeredToday: z.number().int().describe('Contacts who were written back to today'),
});

/** What a texter sees of handing out. What was done stays counted, also where its contact is hidden since. */
export const HandingState = z.object({
  campaignId: Id,
  onRequest: z.boolean().describe('false: contacts are shared out evenly, and nobody asks for any'),
  batch: z.number().int().describe('Contacts for one press of the button; 0 where nobody asks'),
  next: z.number().int().describe('How many of them the button would give now'),
  nothing: NothingBecause.nullable().describe('Why it would give none'),
  mostPerDay: z.number().int().nullable(),
  own: Done.extend({
    toSend: z.number().int().describe('Contacts in hand who are still to get their first text'),
    waiting: z.number().int().describe('Contacts in hand who wait for an answer'),
  }),
  team: Done.extend({
    left: z.number().int().describe('Contacts of the campaign who are still to get their first text'),
    here: z
      .array(z.object({ id: Id, name: z.string() }))
      .describe('Texters who are at work now; the first of them by name, where they are many'),
    hereCount: z.number().int().describe('How many they are'),
  }),
  offered: z
    .object({ count: z.number().int(), since: Time.nullable() })
    .describe('Replies of others that need an answer, and since when the first of them waits'),
});
export type HandingState = z.infer<typeof HandingState>;

/** A conversation that somebody else took over because its reply waited. */
export const PassedOn = z.object({
  id: Id,
  conversationId: Id,
  contactName: z.string(),
  campaignName: z.string(),
  byName: z.string().describe('Who answers them now'),
  at: Time,
  draft: z.string().describe('What you had written and not sent; empty: nothing'),
});
export type PassedOn = z.infer<typeof PassedOn>;

const tags = ['Handing out'];
const InCampaign = z.object({ campaignId: Id });

export const handing = {
  set: atDesks.admins
    .route({
      method: 'POST',
      path: '/campaigns/{campaignId}/handing',
      tags,
      summary: 'How contacts reach the texters: on request, or (null) shared out evenly',
    })
    .input(InCampaign.extend({ handing: Handing.nullable() }))
    .output(Campaign),
  state: atDesks.texting
    .route({
      method: 'GET',
      path: '/campaigns/{campaignId}/handing',
      tags,
      summary: 'How far you and the team are in a campaign, and what you may ask for',
    })
    .input(ViewAs.extend(InCampaign.shape))
    .output(HandingState),
  ask: atDesks.texting
    .route({
      method: 'POST',
      path: '/campaigns/{campaignId}/handing/ask',
      tags,
      summary: 'Get the next contacts; each goes to one texter only',
    })
    .input(InCampaign)
    .output(z.object({ given: z.number().int(), state: HandingState })),
  done: atDesks.texting
    .route({
      method: 'POST',
      path: '/campaigns/{campaignId}/handing/done',
      tags,
      summary: 'Give back your contacts who did not get their first text',
    })
    .input(InCampaign)
    .output(z.object({ returned: z.number().int(), state: HandingState })),
  take: atDesks.texting
    .route({
      method: 'POST',
      path: '/campaigns/{campaignId}/handing/take',
      tags,
      summary: 'Take over the reply that has needed an answer longest; null: none does',
    })
    .input(InCampaign)
    .output(z.object({ conversationId: Id.nullable() })),
  here: atDesks.texting
    .route({ method: 'POST', path: '/here', tags, summary: 'Say that you are at work' })
    .output(Ok),
  passedOn: atDesks.texting
    .route({
      method: 'GET',
      path: '/passed-on',
      tags,
      summary: 'Conversations of yours that others took over, until you put the notice away',
    })
    .input(ViewAs.default({}))
    .output(z.array(PassedOn)),
  seen: atDesks.texting
    .route({ method: 'POST', path: '/passed-on/{id}/seen', tags, summary: 'Put such a notice away' })
    .input(ById)
    .output(Ok),
};
