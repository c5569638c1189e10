import { beforeEach, expect, test, vi } from 'vitest';
import { hashPassword } from '../../main/core/accounts/password.ts';
import { all } from '../../main/core/store/statement.ts';
import { refusal, testApi } from '../helpers/api.ts';
import { testClock, testPorts } from '../helpers/core.ts';
import { quickPasswords } from '../helpers/quickPasswords.ts';
import { account } from '../helpers/seed.ts';

/**
 * Notes the cost of every derivation by scrypt. Time is not measured: where the work is the same, the time
 * is.
 */
const work = vi.hoisted(() => [] as string[]);
vi.mock('node:crypto', async (original) => {
  const real = await original<typeof import('node:crypto')>();
  const counted = (...call: Parameters<typeof real.scrypt>) => {
    work.push(JSON.stringify(call.slice(2, 4)));
    real.scrypt(...call);
  };
  const scrypt = counted as typeof real.scrypt;
  return { ...real, scrypt };
});

quickPasswords();
const { random } = testPorts(testClock());

beforeEach(() => {
  work.length = 0;
});

async function workOf(attempt: Promise<unknown>): Promise<readonly string[]> {
  work.length = 0;
  await refusal(attempt);
  return [...work];
}

test('an unknown login costs what a wrong password costs: the same derivation, the same rows written', async () => {
  const api = testApi();
  account(api.core, { role: 'texter', login: 'ana', password: await hashPassword('right password', random) });
  const signIn = (login: string) => workOf(api.anybody.session.signIn({ login, password: 'wrong' }));
  const known = await signIn('ana');
  const unknown = await signIn('nobody');
  expect(known).toHaveLength(1);
  expect(unknown).toEqual(known);
  const rows = all(api.core.db, 'SELECT count, locked_until, last_at FROM sign_in_try WHERE count = 1');
  expect(rows).toHaveLength(2);
  expect(rows[0]).toEqual(rows[1]);
});

test('the same also while passwords are still hashed by the work of earlier days', async () => {
  const api = testApi();
  const old = await hashPassword('right password', random, { N: 4, r: 8, p: 1 });
  for (const login of ['ana', 'ben']) account(api.core, { role: 'texter', login, password: old });
  const signIn = (login: string) => workOf(api.anybody.session.signIn({ login, password: 'wrong' }));
  const known = await signIn('ana');
  for (const login of ['nobody', 'no-one', 'ghost']) expect(await signIn(login), login).toEqual(known);
});

test('an account that may not sign in costs the same', async () => {
  const api = testApi();
  const password = await hashPassword('right password', random);
  account(api.core, { role: 'texter', login: 'on', password });
  account(api.core, { role: 'texter', login: 'off', password, active: false });
  const known = await workOf(api.anybody.session.signIn({ login: 'on', password: 'wrong' }));
  expect(await workOf(api.anybody.session.signIn({ login: 'off', password: 'right password' }))).toEqual(
    known,
  );
});
