import { deflateRawSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { applyChange } from '../../main/core/consoles/applyChange.ts';
import { decodeChange } from '../../main/core/consoles/changeFormat.ts';
import { LogError } from '../../main/core/consoles/log/changeLog.ts';
import { positions } from '../../main/core/consoles/positionRecord.ts';
import { oneKey, type Sealing, seal, unseal } from '../../main/core/consoles/seal.ts';
import { schemaVersion } from '../../main/core/store/capture/watched.ts';
import { all } from '../../main/core/store/statement.ts';
import { shown } from '../backup/consoles.ts';
import { organisation } from '../backup/organisation.ts';
import { type LogMember, memberOn, membersOn, SEALING } from './members.ts';
import { type MemoryLog, memoryLog } from './memoryLog.ts';

/**
 * What whoever keeps the log, or another version of Heed, may put into it: refused, and nothing is half done.
 */

const open: LogMember[] = [];
afterEach(() => {
  for (const { at } of open.splice(0)) at.db.close();
});

async function twoMembers() {
  const log = memoryLog();
  const [here, there] = membersOn(log, ['X', 'Y']);
  if (!here || !there) throw new Error('Two consoles are needed.');
  open.push(here, there);
  there.acts.optOut(0);
  await there.send();
  there.acts.optOut(1);
  await there.send();
  return { log, here, there };
}

/** It is refused with this code, the store stays as it is, and the true change is still taken afterwards. */
async function refuses(here: LogMember, log: MemoryLog, code: LogError['code'], number = 1): Promise<void> {
  const before = shown(here.at);
  const heard = positions(here.at.core.db);
  const error: unknown = await here.receive(new Map([['Y', number]])).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(LogError);
  expect((error as LogError).code).toBe(code);
  expect(shown(here.at)).toEqual(before);
  expect(positions(here.at.core.db)).toEqual(heard);
  expect(all(here.at.db, 'SELECT 1 FROM changed_row')).toEqual([]);
  expect(log.heads().get('Y')).toBe(2);
}

const sealedAt = (here: LogMember, body: Buffer, sealing: Sealing = SEALING, name = 'Y', number = 1) =>
  seal(sealing, { console: name, number }, body, here.at.core.ports.random);
const packed = (value: unknown) => deflateRawSync(JSON.stringify(value));
const bodyOf = ({ at }: LogMember, more: object) => ({
  format: 1,
  schema: schemaVersion(at.db),
  after: [],
  tables: {},
  ...more,
});
const OTHER_KEY: Sealing = { ...SEALING, keys: oneKey(Buffer.alloc(32, 9)) };
const OTHER_ORGANISATION: Sealing = { ...SEALING, organisation: 'org-2' };

test.each<[string, LogError['code'], (at: { log: MemoryLog; here: LogMember }) => Buffer]>([
  ['a torn change', 'broken', ({ log }) => log.sealed('Y', 1).subarray(0, 200)],
  ['an empty change', 'broken', () => Buffer.alloc(0)],
  [
    'a changed byte',
    'broken',
    ({ log }) => {
      const bytes = Buffer.from(log.sealed('Y', 1));
      bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40);
      return bytes;
    },
  ],
  ['a later change in the place of an earlier one', 'broken', ({ log }) => log.sealed('Y', 2)],
  ['a change under another key', 'broken', ({ here }) => sealedAt(here, packed(bodyOf(here, {})), OTHER_KEY)],
  [
    'a change of another organisation',
    'broken',
    ({ here }) => sealedAt(here, packed(bodyOf(here, {})), OTHER_ORGANISATION),
  ],
  [
    "another console's change",
    'broken',
    ({ here }) => sealedAt(here, packed(bodyOf(here, {})), SEALING, 'Z'),
  ],
  [
    'a seal of a newer Heed',
    'outdated',
    ({ log }) => Buffer.concat([Buffer.from([2]), log.sealed('Y', 1).subarray(1)]),
  ],
  [
    'a newer format',
    'outdated',
    ({ here }) => sealedAt(here, packed({ ...bodyOf(here, {}), format: 2, more: true })),
  ],
  ['a newer schema', 'outdated', ({ here }) => sealedAt(here, packed(bodyOf(here, { schema: 999 })))],
  [
    '200 MB of zeros',
    'broken',
    ({ here }) => sealedAt(here, deflateRawSync(Buffer.alloc(200 * 1024 * 1024))),
  ],
  ['no JSON', 'broken', ({ here }) => sealedAt(here, deflateRawSync('{'))],
  [
    'a table that is not told',
    'broken',
    ({ here }) =>
      sealedAt(
        here,
        packed(bodyOf(here, { tables: { session: { columns: ['token_hash'], rows: [['x']] } } })),
      ),
  ],
  [
    'a table without its columns',
    'broken',
    ({ here }) =>
      sealedAt(here, packed(bodyOf(here, { tables: { note: { columns: ['id'], rows: [['x']] } } }))),
  ],
  [
    'a row that the store cannot have, after one that it can',
    'broken',
    ({ here }) =>
      sealedAt(
        here,
        packed(
          bodyOf(here, {
            tables: {
              tag: {
                columns: ['id', 'name', 'tone', 'rev'].concat(tagColumns(here).slice(4)),
                rows: [tagRow(here, 'one', 'Lift'), tagRow(here, 'two', null)],
              },
            },
          }),
        ),
      ),
  ],
  [
    'a change that rests on one that nobody has',
    'broken',
    ({ here }) => sealedAt(here, packed(bodyOf(here, { after: [['Z', 5]] }))),
  ],
])('%s is refused', async (_, code, forged) => {
  const { log, here } = await twoMembers();
  const real = log.sealed('Y', 1);
  log.forge('Y', 1, forged({ log, here }));
  await refuses(here, log, code);
  log.forge('Y', 1, real);
  await here.receive();
  expect(positions(here.at.core.db)).toEqual(new Map([['Y', 2]]));
});

const tagColumns = ({ at }: LogMember): string[] =>
  all<{ name: string }>(at.db, "SELECT name FROM pragma_table_info('tag')")
    .map(({ name }) => name)
    .sort((a, b) => RANK(a) - RANK(b));
const RANK = (name: string) => ['id', 'name', 'tone', 'rev'].indexOf(name) + 1 || 9;
function tagRow(here: LogMember, id: string, name: string | null) {
  const [row] = all<Record<string, unknown>>(here.at.db, 'SELECT * FROM tag LIMIT 1');
  return tagColumns(here).map((column) => ({ ...row, id, name })[column]);
}

test('a change comes again and again, and is applied once', async () => {
  const { log, here, there } = await twoMembers();
  await here.receive();
  const before = shown(here.at);
  const ledger = () => all<{ n: number }>(here.at.db, 'SELECT count(*) AS n FROM ledger')[0]?.n;
  const entries = ledger();
  const { core } = here.at;
  for (const number of [2, 1, 2]) {
    const logged = { console: 'Y', number, sealed: log.sealed('Y', number) };
    applyChange(core, logged, decodeChange(core.db, unseal(SEALING, logged, logged.sealed)));
  }
  await here.receive(new Map([['Y', 2]]));
  await here.receive(new Map([['Y', 1]]));
  expect(shown(here.at)).toEqual(before);
  expect(ledger()).toBe(entries);
  expect(there.courier.waits()).toBe(false);
});

test('a store that is older than the log, or another one, is found out', async () => {
  const { log, there } = await twoMembers();
  there.acts.note(1);
  await there.send();
  expect(log.heads().get('Y')).toBe(3);
  // Another log that knows more of this console than its store does.
  log.forge('Y', 4, log.sealed('Y', 3));
  await expect(there.send()).rejects.toMatchObject({ code: 'broken' });
  const other = memberOn(memoryLog(), there);
  there.acts.note(2);
  await expect(other.send()).rejects.toMatchObject({ code: 'broken' });
});

test('a log that lost what it had, such as a database that was put back, is found out without a write', async () => {
  const { log, there } = await twoMembers();
  await there.send();
  log.cut('Y', 1);
  await expect(there.send()).rejects.toMatchObject({ code: 'broken' });
});

test('a log that takes a change and says that it has none is not asked for ever', async () => {
  const log = memoryLog();
  const [there] = organisation(['Y']);
  if (!there) throw new Error('A console is needed.');
  const through = log.openFor('Y');
  const forgetful: typeof through = {
    ...through,
    append: async (changes, leases) => ({
      ...(await through.append(changes, leases)),
      heads: new Map([['Y', 0]]),
    }),
  };
  const member = memberOn(log, there, SEALING, forgetful);
  open.push(member);
  member.acts.optOut(0);
  await expect(member.send()).rejects.toMatchObject({ code: 'broken' });
});

test('what is sealed with a key that its console had given up is of somebody who was shut out', async () => {
  const { log, here, there } = await twoMembers();
  const both: Sealing = {
    ...SEALING,
    keys: {
      ...SEALING.keys,
      newest: () => ({ number: 2, key: Buffer.alloc(32, 8) }),
      find: (number) => (number === 2 ? Buffer.alloc(32, 8) : SEALING.keys.find(number)),
    },
  };
  const receiving = memberOn(log, here, both);
  there.acts.note(1);
  await memberOn(log, there, both).send();
  await receiving.receive();
  expect(positions(here.at.core.db).get('Y')).toBe(3);
  there.acts.note(0);
  await there.send();
  const before = shown(here.at);
  await expect(receiving.receive()).rejects.toMatchObject({ code: 'broken' });
  expect(shown(here.at)).toEqual(before);
  expect(positions(here.at.core.db).get('Y')).toBe(3);
});
