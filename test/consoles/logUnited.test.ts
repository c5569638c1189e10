import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { LogAddress } from '../../main/core/consoles/log/address.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { all, one } from '../../main/core/store/statement.ts';
import { coreOf, PERSON, tidyUp } from '../console/place.ts';
import { newDatabase, queryAs } from './postgres.ts';
import {
  adminOf,
  computer,
  firstConsole,
  isOut,
  lineOf,
  number,
  optOutAt,
  secondConsole,
} from './wholeConsoles.ts';

/** Whole consoles over a real log: set up, invited, joined, at work, shut out. */

tidyUp();

/** Every byte that lies in the log, table by table. */
async function bytesIn(owner: LogAddress): Promise<Buffer> {
  const tables = await queryAs(
    owner,
    "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'heed' ORDER BY 1",
  );
  const found: Buffer[] = [];
  for (const { name } of tables)
    for (const row of await queryAs(owner, `SELECT * FROM heed.${name}`))
      for (const value of Object.values(row))
        found.push(Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value) ?? ''));
  return Buffer.concat(found);
}

describe('two consoles', () => {
  test('the second one has all that the first had, and each hears of what the other does', async () => {
    const { service: office } = await firstConsole();
    optOutAt(office, 1);
    const { service: train } = await secondConsole(office);
    expect(train.phase()).toBe('open');
    expect(isOut(train, 1)).toBe(true);
    optOutAt(train, 2);
    optOutAt(office, 3);
    await vi.waitUntil(() => isOut(office, 2) && isOut(train, 3), { timeout: 20_000 });
    for (const service of [office, train]) {
      expect(verify(coreOf(service).db).problems).toEqual([]);
      expect(all(coreOf(service).db, 'SELECT login FROM account')).toEqual([{ login: 'maya' }]);
    }
    const state = await train.consoles().state();
    expect(state.consoles.map(({ name, self, invited }) => [name, self, invited])).toEqual([
      ['Office', false, false],
      ['Train', true, false],
    ]);
    expect(state.problem).toBe('');
  });

  test('what was done while one was closed comes when it opens again', async () => {
    const { service: office } = await firstConsole();
    const { service: train, train: computerOfTrain } = await secondConsole(office);
    await train.close();
    optOutAt(office, 4);
    const again = await computerOfTrain.start();
    await vi.waitUntil(() => isOut(again, 4), { timeout: 20_000 });
    expect((await again.consoles().state()).united).toBe(true);
  });

  test('a code is good once, and a part of one is refused before anything is made', async () => {
    const { service: office } = await firstConsole();
    const { code } = await secondConsole(office);
    const third = computer();
    const service = await third.start();
    await expect(service.joinConsoles(code.slice(0, -5), null)).rejects.toThrow('whole code');
    await expect(service.joinConsoles(code, null)).rejects.toThrow('If “Train” stands among the consoles');
    expect(service.phase()).toBe('first-run');
    expect(existsSync(join(third.dataDir, 'organisation'))).toBe(false);
    expect(existsSync(join(third.dataDir, 'joining'))).toBe(false);
    await service.setUp(PERSON);
    expect(service.phase()).toBe('open');
  });

  test('one that was shut out exchanges nothing more and says so; one that leaves goes on alone', async () => {
    const { service: office } = await firstConsole();
    const { service: train } = await secondConsole(office);
    const id = (await office.consoles().state()).consoles.find(({ self }) => !self)?.id ?? '';
    await office.consoles().remove(adminOf(office), id);
    optOutAt(train, 5);
    await vi.waitUntil(async () => (await train.consoles().state()).problem !== '', { timeout: 20_000 });
    expect((await train.consoles().state()).problem).toContain('no longer lets this console in');
    expect(isOut(office, 5)).toBe(false);
    const own = (await office.consoles().state()).consoles.find(({ self }) => self)?.id ?? '';
    await office.consoles().remove(adminOf(office), own);
    expect((await office.consoles().state()).united).toBe(false);
    expect(isOut(office, 5)).toBe(false);
    expect(one(coreOf(office).db, 'SELECT 1 FROM changed_row')).toBeUndefined();
  });

  test('a database that will not do is told of, and nothing is kept', async () => {
    const office = computer();
    const service = await office.start();
    await service.setUp(PERSON);
    const owner = await newDatabase();
    const given = { address: lineOf({ ...owner, password: 'wrong' }), ca: '', name: 'Office' };
    const { ready, checks } = await service.consoles().check(given);
    expect(ready).toBe(false);
    expect(checks.at(-1)).toMatchObject({ ok: false });
    await expect(service.consoles().begin(adminOf(service), given)).rejects.toThrow('password');
    expect((await service.consoles().state()).united).toBe(false);
    for (const address of ['', 'mysql://a:b@c/d', 'postgresql://a@host/db', 'postgresql://a:b@host'])
      await expect(service.consoles().check({ address, ca: '' })).rejects.toThrow('postgresql://');
    expect(await service.consoles().check({ address: lineOf(owner), ca: '' })).toMatchObject({ ready: true });
  });

  test('whoever reads every byte of the log finds no number, name, login, text or key', async () => {
    const { service: office, owner, office: computerOfOffice } = await firstConsole();
    optOutAt(office, 10);
    const { service: train } = await secondConsole(office);
    optOutAt(train, 11);
    await vi.waitUntil(() => isOut(office, 11), { timeout: 20_000 });
    await office.consoles().invite(adminOf(office), 'Third');
    const key = (await computerOfOffice.secrets.get('organisation-log-key-1')) ?? '';
    const bytes = await bytesIn(owner);
    expect(bytes.length).toBeGreaterThan(1000);
    const told = [number(10), number(11), 'Office', 'Train', 'Third', ...Object.values(PERSON), key];
    for (const secret of [...told.map((each) => Buffer.from(each)), Buffer.from(key, 'hex')])
      expect(bytes.includes(secret)).toBe(false);
    const subject = coreOf(office).subject(number(10));
    expect(bytes.includes(Buffer.from(subject))).toBe(false);
  });

  test('one that left begins again, and a code of it brings everything', async () => {
    const { service: office, owner } = await firstConsole();
    optOutAt(office, 6);
    const self = (await office.consoles().state()).consoles[0]?.id ?? '';
    await office.consoles().remove(adminOf(office), self);
    expect((await office.consoles().state()).united).toBe(false);
    await office.consoles().begin(adminOf(office), { address: lineOf(owner), ca: '', name: 'Again' });
    const { service: train } = await secondConsole(office);
    expect(isOut(train, 6)).toBe(true);
    optOutAt(office, 7);
    await vi.waitUntil(() => isOut(train, 7), { timeout: 20_000 });
  });

  test('an organisation that is imported elsewhere is no console of it: it tells nobody', async () => {
    const { service: office, office: computerOfOffice } = await firstConsole();
    optOutAt(office, 8);
    const file = await office
      .backups()
      .export({ passphrase: 'a long passphrase', move: false, actorId: adminOf(office) });
    const other = computer();
    const service = await other.start();
    await service.importNew(file.path, 'a long passphrase', null);
    expect(isOut(service, 8)).toBe(true);
    expect((await service.consoles().state()).united).toBe(false);
    optOutAt(service, 9);
    expect(one(coreOf(service).db, 'SELECT 1 FROM changed_row WHERE kind = ?', 'opt_out')).toBeUndefined();
    // Nor is one whose secrets are gone: it opens, and says why nothing leaves.
    await office.close();
    await computerOfOffice.secrets.delete('log-password');
    const again = await computerOfOffice.start();
    expect(await again.consoles().state()).toMatchObject({ united: true, sends: false });
    expect((await again.consoles().state()).problem).toContain('key store');
    expect(coreOf(again).sending.mine('any')).toBe(false);
    // It can leave, and then is alone.
    const [own] = (await again.consoles().state()).consoles;
    expect(own).toMatchObject({ name: 'Office', self: true });
    await again.consoles().remove(adminOf(again), own?.id ?? '');
    expect(await again.consoles().state()).toMatchObject({ united: false, problem: '' });
    expect(coreOf(again).sending.alone).toBe(true);
  });
});
