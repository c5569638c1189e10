import { rmSync } from 'node:fs';
import { keep } from '../../../shared/text/stored.ts';
import { createWindowSignIns, type WindowSignIns } from '../access/windowSignIns.ts';
import type { Brought } from '../backup/bringNext.ts';
import type { Keeping } from '../backup/keeping.ts';
import { createOutside, type Outside, type Proof } from '../backup/outside.ts';
import { KeyStoreError, type Ports } from '../base/ports.ts';
import type { Imports } from '../campaigns/imports.ts';
import type { KeyProgress } from '../keys/changeKey.ts';
import type { PracticeWorld } from '../practice/practice.ts';
import type { TestResult } from '../providers/provider.ts';
import type { Core } from '../store/context.ts';
import { StoreError } from '../store/types.ts';
import { attempt, newLife, openRunning, type Phase, shut } from './life.ts';
import { changeKey } from './newKey.ts';
import { openDemo, openLast, openOrganisation } from './opening.ts';
import { type Problem, problemInWords, problemOf } from './problem.ts';
import { refuseSecond, type SetUpInput, setUp } from './settingUp.ts';
import { createUnlockTries } from './unlockTries.ts';

export type { Phase };

/** The life of the console: which store is open, and what runs beside it. */
export type Console = {
  readonly ports: Ports;
  readonly sessions: WindowSignIns;
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
  /**
   * Opens a locked store. One that the right passphrase shows not to open ends in `problem`.
   * @throws KeyStoreError where the passphrase is wrong; TooManyTries
   */
  unlock(passphrase: string): Promise<void>;
  /** Proves a connection's access and takes it into use. */
  testConnection(id: string): Promise<TestResult>;
  /** A connection or its numbers changed: adapters are made anew. */
  reloadConnections(): Promise<void>;
  /** Simulated providers inside the console, to practise with. */
  readonly practice: PracticeWorld;
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
  close(): Promise<void>;
};

/** Opens what was in use last, if it can be opened without asking. Never falls back to another store. */
export async function createConsole(ports: Ports): Promise<Console> {
  const sessions = createWindowSignIns();
  const life = newLife(ports, sessions);
  const { organisation, demo, markFile } = life.places;
  const outside = createOutside({ ports, storeDir: organisation, markFile });
  // Opening, closing and setting up happen one after the other, whoever asks.
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = queue.then(work, work);
    queue = next.catch(() => undefined);
    return next;
  };
  const tries = createUnlockTries(() => ports.clock.now());
  const isStopped = () => life.phase === 'stopped' && !life.closed;
  await openLast(life);

  return {
    ports,
    sessions,
    core: () => life.running?.core ?? life.swapped,
    phase: () => life.phase,
    problem: () => {
      const trouble = life.running?.core.trouble() ?? null;
      const found = trouble ? problemOf(trouble) : life.problem;
      return found && problemInWords(found);
    },
    retry: () =>
      inTurn(async () => {
        if (isStopped()) await openLast(life);
      }),
    startDemo: () =>
      inTurn(async () => {
        if (life.phase === 'first-run') await openDemo(life);
      }),
    leaveDemo: () =>
      inTurn(async () => {
        if (!life.running?.core.demo) return;
        await shut(life);
        rmSync(demo, { recursive: true, force: true });
        life.phase = 'first-run';
      }),
    setUp: (input) => inTurn(() => setUp(life, input)),
    unlock: (passphrase) =>
      inTurn(async () => {
        if (life.phase !== 'locked') return;
        tries.take();
        try {
          await openOrganisation(life, passphrase);
          tries.forget();
        } catch (error) {
          // A wrong passphrase is asked for again; a store that does not open is no matter of it.
          if (error instanceof KeyStoreError && error.code === 'wrong-passphrase') throw error;
          tries.forget();
          await attempt(life, () => Promise.reject(error));
        }
      }),
    testConnection: (id) => openRunning(life).connections.test(id),
    reloadConnections: async () => {
      await life.running?.connections.reload();
    },
    practice: life.practice,
    imports: () => openRunning(life).imports,
    keeping: () => openRunning(life).keeping,
    keyChange: () => life.keyChange,
    changeKey: (actorId) => inTurn(() => changeKey(life, actorId)),
    lostBackups: () => (isStopped() ? outside.list() : []),
    bringing: outside.stage,
    restoreLost: (id, proof) =>
      inTurn(async () => {
        if (!isStopped()) throw new StoreError('busy', keep('store:oneOpen'), keep('store:signIn'));
        const brought = await outside.restore(id, proof);
        await openLast(life);
        return brought;
      }),
    importNew: (file, passphrase, keyStorePassphrase) =>
      inTurn(async () => {
        refuseSecond(life);
        const secrets = await ports.keyStore.open(keyStorePassphrase);
        const brought = await outside.import(file, passphrase, secrets);
        await openLast(life);
        return brought;
      }),
    close: () =>
      inTurn(async () => {
        await shut(life);
        life.closed = true;
        life.phase = 'stopped';
        life.problem = { message: keep('store:closing'), remedy: keep('store:startAgain') };
      }),
  };
}
