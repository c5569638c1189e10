import { z } from 'zod';

type JsonSchema = z.core.JSONSchema.JSONSchema;

const ID = 'OmoqpZ-kTq7_ZcA';
/** 3 March 2026, 18:00 UTC. */
const TIME = 1_772_560_800_000;
const DAY_LATER = TIME + 86_400_000;

/** Example values by the field's name. People and numbers are invented (numbers reserved for fiction). */
const BY_NAME: Readonly<Record<string, unknown>> = {
  number: '+12025550101',
  senderNumber: '+12025550190',
  from: '+12025550190',
  to: '+12025550101',
  login: 'ana.silva',
  name: 'Ana Silva',
  contactName: 'Ana Silva',
  firstName: 'Ana',
  lastName: 'Silva',
  texterName: 'Bo Larsen',
  campaignName: 'Spring canvass',
  organisation: 'Friends of the River',
  password: 'correct horse battery',
  passphrase: 'correct horse battery staple',
  url: 'https://crm.example.org/heed',
  body: 'Hi Ana, will you join us on Saturday?',
  text: 'Please stop texting me',
  lastText: 'Please stop texting me',
  script: 'Hi {firstName}, will you join us on Saturday?',
  question: 'support',
  key: 'y',
  reason: 'Asked by telephone',
  note: 'Asked by telephone',
  matched: 'stop texting',
  search: '0101',
  accountSid: `AC${'0'.repeat(32)}`,
  keySid: `SK${'0'.repeat(32)}`,
  messagingServiceSid: `MG${'0'.repeat(32)}`,
  webhookPublicUrl: 'https://texts.example.org/hook',
  accountId: '5500001',
  applicationId: ID,
  clientId: 'heed-console',
  clientSecret: 'the client secret that Bandwidth showed',
  authToken: 'the auth token that Twilio shows',
  baseUrl: 'https://provider.example.org',
  tokenBaseUrl: 'https://provider.example.org',
  ratePerSecond: 1,
  absentAfterSeconds: 10,
  gapGraceSeconds: 120,
  webhookUser: 'heed',
  webhookPassword: 'correct horse battery',
  date: '2026-03-03',
  day: '2026-03-03',
  zone: 'America/New_York',
  currency: 'USD',
  partMicros: 7900,
  token: 'heed_0000000000000000000000000000000000000000000',
  secret: 'whsec_0000000000000000000000000000000000000000000=',
  start: 'heed_0000',
  until: DAY_LATER,
  expiresAt: DAY_LATER,
  opened: '0..300000',
  fact: ID,
  revokedAt: null,
  validDays: 90,
  attempts: 1,
  lastStatus: 204,
  startsAt: '2026-03-03T09:00',
  endsAt: '2026-03-06T20:00',
};

/** Tried in turn where a string must have a certain form. */
const SHAPES = [
  ID,
  '2026-03-03',
  '2026-03-03T09:00',
  '2026-03-03T18:00:00.000Z',
  '+12025550101',
  'ana.silva',
  '12',
  '09:00',
  'US',
  'a'.repeat(64),
  'A'.repeat(43),
  'en',
];

function text(schema: JsonSchema, name: string): string {
  const named = BY_NAME[name];
  const first = typeof named === 'string' ? named : /(^id|Id)$/.test(name) ? ID : readable(name);
  const fits = (value: string) =>
    value.length >= (schema.minLength ?? 0) &&
    value.length <= (schema.maxLength ?? Number.POSITIVE_INFINITY) &&
    (schema.pattern === undefined || new RegExp(schema.pattern, 'u').test(value));
  const found = [first, ...SHAPES].find(fits);
  if (found !== undefined) return found;
  return first.padEnd(schema.minLength ?? 0, '.').slice(0, schema.maxLength);
}

const readable = (name: string) => name.replace(/([A-Z])/g, ' $1').toLowerCase() || 'text';

function amount(schema: JsonSchema, name: string): number {
  const named = BY_NAME[name];
  const first = typeof named === 'number' ? named : /(^at|At)$/.test(name) ? TIME : 3;
  const bound = (value: unknown, other: number) => (typeof value === 'number' ? value : other);
  const least = schema.minimum ?? bound(schema.exclusiveMinimum, Number.NEGATIVE_INFINITY) + 1;
  const most = schema.maximum ?? bound(schema.exclusiveMaximum, Number.POSITIVE_INFINITY) - 1;
  return Math.min(Math.max(first, least), most);
}

/** Always the same for the same schema. `all`: optional fields too. */
function fromSchema(schema: JsonSchema, name: string, all: boolean): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) {
    if (BY_NAME[name] === null && choices.some((each) => each.type === 'null')) return null;
    const choice = choices.find((each) => each.type !== 'null') ?? choices[0];
    return choice === undefined ? null : fromSchema(choice, name, all);
  }
  if (schema.allOf) {
    const parts = schema.allOf.map((part) => fromSchema(part, name, all));
    return Object.assign({}, ...parts);
  }
  // Of a union of plain types the first one.
  const [type] = [schema.type].flat();
  switch (type) {
    case 'string':
      return text(schema, name);
    case 'number':
    case 'integer':
      return amount(schema, name);
    case 'boolean':
      return true;
    case 'null':
      return null;
    case 'array':
      return list(schema, name, all);
    case 'object':
      return fields(schema, name, all);
    default:
      return BY_NAME[name] ?? null;
  }
}

function list(schema: JsonSchema, name: string, all: boolean): unknown[] {
  const one = (item: JsonSchema | boolean | undefined) =>
    typeof item === 'object' ? fromSchema(item, name.replace(/s$/, ''), all) : null;
  if (schema.prefixItems) return schema.prefixItems.map(one);
  const { items } = schema;
  if (schema.maxItems === 0 || Array.isArray(items)) return [];
  return Array.from({ length: Math.max(1, schema.minItems ?? 0) }, () => one(items));
}

function fields(schema: JsonSchema, parent: string, all: boolean): Record<string, unknown> {
  const required = new Set(schema.required);
  const known = Object.entries(schema.properties ?? {}).filter(([name]) => all || required.has(name));
  const meaning = (name: string) => (parent === 'campaign' && name === 'name' ? 'campaignName' : name);
  return Object.fromEntries(
    known.map(([name, field]) => [
      name,
      typeof field === 'object' ? fromSchema(field, meaning(name), all) : null,
    ]),
  );
}

const Fields = z.record(z.string(), z.unknown());

/** The required fields, and the optional ones that are valid beside them. */
function asFullAsValid(schema: z.ZodType, json: JsonSchema): unknown {
  let made: unknown = fromSchema(json, '', false);
  const more = Fields.safeParse(fromSchema(json, '', true)).data ?? {};
  for (const [name, value] of Object.entries(more)) {
    const candidate = { ...Object(made), [name]: value };
    if (schema.safeParse(candidate).success) made = candidate;
  }
  return made;
}

/**
 * An example of a schema's input or output, made from the schema: with every optional field where that is
 * valid, else with as many as are valid together. @throws Error naming what is wrong where even the required
 * ones are not valid
 */
export function exampleOf(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const json = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  const full = fromSchema(json, '', true);
  if (schema.safeParse(full).success) return full;
  const made = asFullAsValid(schema, json);
  const read = schema.safeParse(made);
  if (read.success) return made;
  throw new Error(`No example fits: ${z.prettifyError(read.error)}`);
}
