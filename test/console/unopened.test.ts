import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, test } from 'vitest';
import { KeyStoreError } from '../../main/core/base/ports.ts';
import type { ConsoleService } from '../../main/core/console/console.ts';
import { unlock } from '../../main/core/store/cipher.ts';
import { one } from '../../main/core/store/statement.ts';
import { chooseKeyStore } from '../../main/hosts/common/keyStore.ts';
import { written } from '../../shared/text/stored.ts';
import { memorySecrets } from '../helpers/core.ts';
import { hindrances } from './disk.ts';
import {
  copyOf,
  coreOf,
  folder,
  killedPlace,
  optOutSome,
  PERSON,
  startIn,
  tidyUp,
  wholeAndOptedOut,
} from './place.ts';

/**
 * A whole store that cannot be opened at present: Heed stops and names the remedy, and "Look again" opens
 * it once that is done.
 */

tidyUp();

const stopped = (service: ConsoleService, message: RegExp, remedy: RegExp) => {
  expect(service.phase()).toBe('stopped');
  expect(service.core()).toBeNull();
  expect(service.problem()).toMatchObject({
    message: expect.stringMatching(message),
    remedy: expect.stringMatching(remedy),
  });
};

test('another program has it: stopped, unchanged; opened when it lets go', async () => {
  const place = await killedPlace(6);
  const file = join(place.dataDir, 'organisation', 'heed.db');
  const other = new Database(file);
  unlock(other, { key: place.secrets.entries.get('store-key') ?? '' });
  other.pragma('locking_mode = EXCLUSIVE');
  other.exec('BEGIN EXCLUSIVE');
  const before = readFileSync(file);
  const service = await startIn(place.dataDir, place.secrets);
  stopped(service, /in use by another program/, /Close the other program/);
  expect(readFileSync(file).equals(before)).toBe(true);
  other.exec('ROLLBACK');
  other.close();
  await service.retry();
  expect(service.phase()).toBe('open');
  expect(wholeAndOptedOut(coreOf(service))).toEqual([...place.numbers].sort());
});

describe('the disk', () => {
  const [disk, ...others] = hindrances();
  afterAll(() => {
    for (const each of [disk, ...others]) each?.remove();
  });
  test(`${disk?.name}: set-up says so and leaves no half store; then it can be set up`, async () => {
    if (!disk) throw new Error('There is always a way to fill a disk.');
    const dataDir = disk.place();
    const secrets = memorySecrets();
    const service = await startIn(dataDir, secrets);
    const probe = await startIn(folder(), memorySecrets());
    await probe.setUp(PERSON);
    disk.begin(coreOf(probe));
    await expect(service.setUp(PERSON)).rejects.toMatchObject({
      code: expect.stringMatching(/full|unwritable/),
      remedy: expect.stringMatching(/space/i),
    });
    expect(service.phase()).toBe('first-run');
    disk.end();
    await service.setUp(PERSON);
    expect(service.phase()).toBe('open');
    await service.close();
  });
});

test('a folder in which nothing may be written: stopped, and the store is left as it is', async () => {
  const place = await killedPlace(6);
  const dir = join(place.dataDir, 'organisation');
  const before = readdirSync(dir).map((name) => [name, readFileSync(join(dir, name))] as const);
  for (const name of readdirSync(dir)) chmodSync(join(dir, name), 0o444);
  chmodSync(dir, 0o555);
  chmodSync(place.dataDir, 0o555);
  const given = JSON.stringify({ dataDir: place.dataDir, key: place.secrets.entries.get('store-key') });
  const child = spawnSync(process.execPath, [join(import.meta.dirname, 'readOnlyChild.ts'), given], {
    encoding: 'utf8',
  });
  chmodSync(place.dataDir, 0o755);
  chmodSync(dir, 0o755);
  expect(child.stderr).toBe('');
  expect(JSON.parse(child.stdout)).toEqual({
    phase: 'stopped',
    problem: {
      message: 'The store cannot be written.',
      remedy: expect.stringContaining('the right to write in the data folder'),
    },
  });
  expect(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name))])).toEqual(before);
});

test('a folder that cannot even be looked into is no first run', async () => {
  const place = await killedPlace(6);
  rmSync(join(place.dataDir, 'organisation.mark'));
  chmodSync(join(place.dataDir, 'organisation'), 0o000);
  chmodSync(place.dataDir, 0o755);
  const given = JSON.stringify({ dataDir: place.dataDir, key: place.secrets.entries.get('store-key') });
  const child = spawnSync(process.execPath, [join(import.meta.dirname, 'readOnlyChild.ts'), given], {
    encoding: 'utf8',
  });
  chmodSync(join(place.dataDir, 'organisation'), 0o755);
  expect(JSON.parse(child.stdout)).toMatchObject({
    phase: 'stopped',
    problem: { remedy: expect.stringContaining('your account may read and write there') },
  });
});

describe('the key', () => {
  test.each([
    ['vault.json', 'passphrase'],
    ['keystore.json', 'system'],
  ])('%s is gone: Heed asks for it back, and makes none', async (file, kind) => {
    const { dataDir } = await killedPlace(4);
    const secrets = memorySecrets();
    const options = {
      dataDir: folder(),
      env: {},
      scryptCost: 1024,
      keyring: async () => (kind === 'system' ? secrets : null),
    };
    const first = await startIn(options.dataDir, secrets, { keyStore: await chooseKeyStore(options) });
    await first.setUp({ ...PERSON, ...(kind === 'passphrase' ? { passphrase: 'four words make one' } : {}) });
    await first.close();
    const dir = copyOf(options.dataDir);
    rmSync(join(dir, file));
    const before = readdirSync(dir, { recursive: true }).sort();
    const environments = [{}, { HEED_PASSPHRASE: 'four words make one' }, { HEED_KEYSTORE: 'passphrase' }];
    for (const env of environments) {
      const keyStore = await chooseKeyStore({ ...options, dataDir: dir, env });
      const service = await startIn(dir, secrets, { keyStore });
      stopped(service, new RegExp(`${file}|is gone from the data folder`), /start Heed again/);
      expect(readdirSync(dir, { recursive: true }).sort()).toEqual(before);
      await service.close();
    }
    // The store is gone too, so a new passphrase would open none of its back-ups.
    rmSync(join(dir, 'organisation'), { recursive: true });
    const left = readdirSync(dir).sort();
    for (const env of environments) {
      const keyStore = await chooseKeyStore({ ...options, dataDir: dir, env });
      const service = await startIn(dir, secrets, { keyStore });
      stopped(service, /The store is gone/, /restore the latest back-up/);
      expect(readdirSync(dir).sort()).toEqual(left);
      await service.close();
    }
    expect(dataDir).not.toBe(dir);
  });

  test('a key that is sealed for the desktop window: the browser says where the store opens', async () => {
    const place = await killedPlace(4);
    writeFileSync(join(place.dataDir, 'secrets.json'), '{"version":1,"entries":{}}');
    const keyStore = await chooseKeyStore({ dataDir: place.dataDir, env: {}, keyring: async () => null });
    const service = await startIn(place.dataDir, place.secrets, { keyStore });
    stopped(service, /sealed for the desktop window.*--electron/, /start Heed again/);
  });

  test('a wrong HEED_PASSPHRASE says that it is the passphrase', async () => {
    const { dataDir, secrets } = await killedPlace(4);
    const service = await startIn(dataDir, secrets, {
      keyStore: {
        kind: 'passphrase',
        open: async () => {
          throw new KeyStoreError(
            'wrong-passphrase',
            written('This is not the passphrase of this data folder.'),
          );
        },
      },
    });
    stopped(service, /not the passphrase/, /HEED_PASSPHRASE/);
  });

  test('the key of the demo is gone: nothing opens, and no new key is made', async () => {
    const dataDir = folder();
    const first = await startIn(dataDir, memorySecrets(), { fetch });
    await first.startDemo();
    await first.close();
    rmSync(join(dataDir, 'demo', 'demo-key.txt'));
    const service = await startIn(dataDir, memorySecrets(), { fetch });
    stopped(service, /key beside the demo store is gone/, /Delete the folder “demo”/);
    expect(readdirSync(join(dataDir, 'demo'))).not.toContain('demo-key.txt');
  });
});

test('a damaged store behind a passphrase: unlocking ends on the page that says so, not on “wrong passphrase”', async () => {
  const place = await killedPlace(4);
  const file = join(place.dataDir, 'organisation', 'heed.db');
  writeFileSync(file, readFileSync(file).fill(7, 0, 9000));
  const service = await startIn(place.dataDir, place.secrets, {
    keyStore: {
      kind: 'passphrase',
      open: async (passphrase) => {
        if (passphrase === null) throw new KeyStoreError('locked', written('Type it.'));
        if (passphrase !== 'right')
          throw new KeyStoreError('wrong-passphrase', written('This is not the passphrase.'));
        return place.secrets;
      },
    },
  });
  expect(service.phase()).toBe('locked');
  await expect(service.unlock('wrong')).rejects.toThrow(/not the passphrase/);
  expect(service.phase()).toBe('locked');
  await service.unlock('right');
  stopped(service, /cannot be read/, /restore the latest back-up/);
});

test('a store that is gone, behind a passphrase: the key store is opened first, so that a back-up can be restored', async () => {
  const options = { dataDir: folder(), env: {}, scryptCost: 1024, keyring: async () => null };
  const start = async () =>
    startIn(options.dataDir, memorySecrets(), { keyStore: await chooseKeyStore(options) });
  const first = await start();
  await first.setUp({ ...PERSON, passphrase: 'four words make one' });
  const asked = optOutSome(coreOf(first), 3);
  const signedIn = one<{ id: string }>(coreOf(first).db, 'SELECT id FROM account');
  await first.backups().backUp(signedIn?.id ?? '');
  await first.close();
  for (const name of readdirSync(join(options.dataDir, 'organisation')))
    rmSync(join(options.dataDir, 'organisation', name));

  const again = await start();
  expect(again.phase()).toBe('locked');
  await expect(again.unlock('not these words')).rejects.toThrow(/not the passphrase/);
  await again.unlock('four words make one');
  stopped(again, /The store is gone/, /restore the latest back-up/);
  const [backup] = again.lostBackups();
  await again.restoreLost(backup?.id ?? '', { login: 'maya', password: PERSON.password });
  expect(again.phase()).toBe('open');
  expect(wholeAndOptedOut(coreOf(again))).toEqual([...asked].sort());
});
