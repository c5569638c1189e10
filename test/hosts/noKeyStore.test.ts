import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { createApp } from '../../main/core/app.ts';
import { chooseKeyStore } from '../../main/hosts/common/keyStore.ts';
import { createPorts } from '../../main/hosts/common/ports.ts';
import { temporaryFolder } from './browserHost.ts';

/**
 * A computer without a key store: set-up stops, says that a passphrase is needed, and makes nothing before
 * there is one.
 */

const ORGANISATION = { organisation: 'Vote', name: 'Maya', login: 'maya', password: 'a-long-password' };

async function openConsole(dataDir: string, env: Record<string, string>) {
  const keyStore = await chooseKeyStore({ dataDir, env, keyring: async () => null, scryptCost: 2 ** 10 });
  const app = await createApp(
    createPorts({ dataDir, keyStore, newWindow: () => null, webhookBase: () => null }),
  );
  const client = createRouterClient(app.router, { context: app.context({ kind: 'bearer', token: null }) });
  return { app, client };
}

test('without a keyring the screen is told to ask for a passphrase; without one nothing is made', async () => {
  const dataDir = temporaryFolder();
  const { app, client } = await openConsole(dataDir, {});
  const asks = { phase: 'first-run', keyStore: 'passphrase', passphraseGiven: false };
  expect(await client.session.state()).toMatchObject(asks);
  await expect(client.setup.create(ORGANISATION)).rejects.toThrow(/passphrase/);
  expect(await client.session.state()).toMatchObject({ phase: 'first-run' });
  for (const name of ['organisation', 'vault.json', 'keystore.json'])
    expect(existsSync(join(dataDir, name)), name).toBe(false);
  await client.setup.create({ ...ORGANISATION, passphrase: 'four words of mine' });
  expect((await client.session.state()).phase).toBe('sign-in');
  await app.close();

  // The next start asks for it.
  const locked = await openConsole(dataDir, {});
  expect((await locked.client.session.state()).phase).toBe('locked');
  await expect(locked.client.setup.unlock({ passphrase: 'another' })).rejects.toThrow(/passphrase/);
  await locked.client.setup.unlock({ passphrase: 'four words of mine' });
  expect((await locked.client.session.state()).phase).toBe('sign-in');
  await locked.app.close();

  // Five wrong tries are free; after that even the right one has to wait.
  const tried = await openConsole(dataDir, {});
  for (let wrong = 0; wrong < 5; wrong += 1)
    await expect(tried.client.setup.unlock({ passphrase: `wrong ${wrong}` })).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringContaining('not the passphrase'),
    });
  await expect(tried.client.setup.unlock({ passphrase: 'four words of mine' })).rejects.toMatchObject({
    code: 'LOCKED',
    status: 429,
  });
  expect((await tried.client.session.state()).phase).toBe('locked');
  await tried.app.close();

  // A start that stopped is not unlocked by any passphrase, and says so.
  const stopped = await openConsole(dataDir, { HEED_PASSPHRASE: 'not these words' });
  await expect(stopped.client.setup.unlock({ passphrase: 'anything' })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('Correct HEED_PASSPHRASE'),
  });
  await stopped.app.close();
});

test('a passphrase in HEED_PASSPHRASE is taken by set-up: the screen is told to ask for none', async () => {
  const dataDir = temporaryFolder();
  const env = { HEED_PASSPHRASE: 'four words of mine' };
  const { app, client } = await openConsole(dataDir, env);
  const reported = { phase: 'first-run', keyStore: 'passphrase', passphraseGiven: true };
  expect(await client.session.state()).toMatchObject(reported);
  await client.setup.create(ORGANISATION);
  await app.close();
  const again = await openConsole(dataDir, env);
  expect((await again.client.session.state()).phase).toBe('sign-in');
  await again.app.close();
  const typed = await openConsole(dataDir, {});
  await typed.client.setup.unlock({ passphrase: 'four words of mine' });
  expect((await typed.client.session.state()).phase).toBe('sign-in');
  await typed.app.close();
});

test('HEED_KEYSTORE=system on a computer without one stops set-up, and says what to start; nothing is made', async () => {
  const dataDir = temporaryFolder();
  const { app, client } = await openConsole(dataDir, { HEED_KEYSTORE: 'system' });
  await expect(client.setup.create({ ...ORGANISATION, passphrase: 'four words of mine' })).rejects.toThrow(
    /keyring of this computer.*(Unlock or start|unlock or start)/,
  );
  for (const name of ['organisation', 'vault.json', 'keystore.json'])
    expect(existsSync(join(dataDir, name)), name).toBe(false);
  await app.close();
});
