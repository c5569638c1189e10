import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { connectionOf, type LogAddress } from '../../main/core/consoles/log/address.ts';
import { newPassword } from '../../main/core/consoles/log/verifier.ts';
import { postgresFolder } from './postgresFolder.mjs';

/**
 * A real PostgreSQL: one server a test process, a database a test. It listens on loopback and on a socket
 * file, wants passwords (SCRAM), and ends with the process, however that ends.
 */

/** A key and a certificate (PEM) for a server that encrypts. */
export type ServerTls = { readonly key: string; readonly cert: string };

export type Server = {
  readonly port: number;
  /** The folder of its socket file, and of its data. */
  readonly folder: string;
  /** Of the superuser, for what a test does behind the product's back. */
  readonly superuser: (database?: string) => LogAddress;
  readonly stop: () => Promise<void>;
  /** After `stop`, at the same port with the same data. */
  readonly start: () => Promise<void>;
  /** For good; what it kept is gone. Without this it ends with the process. */
  readonly end: () => Promise<void>;
};

/** PostgreSQL does not run as root; then it runs as its own user, else as nobody. */
function runner(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (user: string, kind: '-u' | '-g') =>
    Number(execFileSync('id', [kind, user], { stdio: 'pipe' }));
  try {
    return { uid: idOf('postgres', '-u'), gid: idOf('postgres', '-g') };
  } catch {
    return { uid: idOf('nobody', '-u'), gid: idOf('nobody', '-g') };
  }
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

/**
 * Runs the server given behind the folder. A line of input ends it in good order; the end of the input, so
 * also of this process however it ends, ends it at once and takes the folder along.
 */
const WATCHED = `folder=$1; shift; exec 3<&0
"$@" </dev/null & server=$!
(if read line <&3; then kill -INT $server; else kill -QUIT $server; fi) & watch=$!
wait $server; code=$?
kill $watch 2>/dev/null
[ -e "$folder/stopped" ] || { cd /; rm -rf "$folder"; }
exit $code`;

const works = async (address: LogAddress): Promise<boolean> => {
  const client = new pg.Client(connectionOf(address));
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
};

/** What does not wait for the disk, of which a test needs nothing. */
const QUICK = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/**
 * Starts a server of its own; most tests share the one of `postgres()`. `durable`: what it has answered is on
 * the disk, as the bench wants it.
 */
export async function startServer({
  tls = null,
  durable = false,
}: {
  readonly tls?: ServerTls | null;
  readonly durable?: boolean;
} = {}): Promise<Server> {
  const programs = postgresFolder();
  if (programs === null) throw new Error('There is no PostgreSQL on this computer.');
  const user = runner();
  const folder = mkdtempSync(join(tmpdir(), 'heed-pg-'));
  const own = (file: string) => {
    if (user.uid !== undefined && user.gid !== undefined) chownSync(file, user.uid, user.gid);
  };
  const put = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text);
    chmodSync(file, 0o600);
    own(file);
    return file;
  };
  own(folder);
  const password = newPassword();
  const data = join(folder, 'data');
  const asked = ['-A', 'scram-sha-256', '-U', 'postgres', '-E', 'UTF8', '--no-locale', '--no-sync'];
  const secret = put('password', password);
  execFileSync(join(programs, 'initdb'), ['-D', data, '--pwfile', secret, ...asked], {
    ...user,
    cwd: folder,
    stdio: 'pipe',
  });
  const port = await freePort();
  const encrypted =
    tls === null
      ? []
      : ['ssl=on', `ssl_cert_file=${put('cert.pem', tls.cert)}`, `ssl_key_file=${put('key.pem', tls.key)}`];
  const settings = [
    ...[`port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`],
    ...[...(durable ? [] : QUICK), 'max_connections=60', ...encrypted],
  ].flatMap((each) => ['-c', each]);
  const superuser = (database = 'postgres'): LogAddress => ({
    ...{ host: folder, port, database, user: 'postgres', password, ca: null },
  });
  let stop: () => Promise<void> = async () => {};
  const start = async () => {
    rmSync(join(folder, 'stopped'), { force: true });
    const command = [WATCHED, 'sh', folder, join(programs, 'postgres'), '-D', data, ...settings];
    const child = spawn('sh', ['-c', ...command], {
      ...user,
      cwd: folder,
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      said = (said + text).slice(-4000);
    });
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    let running = true;
    void ended.then(() => {
      running = false;
    });
    while (running && !(await works(superuser()))) await new Promise((resolve) => setTimeout(resolve, 50));
    if (!running) throw new Error(`PostgreSQL does not start:\n${said}`);
    stop = async () => {
      put('stopped', '');
      child.stdin.end('\n');
      await ended;
    };
  };
  await start();
  const end = async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { port, folder, superuser, stop: () => stop(), start, end };
}

let shared: Promise<Server> | null = null;
/** The server of this test process. */
export const postgres = (): Promise<Server> => {
  shared ??= startServer();
  return shared;
};

/** Statements as whoever the address names, one after the other; the rows of the last. */
export async function queryAs(address: LogAddress, ...statements: string[]): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client(connectionOf(address));
  client.on('error', () => {});
  await client.connect();
  try {
    let rows: pg.QueryResultRow[] = [];
    for (const statement of statements) rows = (await client.query(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

let made = 0;
/**
 * A new empty database, and the account that owns it: it may make roles, and is no superuser. Its name and
 * password are as odd as they may be.
 */
export async function newDatabase(server?: Server): Promise<LogAddress> {
  const { superuser } = server ?? (await postgres());
  made += 1;
  const user = `o"wner '${made}' %\\$1`;
  const database = `lo"g '${made}'`;
  const password = `pa'ss "w\\ord" ${made} %41 ü`;
  await queryAs(
    superuser(),
    `CREATE ROLE ${pg.escapeIdentifier(user)} LOGIN CREATEROLE PASSWORD ${pg.escapeLiteral(password)}`,
    `CREATE DATABASE ${pg.escapeIdentifier(database)} OWNER ${pg.escapeIdentifier(user)}`,
  );
  return { ...superuser(database), user, password };
}
