import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { listen } from '../../main/hosts/common/listen.ts';
import { ask, temporaryFolder } from './browserHost.ts';

const launcher = join(import.meta.dirname, '../../main/start.mjs');
const env = { ...process.env, HEED_KEYSTORE: 'passphrase', DISPLAY: '', WAYLAND_DISPLAY: '' };

/** Exactly these keys, on which every program that starts Heed relies. */
const Line = z.strictObject({
  url: z.string(),
  apiUrl: z.string(),
  openapi: z.string(),
  webhooks: z.string(),
  pid: z.number(),
});

const run = (...args: string[]) => {
  const result = spawnSync(process.execPath, [launcher, ...args], { env, encoding: 'utf8', timeout: 20_000 });
  return { code: result.status, out: result.stdout, err: result.stderr };
};

type Started = {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  out(): string;
  err(): string;
};

const running: Started[] = [];
afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill('SIGTERM');
    await ended;
  }
});

function start(args: readonly string[], more: NodeJS.ProcessEnv = {}): Started {
  const child = spawn(process.execPath, [launcher, ...args], { env: { ...env, ...more } });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const started = { child, ended, out: () => out, err: () => err };
  running.push(started);
  return started;
}

async function startJson(dataDir: string, ...args: string[]) {
  const started = start(['--no-window', '--json', '--data-dir', dataDir, '--port', '0', ...args]);
  await Promise.race([vi.waitUntil(() => started.out().includes('\n'), { timeout: 50_000 }), started.ended]);
  if (!started.out().includes('\n')) throw new Error(started.err());
  return { ...started, line: Line.parse(JSON.parse(started.out())) };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('what is typed', () => {
  test('--help names every flag on standard output', () => {
    const { code, out } = run('--help');
    expect(code).toBe(0);
    const flags = [
      'demo',
      'browser',
      'electron',
      'no-window',
      'json',
      'data-dir',
      'port',
      'webhook-port',
      'dev',
      'help',
    ];
    for (const flag of flags) expect(out).toContain(`--${flag} `);
  });

  test.each([
    [['--prot', '0'], "Unknown option '--prot'"],
    [['demo'], 'demo'],
    [['--port', 'abc'], '--port must be a whole number from 0 to 65535'],
    [['--port', '65536'], '--port must be'],
    [['--port', ''], '--port must be'],
    [['--webhook-port', '-1'], '--webhook-port'],
    [['--data-dir', ''], '--data-dir needs a folder'],
    [['--desks-url', 'https://a.example'], '--desks-url needs --desks-port'],
    [['--desks-port', '0', '--desks-url', 'https://a.example'], '--desks-port must be a number from 1'],
    [['--desks-port', '8443'], '--desks-port needs --desks-url'],
    [['--desks-port', '8443', '--desks-url', 'http://a.example'], '--desks-url must begin with https://'],
    [['--desks-port', '8443', '--desks-url', 'https://a.example', '--tls-cert', 'c'], 'go together'],
    [
      ['--desks-port', '8443', '--desks-url', 'https://a.example', '--behind-proxy', 'a'],
      'a network address',
    ],
    [['--electron', '--json'], '--electron does not go together with --json'],
  ])('refused with a reason, and nothing on standard output: %j', (args, reason) => {
    const { code, out, err } = run(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(reason);
  });
});

describe('npm start -- --no-window --json', () => {
  test('one line, a console that serves, one console a folder, and an end on SIGTERM', async () => {
    const dataDir = join(temporaryFolder(), 'new', 'folder');
    const { line, child, ended, out } = await startJson(dataDir);
    expect(new URL(line.url).hostname).toBe('127.0.0.1');
    expect((await ask(line.url)).status).toBe(303);
    expect(JSON.parse((await ask(`${line.apiUrl}/session`)).body)).toMatchObject({ phase: 'first-run' });
    expect(JSON.parse((await ask(line.openapi)).body).openapi).toMatch(/^3\.1/);
    expect((await ask(line.webhooks)).status).toBe(404);
    expect(isAlive(line.pid)).toBe(true);

    const second = start(['--no-window', '--json', '--data-dir', dataDir]);
    expect(await second.ended).toBe(1);
    expect(second.err()).toContain(`already open with this data folder (process ${line.pid})`);

    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(isAlive(line.pid)).toBe(false);
    expect(out().trim().split('\n')).toHaveLength(1);
    expect(existsSync(join(dataDir, 'heed.lock'))).toBe(false);
  });

  test('SIGTERM to the serving process itself ends the launcher too', async () => {
    const { line, ended } = await startJson(temporaryFolder());
    process.kill(line.pid, 'SIGTERM');
    expect(await ended).toBe(0);
  });

  test('a launcher that is killed leaves no console behind', async () => {
    const { line, child } = await startJson(temporaryFolder());
    child.kill('SIGKILL');
    await vi.waitUntil(() => !isAlive(line.pid), { timeout: 20_000 });
  });

  test('--demo opens the demo; killed hard, it opens again with what was there', async () => {
    const dataDir = temporaryFolder();
    const first = await startJson(dataDir, '--demo');
    expect(JSON.parse((await ask(`${first.line.apiUrl}/session`)).body)).toMatchObject({ demo: true });
    process.kill(first.line.pid, 'SIGKILL');
    await first.ended;
    const again = await startJson(dataDir);
    expect(JSON.parse((await ask(`${again.line.apiUrl}/session`)).body)).toMatchObject({ demo: true });
  });

  test.each(['--port', '--webhook-port'])(
    '%s in use: a clear message, exit 1, nothing held',
    async (flag) => {
      const other = createServer();
      const port = await listen(other, 0);
      const dataDir = temporaryFolder();
      const { ended, err, out } = start(['--no-window', '--json', '--data-dir', dataDir, flag, String(port)]);
      expect(await ended).toBe(1);
      expect(err()).toContain(`Port ${port} on 127.0.0.1 is in use`);
      expect(out()).toBe('');
      expect(existsSync(join(dataDir, 'heed.lock'))).toBe(false);
      other.close();
    },
  );

  test('a data folder that cannot be made is told', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, 'mine');
    const { ended, err } = start(['--no-window', '--json', '--data-dir', join(file, 'data')]);
    expect(await ended).toBe(1);
    expect(err()).toContain('The data folder cannot be made');
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });
});

describe('the window', () => {
  test('without a display the address is printed', async () => {
    const { err } = start(['--browser', '--data-dir', temporaryFolder()]);
    await vi.waitUntil(() => err().includes('/open?t='), { timeout: 50_000 });
    expect(err()).toContain('There is no display');
  });

  test('a browser that does not start: the address is printed, and still opens a window', async () => {
    const started = start(['--browser', '--data-dir', temporaryFolder()], {
      DISPLAY: ':4711',
      HEED_BROWSER: '/bin/false',
    });
    await vi.waitUntil(() => started.err().includes('/open?t='), { timeout: 50_000 });
    const url = /http\S+/.exec(started.err())?.[0] ?? '';
    expect((await ask(url)).status).toBe(303);
  });

  /**
   * Stands in for Electron's program: prints what that prints where it cannot run, and ends in the same
   * way.
   */
  function brokenElectron(words: string): string {
    const file = join(temporaryFolder(), 'electron');
    writeFileSync(file, `#!/bin/sh\necho '${words}' >&2\nexit 1\n`, { mode: 0o755 });
    return file;
  }
  const SANDBOX =
    'FATAL:setuid_sandbox_host.cc The SUID sandbox helper binary was found, but is not configured.';
  const withElectron = (file: string) => ({
    DISPLAY: ':4711',
    HEED_BROWSER: '/bin/false',
    HEED_ELECTRON: file,
  });

  test.each([
    [SANDBOX, 'chmod 4755'],
    ['Running as root without --no-sandbox is not supported.', 'as an ordinary user'],
    ['electron: error while loading shared libraries: libgbm.so.1: cannot open', 'library libgbm.so.1'],
    ['Something else.', 'exit code 1'],
  ])(
    'Electron that cannot run: one line with the remedy, and a browser window: %s',
    async (words, remedy) => {
      const args = ['--data-dir', temporaryFolder()];
      const started = start(args, withElectron(brokenElectron(words)));
      await vi.waitUntil(() => started.err().includes('/open?t='), { timeout: 50_000 });
      const line =
        started
          .err()
          .split('\n')
          .find((each) => each.includes('instead')) ?? '';
      expect(line).toContain(remedy);
      expect(line).toMatch(/Heed opens in a browser window instead\.$/);
      expect(started.err()).not.toContain(words);
      // The caller who asked for the window gets an error, and nothing else opens.
      const demanded = start(['--electron', ...args], withElectron(brokenElectron(words)));
      expect(await demanded.ended).toBe(1);
      expect(demanded.err()).toContain(remedy);
      expect(demanded.err()).not.toContain('browser window');
    },
  );

  test('Electron that ran hands its own end on; the host is not changed without a word', async () => {
    const file = join(temporaryFolder(), 'electron');
    writeFileSync(file, '#!/bin/sh\ntouch "$HEED_STARTED"\necho "It says so." >&2\nexit 7\n', {
      mode: 0o755,
    });
    const dataDir = temporaryFolder();
    const ran = start(['--data-dir', dataDir], withElectron(file));
    expect(await ran.ended).toBe(7);
    expect(ran.err()).toBe('It says so.\n');
    // Heed was opened in a browser last, so it opens there again although Electron is here.
    writeFileSync(join(dataDir, 'last-host'), 'browser\n');
    const again = start(['--data-dir', dataDir], withElectron(file));
    await vi.waitUntil(() => again.err().includes('/open?t='), { timeout: 50_000 });
    expect(again.err()).toContain('as it did last');
    const other = start(['--electron', '--data-dir', dataDir], withElectron(file));
    expect(await other.ended).toBe(7);
  });
});
