import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../..');

export type Running<Line> = { readonly line: Line; readonly errors: () => string; stop(): Promise<void> };

/** Starts a program of ours that prints one JSON line and then serves; ends it by SIGTERM. */
async function startServing<Line>(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Running<Line>> {
  const child: ChildProcess = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk;
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  if (!child.stdout) throw new Error('No output to read.');
  const lines = createInterface({ input: child.stdout });
  const line = await new Promise<Line>((resolve, reject) => {
    lines.once('line', (text) => resolve(JSON.parse(text)));
    child.once('exit', (code) => reject(new Error(`${args[0]} ended with ${code}: ${errors}`)));
  });
  return {
    line,
    errors: () => errors,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

export type SimulatorLine = { readonly url: string; readonly control: string; readonly pid: number };

export const startSimulatorProcess = (): Promise<Running<SimulatorLine>> =>
  startServing(['main/hosts/cli/simulator.ts', '--json', '--port', '0', '--profile', 'both'], {});

export type ConsoleLine = {
  readonly url: string;
  readonly apiUrl: string;
  readonly openapi: string;
  readonly webhooks: string;
  readonly pid: number;
};

/**
 * The console's own process, as `npm start -- --no-window --json` ends up with. `now` moves its clock. `passphrase` null: it is asked for on
 * the screen.
 */
export const startConsoleProcess = (
  dataDir: string,
  options: { readonly now?: number; readonly demo?: boolean; readonly passphrase?: null } = {},
): Promise<Running<ConsoleLine>> =>
  startServing(
    [
      'main/hosts/browser/main.ts',
      JSON.stringify({
        dataDir,
        port: 0,
        webhookPort: 0,
        window: false,
        json: true,
        dev: false,
        demo: options.demo ?? false,
      }),
    ],
    {
      HEED_KEYSTORE: 'passphrase',
      HEED_PASSPHRASE: options.passphrase === null ? '' : 'a passphrase for tests only',
      ...(options.now === undefined ? {} : { HEED_NOW: String(options.now) }),
    },
  );
