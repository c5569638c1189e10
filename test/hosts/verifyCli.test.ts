import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { append } from '../../main/core/ledger/append.ts';
import { openCore } from '../../main/core/open/openCore.ts';
import { openStore } from '../../main/core/store/open.ts';
import { demoKey, noSecrets } from '../../main/core/store/storeKeys.ts';
import { openVault } from '../../main/hosts/common/vault.ts';
import { testApi } from '../helpers/api.ts';
import { testClock, testPorts } from '../helpers/core.ts';

const script = fileURLToPath(new URL('../../main/hosts/cli/verify.ts', import.meta.url));
const PASSPHRASE = 'a passphrase for tests only';
const KEY = 'ab'.repeat(32);

const folders: string[] = [];
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'heed-verify-'));
  folders.push(made);
  return made;
}

function verify(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { HEED_PASSPHRASE: _, ...rest } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    env: { ...rest, ...env },
  });
  return { status, stdout, stderr };
}

function fill(storeDir: string, key: string) {
  const core = openCore({
    ports: testPorts(testClock()),
    secrets: noSecrets,
    storeDir,
    key,
    demo: false,
  });
  core.write((tx) => {
    for (let index = 0; index < 9; index += 1)
      append(core, tx, { kind: 'hold', actorId: null, subject: `s${index % 2}` });
  });
  return core;
}

/** Changes the store past every trigger, as somebody with the key and a database tool could. */
function tamper(storeDir: string, key: string): void {
  const db = openStore(storeDir, key);
  db.exec("DROP TRIGGER ledger_no_update; UPDATE ledger SET actor = 'nobody' WHERE seq = 4");
  db.close();
}

test('a whole store: organisation, with the passphrase; nothing is made or changed', async () => {
  const dataDir = folder();
  const vault = await openVault(join(dataDir, 'vault.json'), PASSPHRASE, 1024);
  await vault.set('store-key', KEY);
  const core = fill(join(dataDir, 'organisation'), KEY);
  const running = verify(['--data-dir', dataDir], { HEED_PASSPHRASE: PASSPHRASE });
  expect(running).toMatchObject({ status: 0, stderr: '' });
  core.close();
  const before = readdirSync(dataDir);
  const good = verify(['--data-dir', dataDir, '--json'], { HEED_PASSPHRASE: PASSPHRASE });
  expect(good).toMatchObject({ status: 0, stderr: '' });
  expect(JSON.parse(good.stdout)).toMatchObject({
    ok: true,
    store: 'organisation',
    entries: 9,
    problems: [],
  });
  expect(readdirSync(dataDir)).toEqual(before);

  expect(verify(['--data-dir', dataDir])).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/passphrase/),
  });
  expect(verify(['--data-dir', dataDir], { HEED_PASSPHRASE: 'wrong' }).status).toBe(2);

  tamper(join(dataDir, 'organisation'), KEY);
  const bad = verify(['--data-dir', dataDir], { HEED_PASSPHRASE: PASSPHRASE });
  expect(bad.status).toBe(1);
  expect(bad.stdout).toMatch(/not whole[\s\S]*Ledger entry 4 of chain \S+ was changed/);
});

test('the demo store, with the key beside it', () => {
  const dataDir = folder();
  const dir = join(dataDir, 'demo');
  fill(dir, demoKey(testPorts(testClock()), dir)).close();
  const { status, stdout } = verify(['--data-dir', dataDir]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^The record is whole\.\nDemo store: 9 ledger entries, 0 opt-outs/);
});

test('an evidence file, alone and against the store that it came from', async () => {
  const api = testApi();
  const admin = api.newcomer('admin', 'Maya');
  await admin.client.person.optOut({ number: '+12025550177', reason: 'letter' });
  const file = await admin.client.evidence.export({ of: '+12025550177' });
  const path = join(folder(), 'evidence.json');
  writeFileSync(path, JSON.stringify(file));
  const good = verify(['--file', path]);
  expect(good).toMatchObject({ status: 0, stderr: '' });
  expect(good.stdout).toMatch(/^The file is whole\.\nAbout \+12025550177, .* by Maya/);
  expect(JSON.parse(verify(['--file', path, '--json']).stdout)).toMatchObject({
    ok: true,
    entries: 2,
    number: '+12025550177',
    heads: file.ledger.chains.map(({ chain, length, head }) => ({ chain, position: length, hash: head })),
  });

  const dataDir = folder();
  const dir = join(dataDir, 'demo');
  fill(dir, demoKey(testPorts(testClock()), dir)).close();
  const foreign = verify(['--file', path, '--data-dir', dataDir]);
  expect(foreign).toMatchObject({ status: 1, stdout: expect.stringMatching(/no such export/) });

  writeFileSync(path, JSON.stringify(file).replace('letter', 'latter'));
  const bad = verify(['--file', path]);
  expect(bad).toMatchObject({ status: 1, stdout: expect.stringMatching(/is not what was exported/) });
});

test('what cannot be checked is said, with exit code 2', () => {
  const empty = folder();
  expect(verify(['--data-dir', empty])).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/no Heed store/),
  });
  expect(verify(['--file', join(empty, 'none.json')])).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/cannot be read/),
  });
  expect(verify(['--what'])).toMatchObject({ status: 2, stderr: expect.stringMatching(/--help/) });
  expect(verify(['--help'])).toMatchObject({ status: 0, stdout: expect.stringMatching(/--data-dir/) });
  const desktop = folder();
  fill(join(desktop, 'organisation'), KEY).close();
  mkdirSync(desktop, { recursive: true });
  writeFileSync(join(desktop, 'secrets.json'), '{}');
  expect(verify(['--data-dir', desktop])).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/sealed for the desktop window/),
  });
});
