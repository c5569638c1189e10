import { isContractProcedure } from '@orpc/contract';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { secretOf, signature } from '../../main/core/webhooksOut/signature.ts';
import { CHECK_SAMPLE } from '../../main/hosts/browser/apiGuide.ts';
import { examplesOf } from '../../main/hosts/browser/examples.ts';
import { openApiDocument } from '../../main/hosts/browser/openApi.ts';
import { contract } from '../../shared/contract/index.ts';
import { WebhookEvent } from '../../shared/contract/webhooksOut.ts';

type Entry = readonly [string, Parameters<typeof examplesOf>[0]];

function entries(node: object, path: readonly string[] = []): Entry[] {
  if (isContractProcedure(node)) return [[path.join('.'), node]];
  return Object.entries(node).flatMap(([key, child]) => entries(child as object, [...path, key]));
}

const all = entries(contract);

test('there are procedures', () => {
  expect(all.length).toBeGreaterThan(60);
});

test.each(all)('%s: the examples fit its schemas, and are the same each time', (_, procedure) => {
  const { inputSchema, outputSchema, route } = procedure['~orpc'];
  expect(route.summary).toMatch(/\S/);
  const { input, inputs, output } = examplesOf(procedure);
  for (const each of Object.values(inputs ?? {}))
    expect(z.safeParse(inputSchema as z.ZodType, each).success).toBe(true);
  if (inputSchema) expect(z.safeParse(inputSchema as z.ZodType, input).success).toBe(true);
  expect(output).toBeDefined();
  if (outputSchema instanceof z.ZodType) expect(z.safeParse(outputSchema, output).success).toBe(true);
  expect(examplesOf(procedure)).toMatchObject({ input, output });
});

type Media = { content?: Record<string, { example?: unknown; examples?: object }> };
const exampleIn = (part: unknown) => {
  const media = (part as Media | undefined)?.content?.['application/json'];
  return media?.example ?? media?.examples;
};

test('the document has a summary, what to send and what comes back for each procedure', async () => {
  const document = await openApiDocument('http://127.0.0.1/api');
  for (const [name, procedure] of all) {
    const { route, inputSchema } = procedure['~orpc'];
    const method = (route.method ?? 'POST').toLowerCase() as 'get';
    const operation = document.paths?.[route.path ?? '']?.[method];
    expect(operation?.summary, name).toMatch(/\S/);
    if (!inputSchema) expect(operation?.requestBody, name).toBeUndefined();
    else if (operation?.requestBody) expect(exampleIn(operation.requestBody), name).toBeDefined();
    else
      expect(
        operation?.parameters?.some((each) => 'example' in each),
        name,
      ).toBe(true);
    if (route.path !== '/changes') expect(exampleIn(operation?.responses?.['200']), name).toBeDefined();
  }
});

test('webhook bodies are described by examples that a receiver could get', async () => {
  const document = await openApiDocument('http://127.0.0.1/api');
  const kinds = Object.entries(document.webhooks ?? {}).map(([type, item]) => {
    const operation = item as { post?: { requestBody?: unknown } };
    expect(WebhookEvent.parse(exampleIn(operation.post?.requestBody)).type).toBe(type);
    return type;
  });
  expect(kinds).toEqual(['opt-out', 'opt-in', 'answer-recorded', 'answer-corrected', 'answer-taken-back']);
});

test('the sample for checking a signature, and the library, accept ours; the sample nothing else', async () => {
  const module = await import(`data:text/javascript,${encodeURIComponent(CHECK_SAMPLE)}`);
  const fromHeed = module.fromHeed as (headers: object, body: string, secret: string) => boolean;
  const secret = secretOf(Buffer.alloc(32, 7));
  const time = String(Math.floor(Date.now() / 1000));
  const headers = (at: string) => ({
    'webhook-id': '1',
    'webhook-timestamp': at,
    'webhook-signature': signature(secret, '1', at, '{}'),
  });
  expect(fromHeed(headers(time), '{}', secret)).toBe(true);
  expect(new Webhook(secret).verify('{}', headers(time))).toEqual({});
  expect(fromHeed(headers(time), '{ }', secret)).toBe(false);
  expect(fromHeed(headers(time), '{}', secretOf(Buffer.alloc(32, 8)))).toBe(false);
  expect(fromHeed({ ...headers(time), 'webhook-id': '2' }, '{}', secret)).toBe(false);
  expect(fromHeed(headers('1'), '{}', secret)).toBe(false);
});
