import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { onFaultPoint } from '../../main/core/base/faultPoint.ts';
import { nextFile, settledKey } from '../../main/core/keys/openingKey.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { router } from '../../main/core/router.ts';
import { openReader, STORE_FILE } from '../../main/core/store/open.ts';
import { all } from '../../main/core/store/statement.ts';
import { testApi } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import { ADMIN, fileSecrets, openPlace, optOutByHand } from './place.ts';

let dataDir: string;
let opened: Awaited<ReturnType<typeof openPlace>>;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'heed-keys-'));
  opened = await openPlace(dataDir);
});
afterEach(async () => {
  await opened.console.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const clientOf = (token: string | null) =>
  createRouterClient(router, { context: { services: opened.console, caller: { kind: 'bearer', token } } });
const signedIn = async () => clientOf((await clientOf(null).session.signIn(ADMIN)).token);
const NUMBER = '+12025550111';

test('over the API: a new key, the same store; whoever is signed in stays so, and old back-ups open', async () => {
  const { console: service, core, adminId } = opened;
  const client = await signedIn();
  optOutByHand(core, NUMBER);
  const { id } = await client.backup.now();
  const oldKey = core.key;
  expect(await client.keys.state()).toMatchObject({ keyStore: 'system', changedAt: null, underWay: null });
  await client.keys.changeStoreKey();
  const now = service.core();
  if (!now) throw new Error('It is closed.');
  expect(now.key).toMatch(/^[0-9a-f]{64}$/);
  expect(now.key).not.toBe(oldKey);
  expect(() => openReader(now.storeDir, oldKey)).toThrow(/key is wrong/);
  expect(fileSecrets(dataDir).all()['store-key']).toBe(now.key);
  expect((await client.keys.state()).changedAt).toBeGreaterThan(0);
  expect(all(now.db, "SELECT actor FROM ledger WHERE kind = 'store-key-changed'")).toEqual([
    { actor: adminId },
  ]);
  expect(verify(now.db).problems).toEqual([]);
  expect((await client.backup.state()).items).toMatchObject([{ id, opens: true }]);
  expect((await client.backup.restore({ id })).check.problems).toEqual([]);
  // The store can be written, also after the next start.
  await client.account.create({ login: 'ana', name: 'Ana', role: 'texter', password: 'long enough' });
  await service.close();
  opened = await openPlace(dataDir);
  expect(opened.core.key).toBe(now.key);
  expect(all(opened.core.db, 'SELECT number FROM opt_out')).toEqual([{ number: NUMBER }]);
});

test('meanwhile everything can be read and nothing saved, and nothing saved before is lost', async () => {
  const { console: service, core } = opened;
  const client = await signedIn();
  const changing = client.keys.changeStoreKey();
  const refused: string[] = [];
  let saved = 0;
  const seen = new Set<string>();
  let done = false;
  void changing.finally(() => {
    done = true;
  });
  while (!done) {
    try {
      optOutByHand(service.core() ?? core, `+1202555${String(1000 + saved)}`);
      saved += 1;
    } catch (error) {
      refused.push(error instanceof Error ? error.message : '');
    }
    expect(await client.account.list()).toHaveLength(1);
    const state = await client.session.state();
    seen.add(state.problem?.message ?? '');
    expect(state.phase).toBe('signed-in');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await changing;
  expect(refused.length).toBeGreaterThan(0);
  expect(new Set(refused)).toEqual(new Set([expect.stringContaining('encrypted with a new key')]));
  expect([...seen]).toContain('The store is being encrypted with a new key.');
  const now = service.core();
  expect(now && all(now.db, 'SELECT 1 FROM opt_out')).toHaveLength(saved);
  expect(service.problem()).toBeNull();
});

test('a copy that cannot be written leaves the store as it was, and says what to do', async () => {
  const { console: service, core } = opened;
  const client = await signedIn();
  const key = core.key;
  // A folder stands at the path of the copy.
  const inTheWay = nextFile(core.storeDir);
  onFaultPoint((point) => {
    if (point === 'keys.next-kept') mkdirSync(join(inTheWay, 'x'), { recursive: true });
  });
  await expect(client.keys.changeStoreKey()).rejects.toThrow(/not changed.*as it was/);
  onFaultPoint(null);
  expect(existsSync(inTheWay)).toBe(false);
  expect(service.core()?.key).toBe(key);
  optOutByHand(core, NUMBER);
  expect(fileSecrets(dataDir).all()['store-key-next']).toBeUndefined();
  await client.keys.changeStoreKey();
  expect(service.core()?.key).not.toBe(key);
});

test('a key store that fails after the swap loses nothing: the next start finds the key, and a further change keeps it', async () => {
  const { console: service } = opened;
  await service.close();
  const secrets = fileSecrets(dataDir);
  let fail = false;
  opened = await openPlace(dataDir, {
    ...secrets,
    set: (name, value) =>
      fail && name === 'store-key' ? Promise.reject(new Error('locked')) : secrets.set(name, value),
  });
  fail = true;
  await expect(opened.console.changeKey(opened.adminId)).rejects.toThrow();
  const key = opened.console.core()?.key;
  expect(secrets.all()).toMatchObject({ 'store-key-next': key });
  expect(secrets.all()['store-key']).not.toBe(key);
  fail = false;
  await opened.console.changeKey(opened.adminId);
  expect(secrets.all()['store-key']).toBe(opened.console.core()?.key);
  await opened.console.close();
  opened = await openPlace(dataDir);
  expect(verify(opened.core.db).problems).toEqual([]);
});

test('where neither key opens the store, neither is thrown away', async () => {
  const { console: service, core } = opened;
  await service.close();
  const secrets = fileSecrets(dataDir);
  await secrets.set('store-key-next', 'cd'.repeat(32));
  writeFileSync(join(core.storeDir, STORE_FILE), Buffer.alloc(8192, 7));
  const before = secrets.all();
  expect(await settledKey(secrets, core.storeDir)).toBe(core.key);
  expect(secrets.all()).toEqual(before);
});

test('not while an import runs, nor in the demo', async () => {
  const { console: service, core, adminId } = opened;
  const files = readdirSync(core.storeDir);
  writer(core).exec(
    "INSERT INTO job (id, kind, state, created_at, updated_at) VALUES ('j', 'contacts', 'running', 1, 1)",
  );
  await expect(service.changeKey(adminId)).rejects.toThrow(/under way/);
  writer(core).exec("DELETE FROM job WHERE id = 'j'");
  expect(readdirSync(core.storeDir)).toEqual(files);
  const { core: demo, console: demoConsole } = testApi({ demo: true });
  await expect(demoConsole.changeKey('x')).rejects.toThrow(/demo keeps its key openly/);
  demo.close();
});
