import { afterEach, expect, test } from 'vitest';
import { setPassword } from '../../main/core/access/accountRecord.ts';
import { sessionOf, startSession } from '../../main/core/access/sessions.ts';
import { createAccount, updateAccount } from '../../main/core/accounts/accounts.ts';
import { one } from '../../main/core/store/statement.ts';
import { type LogMember, membersOn, untilQuiet } from './members.ts';
import { memoryLog } from './memoryLog.ts';

/** Accounts are the organisation's: what ends a sign-in at one console ends it at the others too. */

const open: LogMember[] = [];
afterEach(() => {
  for (const { at } of open.splice(0)) at.db.close();
});

/** Two consoles, and somebody who is signed in at both. */
async function two() {
  const log = memoryLog();
  const [here, there] = membersOn(log, ['X', 'Y']);
  if (!here || !there) throw new Error('Two consoles are needed.');
  open.push(here, there);
  const person = { login: 'gone', name: 'Gone', role: 'supervisor', password: 'first' } as const;
  const { id } = here.at.core.write((tx) =>
    createAccount(here.at.core, tx, { ...person, actorId: here.cast.admin }),
  );
  await untilQuiet([here, there]);
  const signIn = ({ at: { core } }: LogMember) => core.write((tx) => startSession(core, tx, id));
  const tokens = new Map([here, there].map((member) => [member, signIn(member)]));
  const isIn = (member: LogMember) => sessionOf(member.at.core, tokens.get(member) ?? '', false) !== null;
  const change = ({ at: { core }, cast }: LogMember, to: Parameters<typeof updateAccount>[4]) =>
    core.write((tx) => updateAccount(core, tx, cast.admin, id, to));
  const newPassword = ({ at: { core } }: LogMember, password: string) =>
    core.write((tx) => setPassword(tx, id, password, null));
  const accountAt = ({ at: { db } }: LogMember) =>
    one<{ role: string; active: number; name: string; password: string }>(
      db,
      'SELECT role, active, name, password FROM account WHERE id = ?',
      id,
    );
  return { here, there, isIn, change, newPassword, accountAt };
}

test('a new password ends sign-ins at other consoles, and only of that account', async () => {
  const { here, there, isIn, newPassword } = await two();
  const { core } = there.at;
  const other = core.write((tx) => startSession(core, tx, there.cast.admin));
  newPassword(here, 'second');
  await untilQuiet([here, there]);
  expect(isIn(there)).toBe(false);
  expect(sessionOf(core, other, false)).not.toBeNull();
});

test('another name ends no sign-in', async () => {
  const { here, there, isIn, change } = await two();
  change(here, { name: 'Other name' });
  await untilQuiet([here, there]);
  expect(isIn(there)).toBe(true);
});

test('whoever is switched off and on again elsewhere has to sign in anew', async () => {
  const { here, there, isIn, change } = await two();
  change(here, { active: false });
  await untilQuiet([here, there]);
  expect(isIn(there)).toBe(false);
  change(here, { active: true });
  await untilQuiet([here, there]);
  expect(isIn(there)).toBe(false);
});

test.each([
  ['switched off', { active: false }, { active: 0, role: 'supervisor' }],
  ['given less to do', { role: 'texter' }, { active: 1, role: 'texter' }],
] as const)(
  'whoever is %s stays so, though they change their password elsewhere meanwhile',
  async (_, to, then) => {
    const { here, there, change, newPassword, accountAt } = await two();
    change(here, to);
    there.at.clock.advance(60_000);
    newPassword(there, 'their own');
    await untilQuiet([here, there]);
    for (const member of [here, there])
      expect(accountAt(member)).toMatchObject({ ...then, password: 'their own' });
    change(there, { active: true, role: 'supervisor' });
    await untilQuiet([here, there]);
    expect(accountAt(here)).toMatchObject({ active: 1, role: 'supervisor' });
  },
);
