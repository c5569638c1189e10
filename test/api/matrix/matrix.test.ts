import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ORPCError } from '@orpc/client';
import { isContractProcedure } from '@orpc/contract';
import { afterAll, expect, test } from 'vitest';
import { ZodObject } from 'zod';
import { all, run } from '../../../main/core/store/statement.ts';
import type { Access } from '../../../shared/contract/base/procedure.ts';
import { contract } from '../../../shared/contract/index.ts';
import { Role } from '../../../shared/schema/words.ts';
import { writer } from '../../helpers/core.ts';
import { quickPasswords } from '../../helpers/quickPasswords.ts';
import * as seed from '../../helpers/seed.ts';
import { type Case, cases } from './cases.ts';
import { type MatrixWorld, matrixWorld, SECRET, TARGETS, type Target } from './world.ts';

/**
 * Calls every procedure of the contract as everybody, with a thing that is theirs, another's, hidden from
 * them, or none. For a texter another's thing and a hidden one must end exactly like one that does not
 * exist, and no answer may hold a word of them.
 */
quickPasswords();
const folder = mkdtempSync(join(tmpdir(), 'heed-matrix-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Entry = Access & { readonly path: string; readonly reads: boolean; readonly asTexter: boolean };

function entries(node: object, path: readonly string[] = []): Entry[] {
  if (isContractProcedure(node)) {
    const { meta, route, inputSchema } = node['~orpc'];
    const asTexter = inputSchema instanceof ZodObject && 'viewAs' in inputSchema.shape;
    return [{ ...(meta as Access), path: path.join('.'), reads: route.method === 'GET', asTexter }];
  }
  return Object.entries(node).flatMap(([key, child]) => entries(child as object, [...path, key]));
}

const procedures = entries(contract);
const known = new Map<string, Case>(Object.entries(cases));

type Answer = { readonly end: string; readonly said: string };
type Callable = (input: unknown, options: { signal: AbortSignal }) => Promise<unknown>;

const GONE: ReadonlySet<string> = new Set(['NOT_FOUND', 'FORBIDDEN', 'UNAUTHORIZED']);

/** How a call ended, with all that the answer said. */
async function call(world: MatrixWorld, path: string, input: unknown): Promise<Answer> {
  let node: unknown = world.client;
  for (const step of path.split('.')) node = (node as Record<string, unknown>)[step];
  const stop = new AbortController();
  try {
    const answer = await (node as Callable)(input, { signal: stop.signal });
    return { end: 'ok', said: JSON.stringify(answer) ?? '' };
  } catch (error) {
    if (!(error instanceof ORPCError)) throw error;
    return { end: error.code, said: JSON.stringify([error.code, error.message, error.data ?? null]) };
  } finally {
    stop.abort();
  }
}

/** Some answers repeat what was asked for; that is taken out before looking for what they give away. */
function without(said: string, world: MatrixWorld, target: Target): string {
  const { number, ...ids } = world.things[target];
  let left = said.replaceAll(number, '<number>');
  for (const id of Object.values(ids)) if (id !== world.ana) left = left.replaceAll(id, '<id>');
  return left;
}

function expectNothingOfOthers(said: string, world: MatrixWorld): void {
  for (const word of Object.values(SECRET)) expect(said).not.toContain(word);
  for (const target of ['other', 'hidden'] as const) {
    const { number, conversation, message, action, note, optOut, subject } = world.things[target];
    for (const each of [number, conversation, message, action, note, optOut, subject])
      expect(said).not.toContain(each);
  }
}

/** Worlds of calls that changed nothing, by who calls: making one costs more than asking in it. */
const unchanged = new Map<Role | null, MatrixWorld>();

async function worldFor(role: Role | null): Promise<MatrixWorld> {
  const world = unchanged.get(role);
  unchanged.delete(role);
  return world ?? matrixWorld(role, folder);
}

test('every procedure has its case, and every case its procedure', () => {
  expect([...known.keys()].toSorted()).toEqual(procedures.map(({ path }) => path).toSorted());
});

const rows = procedures.flatMap((entry) =>
  ([null, ...Role.options] as const).map((role) => [entry.path, role ?? 'nobody', entry, role] as const),
);

test.each(rows)('%s × %s', async (path, _, { roles, reads }, role) => {
  const found = known.get(path);
  if (!found) throw new Error('Give this procedure a case.');
  const { about, input, none = 'NOT_FOUND' } = found;
  const well = (role === 'texter' ? undefined : found.overseen) ?? found.well ?? 'ok';
  const world = await worldFor(role);
  const asMade = world.dump();
  const may = roles === 'public' || (role !== null && (roles === 'signed-in' || roles.includes(role)));
  const refused = role === null ? 'UNAUTHORIZED' : 'FORBIDDEN';
  const answers = new Map<Target, Answer>();
  for (const target of about === 'nobody' ? (['own'] as const) : TARGETS) {
    const before = world.dump();
    const answer = await call(world, path, input(world.things[target], world));
    answers.set(target, answer);
    if (!may) expect(answer.end, target).toBe(refused);
    if (answer.end === refused || answer.end === 'NOT_FOUND') expect(world.dump(), target).toBe(before);
  }
  if ((!may || reads) && world.dump() === asMade) unchanged.set(role, world);
  const of = (target: Target) => answers.get(target) ?? { end: 'not asked', said: '' };
  if (!may) {
    expect(new Set([...answers.values()].map(({ said }) => said)).size).toBe(1);
    return;
  }
  expect(of('own').end).toBe(well);
  if (about !== 'nobody') expect(of('none').end).toBe(none);
  if (role === 'texter') {
    if (about === 'texter') {
      for (const target of ['other', 'hidden'] as const)
        expect(without(of(target).said, world, target), target).toBe(without(of('none').said, world, 'none'));
    }
    expectNothingOfOthers(of('own').said, world);
  } else if (about !== 'nobody') {
    // What is hidden from texters is shown to admins and supervisors, so a call may end in another way for
    // them.
    expect(GONE.has(of('other').end), 'other').toBe(GONE.has(found.other ?? well));
    expect(GONE.has(of('hidden').end), 'hidden').toBe(GONE.has(well));
  }
});

const forAdmins = procedures.filter(
  ({ roles }) => roles === 'signed-in' || (roles !== 'public' && roles.includes('admin')),
);

test.each(Role.options)(
  'from a desk, a %s is asked for nothing that is done at the console',
  async (role) => {
    const world = await matrixWorld(role, folder);
    const me = { texter: world.ana, admin: world.maya, supervisor: world.sam }[role];
    if (role === 'admin') seed.secondFactor(world.core, me);
    const desk = { ...world, client: world.atDesk(me) };
    const play = async ({ path }: Entry) =>
      [path, (await call(desk, path, known.get(path)?.input(world.things.own, world))).end] as const;
    const before = world.dump();
    const atConsole = procedures.filter(({ atDesks }) => !atDesks);
    for (const entry of atConsole) expect(await play(entry)).toEqual([entry.path, 'CONSOLE_ONLY']);
    expect(world.dump()).toBe(before);
    const work = procedures.filter(
      ({ atDesks, roles }) =>
        atDesks && (roles === 'public' || roles === 'signed-in' || roles.includes(role)),
    );
    const refused: string[] = [];
    for (const entry of work) {
      // With a wrong password, which nobody has to get past; and after signing out there is nothing to ask.
      if (entry.path === 'session.signIn' || entry.path === 'session.signOut') continue;
      const [path, end] = await play(entry);
      if (end === known.get(path)?.well) continue;
      if (['CONSOLE_ONLY', 'UNAUTHORIZED', 'FORBIDDEN'].includes(end)) refused.push(`${path}: ${end}`);
    }
    expect(refused).toEqual([]);
  },
);

test('store, key, set-up, restores, exports and secrets are never for desks', () => {
  const desks = procedures.filter(({ atDesks }) => atDesks).map(({ path }) => path);
  expect(desks.length).toBeGreaterThan(100);
  const never =
    /^(apiKey|backup|computer|keys|lostStore|setup|webhookOut)\.|^report\.schedule|export|restore|recover|secret/i;
  expect(desks.filter((path) => never.test(path))).toEqual([]);
});

test('while an admin looks as a texter does, reading is all that is allowed', async () => {
  const world = await matrixWorld('admin', folder);
  await world.client.messenger.beginViewing({ texterId: world.ana });
  expect((await world.client.session.state()).viewing).toEqual({ id: world.ana, name: 'Ana' });
  const before = world.dump();
  const acts = forAdmins.filter(({ reads, whileViewing }) => !reads && !whileViewing);
  expect(acts.length).toBeGreaterThan(50);
  for (const { path } of acts) {
    const { end, said } = await call(world, path, known.get(path)?.input(world.things.own, world));
    expect(end, path).toBe('FORBIDDEN');
    expect(said, path).toContain('viewing as Ana');
  }
  expect(world.dump()).toBe(before);
  const { conversation: id } = world.things.own;
  expect((await world.client.conversation.get({ id, viewAs: world.ana })).conversation.id).toBe(id);
  await world.client.messenger.endViewing();
  expect((await call(world, 'conversation.close', { id, outcome: 'done' })).end).toBe('ok');
});

test('what an admin asks while looking as a texter is answered as that texter is', async () => {
  const world = await matrixWorld('admin', folder);
  const viewAs = world.ana;
  const ana = world.as(world.ana);
  const { number } = world.things.hidden;
  await world.client.messenger.beginViewing({ texterId: viewAs });
  const asked = [
    ['messenger.search', { words: 'stop' }],
    ['action.page', {}],
    ['action.summary', {}],
    ['lookup.number', { number }],
    ['lookup.list', { text: number }],
    ['conversation.list', {}],
  ] as const;
  for (const [path, input] of asked) {
    const seen = await call(world, path, { ...input, viewAs });
    expect(seen, path).toEqual(await call({ ...world, client: ana }, path, input));
    expect(seen.said, path).not.toContain(SECRET.hidden);
  }
  expect((await call(world, 'messenger.search', { words: 'stop' })).said).toContain(SECRET.hidden);
});

test('nobody reads as a texter without having begun to, so that every look stands in the ledger', async () => {
  const world = await matrixWorld('admin', folder);
  const { token } = await world.client.apiKey.create({ name: 'Nightly', role: 'admin', validDays: 1 });
  const byKey = { ...world, client: world.via({ kind: 'bearer', token }) };
  const asking = procedures.filter(({ asTexter }) => asTexter);
  expect(asking.length).toBeGreaterThan(9);
  const ends = async (viewAs: string, caller = world) =>
    new Set(
      await Promise.all(
        asking.map(async ({ path }) => {
          const input = known.get(path)?.input(world.things.own, world) as object;
          return (await call(caller, path, { ...input, viewAs })).end;
        }),
      ),
    );
  expect(await ends(world.ana)).toEqual(new Set(['FORBIDDEN']));
  await world.client.messenger.beginViewing({ texterId: world.ben });
  expect(await ends(world.ana)).toEqual(new Set(['FORBIDDEN']));
  await world.client.messenger.beginViewing({ texterId: world.ana });
  expect(await ends(world.ana)).toEqual(new Set(['ok']));
  expect(await ends(world.ana, byKey)).toEqual(new Set(['FORBIDDEN']));
  await world.client.messenger.endViewing();
  expect(await ends(world.ana)).toEqual(new Set(['FORBIDDEN']));
  const looks = all<{ texter: string }>(
    world.core.db,
    "SELECT payload ->> 'texter' AS texter FROM ledger WHERE kind = 'viewing-as' ORDER BY rowid",
  );
  expect(looks.map(({ texter }) => texter)).toEqual([world.ben, world.ana]);
});

test('whoever must first change a password can do nothing else', async () => {
  const world = await matrixWorld('admin', folder);
  run(
    writer(world.core),
    'UPDATE account SET one_time_until = ? WHERE id = ?',
    world.clock.now() + 1,
    world.maya,
  );
  const before = world.dump();
  const others = forAdmins.filter(({ duringDuty }) => !duringDuty);
  expect(others.length).toBeGreaterThan(80);
  for (const { path } of others) {
    const { end } = await call(world, path, known.get(path)?.input(world.things.own, world));
    expect(end, path).toBe('DUTY');
  }
  expect(world.dump()).toBe(before);
});
