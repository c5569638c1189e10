import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ORPCError } from '@orpc/client';
import { isContractProcedure } from '@orpc/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { all } from '../../main/core/store/statement.ts';
import { contract } from '../../shared/contract/index.ts';
import { keep, written } from '../../shared/text/stored.ts';
import { writer } from '../helpers/core.ts';
import { quickPasswords } from '../helpers/quickPasswords.ts';
import { rawIn } from '../helpers/rawKeys.ts';
import { sentenceColumns } from '../helpers/sentences.ts';
import { type Case, cases } from './matrix/cases.ts';
import { type MatrixWorld, matrixWorld, type Things } from './matrix/world.ts';

/**
 * Stored sentences are shown in words: no answer of any procedure holds one in its stored form, or the key
 * of a text. And every column that may hold a stored sentence holds one.
 */
quickPasswords();
const folder = mkdtempSync(join(tmpdir(), 'heed-raw-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const INNER = keep('provider:unreachable', { host: written('example.org'), code: written('ECONNREFUSED') });
const SENTENCE = keep('kept:reason.withWords', { reason: INNER, words: written('by telephone') });

function paths(node: object, path: readonly string[] = []): { path: string; reads: boolean }[] {
  if (isContractProcedure(node))
    return [{ path: path.join('.'), reads: node['~orpc'].route.method === 'GET' }];
  return Object.entries(node).flatMap(([key, child]) => paths(child as object, [...path, key]));
}
// Procedures that read come first, so that they read what was planted.
const procedures = paths(contract).toSorted((a, b) => Number(b.reads) - Number(a.reads));
const known = new Map<string, Case>(Object.entries(cases));

/** Every text in an answer, at whatever depth. */
function* texts(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const part of value) yield* texts(part);
  else if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value)) yield* texts(part);
}

let world: MatrixWorld;
let things: Things;

beforeAll(async () => {
  world = await matrixWorld('admin', folder);
  things = { ...world.things.own };
  const { client, core } = world;
  const { uploadId } = await client.imports.begin({ name: 'list.csv', size: 19 });
  await client.imports.append({
    uploadId,
    offset: 0,
    data: Buffer.from('Phone\n+12025550177\n').toString('base64'),
  });
  const job = await client.imports.optOuts({ uploadId, numberColumn: 0, region: 'US' });
  await world.console.imports().ended(job.id);
  const { uploadId: second } = await client.imports.begin({ name: 'list.csv', size: 19 });
  things = { ...things, upload: second };
  await client.person.optIn({ number: '+12025550177', reason: 'asked to come back' });
  await client.webhookOut.test({ id: things.endpoint });
  for (const [table, column] of sentenceColumns()) {
    const tables = all<{ name: string }>(core.db, 'SELECT name FROM pragma_table_info(?)', table);
    expect(tables.map(({ name }) => name)).toContain(column);
    writer(core).prepare(`UPDATE ${table} SET ${column} = ?`).run(SENTENCE);
  }
});

type Callable = (input: unknown, options: { signal: AbortSignal }) => Promise<unknown>;

async function answer(path: string): Promise<unknown> {
  let node: unknown = world.client;
  for (const step of path.split('.')) node = (node as Record<string, unknown>)[step];
  const stop = new AbortController();
  try {
    const found = await (node as Callable)(known.get(path)?.input(things, world), { signal: stop.signal });
    return path === 'changes.watch' ? null : found;
  } catch (error) {
    // An internal error would hide what the answer should hold.
    if (error instanceof ORPCError && error.code === 'INTERNAL_SERVER_ERROR') throw error;
    return error instanceof Error ? error.message : null;
  } finally {
    stop.abort();
  }
}

test('planted sentences are read as sentences', async () => {
  const [list] = await world.client.optOut.imports();
  expect(list?.reason).toContain('by telephone');
  expect(rawIn('state.undone')).toBe('state.undone');
  expect(rawIn(`Twilio: ${SENTENCE}`)).not.toBeNull();
  expect(rawIn('“optOuts:state.reversed”')).toBe('optOuts:state.reversed');
  expect(rawIn('Maya opted them in. See harbor.example')).toBeNull();
});

test.each(procedures.filter(({ path }) => !path.startsWith('session.sign')).map(({ path }) => path))(
  '%s',
  async (path) => {
    const raw = [...texts(await answer(path))].flatMap((text) => rawIn(text) ?? []);
    expect(raw).toEqual([]);
  },
);
