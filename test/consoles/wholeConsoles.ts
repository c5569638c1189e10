import { randomBytes } from 'node:crypto';
import { createIds } from '../../main/core/base/ids.ts';
import type { ConsoleService } from '../../main/core/console/console.ts';
import type { LogAddress } from '../../main/core/consoles/log/address.ts';
import { isOptedOut } from '../../main/core/people/optedOut.ts';
import { one } from '../../main/core/store/statement.ts';
import { coreOf, folder, optOutSome, PERSON, startIn } from '../console/place.ts';
import { memorySecrets, testClock } from '../helpers/core.ts';
import { newDatabase } from './postgres.ts';

/** Whole consoles in this process, over a log in a database of its own. */

export const lineOf = ({ user, password, port, database }: LogAddress) =>
  `postgresql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(database)}`;

/** A computer of its own: it draws other ids and keys than others. */
export function computer() {
  const dataDir = folder();
  const secrets = memorySecrets();
  const clock = testClock(Date.now());
  const random = { bytes: (length: number) => randomBytes(length), fraction: () => 0.5 };
  const start = () => startIn(dataDir, secrets, { clock, random, ids: createIds(clock) });
  return { dataDir, secrets, start };
}

export const adminOf = (service: ConsoleService) =>
  one<{ id: string }>(coreOf(service).db, "SELECT id FROM account WHERE role = 'admin'")?.id ?? '';

export async function firstConsole() {
  const owner = await newDatabase();
  const office = computer();
  const service = await office.start();
  await service.setUp(PERSON);
  await service.consoles().begin(adminOf(service), { address: lineOf(owner), ca: '', name: 'Office' });
  return { owner, office, service };
}

export async function secondConsole(first: ConsoleService, name = 'Train') {
  const { code } = await first.consoles().invite(adminOf(first), name);
  const train = computer();
  const service = await train.start();
  await service.joinConsoles(code, null);
  return { train, service, code };
}

export const number = (end: number) => `+1202555${String(100 + end).padStart(4, '0')}`;
export const optOutAt = (service: ConsoleService, end: number) => optOutSome(coreOf(service), 1, end);
export const isOut = (service: ConsoleService, end: number) => {
  const core = coreOf(service);
  return isOptedOut(core.db, core.subject(number(end)));
};

/** The id of a console in the log, by the name that people gave it. */
export const idOf = async (service: ConsoleService, name: string): Promise<string> =>
  (await service.consoles().state()).consoles.find((each) => each.name === name)?.id ?? '';
