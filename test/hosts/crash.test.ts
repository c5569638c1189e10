import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from './browserHost.ts';

/**
 * A process that dies notes where it happened and not what it was at: no message, no report, no copy of its
 * memory.
 */

const root = join(import.meta.dirname, '../..');
const SECRET = 'tw-secret-falcon-0001';
const urlOf = (file: string) => JSON.stringify(pathToFileURL(join(root, file)).href);

test.each([
  ['an error that nobody caught', `setTimeout(() => { throw new TypeError('Authorization: ${SECRET}'); })`],
  ['a promise that nobody awaited', `Promise.reject(new TypeError('Authorization: ${SECRET}'))`],
  ['something thrown that is no error', `setTimeout(() => { throw '${SECRET}'; })`],
])('%s ends it with 1, and tells nothing', (_, code) => {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  const script = `import { crashQuietly } from ${urlOf('main/hosts/common/crash.ts')};
    import { createLogger } from ${urlOf('main/hosts/common/logger.ts')};
    crashQuietly('console', createLogger(${JSON.stringify(join(folder, 'heed.log'))}, { now: () => 0 }), process.exit);
    ${code};`;
  // As if somebody had turned reports on for every program.
  const args = ['--report-uncaught-exception', '--report-on-fatalerror', '--input-type=module', '-e', script];
  const died = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, HEED_PASSPHRASE: SECRET },
  });
  expect(died.status).toBe(1);
  expect(died.stdout).toBe('');
  expect(died.stderr).toMatch(
    /^Heed ended unexpectedly \(\w+ at .*\)\. What was saved is safe; start it again\.\n$/,
  );
  expect(readdirSync(folder)).toEqual(['heed.log']);
  expect(readFileSync(join(folder, 'heed.log'), 'utf8')).toContain('"event":"crashed"');
  expect(`${died.stderr}${readFileSync(join(folder, 'heed.log'), 'utf8')}`).not.toContain(SECRET);
});

test('both hosts end in this way', () => {
  for (const file of ['main/hosts/browser/main.ts', 'main/hosts/electron/core.ts'])
    expect(readFileSync(join(root, file), 'utf8'), file).toMatch(/^ *crashQuietly\(.+, process\.exit\);$/m);
});

test('what npm start starts may write no core dump, and the passphrase is not handed on', async () => {
  const args = ['main/start.mjs', '--no-window', '--json', '--data-dir', temporaryFolder()];
  const allowing = ['-c', 'ulimit -c unlimited 2>/dev/null; exec "$0" "$@"', process.execPath, ...args];
  const child = spawn('/bin/sh', allowing, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, HEED_KEYSTORE: 'passphrase', HEED_PASSPHRASE: SECRET },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    const { pid } = await new Promise<{ pid: number }>((resolve) =>
      createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line))),
    );
    // Only Linux lets other processes read this; elsewhere the same line of the launcher sets it.
    if (existsSync('/proc')) {
      const limits = readFileSync(`/proc/${pid}/limits`, 'utf8');
      expect(limits).toMatch(/^Max core file size\s+0\s+0\s/m);
    }
    expect(readFileSync(join(root, 'main/start.mjs'), 'utf8')).toContain('ulimit -c 0');
    expect(readFileSync(join(root, 'main/hosts/browser/main.ts'), 'utf8')).toContain(
      'delete process.env.HEED_PASSPHRASE',
    );
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
});
