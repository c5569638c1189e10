import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { Secret, TOTP } from 'otpauth';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { beginSecondFactor, confirmSecondFactor, takeCode } from '../../main/core/accounts/secondFactor.ts';
import type { ConsoleService } from '../../main/core/console/console.ts';
import { router } from '../../main/core/router.ts';
import { STORE_FILE } from '../../main/core/store/open.ts';
import { all } from '../../main/core/store/statement.ts';
import { refusal } from '../helpers/api.ts';
import { quickPasswords } from '../helpers/quickPasswords.ts';
import { ADMIN, computers, coreOf, HOUR, optedOut, organisation } from './computers.ts';

/** Restoring a lost store asks for the admin's second factor too, where the back-up knows of one. */

quickPasswords();
let site: ReturnType<typeof computers>;
beforeEach(() => {
  site = computers();
});
afterEach(() => site.close());

const { login, password } = ADMIN;

/** A back-up whose admin has a second factor; its store is gone. */
async function lost() {
  const here = site.computer('here');
  const { made, core, admin, people, leave } = await organisation(here);
  const { secret } = core.write((tx) => beginSecondFactor(core, tx, { id: admin, login }));
  const codeNow = () => TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: here.clock.now() });
  const recovery = core.write((tx) => confirmSecondFactor(core, tx, admin, codeNow())) ?? [];
  leave(0);
  await made.backups().backUp(admin);
  here.clock.advance(HOUR);
  await made.close();
  rmSync(join(core.storeDir, STORE_FILE));
  const again = await here.open();
  const [backup] = again.lostBackups();
  const restore = (code?: string) =>
    clientOf(again).lostStore.restore({
      id: backup?.id ?? '',
      login,
      password,
      ...(code === undefined ? {} : { code }),
    });
  return { ...here, again, admin, people, codeNow, recovery, restore };
}
const clientOf = (service: ConsoleService) =>
  createRouterClient(router, { context: { services: service, caller: { kind: 'window', windowId: 'w' } } });

test('the password alone is not enough; a code of the app is, and it is used up', async () => {
  const { again, admin, people, codeNow, restore } = await lost();
  expect(await refusal(restore())).toMatchObject({ code: 'SECOND_FACTOR' });
  const wrong = String((Number(codeNow()) + 1) % 1_000_000).padStart(6, '0');
  expect(await refusal(restore(wrong))).toMatchObject({ code: 'SECOND_FACTOR' });
  expect(again.phase()).toBe('stopped');
  const code = codeNow();
  await restore(code);
  const core = coreOf(again);
  expect(optedOut(core).has(people[0]?.subject ?? '')).toBe(true);
  expect(core.write((tx) => takeCode(core, tx, admin, code))).toBeNull();
});

test('a recovery code does as well, once; the record says that it was used', async () => {
  const { again, admin, recovery, restore } = await lost();
  const [code = ''] = recovery;
  await restore(code.toLowerCase());
  const core = coreOf(again);
  expect(core.write((tx) => takeCode(core, tx, admin, code))).toBeNull();
  expect(all(core.db, "SELECT actor FROM ledger WHERE kind = 'recovery-code-used'")).toEqual([
    { actor: admin },
  ]);
});

test('wrong codes count like wrong passwords; being asked for one does not', async () => {
  const { again, clock, codeNow, restore } = await lost();
  for (let index = 0; index < 8; index += 1) expect((await refusal(restore())).code).toBe('SECOND_FACTOR');
  for (let index = 0; index < 5; index += 1)
    expect((await refusal(restore('ABCD-EFGH'))).code).toBe('SECOND_FACTOR');
  // After so many wrong codes even the right one has to wait.
  expect(await refusal(restore(codeNow()))).toMatchObject({
    code: 'FORBIDDEN',
    message: expect.stringContaining('quarter of an hour'),
  });
  expect(again.phase()).toBe('stopped');
  clock.advance(HOUR / 4);
  await restore(codeNow());
  expect(again.phase()).toBe('open');
});

test('an admin without a second factor is asked for none, and a code of nobody is no password', async () => {
  const here = site.computer('here');
  const { made, core, admin } = await organisation(here);
  await made.backups().backUp(admin);
  await made.close();
  rmSync(join(core.storeDir, STORE_FILE));
  const again = await here.open();
  const id = again.lostBackups()[0]?.id ?? '';
  const client = clientOf(again);
  const wrong = client.lostStore.restore({ id, login, password: 'not this one', code: '123456' });
  expect((await refusal(wrong)).code).toBe('FORBIDDEN');
  expect(await client.lostStore.progress()).toBeNull();
  const restoring = client.lostStore.restore({ id, login, password });
  let seen: string | undefined;
  while (again.phase() !== 'open') {
    seen = (await client.lostStore.progress())?.step ?? seen;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await restoring;
  expect(seen).toBeDefined();
  expect(await client.lostStore.progress()).toBeNull();
});
