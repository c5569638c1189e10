import { isContractProcedure } from '@orpc/contract';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { mapOf } from '../../shared/contract/base/procedure.ts';
import { contract } from '../../shared/contract/index.ts';

/**
 * Every text, list and map in an input has a greatest length, so no caller can make the store grow without
 * limit.
 */

type Schema = { readonly [key: string]: unknown };
const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const KNOWN = new Set(['string', 'array', 'object', 'number', 'integer', 'boolean', 'null']);
/** For each form of text a sample of the length asked for. */
const FIXED = ['date', 'date-time', 'uuid'];

function unboundedOf(schema: Schema, at: string): string[] {
  const { type, enum: choices, const: only, maxLength, format, maxItems, additionalProperties } = schema;
  if (choices !== undefined || only !== undefined) return [];
  const types: unknown[] = Array.isArray(type) ? type : [type];
  const own: string[] = [];
  if (types.includes('string') && maxLength === undefined && !FIXED.includes(String(format)))
    own.push(`${at}: text`);
  if (types.includes('array') && maxItems === undefined && schema.prefixItems === undefined)
    own.push(`${at}: list`);
  if (isSchema(additionalProperties) && schema.maxProperties === undefined) {
    const names = schema.propertyNames;
    if (!isSchema(names) || names.enum === undefined) own.push(`${at}: map`);
  }
  const known = types.every((each) => KNOWN.has(String(each)));
  const mixed = ['anyOf', 'oneOf', 'allOf', '$ref'].some((key) => schema[key] !== undefined);
  if (!known && !mixed) own.push(`${at}: anything`);
  const parts = [
    ...Object.entries(isSchema(schema.properties) ? schema.properties : {}),
    ...['items', 'additionalProperties', 'propertyNames'].map((key) => [`[${key}]`, schema[key]] as const),
    ...['anyOf', 'oneOf', 'allOf', 'prefixItems'].flatMap((key) => {
      const each = schema[key];
      return Array.isArray(each) ? each.map((one): [string, unknown] => ['', one]) : [];
    }),
    ...Object.entries(isSchema(schema.$defs) ? schema.$defs : {}),
  ];
  return [
    ...own,
    ...parts.flatMap(([name, part]) =>
      isSchema(part) ? unboundedOf(part, name ? `${at}.${name}` : at) : [],
    ),
  ];
}

const unbounded = (schema: z.core.$ZodType, at: string) =>
  unboundedOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), at);

const inputs: [string, z.core.$ZodType][] = [];
function walk(node: unknown, path: readonly string[]): void {
  if (isContractProcedure(node)) {
    const { inputSchema } = node['~orpc'];
    if (inputSchema instanceof z.core.$ZodType) inputs.push([path.join('.'), inputSchema]);
    return;
  }
  if (isSchema(node)) for (const [name, child] of Object.entries(node)) walk(child, [...path, name]);
}
walk(contract, []);

test('every text, list and map in an input has a greatest length', () => {
  expect(inputs.length).toBeGreaterThan(50);
  expect(inputs.flatMap(([name, schema]) => unbounded(schema, name))).toEqual([]);
});

test('the check finds a field without a limit at any depth', () => {
  const found = (schema: z.core.$ZodType) => unbounded(schema, 'x');
  const fine = z.object({ a: z.string().max(1).nullish(), b: z.tuple([z.number(), z.iso.date()]) });
  expect(found(fine)).toEqual([]);
  for (const [schema, at] of [
    [z.object({ a: z.string() }), 'x.a: text'],
    [fine.extend({ c: z.array(z.number()).optional() }), 'x.c: list'],
    [z.union([fine, z.object({ d: z.array(z.url()).max(3) })]), 'x.d.[items]: text'],
    [z.record(z.string().max(9), z.boolean()), 'x: map'],
    [z.object({ e: z.string().transform(Number).pipe(z.number()).default(1) }), 'x.e: text'],
    [z.object({ f: z.unknown() }), 'x.f: anything'],
    [z.tuple([z.email()]), 'x: text'],
    [mapOf(3, 9, z.string()), 'x.[additionalProperties]: text'],
  ] as const)
    expect(found(schema)).toEqual([at]);
});

test('a map takes as many entries as it says', () => {
  const map = mapOf(2, 9, z.number());
  expect(map.safeParse({ a: 1, b: 2 }).success).toBe(true);
  expect(map.safeParse({ a: 1, b: 2, c: 3 }).error?.issues[0]?.message).toMatch(/2/);
});
