import { rmSync } from 'node:fs';
import { keep } from '../../../shared/text/stored.ts';
import { createWindowSignIns, type WindowSignIns } from '../access/windowSignIns.ts';
import type { BackupService } from '../backup/backupService.ts';
import type { Brought } from '../backup/bringNext.ts';
import { createOutside, type Outside, type Proof } from '../backup/outside.ts';
import { createInTurn } from '../base/inTurn.ts';
import { KeyStoreError, type Ports } from '../base/ports.ts';
import type { Imports } from '../campaigns/imports.ts';
import type { Consoles } from '../consoles/service.ts';
import type { SnapshotProgress } from '../consoles/snapshot.ts';
import type { Desks } from '../desks/service.ts';
import type { KeyProgress } from '../keys/changeKey.ts';
import type { PracticeWorld } from '../practice/practice.ts';
import type { TestResult } from '../providers/provider.ts';
import type { Reports } from '../reports/service.ts';
import type { Core } from '../store/context.ts';
import { StoreError } from '../store/types.ts';
import { attempt, newConsoleState, openRunning, type Phase, shut } from './consoleState.ts';
import { joinByCode } from './joiningConsoles.ts';
import { changeKey } from './newKey.ts';
import { openDemo, openLast, openOrganisation } from './opening.ts';
import { type ProblemInWords, problemInWords, problemOf } from './problem.ts';
import { refuseSecond, type SetUpInput, setUp } from './settingUp.ts';
import { createUnlockTries } from './unlockTries.ts';

export type { Phase };

/** The life of the console: which store is open, and what runs beside it. */
export type ConsoleService = {
  readonly ports: Ports;
  readonly sessions: WindowSignIns;
  /** The open store; null before set-up, while locked, or when it could not be opened. */
  core(): Core | null;
  phase(): Phase;
  /** Why the store could not be opened, or what prevents writing into the open one; null: nothing. */
  problem(): ProblemInWords | null;
  /** Tries again to open the store. */
  retry(): Promise<void>;
  startDemo(): Promise<void>;
  leaveDemo(): Promise<void>;
  /** Makes the organisation's store and its first admin. */
  setUp(input: SetUpInput): Promise<void>;
  /**
   * Opens a locked store. If the passphrase is right and the store still does not open, `problem` says why.
   * @throws KeyStoreError where the passphrase is wrong; TooManyTries
   */
  unlock(passphrase: string): Promise<void>;
  /** Tests a connection's access and puts it into use. */
  testConnection(id: string): Promise<TestResult>;
  /** Asks the providers that tell where the 10DLC registration stands. */
  askRegistrations(): Promise<void>;
  /** Makes the adapters again after a connection or its numbers changed. */
  reloadConnections(): Promise<void>;
  /** Simulated providers inside the console, to practise with. */
  readonly practice: PracticeWorld;
  /** Lets other computers in. */
  readonly desks: Desks;
  /** The imports of the open store. Throws StoreError when none is open. */
  imports(): Imports;
  /** Back-ups and checks of the open store. Throws StoreError when none is open. */
  backups(): BackupService;
  reports(): Reports;
  /** The other consoles of the organisation. Throws StoreError when no store is open. */
  consoles(): Consoles;
  /** Becomes a console of an organisation, at the first start. @throws KeptError, StoreError */
  joinConsoles(code: string, keyStorePassphrase: string | null): Promise<void>;
  /** How far that is; null: it is not under way. */
  joining(): SnapshotProgress | null;
  /** Gives the organisation's store a new key. @throws CoreError; then the store is as it was */
  changeKey(actorId: string): Promise<void>;
  /** How far the change of the key is; null: none is under way. */
  keyChange(): KeyProgress | null;
  /** Back-ups of a store that does not open. */
  lostBackups: Outside['list'];
  /** Restores a back-up in the store's place and opens it. @throws CoreError, StoreError */
  restoreLost(id: string, proof: Proof): Promise<Brought>;
  /** How far a restore or an import is; null: none is under way. */
  bringing: Outside['stage'];
  /**
   * Begins with an organisation that another console exported. @throws CoreError, StoreError, ThreadFailed
   */
  importNew(file: string, passphrase: string, keyStorePassphrase: string | null): Promise<Brought>;
  close(): Promise<void>;
};

/** Opens what was used last, if that needs no passphrase. Never opens another store instead. */
export async function createConsole(ports: Ports): Promise<ConsoleService> {
  const sessions = createWindowSignIns(ports.signIns);
  const state = newConsoleState(ports, sessions);
  const { organisation, demo, markFile } = state.places;
  const outside = createOutside({ ports, storeDir: organisation, markFile });
  // Opening, closing and setting up are done one after the other.
  const inTurn = createInTurn();
  const tries = createUnlockTries(() => ports.clock.now());
  const isStopped = () => state.phase === 'stopped' && !state.closed;
  await openLast(state);

  return {
    ports,
    sessions,
    core: () => state.running?.core ?? state.swapped,
    phase: () => state.phase,
    problem: () => {
      const trouble = state.running?.core.trouble() ?? null;
      const found = trouble ? problemOf(trouble) : state.problem;
      return found && problemInWords(found);
    },
    retry: () =>
      inTurn(async () => {
        if (isStopped()) await openLast(state);
      }),
    startDemo: () =>
      inTurn(async () => {
        if (state.phase === 'first-run') await openDemo(state);
      }),
    leaveDemo: () =>
      inTurn(async () => {
        if (!state.running?.core.demo) return;
        await shut(state);
        rmSync(demo, { recursive: true, force: true });
        state.phase = 'first-run';
      }),
    setUp: (input) => inTurn(() => setUp(state, input)),
    unlock: (passphrase) =>
      inTurn(async () => {
        if (state.phase !== 'locked') return;
        tries.take();
        try {
          await openOrganisation(state, passphrase);
          tries.forget();
        } catch (error) {
          // A wrong passphrase is asked for again; a store that does not open is another matter.
          if (error instanceof KeyStoreError && error.code === 'wrong-passphrase') throw error;
          tries.forget();
          await attempt(state, () => Promise.reject(error));
        }
      }),
    testConnection: (id) => openRunning(state).connections.test(id),
    askRegistrations: () => openRunning(state).askRegistrations(),
    reloadConnections: async () => {
      await state.running?.connections.reload();
    },
    practice: state.practice,
    desks: state.desks,
    imports: () => openRunning(state).imports,
    backups: () => openRunning(state).backups,
    reports: () => openRunning(state).reports,
    consoles: () => openRunning(state).consoles,
    joinConsoles: (code, keyStorePassphrase) => inTurn(() => joinByCode(state, code, keyStorePassphrase)),
    joining: () => state.joining,
    keyChange: () => state.keyChange,
    changeKey: (actorId) => inTurn(() => changeKey(state, actorId)),
    lostBackups: () => (isStopped() ? outside.list() : []),
    bringing: outside.stage,
    restoreLost: (id, proof) =>
      inTurn(async () => {
        if (!isStopped()) throw new StoreError('busy', keep('store:oneOpen'), keep('store:signIn'));
        const brought = await outside.restore(id, proof);
        await openLast(state);
        return brought;
      }),
    importNew: (file, passphrase, keyStorePassphrase) =>
      inTurn(async () => {
        refuseSecond(state);
        const secrets = await ports.keyStore.open(keyStorePassphrase);
        const brought = await outside.import(file, passphrase, secrets);
        await openLast(state);
        return brought;
      }),
    close: () => {
      state.stopping.abort();
      return inTurn(async () => {
        await shut(state);
        state.closed = true;
        state.phase = 'stopped';
        state.problem = { message: keep('store:closing'), remedy: keep('store:startAgain') };
      });
    },
  };
}
