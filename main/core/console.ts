import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { keep } from '../../shared/text/stored.ts';
import { createAccount } from './accounts/accounts.ts';
import { hashPassword } from './accounts/password.ts';
import { finishBringing } from './backup/bring.ts';
import type { Brought } from './backup/bringNext.ts';
import { createOutside, type Outside, type Proof } from './backup/outside.ts';
import type { Core } from './context.ts';
import { type DemoWorld, openDemoWorld, seedDemo } from './demo/demo.ts';
import { takeAtDoor } from './inbox/door.ts';
import type { WebhookAnswer } from './inbox/webhook.ts';
import type { Imports } from './jobs/imports.ts';
import type { Keeping } from './jobs/keeping.ts';
import { changeStoreKey, type KeyProgress } from './keys/changeKey.ts';
import { keyChangeFailed, mayChangeKey } from './keys/mayChange.ts';
import { recordKeyChange, settledKey } from './keys/openingKey.ts';
import { type OpenedCore, openCore } from './openCore.ts';
import { KeyStoreError, type Ports } from './ports.ts';
import { type Problem, problemInWords, problemOf } from './problem.ts';
import type { TestResult, WebhookRequest } from './providers/provider.ts';
import { type Running, startRunning } from './running.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { writeSettings } from './settings.ts';
import { readMark } from './store/mark.ts';
import { holdsStore, refuseLost, removeUnfinished } from './store/presence.ts';
import { one } from './store/statement.ts';
import { StoreError } from './store/types.ts';
import { createOrganisationKey, demoKey, demoSecrets, MARK_FILE } from './storeKeys.ts';

export type Phase = 'first-run' | 'locked' | 'stopped' | 'open';

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
  /** Why the store could not be opened, or what is in the way of the open one; null: nothing. */
  problem(): Problem | null;
  /** Tries once more to open what could not be opened. */
  retry(): Promise<void>;
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
  /** Back-ups and checks of the open store. Throws StoreError when none is open. */
  keeping(): Keeping;
  /** Gives the organisation's store a new key. @throws CoreError; then the store is as it was */
  changeKey(actorId: string): Promise<void>;
  /** How far that is; null: it is not under way. */
  keyChange(): KeyProgress | null;
  /** Back-ups of a store that does not open. */
  lostBackups: Outside['list'];
  /** Restores one in its place and opens it. @throws CoreError, StoreError */
  restoreLost(id: string, proof: Proof): Promise<Brought>;
  /** How far that, or an import, is; null: none is under way. */
  bringing: Outside['stage'];
  /** Begins with an organisation that was exported elsewhere. @throws CoreError, StoreError, StoreTaskError */
  importNew(file: string, passphrase: string, keyStorePassphrase: string | null): Promise<Brought>;
  webhook(connectionId: string, request: WebhookRequest): Promise<WebhookAnswer>;
  close(): Promise<void>;
};

const ORGANISATION = 'organisation';
const DEMO = 'demo';

/** Opens what was in use last, if it can be opened without asking. Never falls back to another store. */
export async function createConsole(ports: Ports): Promise<Console> {
  const sessions = createSessions();
  const dirOf = (name: string) => join(ports.dataDir, name);
  const exists = (name: string) => holdsStore(dirOf(name));
  const markFile = join(ports.dataDir, MARK_FILE);
  /** Whether this data folder has held an organisation's store that was set up to its end. */
  const wasSetUp = () => readMark(markFile) !== null;
  const outside = createOutside({ ports, storeDir: dirOf(ORGANISATION), markFile });
  let phase: Phase = 'first-run';
  let problem: Problem | null = null;
  let closed = false;
  let running: Running | null = null;
  let world: DemoWorld | null = null;
  /** The store under its new key, until what runs beside it has begun again. */
  let swapped: OpenedCore | null = null;
  let keyChange: KeyProgress | null = null;
  // Opening, closing and setting up happen one after the other, whoever asks.
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = queue.then(work, work);
    queue = next.catch(() => undefined);
    return next;
  };

  /** Starts what runs beside a store. One that cannot be started is closed again, so that it can be opened anew. */
  async function run(core: Parameters<typeof startRunning>[0], prepare?: () => Promise<void>): Promise<void> {
    try {
      await prepare?.();
      running = await startRunning(core);
    } catch (error) {
      core.close();
      await world?.close();
      world = null;
      throw error;
    }
    phase = 'open';
    problem = null;
  }

  /** A lost store's back-ups open with the key store, so where that is locked its passphrase is asked for first. */
  async function refuseLostStore(storeDir: string, passphrase: string | null): Promise<void> {
    try {
      refuseLost(storeDir);
    } catch (lost) {
      const locked = await ports.keyStore.open(passphrase).then(
        () => null,
        (error: unknown) => (error instanceof KeyStoreError && error.code !== 'unavailable' ? error : null),
      );
      throw locked ?? lost;
    }
  }

  async function openOrganisation(passphrase: string | null): Promise<void> {
    const storeDir = dirOf(ORGANISATION);
    // Asked before the key, and never answered by a new store: an empty one would forget who asked to stop.
    if (wasSetUp()) await refuseLostStore(storeDir, passphrase);
    const secrets = await ports.keyStore.open(passphrase);
    const key = await settledKey(secrets, storeDir);
    const core = openCore({ ports, secrets, storeDir, key, demo: false, markFile });
    if (!wasSetUp() && !one(core.db, 'SELECT 1 FROM account UNION ALL SELECT 1 FROM ledger LIMIT 1')) {
      // Set-up was cut off before its one transaction: nobody could sign in, and nothing is in it.
      core.close();
      removeUnfinished(storeDir);
      phase = 'first-run';
      problem = null;
      return;
    }
    recordKeyChange(core);
    await run(core);
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
    await run(core, async () => {
      await seedDemo(core);
      world = await openDemoWorld(core);
    });
  }

  async function attempt(open: () => Promise<void>): Promise<void> {
    try {
      await open();
    } catch (error) {
      if (error instanceof KeyStoreError && error.code === 'locked') {
        phase = 'locked';
        problem = null;
        return;
      }
      ports.log.error('open-failed', { name: error instanceof Error ? error.name : 'unknown' });
      problem = problemOf(error);
      phase = 'stopped';
    }
  }

  /** After a change of the key: with the store under its new key, or as it was, or with what is found. */
  async function goOn(before: OpenedCore): Promise<void> {
    swapped ??= before.db.open ? before : null;
    running = null;
    const now = swapped;
    if (now === null) await openLast();
    else await attempt(() => run(now));
    swapped = null;
  }

  async function shut(): Promise<void> {
    await running?.stop();
    running = null;
    await world?.close();
    world = null;
    sessions.clear();
  }

  /** Opens what was in use last. A folder that cannot be looked into stops Heed; it is no first run. */
  const openLast = () =>
    attempt(async () => {
      finishBringing(dirOf(ORGANISATION), markFile);
      if (exists(ORGANISATION) || wasSetUp()) await openOrganisation(null);
      else if (exists(DEMO)) await openDemo();
      else {
        phase = 'first-run';
        problem = null;
      }
    });
  await openLast();

  const openRunning = (): Running => {
    if (!running) throw new StoreError('busy', keep('store:noneOpen'), keep('store:setUpFirst'));
    return running;
  };

  return {
    ports,
    sessions,
    core: () => running?.core ?? swapped,
    phase: () => phase,
    problem: () => {
      const trouble = running?.core.trouble() ?? null;
      const found = trouble ? problemOf(trouble) : problem;
      return found && problemInWords(found);
    },
    retry: () =>
      inTurn(async () => {
        if (phase === 'stopped' && !closed) await openLast();
      }),
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
        if (phase !== 'first-run' || exists(ORGANISATION) || wasSetUp()) {
          throw new StoreError('busy', keep('store:already'), keep('store:signIn'));
        }
        const secrets = await ports.keyStore.open(input.passphrase ?? null);
        const password = await hashPassword(input.password, ports.random);
        const storeDir = dirOf(ORGANISATION);
        const key = await createOrganisationKey(ports, secrets);
        let made: ReturnType<typeof openCore> | null = null;
        try {
          const core = openCore({ ports, secrets, storeDir, key, demo: false, markFile });
          made = core;
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
        } catch (error) {
          made?.close();
          if (!wasSetUp()) removeUnfinished(storeDir);
          throw error;
        }
        await run(made);
      }),
    unlock: (passphrase) =>
      inTurn(async () => {
        if (phase !== 'locked') return;
        try {
          await openOrganisation(passphrase);
        } catch (error) {
          // A wrong passphrase is asked for again; a store that does not open is no matter of it.
          if (error instanceof KeyStoreError && error.code === 'wrong-passphrase') throw error;
          await attempt(() => Promise.reject(error));
        }
      }),
    testConnection: (id) => openRunning().connections.test(id),
    reloadConnections: async () => {
      await running?.connections.reload();
    },
    imports: () => openRunning().imports,
    keeping: () => openRunning().keeping,
    keyChange: () => keyChange,
    changeKey: (actorId) =>
      inTurn(async () => {
        const before = openRunning();
        const { core } = before;
        mayChangeKey(before);
        keyChange = { step: 'copying', done: 0, total: 0 };
        try {
          await before.rest();
          await changeStoreKey(
            core,
            actorId,
            (progress) => {
              keyChange = progress;
            },
            (key) => {
              running = null;
              const { secrets, storeDir } = core;
              swapped = openCore({ ports, secrets, storeDir, key, demo: false, markFile });
              recordKeyChange(swapped);
            },
          );
        } catch (error) {
          throw keyChangeFailed(error);
        } finally {
          keyChange = null;
          await goOn(core);
          // Whoever watches the store that was closed looks anew.
          core.changes.publish(['session']);
        }
      }),
    lostBackups: () => (phase === 'stopped' && !closed ? outside.list() : []),
    bringing: outside.stage,
    restoreLost: (id, proof) =>
      inTurn(async () => {
        if (phase !== 'stopped' || closed)
          throw new StoreError('busy', keep('store:oneOpen'), keep('store:signIn'));
        const brought = await outside.restore(id, proof);
        await openLast();
        return brought;
      }),
    importNew: (file, passphrase, keyStorePassphrase) =>
      inTurn(async () => {
        if (phase !== 'first-run' || exists(ORGANISATION) || wasSetUp()) {
          throw new StoreError('busy', keep('store:already'), keep('store:signIn'));
        }
        const secrets = await ports.keyStore.open(keyStorePassphrase);
        const brought = await outside.import(file, passphrase, secrets);
        await openLast();
        return brought;
      }),
    webhook: async (connectionId, request) => takeAtDoor(running, connectionId, request),
    close: () =>
      inTurn(async () => {
        await shut();
        closed = true;
        phase = 'stopped';
        problem = { message: keep('store:closing'), remedy: keep('store:startAgain') };
      }),
  };
}
