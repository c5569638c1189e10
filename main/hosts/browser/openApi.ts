import { type AnyContractProcedure, isContractProcedure } from '@orpc/contract';
import { type OpenAPI, OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { z } from 'zod';
import type { Access } from '../../../shared/contract/base/procedure.ts';
import { contract } from '../../../shared/contract/index.ts';
import { AnswerChange, WebhookEvent } from '../../../shared/contract/webhooksOut.ts';
import { exampleOf } from './example.ts';
import { addExamples, examplesOf } from './examples.ts';

type Entry = {
  readonly path: string;
  readonly method: string;
  readonly roles: Access['roles'];
  readonly procedure: AnyContractProcedure;
};

/** Every procedure's route and roles. */
function entries(node: object): Entry[] {
  if (isContractProcedure(node)) {
    const { route, meta } = node['~orpc'];
    const roles = 'roles' in meta ? (meta.roles as Access['roles']) : [];
    const method = (route.method ?? 'POST').toLowerCase();
    return [{ path: route.path ?? '', method, roles, procedure: node }];
  }
  return Object.values(node).flatMap((child: unknown) =>
    typeof child === 'object' && child !== null ? entries(child) : [],
  );
}

const wording = (roles: Access['roles']) =>
  roles === 'public'
    ? 'Anybody.'
    : roles === 'signed-in'
      ? 'Anybody signed in.'
      : `Roles: ${roles.join(', ')}.`;

/** The header of calls that change something. */
const ONCE: OpenAPI.ParameterObject = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Of your choice, 1 to 255 visible characters, new for each thing that you want done. The same call with the same key, ' +
    'within a day, is done once and answered as it was; another call with it is refused (422).',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
  example: '0b5f7a9e-8c1d-4a52-9d3e-5f0a6c7b8d91',
};

/** A schema that says that unknown fields are refused. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const parts = Object.fromEntries(Object.entries(schema).map(([name, part]) => [name, closed(part)]));
  return parts.type === 'object' && 'properties' in parts && !('additionalProperties' in parts)
    ? { ...parts, additionalProperties: false }
    : parts;
}

/** Closes what a request may have; examples are made afterwards. */
function closeBody(operation: OpenAPI.OperationObject): void {
  const body = operation.requestBody;
  if (!body || !('content' in body)) return;
  for (const media of Object.values(body.content))
    if (media.schema !== undefined) media.schema = closed(media.schema) as NonNullable<typeof media.schema>;
}

const PARAMETER = (name: string, description: string, example: string): OpenAPI.ParameterObject => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
  example,
});

type Sent = Exclude<WebhookEvent['type'], 'test'>;

const SENT: Readonly<Record<Sent, string>> = {
  'opt-out': 'A number was opted out',
  'opt-in': 'An opt-out was reversed',
  'answer-recorded': 'An answer was recorded',
  'answer-corrected': 'An answer was corrected',
  'answer-taken-back': 'An answer was taken back',
};

/**
 * What Heed sends to an outgoing webhook: one entry a kind of event, with the body and the headers that it is
 * checked by.
 */
function outgoing(): Record<string, OpenAPI.PathItemObject> {
  const { $schema, ...schema } = z.toJSONSchema(WebhookEvent);
  const example = WebhookEvent.parse(exampleOf(WebhookEvent, 'output'));
  const stopped = { ...example, type: 'opt-out', reverses: [], answer: null };
  const quiet = { ...stopped, optedOut: false, cause: null, saidAt: null };
  const examples: Readonly<Record<Sent, object>> = {
    'opt-out': stopped,
    'opt-in': { ...quiet, type: 'opt-in', reverses: example.reverses },
    'answer-recorded': { ...quiet, type: 'answer-recorded', answer: example.answer },
    'answer-corrected': { ...quiet, type: 'answer-corrected', answer: example.answer },
    'answer-taken-back': {
      ...quiet,
      type: 'answer-taken-back',
      answer: example.answer && { ...example.answer, choices: [], value: null },
    },
  };
  const operation = (type: Sent): OpenAPI.OperationObject => ({
    tags: ['Outgoing webhooks'],
    summary: SENT[type],
    parameters: [
      PARAMETER('webhook-id', 'The event’s id, the same at every try', example.id),
      PARAMETER('webhook-timestamp', 'When this try was signed, in UTC seconds', '1772560800'),
      PARAMETER(
        'webhook-signature',
        'v1, and HMAC-SHA256 of id.timestamp.body as base64',
        `v1,${'0'.repeat(43)}=`,
      ),
    ],
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: schema as OpenAPI.SchemaObject,
          example: examples[type],
        },
      },
    },
    responses: {
      '2XX': { description: 'Taken. Anything else, and no answer in ten seconds, is tried again.' },
    },
  });
  // The package's types demand schemas of OpenAPI 3.0 in this place of a 3.1 document.
  const item = (type: Sent) => ({ post: operation(type) }) as OpenAPI.PathItemObject;
  return Object.fromEntries(
    (['opt-out', 'opt-in', ...AnswerChange.options] as const).map((type) => [type, item(type)]),
  );
}

/**
 * The OpenAPI 3.1 document of the whole contract, with who may call what, and examples. `apiUrl` is the base
 * of the REST interface.
 */
export async function openApiDocument(apiUrl: string): Promise<OpenAPI.Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(contract, {
    info: {
      title: 'Heed',
      version: '1',
      description:
        'Everything the screen can do. Send an API key, or the token of a sign-in (POST /session), as "Authorization: Bearer …". ' +
        'Your role decides what you may call and what you see.',
    },
    servers: [{ url: apiUrl }],
    security: [{ bearer: [] }],
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description:
            'An API key (heed_…), made by an admin under Settings, API keys; or the token that POST /session gives.',
        },
      },
    },
  });
  for (const { path, method, roles, procedure } of entries(contract)) {
    const operation = document.paths?.[path]?.[method as 'get'];
    if (operation === undefined) continue;
    operation.description = [operation.description, wording(roles)].filter(Boolean).join(' ');
    if (roles === 'public') operation.security = [];
    closeBody(operation);
    addExamples(operation, examplesOf(procedure));
    if (method !== 'get' && roles !== 'public')
      operation.parameters = [...(operation.parameters ?? []), ONCE];
  }
  document.webhooks = outgoing();
  return document;
}
