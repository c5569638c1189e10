import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createAccount } from './accounts/accounts.ts';
import { hashPassword } from './accounts/password.ts';
import type { Core } from './context.ts';
import { type DemoWorld, openDemoWorld, seedDemo } from './demo/demo.ts';
import { takeWebhook, type WebhookAnswer } from './inbox/webhook.ts';
import type { Imports } from './jobs/imports.ts';
import { openCore } from './openCore.ts';
import { KeyStoreError, type Ports } from './ports.ts';
import type { TestResult, WebhookRequest } from './providers/provider.ts';
import { type Running, startRunning } from './running.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { writeSettings } from './settings.ts';
import { STORE_FILE } from './store/open.ts';
import { one } from './store/statement.ts';
import { StoreError } from './store/types.ts';
import { createOrganisationKey, demoKey, demoSecrets, organisationKey } from './storeKeys.ts';

export type Phase = 'first-run' | 'locked' | 'stopped' | 'open';
export type Problem = { readonly message: string; readonly remedy: string };

export type SetUpInput = {
  readonly organisation: string;
  readonly name: string;
  readonly login: string;
  readonly password: string;
  readonly passphrase?: string;
};

/** The life of the console: which store is open, and what runs beside it. */
export type Console = {
  readonly ports: Ports;
  readonly sessions: Sessions;
  /** The open store; null before set-up, while locked, or when it could not be opened. */
  core(): Core | null;
  phase(): Phase;
  problem(): Problem | null;
  startDemo(): Promise<void>;
  leaveDemo(): Promise<void>;
  /** Makes the organisation's store and its first admin. */
  setUp(input: SetUpInput): Promise<void>;
  unlock(passphrase: string): Promise<void>;
  /** Proves a connection's access and takes it into use. */
  testConnection(id: string): Promise<TestResult>;
  /** A connection or its numbers changed: adapters are made anew. */
  reloadConnections(): Promise<void>;
  /** The imports of the open store. Throws StoreError when none is open. */
  imports(): Imports;
  webhook(connectionId: string, request: WebhookRequest): Promise<WebhookAnswer>;
  close(): Promise<void>;
};

const ORGANISATION = 'organisation';
const DEMO = 'demo';

function toProblem(error: unknown): Problem {
  if (error instanceof StoreError)
    return { message: error.message.replace(` ${error.remedy}`, ''), remedy: error.remedy };
  return {
    message: 'Heed could not open its store.',
    remedy: `Close Heed and start it again; if that does not help, look into heed.log. (${error instanceof Error ? error.name : 'unknown'})`,
  };
}

/** Opens what was in use last, if it can be opened without asking. Never falls back to another store. */
export async function createConsole(ports: Ports): Promise<Console> {
  const sessions = createSessions();
  const dirOf = (name: string) => join(ports.dataDir, name);
  const exists = (name: string) => existsSync(join(dirOf(name), STORE_FILE));
  let phase: Phase = 'first-run';
  let problem: Problem | null = null;
  let running: Running | null = null;
  let world: DemoWorld | null = null;
  // Opening, closing and setting up happen one after the other, whoever asks.
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = queue.then(work, work);
    queue = next.catch(() => undefined);
    return next;
  };

  async function openOrganisation(passphrase: string | null): Promise<void> {
    const secrets = await ports.keyStore.open(passphrase);
    const storeDir = dirOf(ORGANISATION);
    const core = openCore({ ports, secrets, storeDir, key: await organisationKey(secrets), demo: false });
    if (!one(core.db, 'SELECT 1 FROM account LIMIT 1')) {
      // Set-up was cut off before the first account: nobody could sign in, and nothing is in it.
      core.close();
      rmSync(storeDir, { recursive: true, force: true });
      return;
    }
    running = await startRunning(core);
    phase = 'open';
    problem = null;
  }

  async function openDemo(): Promise<void> {
    const storeDir = dirOf(DEMO);
    const core = openCore({
      ports,
      secrets: demoSecrets(storeDir),
      storeDir,
      key: demoKey(ports, storeDir),
      demo: true,
    });
    await seedDemo(core);
    world = await openDemoWorld(core);
    running = await startRunning(core);
    phase = 'open';
    problem = null;
  }

  async function attempt(open: () => Promise<void>): Promise<void> {
    try {
      await open();
    } catch (error) {
      if (error instanceof KeyStoreError && error.code === 'locked') {
        phase = 'locked';
        return;
      }
      ports.log.error('open-failed', { name: error instanceof Error ? error.name : 'unknown' });
      problem =
        error instanceof KeyStoreError
          ? { message: error.message, remedy: 'Then start Heed again.' }
          : toProblem(error);
      phase = 'stopped';
    }
  }

  async function shut(): Promise<void> {
    await running?.stop();
    running = null;
    await world?.close();
    world = null;
    sessions.clear();
  }

  if (exists(ORGANISATION)) await attempt(() => openOrganisation(null));
  else if (exists(DEMO)) await attempt(openDemo);

  const openRunning = (): Running => {
    if (!running) throw new StoreError('busy', 'No store is open.', 'Set Heed up first.');
    return running;
  };

  return {
    ports,
    sessions,
    core: () => running?.core ?? null,
    phase: () => phase,
    problem: () => problem,
    startDemo: () =>
      inTurn(async () => {
        if (phase !== 'first-run') return;
        await openDemo();
      }),
    leaveDemo: () =>
      inTurn(async () => {
        if (!running?.core.demo) return;
        await shut();
        rmSync(dirOf(DEMO), { recursive: true, force: true });
        phase = 'first-run';
      }),
    setUp: (input) =>
      inTurn(async () => {
        if (phase !== 'first-run' || exists(ORGANISATION)) {
          throw new StoreError('busy', 'Heed is set up already.', 'Sign in instead.');
        }
        const secrets = await ports.keyStore.open(input.passphrase ?? null);
        const password = await hashPassword(input.password, ports.random);
        const storeDir = dirOf(ORGANISATION);
        const core = openCore({
          ports,
          secrets,
          storeDir,
          key: await createOrganisationKey(ports, secrets),
          demo: false,
        });
        core.write((tx) => {
          writeSettings(core, tx, null, { organisation: input.organisation });
          createAccount(core, tx, {
            login: input.login,
            name: input.name,
            role: 'admin',
            password,
            actorId: null,
          });
        });
        running = await startRunning(core);
        phase = 'open';
      }),
    unlock: (passphrase) =>
      inTurn(async () => {
        if (phase === 'locked') await openOrganisation(passphrase);
      }),
    testConnection: (id) => openRunning().connections.test(id),
    reloadConnections: async () => {
      await running?.connections.reload();
    },
    imports: () => openRunning().imports,
    webhook: async (connectionId, request) =>
      running
        ? takeWebhook(running.core, running.connections, connectionId, request)
        : {
            status: 503,
            body: 'The store is not open. Try again later.',
            contentType: 'text/plain; charset=utf-8',
          },
    close: () =>
      inTurn(async () => {
        await shut();
        phase = 'stopped';
        problem = { message: 'Heed is closing.', remedy: 'Start it again.' };
      }),
  };
}
