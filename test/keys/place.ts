import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createIds } from '../../main/core/base/ids.ts';
import type { Ports, Secrets } from '../../main/core/base/ports.ts';
import { type ConsoleService, createConsole } from '../../main/core/console/console.ts';
import { optOut } from '../../main/core/optOuts/optOut.ts';
import type { Core } from '../../main/core/store/context.ts';
import { one } from '../../main/core/store/statement.ts';
import { written } from '../../shared/text/stored.ts';

/** Keeps secrets across the death of a process; the real key stores are tested in test/hosts. */
export function fileSecrets(dataDir: string): Secrets & { all(): Record<string, string> } {
  const file = join(dataDir, 'test-secrets.json');
  const all = (): Record<string, string> => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});
  const keep = (secrets: Record<string, string>) => writeFileSync(file, JSON.stringify(secrets));
  return {
    all,
    get: async (name) => all()[name] ?? null,
    set: async (name, value) => keep({ ...all(), [name]: value }),
    delete: async (name) => keep(Object.fromEntries(Object.entries(all()).filter(([key]) => key !== name))),
  };
}

export const ADMIN = { login: 'admin', password: 'a-long-password' } as const;

function portsOf(dataDir: string, secrets: Secrets = fileSecrets(dataDir)): Ports {
  return {
    clock: { now: () => Date.now() },
    ids: createIds({ now: () => Date.now() }),
    random: { bytes: (length) => randomBytes(length), fraction: () => 0.5 },
    keyStore: { kind: 'system', open: async () => secrets },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    fetch,
    dataDir,
    newWindow: () => null,
    webhookBase: () => null,
  };
}

const adminOf = (core: Core): string =>
  one<{ id: string }>(core.db, "SELECT id FROM account WHERE role = 'admin'")?.id ?? '';

/** Opens the console of a data folder, and sets it up the first time. */
export async function openPlace(
  dataDir: string,
  secrets?: Secrets,
): Promise<{ console: ConsoleService; core: Core; adminId: string }> {
  mkdirSync(dataDir, { recursive: true });
  const service = await createConsole(portsOf(dataDir, secrets));
  if (service.phase() === 'first-run') await service.setUp({ organisation: 'Keys', name: 'Admin', ...ADMIN });
  const core = service.core();
  if (!core) throw new Error(`The store did not open: ${JSON.stringify(service.problem())}`);
  return { console: service, core, adminId: adminOf(core) };
}

/** Opts a number out by hand. */
export function optOutByHand(core: Core, number: string): void {
  core.write((tx) =>
    optOut(core, tx, {
      subject: core.subject(number),
      number,
      cause: 'manual',
      actorId: null,
      reason: written('Asked'),
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
}
