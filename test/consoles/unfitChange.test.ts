import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { positions, wholePositions } from '../../main/core/consoles/positionRecord.ts';
import { seal, unseal } from '../../main/core/consoles/seal.ts';
import { append } from '../../main/core/ledger/append.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { all } from '../../main/core/store/statement.ts';
import { optedOut } from '../backup/acts.ts';
import { agree } from '../backup/exchange.ts';
import { type LogMember, memberOn, membersOn, SEALING, untilQuiet } from './members.ts';
import { type MemoryLog, memoryLog } from './memoryLog.ts';

/** A change that no store can take keeps others waiting until its console is removed, and no longer. */

const open: LogMember[] = [];
afterEach(() => {
  for (const { at } of open.splice(0)) at.db.close();
});

/** Y tells three changes, an opt-out in each; X has told an opt-out of its own. Nobody has heard anything. */
async function three() {
  const log = memoryLog();
  const [x, y, z] = membersOn(log, ['X', 'Y', 'Z']);
  if (!x || !y || !z) throw new Error('Three consoles are needed.');
  open.push(x, y, z);
  for (const person of [0, 1, 2]) {
    y.acts.optOut(person);
    await y.send();
  }
  x.acts.optOut(3);
  await x.send();
  return { log, x, y, z };
}

const PLACE = { console: 'Y', number: 2 };
const GARBAGE = Buffer.from('\u0001\0\0\0\u0001 is no change, though it begins as one');

/** The second change of Y, with a row besides that no store can have. */
function withUnfitRow(log: MemoryLog, { at }: LogMember): Buffer {
  const body = JSON.parse(inflateRawSync(unseal(SEALING, PLACE, log.sealed('Y', 2))).toString());
  const [tag] = all<Record<string, unknown>>(at.db, 'SELECT * FROM tag LIMIT 1');
  const row = { ...tag, id: 'unfit', name: null };
  body.tables.tag = { columns: Object.keys(row), rows: [Object.values(row)] };
  return seal(SEALING, PLACE, deflateRawSync(JSON.stringify(body)), at.core.ports.random);
}

/** As when an admin removes Y here. */
const removeY = ({ at: { core }, cast }: LogMember) =>
  core.write((tx) =>
    append(core, tx, { kind: 'console-removed', actorId: cast.admin, payload: { console: 'Y' } }),
  );
const out = (member: LogMember) => {
  const is = optedOut(member.at);
  return [0, 1, 2, 3].filter((person) => is.has(member.cast.person(person).subject));
};
const leftOut = ({ at }: LogMember) =>
  all<{ payload: string }>(
    at.db,
    "SELECT payload FROM ledger WHERE kind = 'change-left-out' AND chain = (SELECT value FROM meta WHERE key = 'device')",
  ).map(({ payload }): unknown => JSON.parse(payload));

test('it is named, and what the others tell is still heard', async () => {
  const { log, z, y } = await three();
  log.forge('Y', 2, withUnfitRow(log, y));
  for (let times = 0; times < 2; times += 1)
    await expect(z.receive()).rejects.toMatchObject({ code: 'broken', console: 'Y', number: 2 });
  expect(out(z)).toEqual([0, 3]);
  expect(leftOut(z)).toEqual([]);
  expect(positions(z.at.db)).toEqual(
    new Map([
      ['X', 1],
      ['Y', 1],
    ]),
  );
});

test('once its console is removed, all that fits is taken, the same everywhere', async () => {
  const { log, x, y, z } = await three();
  log.forge('Y', 2, withUnfitRow(log, y));
  await expect(x.receive()).rejects.toMatchObject({ code: 'broken' });
  await expect(z.receive()).rejects.toMatchObject({ code: 'broken' });
  removeY(x);
  await untilQuiet([x, z]);
  for (const member of [x, z]) {
    expect(out(member)).toEqual([0, 1, 2, 3]);
    expect(leftOut(member)).toEqual([{ console: 'Y', number: 2, rows: 1 }]);
    expect(wholePositions(member.at.db).get('Y')).toBe(3);
    expect(verify(member.at.db).problems).toEqual([]);
  }
  agree(
    [x, z].map(({ at }) => at),
    'without the change',
  );
});

test('of one that nobody can read nothing is taken, and what comes after it is', async () => {
  const { log, x, z } = await three();
  log.forge('Y', 2, GARBAGE);
  await expect(x.receive()).rejects.toMatchObject({ code: 'broken', console: 'Y', number: 2 });
  removeY(x);
  await untilQuiet([x, z]);
  for (const member of [x, z]) {
    expect(out(member)).toEqual([0, 2, 3]);
    expect(leftOut(member)).toEqual([{ console: 'Y', number: 2, rows: null }]);
    expect(verify(member.at.db).problems).toEqual([]);
  }
  agree(
    [x, z].map(({ at }) => at),
    'without the change',
  );
});

test('what others made after they had taken it waits for it no more', async () => {
  const { log, x, z } = await three();
  await x.receive();
  x.at.clock.advance(61_000);
  await x.receive();
  x.acts.note(1);
  await x.send();
  log.forge('Y', 2, GARBAGE);
  await expect(z.receive()).rejects.toMatchObject({ code: 'broken', console: 'Y', number: 2 });
  removeY(z);
  await untilQuiet([x, z]);
  expect(all(z.at.db, 'SELECT id FROM note')).toEqual(all(x.at.db, 'SELECT id FROM note'));
  expect(out(z)).toEqual([0, 2, 3]);
  // The one that had taken it keeps it.
  expect(out(x)).toEqual([0, 1, 2, 3]);
  for (const member of [x, z]) expect(verify(member.at.db).problems).toEqual([]);
});

test('what the log lacks is not left out, though its console was removed', async () => {
  const { log, z } = await three();
  const through = log.openFor('Z');
  const lacking: typeof through = {
    ...through,
    read: async (after, limit) =>
      (await through.read(after, limit)).filter(({ console: name, number }) => name !== 'Y' || number !== 2),
  };
  removeY(z);
  await expect(memberOn(log, z, SEALING, lacking).receive()).rejects.toMatchObject({ code: 'broken' });
  expect(positions(z.at.db).get('Y')).toBe(1);
  expect(leftOut(z)).toEqual([]);
  await z.receive();
  expect(out(z)).toEqual([0, 1, 2, 3]);
});
