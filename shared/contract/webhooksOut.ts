import { z } from 'zod';
import { OptOutCause } from '../schema/causes.ts';
import { says } from '../text/says.ts';
import { admins, ById, Id, Ok, Time } from './base/procedure.ts';

/** What another system may be told of: facts about consent, and answers of contacts. */
export const WebhookTopic = z.enum(['opt-out', 'opt-in', 'answer']);
export type WebhookTopic = z.infer<typeof WebhookTopic>;

/** What became of an answer. */
export const AnswerChange = z.enum(['answer-recorded', 'answer-corrected', 'answer-taken-back']);
export type AnswerChange = z.infer<typeof AnswerChange>;

/** The JSON body of an outgoing webhook. Use `optedOut`: it is the number's state after this fact. */
export const WebhookEvent = z.object({
  id: Id.describe('The same at every try and when sent again: keep it, and skip what you know.'),
  type: z
    .enum(['opt-out', 'opt-in', ...AnswerChange.options, 'test'])
    .describe('test: sent by hand, about nobody.'),
  at: Time.describe('When it took effect, in UTC milliseconds.'),
  number: z.string().nullable().describe('E.164; null when the person was erased meanwhile.'),
  optedOut: z
    .boolean()
    .describe('Whether the number is opted out after this. After an opt-in another opt-out may stand.'),
  cause: OptOutCause.nullable().describe('Why it was opted out; null for opt-in.'),
  saidAt: Time.nullable().describe('When the person asked to stop, by the provider’s clock.'),
  campaign: z
    .object({ id: Id, name: z.string() })
    .nullable()
    .describe('Where it was asked; null outside a campaign.'),
  fact: z.string().describe('Id of the opt-out, of the reversal, or of the answer, in Heed.'),
  reverses: z.array(z.string()).describe('Ids of the opt-outs that an opt-in reverses.'),
  answer: z
    .object({
      conversation: Id,
      contact: z.string().describe('The contact’s own id in the contact file; empty where there is none.'),
      question: z.string().describe('Code of the question.'),
      name: z.string(),
      choices: z
        .array(z.object({ code: z.string(), label: z.string() }))
        .describe('What is in force after this; empty once it was taken back.'),
      value: z.string().nullable().describe('Of a question for a number or words.'),
      by: z.string().nullable().describe('Who recorded it.'),
    })
    .nullable()
    .describe('What a contact answered; null for other events, and when the person was erased meanwhile.'),
});
export type WebhookEvent = z.infer<typeof WebhookEvent>;

export const WebhookEndpoint = z.object({
  id: Id,
  name: z.string(),
  url: z.string(),
  events: z.array(WebhookTopic),
  /** The admin allowed addresses in a private network. */
  privateAllowed: z.boolean(),
  /** paused: nothing could be delivered for a day; off: an admin stopped it. In both, new events wait. */
  state: z.enum(['on', 'off', 'paused']),
  /** Why the last try failed; empty when it did not. */
  detail: z.string(),
  waiting: z.number().int(),
  lastDeliveredAt: Time.nullable(),
  createdAt: Time,
});
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;

export const WebhookDelivery = z.object({
  id: Id,
  endpointId: Id,
  eventId: Id,
  type: WebhookEvent.shape.type,
  at: Time,
  state: z.enum(['waiting', 'delivered', 'failed']),
  attempts: z.number().int(),
  /** HTTP status of the last answer; null without an answer. */
  lastStatus: z.number().int().nullable(),
  detail: z.string(),
  lastTryAt: Time.nullable(),
  /** When the first waiting delivery is tried next. The others wait for it, since their order stays. */
  nextTryAt: Time.nullable(),
  deliveredAt: Time.nullable(),
});
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

const Name = z.string().trim().min(1, says('api:webhookName')).max(80);
const Address = z.string().trim().max(2000);
const Topics = z.array(WebhookTopic).min(1, says('api:chooseEvent')).max(WebhookTopic.options.length);
const Secret = z.string().describe('whsec_…, shown once: signs what is sent, so that you can check it');

const tags = ['Outgoing webhooks'];
const path = '/outgoing-webhooks' as const;

export const webhookOut = {
  list: admins
    .route({ method: 'GET', path, tags, summary: 'Where opt-outs, opt-ins and answers are reported to' })
    .output(z.array(WebhookEndpoint)),
  create: admins
    .meta({ roles: ['admin'], secretAnswer: true })
    .route({
      method: 'POST',
      path,
      tags,
      summary:
        'Report opt-outs, opt-ins and answers to an address; the secret is in this answer and never shown again',
    })
    .input(
      z.object({
        name: Name,
        url: Address.describe('https, or http on this computer'),
        events: Topics,
        privateAllowed: z.boolean().default(false).describe('Allow an address in a private network'),
      }),
    )
    .output(z.object({ endpoint: WebhookEndpoint, secret: Secret })),
  update: admins
    .route({
      method: 'POST',
      path: `${path}/{id}`,
      tags,
      summary: 'Change an outgoing webhook, stop it, or start it again',
    })
    .input(
      z.object({
        id: Id,
        name: Name.optional(),
        url: Address.optional(),
        events: Topics.optional(),
        privateAllowed: z.boolean().optional(),
        on: z.boolean().optional(),
      }),
    )
    .output(WebhookEndpoint),
  renewSecret: admins
    .meta({ roles: ['admin'], secretAnswer: true })
    .route({
      method: 'POST',
      path: `${path}/{id}/secret`,
      tags,
      summary: 'Make a new secret; the old one signs nothing from now on',
    })
    .input(ById)
    .output(z.object({ secret: Secret })),
  test: admins
    .route({ method: 'POST', path: `${path}/{id}/test`, tags, summary: 'Send a test event, once, at once' })
    .input(ById)
    .output(WebhookDelivery),
  remove: admins
    .route({
      method: 'DELETE',
      path: `${path}/{id}`,
      tags,
      summary: 'Report nothing more to this address, and forget what waits',
    })
    .input(ById)
    .output(Ok),
  deliveries: admins
    .route({
      method: 'GET',
      path: `${path}/{id}/deliveries`,
      tags,
      summary: 'What was sent and what waits, newest first',
    })
    .input(
      z.object({
        id: Id,
        state: WebhookDelivery.shape.state.optional(),
        cursor: z.string().max(40).optional(),
        limit: z.coerce.number().int().min(1).max(100).default(50),
      }),
    )
    .output(z.object({ items: z.array(WebhookDelivery), next: z.string().nullable() })),
  sendAgain: admins
    .route({
      method: 'POST',
      path: `${path}/deliveries/{id}/again`,
      tags,
      summary: 'Try a waiting delivery now, or send a finished one once more under its old event id',
    })
    .input(ById)
    .output(WebhookDelivery),
};
