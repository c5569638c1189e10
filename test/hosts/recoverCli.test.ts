import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Secret, TOTP } from 'otpauth';
import { afterEach, expect, test } from 'vitest';
import { sessionOf, startSession } from '../../main/core/access/sessions.ts';
import { hashPassword } from '../../main/core/accounts/password.ts';
import { beginSecondFactor, confirmSecondFactor } from '../../main/core/accounts/secondFactor.ts';
import { signIn } from '../../main/core/accounts/signIn.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { openCore } from '../../main/core/open/openCore.ts';
import { all } from '../../main/core/store/statement.ts';
import { demoKey, noSecrets } from '../../main/core/store/storeKeys.ts';
import { lockDataDir } from '../../main/hosts/common/dataLock.ts';
import { openVault } from '../../main/hosts/common/vault.ts';
import { testClock, testPorts } from '../helpers/core.ts';
import { quickPasswords } from '../helpers/quickPasswords.ts';
import { account } from '../helpers/seed.ts';

/**
 * The only admin has lost phone and recovery codes: a command on the computer that holds the store's key
 * lets them in again.
 */
quickPasswords();
const script = fileURLToPath(new URL('../../main/hosts/cli/recover.ts', import.meta.url));
const PASSPHRASE = 'a passphrase for tests only';
const KEY = 'ab'.repeat(32);
const HOUR = 3_600_000;

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function recover(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { HEED_PASSPHRASE: _, ...rest } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    env: { ...rest, ...env },
  });
  return { status, stdout, stderr };
}

const clock = testClock(Date.now());
const open = (dataDir: string) => {
  // Ids in these tests rise with the clock.
  clock.advance(1000);
  return openCore({
    ports: testPorts(clock),
    secrets: noSecrets,
    storeDir: join(dataDir, 'organisation'),
    key: KEY,
    demo: false,
    markFile: join(dataDir, 'organisation.mark'),
  });
};

/** A closed console whose only admin, Maya, has a second factor; Ana is a texter. */
async function organisation() {
  const dataDir = mkdtempSync(join(tmpdir(), 'heed-recover-'));
  folders.push(dataDir);
  const vault = await openVault(join(dataDir, 'vault.json'), PASSPHRASE, 1024);
  await vault.set('store-key', KEY);
  const core = open(dataDir);
  const password = await hashPassword('forgotten long ago', core.ports.random);
  const maya = account(core, { role: 'admin', login: 'maya', name: 'Maya', password });
  const olga = account(core, { role: 'admin', login: 'olga', name: 'Olga', password });
  account(core, { role: 'texter', login: 'ana', name: 'Ana', password });
  const { secret } = core.write((tx) => beginSecondFactor(core, tx, { id: maya, login: 'maya' }));
  const code = TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: clock.now() });
  const codes = core.write((tx) => confirmSecondFactor(core, tx, maya, code));
  const token = core.write((tx) => startSession(core, tx, maya));
  core.close();
  const run = (...args: string[]) =>
    recover(['--data-dir', dataDir, ...args], { HEED_PASSPHRASE: PASSPHRASE });
  return { dataDir, maya, olga, token, secrets: [secret, KEY, PASSPHRASE, password, ...(codes ?? [])], run };
}

test('one sign-in without the second factor, in the ledger, told to every admin once; nothing else is given away', async () => {
  const { dataDir, maya, token, secrets, run } = await organisation();
  const { status, stdout, stderr } = run('--login', 'maya');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^Maya \(maya\) can sign in once, until /);
  expect(stdout).toMatch(/second factor is turned off[\s\S]*ledger holds this/);
  for (const secret of secrets) expect(stdout).not.toContain(secret);
  const password = /^ {2}(\S+)$/m.exec(stdout)?.[1] ?? '';
  expect(password).toMatch(/^([a-z2-7]{4}-){3}[a-z2-7]{4}$/);

  const core = open(dataDir);
  expect(sessionOf(core, token, false)).toBeNull();
  const enter = (login: string, word: string) =>
    signIn(core, { kind: 'window', windowId: 'one' }, { login, password: word });
  expect(await enter('maya', 'forgotten long ago')).toMatchObject({ ok: false });
  const first = await enter('maya', password);
  expect(first).toMatchObject({ ok: true, recovered: { name: 'Maya', at: expect.any(Number) } });
  expect(first.ok && sessionOf(core, first.token, false)?.duty).toBe('password');
  expect(await enter('maya', password)).toMatchObject({ ok: false });
  const reported = async (login: string) => {
    const result = await enter(login, 'forgotten long ago');
    return result.ok && result.recovered?.name;
  };
  expect([await reported('ana'), await reported('olga'), await reported('olga')]).toEqual([
    undefined,
    'Maya',
    undefined,
  ]);
  const written = all<{ kind: string; actor: string; payload: string }>(
    core.db,
    "SELECT kind, actor, payload FROM ledger WHERE kind IN ('account-recovered', 'second-factor-off') ORDER BY seq",
  );
  expect(written.map(({ payload, ...rest }) => ({ ...rest, payload: JSON.parse(payload) }))).toEqual([
    {
      kind: 'account-recovered',
      actor: 'heed',
      payload: { account: maya, clearSecondFactor: true, from: 'command-line' },
    },
    { kind: 'second-factor-off', actor: 'heed', payload: { account: maya } },
  ]);
  expect(verify(core.db).problems).toEqual([]);
  core.close();
});

test('the password waits for a day; another recovery takes its place', async () => {
  const { dataDir, run } = await organisation();
  const once = () => /^ {2}(\S+)$/m.exec(run('--login', 'maya').stdout)?.[1] ?? '';
  const [first, second] = [once(), once()];
  const core = open(dataDir);
  const enter = (password: string) =>
    signIn(core, { kind: 'window', windowId: 'one' }, { login: 'maya', password });
  expect(await enter(first)).toMatchObject({ ok: false });
  const now = clock.now();
  clock.advance(25 * HOUR);
  expect(await enter(second)).toMatchObject({ ok: false });
  clock.set(now + 23 * HOUR);
  expect(await enter(second)).toMatchObject({ ok: true });
  clock.set(now);
  core.close();
});

test('where it cannot, nothing is changed, and it says why', async () => {
  const { dataDir, run } = await organisation();
  const before = () => {
    const core = open(dataDir);
    const rows = JSON.stringify([
      all(core.db, 'SELECT * FROM account'),
      all(core.db, 'SELECT hash FROM ledger'),
    ]);
    core.close();
    return rows;
  };
  const rows = before();
  const refused = (result: ReturnType<typeof recover>, why: RegExp) => {
    expect(result).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(why) });
  };
  refused(run('--login', 'nobody'), /No account has this login/);
  refused(run('--login', 'ana'), /not an active admin account/);
  refused(run(), /--login LOGIN/);
  const release = lockDataDir(dataDir);
  refused(run('--login', 'maya'), /already open/);
  release();
  refused(recover(['--data-dir', dataDir, '--login', 'maya']), /HEED_PASSPHRASE/);
  refused(recover(['--data-dir', dataDir, '--login', 'maya'], { HEED_PASSPHRASE: 'wrong' }), /passphrase/);
  expect(before()).toBe(rows);

  const demo = mkdtempSync(join(tmpdir(), 'heed-recover-'));
  folders.push(demo);
  const storeDir = join(demo, 'demo');
  const key = demoKey(testPorts(clock), storeDir);
  openCore({ ports: testPorts(clock), secrets: noSecrets, storeDir, key, demo: true }).close();
  refused(recover(['--data-dir', demo, '--login', 'maya']), /no Heed store/);
  expect(recover(['--help'])).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/one-time password/),
  });
});
