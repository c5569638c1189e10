import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { createConsole } from '../../main/core/console/console.ts';
import { chooseKeyStore } from '../../main/hosts/common/keyStore.ts';
import { createPorts } from '../../main/hosts/common/ports.ts';
import { ask, temporaryFolder } from './browserHost.ts';

/**
 * npm start on a store that cannot be opened: one line names the remedy, the page says the same, and the
 * exit code is 1.
 */

const PASSPHRASE = 'four words make one';
const env = { HEED_KEYSTORE: 'passphrase', HEED_PASSPHRASE: PASSPHRASE, DISPLAY: '', WAYLAND_DISPLAY: '' };
const started: { child: ChildProcess; ended: Promise<number | null> }[] = [];
afterEach(async () => {
  for (const { child, ended } of started.splice(0)) {
    child.kill('SIGTERM');
    await ended;
  }
});

/** A data folder with an organisation's store, whose vault is cheap to open. */
async function setUpFolder(): Promise<string> {
  const dataDir = temporaryFolder();
  const keyStore = await chooseKeyStore({ dataDir, env, scryptCost: 1024 });
  const ports = createPorts({ dataDir, keyStore, newWindow: () => null, webhookBase: () => null });
  const service = await createConsole(ports);
  const person = { organisation: 'Housing Vote', name: 'Maya', login: 'maya', password: 'a-long-password' };
  await service.setUp({ ...person, passphrase: PASSPHRASE });
  await service.close();
  return dataDir;
}

/** The console's process. `npm`: started by the launcher, which must end in the same way. */
function start(dataDir: string, more: NodeJS.ProcessEnv = {}, npm = false) {
  const root = join(import.meta.dirname, '../../main');
  const options = { dataDir, port: 0, webhookPort: 0, window: false, json: true, dev: false, demo: false };
  const args = npm
    ? [join(root, 'start.mjs'), '--no-window', '--json', '--data-dir', dataDir]
    : [join(root, 'hosts/browser/main.ts'), JSON.stringify(options)];
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env, ...more } });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  started.push({ child, ended });
  return { child, ended, out: () => out, err: () => err };
}

const stateOf = async (out: string) =>
  JSON.parse((await ask(`${JSON.parse(out).apiUrl}/session`)).body) as {
    phase: string;
    problem: { message: string; remedy: string } | null;
  };

test.each<[string, (dataDir: string) => void, NodeJS.ProcessEnv, RegExp, boolean?]>([
  [
    'the store is gone',
    (dir) => rmSync(join(dir, 'organisation/heed.db')),
    {},
    /^Heed has stopped: The store is gone.*Put the file heed\.db back/m,
    true,
  ],
  [
    'the store is damaged',
    (dir) => {
      const file = join(dir, 'organisation/heed.db');
      writeFileSync(file, readFileSync(file).fill(7, 0, 9000));
    },
    {},
    /^Heed has stopped: The store cannot be read.*restore the latest back-up/m,
  ],
  [
    'its key is gone',
    (dir) => rmSync(join(dir, 'vault.json')),
    {},
    /^Heed has stopped: The store is here, but its key is not.*Put it back/m,
  ],
])('%s', async (_, damage, more, line, npm = false) => {
  const dataDir = await setUpFolder();
  damage(dataDir);
  const { child, ended, out, err } = start(dataDir, more, npm);
  await vi.waitUntil(() => out().includes('\n'), { timeout: 50_000 });
  expect(err()).toMatch(line);
  expect(err().match(/^Heed has stopped/gm)).toHaveLength(1);
  const { phase, problem } = await stateOf(out());
  expect(phase).toBe('stopped');
  expect(err()).toContain(`${problem?.message} ${problem?.remedy}`);
  child.kill('SIGTERM');
  expect(await ended).toBe(1);
});

test('a wrong HEED_PASSPHRASE: one line, nothing on standard output, 1 at once, and the store is as it was', async () => {
  const dataDir = await setUpFolder();
  const { ended, out, err } = start(dataDir, { HEED_PASSPHRASE: 'not these words' }, true);
  expect(await ended).toBe(1);
  expect(out()).toBe('');
  expect(err()).toMatch(/^Heed has stopped: This is not the passphrase.*Correct HEED_PASSPHRASE.*\n$/m);
  expect(existsSync(join(dataDir, 'heed.lock'))).toBe(false);
});

test('a whole store: no such line, and 0 at the end', async () => {
  const dataDir = await setUpFolder();
  const { child, ended, out, err } = start(dataDir);
  await vi.waitUntil(() => out().includes('\n'), { timeout: 50_000 });
  expect((await stateOf(out())).phase).toBe('sign-in');
  expect(err()).toBe('');
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('a data folder that may not be written: one line with a remedy, and 1 at once', async () => {
  // Root may write anywhere, but nobody can make folders in the kernel's file system.
  const root = process.getuid?.() === 0;
  const dataDir = root ? '/sys/heed' : join(temporaryFolder(), 'locked');
  if (!root) {
    mkdirSync(dataDir);
    chmodSync(dataDir, 0o555);
  }
  const { ended, out, err } = start(dataDir);
  expect(await ended).toBe(1);
  expect(out()).toBe('');
  expect(err()).toMatch(/^The data folder cannot be written: .*Give your account the right to write there/m);
});

test.each(['', 'below'])(
  'a file in the place of the data folder (%s): named as what it is',
  async (below) => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const { ended, out, err } = start(join(file, below));
    expect(await ended).toBe(1);
    expect(out()).toBe('');
    expect(err()).toMatch(
      /^The data folder cannot be made: .*A file stands in its place.*Nothing was changed/m,
    );
  },
);
