import { expect, test, vi } from 'vitest';
import type { LogAddress } from '../../main/core/consoles/log/address.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { coreOf, tidyUp } from '../console/place.ts';
import { queryAs } from './postgres.ts';
import { adminOf, firstConsole, idOf, optOutAt, secondConsole } from './wholeConsoles.ts';

tidyUp();

const WAITS = { timeout: 20_000 };
const headOf = async (owner: LogAddress, id: string): Promise<number> =>
  Number((await queryAs(owner, `SELECT head FROM heed.console WHERE id = '${id}'`))[0]?.head);

test('what of one does not fit is named, and left out when an admin removes it', async () => {
  const { owner, office: computer, service: first } = await firstConsole();
  const { service: train } = await secondConsole(first);
  const theirs = await idOf(first, 'Train');
  await first.close();
  const before = await headOf(owner, theirs);
  optOutAt(train, 1);
  await vi.waitUntil(async () => (await headOf(owner, theirs)) > before, WAITS);
  await train.close();
  const head = await headOf(owner, theirs);
  await queryAs(
    owner,
    `UPDATE heed.change SET sealed = '\\x0100000001' WHERE console = '${theirs}' AND number = ${head}`,
  );
  const office = await computer.start();
  await vi.waitUntil(async () => (await office.consoles().state()).problem !== '', WAITS);
  const { problem } = await office.consoles().state();
  expect(problem).toContain(`Change ${head} of “Train” cannot be taken in`);
  await office.consoles().remove(adminOf(office), theirs);
  await vi.waitUntil(async () => (await office.consoles().state()).problem === '', WAITS);
  expect(await office.consoles().state()).toMatchObject({ behind: 0, problem: '' });
  expect(verify(coreOf(office).db).problems).toEqual([]);
});

test('one that was shut out while it was closed can leave', async () => {
  const { service: office } = await firstConsole();
  const { service: train, train: computer } = await secondConsole(office);
  const theirs = (await office.consoles().state()).consoles.find(({ self }) => !self)?.id ?? '';
  await train.close();
  await office.consoles().remove(adminOf(office), theirs);
  const again = await computer.start();
  await vi.waitUntil(async () => (await again.consoles().state()).problem !== '', { timeout: 20_000 });
  const { consoles, sends } = await again.consoles().state();
  expect(sends).toBe(false);
  expect(consoles).toMatchObject([{ id: theirs, name: 'Train', self: true }]);
  await again.consoles().remove(adminOf(again), theirs);
  expect(await again.consoles().state()).toMatchObject({ united: false, problem: '' });
});
