import { z } from 'zod';
import { Code, QuestionKind } from '../questions/script.ts';
import { ConnectedSystem } from '../systems/systems.ts';
import { says } from '../text/says.ts';
import { admins, ById, Id, Ok, Time } from './base/procedure.ts';
import { WebhookEndpoint, WebhookTopic } from './webhooksOut.ts';

/** A system of people that Heed is connected to. Its key is never shown. */
export const System = z.object({
  id: Id,
  kind: ConnectedSystem,
  name: z.string(),
  url: z.string().describe('Of its API'),
  userName: z.string().describe('VAN: the name of the application; empty for others'),
  mode: z.enum(['my-voters', 'my-campaign']).describe('VAN: which of its databases'),
  exportType: z.number().int().describe('VAN: the type of export by which lists are taken'),
  events: z.array(WebhookTopic).describe('What it is told of'),
  state: WebhookEndpoint.shape.state,
  detail: z.string().describe('Why the last try failed, and what to do; empty when it did not'),
  waiting: z.number().int(),
  lastDeliveredAt: Time.nullable(),
  pulledAt: Time.nullable().describe('When people were last taken from it'),
  createdAt: Time,
});
export type System = z.infer<typeof System>;

const SystemList = z.object({ id: z.string(), name: z.string(), people: z.number().int().nullable() });

/** Something of a system that can stand for an answer. */
export const SystemTarget = z.object({ id: z.string(), label: z.string() });
export type SystemTarget = z.infer<typeof SystemTarget>;

export const SystemAnswers = z.object({
  takesWords: z
    .boolean()
    .describe('The system can be told answers in numbers and words, in a field of its own'),
  questions: z.array(
    z.object({
      code: Code,
      name: z.string(),
      kind: QuestionKind,
      field: z
        .string()
        .nullable()
        .describe('Of a number or words: the system’s field that holds the answer; null: none'),
      choices: z.array(
        z.object({ code: Code, label: z.string(), target: SystemTarget.nullable().describe('Null: none') }),
      ),
    }),
  ),
});
export type SystemAnswers = z.infer<typeof SystemAnswers>;

/**
 * A list that is being taken from a system. When it is done its file is imported like one that was
 * uploaded.
 */
export const Pull = z.object({
  id: Id,
  systemId: Id,
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  people: z.number().int().describe('So many have come so far'),
  uploadId: Id.nullable().describe('For imports.preview and the import, once it is done; kept for an hour'),
  detail: z.string(),
});
export type Pull = z.infer<typeof Pull>;

const Name = z.string().trim().min(1, says('api:webhookName')).max(80);
const Url = z.string().trim().max(2000).describe('https, or http on this computer');
const UserName = z.string().trim().max(200);
const Key = z.string().trim().min(1, says('api:systemKey')).max(500);
const ExportType = z.number().int().min(1).max(100_000);
const Topics = z.array(WebhookTopic).max(WebhookTopic.options.length);

const FieldName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} _-]*$/u, says('api:fieldName'));

const tags = ['Systems'];
const path = '/systems' as const;

export const systems = {
  list: admins
    .route({ method: 'GET', path, tags, summary: 'The systems of people that Heed is connected to' })
    .output(z.array(System)),
  create: admins
    .route({
      method: 'POST',
      path,
      tags,
      summary: 'Connect a system of people; it is told of what happens now',
    })
    .input(
      z.object({
        kind: ConnectedSystem,
        name: Name,
        url: Url.optional().describe('Left out: the usual one of this system'),
        userName: UserName.optional(),
        mode: System.shape.mode.optional(),
        exportType: ExportType.optional(),
        key: Key.describe('Kept in the key store of this computer, and never shown'),
        events: Topics.default(['opt-out', 'answer']),
      }),
    )
    .output(System),
  update: admins
    .route({
      method: 'POST',
      path: `${path}/{id}`,
      tags,
      summary: 'Change a system, stop it, or start it again',
    })
    .input(
      z.object({
        id: Id,
        name: Name.optional(),
        url: Url.optional(),
        userName: UserName.optional(),
        mode: System.shape.mode.optional(),
        exportType: ExportType.optional(),
        key: Key.optional().describe('Needed where the address has another host'),
        events: Topics.optional(),
        on: z.boolean().optional(),
      }),
    )
    .output(System),
  remove: admins
    .route({
      method: 'DELETE',
      path: `${path}/{id}`,
      tags,
      summary: 'Disconnect a system; what waits is dropped',
    })
    .input(ById)
    .output(Ok),
  test: admins
    .route({
      method: 'POST',
      path: `${path}/{id}/test`,
      tags,
      summary: 'Whether the system answers and takes the key',
    })
    .input(ById)
    .output(z.object({ well: z.boolean(), detail: z.string() })),
  lists: admins
    .route({ method: 'GET', path: `${path}/{id}/lists`, tags, summary: 'Lists of people that can be taken' })
    .input(ById)
    .output(z.array(SystemList)),
  targets: admins
    .route({
      method: 'GET',
      path: `${path}/{id}/targets`,
      tags,
      summary: 'What can stand for an answer: responses to VAN’s questions, tags of Action Network',
    })
    .input(ById)
    .output(z.array(SystemTarget)),
  answers: admins
    .route({
      method: 'GET',
      path: `${path}/{id}/answers`,
      tags,
      summary: 'What stands for the answers of a campaign',
    })
    .input(ById.extend({ campaignId: Id }))
    .output(SystemAnswers),
  saveAnswers: admins
    .route({
      method: 'POST',
      path: `${path}/{id}/answers`,
      tags,
      summary: 'Choose what stands for the answers of a campaign; answers from now on are told',
    })
    .input(
      z.object({
        id: Id,
        campaignId: Id,
        answers: z
          .array(
            z.object({
              question: Code,
              choice: Code,
              target: z.object({ id: z.string().min(1).max(300), label: z.string().max(300) }).nullable(),
            }),
          )
          .max(2000)
          .default([]),
        fields: z
          .array(z.object({ question: Code, field: FieldName.nullable() }))
          .max(200)
          .default([])
          .describe('Of numbers and words; only where the system takes them'),
      }),
    )
    .output(SystemAnswers),
  pull: admins
    .route({
      method: 'POST',
      path: `${path}/{id}/pulls`,
      tags,
      summary: 'Take a list from a system, page by page; then it is imported like a file',
    })
    .input(z.object({ id: Id, listId: z.string().min(1).max(300) }))
    .output(Pull),
  pullState: admins
    .route({ method: 'GET', path: `${path}/pulls/{id}`, tags, summary: 'How far a list is' })
    .input(ById)
    .output(Pull),
  cancelPull: admins
    .route({ method: 'POST', path: `${path}/pulls/{id}/cancel`, tags, summary: 'Stop taking a list' })
    .input(ById)
    .output(Pull),
};
