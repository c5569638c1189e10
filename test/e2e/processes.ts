import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { builtProgram } from '../programs/built.ts';
import { expectNoSecrets } from '../secrets/watch.ts';

const root = join(import.meta.dirname, '../..');

export type Running<Line> = {
  readonly line: Line;
  readonly errors: () => string;
  stop(): Promise<void>;
  /** Ends it as a crash would. What it wrote is checked by `stop`. */
  kill(): Promise<void>;
};

/**
 * Starts a program of ours that prints one JSON line and then serves. Ends it by SIGTERM, and then checks
 * what it wrote.
 */
async function startServing<Line>(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  afterwards: (output: string) => Promise<unknown> = async () => {},
): Promise<Running<Line>> {
  const child: ChildProcess = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  let printed = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    printed += chunk;
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk;
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  if (!child.stdout) throw new Error('No output to read.');
  const lines = createInterface({ input: child.stdout });
  const line = await new Promise<Line>((resolve, reject) => {
    lines.once('line', (text) => resolve(JSON.parse(text)));
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}: ${errors}`)));
  });
  return {
    line,
    errors: () => errors,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
      await afterwards(printed + errors);
    },
  };
}

export type SimulatorLine = { readonly url: string; readonly control: string; readonly pid: number };

export const startSimulatorProcess = (): Promise<Running<SimulatorLine>> =>
  startServing([builtProgram('simulator'), '--json', '--port', '0', '--profile', 'both'], {});

export type ConsoleLine = {
  readonly url: string;
  readonly apiUrl: string;
  readonly openapi: string;
  readonly webhooks: string;
  readonly pid: number;
};

const PASSPHRASE = 'a passphrase for tests only';

/**
 * Makes hashing a password cheap in the process that loads this first, since most tests are about something
 * else.
 */
const QUICK_PASSWORDS = ['--import', pathToFileURL(builtProgram('quickPasswords')).href];

/**
 * The console's own process, as `npm start -- --no-window --json` starts it, but built (test/programs).
 * `now` moves its clock. `passphrase` null: it is asked for on the screen, and `typed` is given there. When
 * it has stopped, everything that it wrote and that windows were sent is searched for the secrets of its
 * data folder (test/secrets).
 */
export const startConsoleProcess = (
  dataDir: string,
  options: {
    readonly now?: number;
    readonly demo?: boolean;
    readonly webhookPort?: number;
    readonly passphrase?: null | string;
    readonly typed?: string;
  } = {},
): Promise<Running<ConsoleLine>> =>
  startServing(
    [
      ...QUICK_PASSWORDS,
      builtProgram('console'),
      JSON.stringify({
        dataDir,
        port: 0,
        webhookPort: options.webhookPort ?? 0,
        window: false,
        json: true,
        dev: false,
        demo: options.demo ?? false,
      }),
    ],
    {
      HEED_KEYSTORE: 'passphrase',
      HEED_PASSPHRASE: options.passphrase === null ? '' : (options.passphrase ?? PASSPHRASE),
      ...(options.now === undefined ? {} : { HEED_NOW: String(options.now) }),
    },
    (output) => expectNoSecrets(dataDir, options.typed ?? options.passphrase ?? PASSPHRASE, output),
  );
