import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { KeyStoreError, type Ports, type Secrets } from '../../main/core/base/ports.ts';
import { type ConsoleService, createConsole } from '../../main/core/console/console.ts';
import { openStore, STORE_FILE } from '../../main/core/store/open.ts';
import { startWebhookServer } from '../../main/hosts/common/webhookServer.ts';
import { written } from '../../shared/text/stored.ts';
import { memorySecrets, testClock, testPorts } from '../helpers/core.ts';

/**
 * What a person meets when the store cannot be opened: a message with a remedy, the file untouched, never an
 * empty store.
 */

let dataDir = '';
const opened: ConsoleService[] = [];
let secrets: Secrets & { readonly entries: Map<string, string> };

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'heed-console-'));
  secrets = memorySecrets();
});
afterEach(async () => {
  for (const service of opened.splice(0)) await service.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(overrides: Partial<Ports> = {}): Promise<ConsoleService> {
  const ports = testPorts(testClock(), {
    dataDir,
    keyStore: { kind: 'system', open: async () => secrets },
    ...overrides,
  });
  const service = await createConsole(ports);
  opened.push(service);
  return service;
}

const PERSON = { organisation: 'Housing Vote', name: 'Maya', login: 'maya', password: 'a-long-password' };

async function setUpOnce(): Promise<string> {
  const service = await start();
  await service.setUp(PERSON);
  expect(service.phase()).toBe('open');
  await service.close();
  opened.length = 0;
  return join(dataDir, 'organisation', STORE_FILE);
}

test('set up once, opened again by itself; setting up twice is refused', async () => {
  await setUpOnce();
  const again = await start();
  expect(again.phase()).toBe('open');
  await expect(again.setUp(PERSON)).rejects.toThrow(/set up already/);
});

test('a missing key stops Heed and makes no new one', async () => {
  const file = await setUpOnce();
  const before = readFileSync(file);
  secrets.entries.clear();
  const service = await start();
  expect(service.phase()).toBe('stopped');
  expect(service.problem()).toMatchObject({
    message: expect.stringContaining('key'),
    remedy: expect.stringContaining('restore the key'),
  });
  expect(secrets.entries.size).toBe(0);
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(service.core()).toBeNull();
});

test('a damaged store stops Heed and is left as it is', async () => {
  const file = await setUpOnce();
  const damaged = readFileSync(file).fill(0, 100, 4000);
  writeFileSync(file, damaged);
  const service = await start();
  expect(service.phase()).toBe('stopped');
  expect(service.problem()?.remedy).toContain('back-up');
  expect(readFileSync(file).equals(damaged)).toBe(true);
});

test('a store from a newer Heed is refused by name', async () => {
  await setUpOnce();
  const db = openStore(join(dataDir, 'organisation'), secrets.entries.get('store-key') ?? '');
  db.pragma('user_version = 99990');
  db.close();
  const service = await start();
  expect(service.phase()).toBe('stopped');
  expect(service.problem()?.message).toContain('newer Heed');
});

test('no key store: Heed stops and says so; it does not go on without', async () => {
  await setUpOnce();
  const service = await start({
    keyStore: {
      kind: 'system',
      open: async () => {
        throw new KeyStoreError(
          'unavailable',
          written('This computer has no key store. Set HEED_PASSPHRASE.'),
        );
      },
    },
  });
  expect(service.phase()).toBe('stopped');
  expect(service.problem()?.message).toContain('HEED_PASSPHRASE');
});

test('a passphrase store is locked until the right one is typed', async () => {
  await setUpOnce();
  const keyStore = {
    kind: 'passphrase' as const,
    open: async (passphrase: string | null) => {
      if (passphrase === null) throw new KeyStoreError('locked', written('Type the passphrase.'));
      if (passphrase !== 'the right one')
        throw new KeyStoreError('wrong-passphrase', written('This is not the passphrase.'));
      return secrets;
    },
  };
  const service = await start({ keyStore });
  expect(service.phase()).toBe('locked');
  await expect(service.unlock('a wrong one')).rejects.toThrow(/not the passphrase/);
  expect(service.phase()).toBe('locked');
  await service.unlock('the right one');
  expect(service.phase()).toBe('open');
});

test('set-up that was cut off before the first account begins anew', async () => {
  const key = 'ef'.repeat(32);
  secrets.entries.set('store-key', key);
  openStore(join(dataDir, 'organisation'), key).close();
  const service = await start();
  expect(service.phase()).toBe('first-run');
  await service.setUp(PERSON);
  expect(service.phase()).toBe('open');
});

test('the demo keeps its key beside it and says so; leaving it removes it', async () => {
  const service = await start({ fetch });
  await service.startDemo();
  expect(service.core()?.demo).toBe(true);
  expect(readFileSync(join(dataDir, 'demo', 'demo-key.txt'), 'utf8')).toContain('invented people');
  await service.leaveDemo();
  expect(service.phase()).toBe('first-run');
  expect(service.core()).toBeNull();
  expect(() => readFileSync(join(dataDir, 'demo', STORE_FILE))).toThrow(/ENOENT/);
});

test('a webhook while no store is open asks the provider to come again', async () => {
  const clock = testClock();
  const webhooks = await startWebhookServer({ port: 0, clock, log: testPorts(clock).log });
  try {
    await start({ door: webhooks.door });
    const answer = await fetch(`${webhooks.base}/webhooks/x`, { method: 'POST', body: '' });
    expect(answer.status).toBe(503);
  } finally {
    await webhooks.close();
  }
});
