import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AnyContractProcedure, isContractProcedure } from '@orpc/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unknownFields } from '../../main/core/access/unknownFields.ts';
import { examplesOf } from '../../main/hosts/browser/examples.ts';
import { openApiDocument } from '../../main/hosts/browser/openApi.ts';
import { contract } from '../../shared/contract/index.ts';
import { testApi } from '../helpers/api.ts';
import { type RestAnswer, restOver } from '../helpers/restApi.ts';

/**
 * Every route of the REST interface, generated from the contract: fields that it does not know are refused
 * by name, at each depth. Calls are made as an admin of an organisation without the things they name, so
 * nothing but the field can be the reason.
 */
const folder = mkdtempSync(join(tmpdir(), 'heed-unknown-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const STRANGER = 'nobodyKnows';
/** In these the caller chooses the names of fields. */
const OPEN_MAPS: ReadonlySet<string> = new Set(['mapping.fields', 'fields', 'noTexts.0.values', 'columns']);

type Fields = Readonly<Record<string, unknown>>;
type Entry = readonly [name: string, procedure: AnyContractProcedure];
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function entries(node: object, path: readonly string[] = []): Entry[] {
  if (isContractProcedure(node)) return [[path.join('.'), node]];
  return Object.entries(node).flatMap(([key, child]) => entries(child as object, [...path, key]));
}

/** Copies of the input, each with an unknown field in another object. */
function* strangers(value: unknown, at: readonly string[] = []): Generator<{ path: string; input: unknown }> {
  if (Array.isArray(value)) {
    for (const { path, input } of strangers(value[0], [...at, '0'])) yield { path, input: [input] };
    return;
  }
  if (!isFields(value) || OPEN_MAPS.has(at.join('.'))) return;
  yield { path: [...at, STRANGER].join('.'), input: { ...value, [STRANGER]: 'x' } };
  for (const [name, part] of Object.entries(value)) {
    for (const { path, input } of strangers(part, [...at, name]))
      yield { path, input: { ...value, [name]: input } };
  }
}

let ask: (procedure: AnyContractProcedure, input: unknown) => Promise<RestAnswer>;
let stray: (procedure: AnyContractProcedure) => Promise<RestAnswer>;

beforeAll(() => {
  const api = testApi({ storeDir: folder });
  const token = api.tokenFor(api.newcomer('admin').id);
  const send = restOver(api);
  const target = (procedure: AnyContractProcedure, fields: Fields) => {
    const { method = 'POST', path = '' } = procedure['~orpc'].route;
    const rest = { ...fields } as Record<string, unknown>;
    const address = `${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const value = rest[name];
      delete rest[name];
      return encodeURIComponent(String(value));
    })}`;
    return { method, address, rest };
  };
  ask = (procedure, input) => {
    const { method, address, rest } = target(procedure, isFields(input) ? input : {});
    if (method !== 'GET') return send(method, address, { as: token, body: rest });
    const query = new URLSearchParams(Object.entries(rest).map(([name, value]) => [name, String(value)]));
    return send(method, `${address}?${query}`, { as: token });
  };
  stray = (procedure) => {
    const { method, address } = target(
      procedure,
      isFields(examplesOf(procedure).input) ? (examplesOf(procedure).input as Fields) : {},
    );
    return send(method, `${address}?${STRANGER}=1`, { as: token, body: {} });
  };
});

const all = entries(contract);

test.each(all)('%s', async (_, procedure) => {
  const { input = {} } = examplesOf(procedure);
  expect(unknownFields(procedure['~orpc'].inputSchema, input)).toEqual([]);
  const found = [...strangers(input)];
  expect(found.length).toBeGreaterThan(0);
  for (const { path, input: strange } of found) {
    const { status, body } = await ask(procedure, strange);
    expect([path, status, body.code]).toEqual([path, 422, 'INVALID']);
    expect(body.message).toContain(`“${path}”`);
    const { issues } = body.data as { issues: { path: (string | number)[] }[] };
    expect(issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  }
  if (procedure['~orpc'].route.method === 'GET') return;
  const beside = await stray(procedure);
  expect([beside.status, beside.body.code]).toEqual([422, 'INVALID']);
  expect(beside.body.message).toContain(`“${STRANGER}”`);
});

test('the description says so: every object of every body is closed', async () => {
  const document = await openApiDocument('http://127.0.0.1/api');
  const open: string[] = [];
  const look = (where: string, schema: unknown): void => {
    if (Array.isArray(schema)) for (const part of schema) look(where, part);
    if (!isFields(schema)) return;
    if (schema.type === 'object' && 'properties' in schema && schema.additionalProperties !== false)
      open.push(where);
    for (const part of Object.values(schema)) look(where, part);
  };
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of ['post', 'delete'] as const) {
      const body = item?.[method]?.requestBody;
      if (body && 'content' in body) look(`${method} ${path}`, body.content['application/json']?.schema);
    }
  }
  expect(open).toEqual([]);
});
