import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Ports, Secrets } from '../../main/core/base/ports.ts';
import { type ConsoleService, createConsole } from '../../main/core/console/console.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { optOut } from '../../main/core/optOuts/optOut.ts';
import type { Core } from '../../main/core/store/context.ts';
import { all } from '../../main/core/store/statement.ts';
import { said, written } from '../../shared/text/stored.ts';
import { memorySecrets, testClock, testPorts, writer } from '../helpers/core.ts';
import { quickPasswords } from '../helpers/quickPasswords.ts';

/** Data folders that are damaged on purpose, and consoles that start on them. */

quickPasswords();
const opened: ConsoleService[] = [];
const folders: string[] = [];

export function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'heed-place-'));
  folders.push(dir);
  return dir;
}

/** Ends every console and removes every folder after each test. */
export function tidyUp(): void {
  afterEach(async () => {
    for (const service of opened.splice(0)) await service.close();
    for (const dir of folders.splice(0)) rmSync(dir, { recursive: true, force: true });
  });
}

export async function startIn(
  dataDir: string,
  secrets: Secrets,
  overrides: Partial<Ports> = {},
): Promise<ConsoleService> {
  const ports = testPorts(testClock(), {
    dataDir,
    keyStore: { kind: 'system', open: async () => secrets },
    ...overrides,
  });
  const service = await createConsole(ports);
  opened.push(service);
  return service;
}

export const PERSON = {
  organisation: 'Housing Vote',
  name: 'Maya',
  login: 'maya',
  password: 'a-long-password',
};

export function coreOf(service: ConsoleService): Core {
  const core = service.core();
  if (!core) throw new Error(`No store is open: ${JSON.stringify(service.problem())}`);
  return core;
}

const numberOf = (index: number) => `+1202555${String(100 + index).padStart(4, '0')}`;

/** Opts out `count` people, each in a transaction of its own; returns their numbers. */
export function optOutSome(core: Core, count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, index) => {
    const number = numberOf(from + index);
    core.write((tx) =>
      optOut(core, tx, {
        subject: core.subject(number),
        number,
        cause: 'manual',
        actorId: null,
        reason: written(''),
        rule: 'manual',
        matched: '',
        conversationId: null,
        messageId: null,
        senderNumberId: null,
        importId: null,
        saidAt: tx.now,
        receivedAt: tx.now,
      }),
    );
    return number;
  });
}

/** Who is opted out; throws where the store is not whole. */
export function wholeAndOptedOut(core: Core): string[] {
  const { problems } = verify(core.db);
  if (problems.length > 0) throw new Error(problems.map(said).join(' '));
  const pages = writer(core).pragma('integrity_check', { simple: true });
  if (pages !== 'ok') throw new Error(String(pages));
  return all<{ number: string }>(
    core.db,
    'SELECT DISTINCT number FROM opt_out WHERE reversed = 0 ORDER BY number',
  ).map((row) => row.number);
}

/** A data folder as kill -9 leaves it: the store, a journal that was not copied back into it, and its key. */
export async function killedPlace(
  optOuts: number,
): Promise<{ dataDir: string; secrets: ReturnType<typeof memorySecrets>; numbers: string[] }> {
  const secrets = memorySecrets();
  const alive = folder();
  const service = await startIn(alive, secrets);
  await service.setUp(PERSON);
  const core = coreOf(service);
  // Reads the rows of the file itself, then also those in the journal.
  const numbers = optOutSome(core, Math.floor(optOuts / 2));
  writer(core).pragma('wal_checkpoint(TRUNCATE)');
  numbers.push(...optOutSome(core, optOuts - numbers.length, numbers.length));
  const dataDir = folder();
  cpSync(alive, dataDir, { recursive: true });
  rmSync(join(dataDir, 'organisation', 'heed.db-shm'), { force: true });
  await service.close();
  return { dataDir, secrets, numbers };
}

export function copyOf(dataDir: string): string {
  const dir = folder();
  cpSync(dataDir, dir, { recursive: true });
  return dir;
}
