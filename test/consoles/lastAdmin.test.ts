import { afterEach, expect, test } from 'vitest';
import { createAccount, updateAccount } from '../../main/core/accounts/accounts.ts';
import { all } from '../../main/core/store/statement.ts';
import { agree } from '../backup/exchange.ts';
import { type LogMember, membersOn, untilQuiet } from './members.ts';
import { memoryLog } from './memoryLog.ts';

/** A console refuses to switch off its last admin; consoles that work apart keep one as well. */

const open: LogMember[] = [];
afterEach(() => {
  for (const { at } of open.splice(0)) at.db.close();
});

type Change = { readonly role?: 'texter'; readonly active?: false };
const OFF: Change = { active: false };

/** Consoles with the admins Maya, Ben and Cleo, and Left, who was switched off long ago. */
async function apart(names: readonly string[], admins: readonly string[] = ['ben']) {
  const members = membersOn(memoryLog(), names);
  open.push(...members);
  const [first] = members;
  if (!first) throw new Error('A console is needed.');
  const { core, clock } = first.at;
  const maya = first.cast.admin;
  const ids = new Map([['maya', maya]]);
  for (const login of [...admins, 'left'])
    core.write((tx) => {
      const input = { login, name: login, role: 'admin', password: login, actorId: maya } as const;
      ids.set(login, createAccount(core, tx, input).id);
    });
  const id = (login: string) => ids.get(login) ?? '';
  const change = ({ at }: LogMember, by: string, whom: string, to: Change) =>
    at.core.write((tx) => updateAccount(at.core, tx, id(by), id(whom), to));
  clock.advance(1000);
  change(first, 'maya', 'left', OFF);
  // As where she set the console up, the ledger says that she is an admin.
  change(first, 'maya', 'maya', {});
  await untilQuiet(members);
  return { members, change };
}

const adminsAt = ({ at: { db } }: LogMember) =>
  all<{ login: string }>(
    db,
    "SELECT login FROM account WHERE role = 'admin' AND active = 1 ORDER BY login",
  ).map(({ login }) => login);

test.each<[string, Change, Change]>([
  ['switch each other off', OFF, OFF],
  ['make each other texters', { role: 'texter' }, { role: 'texter' }],
  ['one this way, one that way', OFF, { role: 'texter' }],
])('of two admins who %s at two consoles the one whose turn came later stays', async (_, one, other) => {
  const { members, change } = await apart(['X', 'Y', 'Z']);
  const [x, y] = members;
  if (!x || !y) throw new Error('Two consoles are needed.');
  change(x, 'maya', 'ben', one);
  y.at.clock.advance(3_600_000);
  change(y, 'ben', 'maya', other);
  await untilQuiet(members);
  for (const member of members) expect(adminsAt(member)).toEqual(['maya']);
  agree(
    members.map(({ at }) => at),
    'who is an admin',
  );
});

test('three in a ring keep one, in whatever order it is heard', async () => {
  const { members, change } = await apart(['X', 'Y', 'Z'], ['ben', 'cleo']);
  const [x, y, z] = members;
  if (!x || !y || !z) throw new Error('Three consoles are needed.');
  change(x, 'maya', 'ben', OFF);
  y.at.clock.advance(60_000);
  change(y, 'ben', 'cleo', OFF);
  z.at.clock.advance(120_000);
  change(z, 'cleo', 'maya', OFF);
  await untilQuiet(members);
  for (const member of members) expect(adminsAt(member)).toEqual(['maya']);
  agree(
    members.map(({ at }) => at),
    'who is an admin',
  );
});

test('whoever is switched off while others stay is off', async () => {
  const { members, change } = await apart(['X', 'Y'], ['ben', 'cleo']);
  const [x, y] = members;
  if (!x || !y) throw new Error('Two consoles are needed.');
  change(x, 'maya', 'ben', OFF);
  change(y, 'ben', 'maya', OFF);
  await untilQuiet(members);
  for (const member of members) expect(adminsAt(member)).toEqual(['cleo']);
});
