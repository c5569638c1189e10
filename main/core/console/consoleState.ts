import { join } from 'node:path';
import { keep } from '../../../shared/text/stored.ts';
import type { WindowSignIns } from '../access/windowSignIns.ts';
import { KeyStoreError, type Ports } from '../base/ports.ts';
import type { SnapshotProgress } from '../consoles/snapshot.ts';
import type { DemoWorld } from '../demo/demo.ts';
import { createDesks, type Desks } from '../desks/service.ts';
import type { KeyProgress } from '../keys/changeKey.ts';
import type { OpenedCore } from '../open/openCore.ts';
import { createPracticeWorld, type PracticeWorld } from '../practice/practice.ts';
import { readMark } from '../store/mark.ts';
import { holdsStore } from '../store/presence.ts';
import { MARK_FILE } from '../store/storeKeys.ts';
import { StoreError } from '../store/types.ts';
import { type Problem, problemOf } from './problem.ts';
import { type Running, startRunning } from './running.ts';

/** The stores of a data folder, and which of them exist. */
type Places = {
  readonly organisation: string;
  readonly demo: string;
  readonly markFile: string;
  holds(which: 'organisation' | 'demo'): boolean;
  /** Whether this data folder has held an organisation's store whose set-up was completed. */
  wasSetUp(): boolean;
};

function placesIn(dataDir: string): Places {
  const dirs = { organisation: join(dataDir, 'organisation'), demo: join(dataDir, 'demo') };
  const markFile = join(dataDir, MARK_FILE);
  return {
    ...dirs,
    markFile,
    holds: (which) => holdsStore(dirs[which]),
    wasSetUp: () => readMark(markFile) !== null,
  };
}

export type Phase = 'first-run' | 'locked' | 'stopped' | 'open';

/** What the console is doing. Its parts change it, one after the other (`inTurn`). */
export type ConsoleState = {
  readonly ports: Ports;
  readonly sessions: WindowSignIns;
  readonly places: Places;
  phase: Phase;
  problem: Problem | null;
  closed: boolean;
  running: Running | null;
  world: DemoWorld | null;
  readonly practice: PracticeWorld;
  readonly desks: Desks;
  /** The store under its new key, until sending and receiving have started again. */
  swapped: OpenedCore | null;
  keyChange: KeyProgress | null;
  /** How far the fetching of another console's store is. */
  joining: SnapshotProgress | null;
  /** Ends what waits for others when Heed closes. */
  readonly stopping: AbortController;
};

export const newConsoleState = (ports: Ports, sessions: WindowSignIns): ConsoleState => ({
  ports,
  sessions,
  places: placesIn(ports.dataDir),
  phase: 'first-run',
  problem: null,
  closed: false,
  running: null,
  world: null,
  practice: createPracticeWorld(),
  desks: createDesks(),
  swapped: null,
  keyChange: null,
  joining: null,
  stopping: new AbortController(),
});

/**
 * Starts sending, receiving and everything else beside a store. If that fails, the store is closed, so that
 * it can be opened again.
 */
export async function startWork(
  state: ConsoleState,
  core: OpenedCore,
  prepare?: () => Promise<void>,
): Promise<void> {
  try {
    await prepare?.();
    if (!core.demo) await state.practice.open(core);
    state.running = await startRunning(core);
    await state.desks.begin(core);
  } catch (error) {
    core.close();
    await state.world?.close();
    state.world = null;
    await state.practice.close();
    throw error;
  }
  state.phase = 'open';
  state.problem = null;
}

export async function shut(state: ConsoleState): Promise<void> {
  await state.desks.end();
  await state.running?.stop();
  state.running = null;
  await state.world?.close();
  state.world = null;
  await state.practice.close();
  state.sessions.clear();
}

/** Begins again without a store. */
export function beginAnew(state: ConsoleState): void {
  state.phase = 'first-run';
  state.problem = null;
}

/**
 * Opens a store. On an error the console is stopped, or asks for its passphrase, and keeps the problem for
 * the screen.
 */
export async function attempt(state: ConsoleState, open: () => Promise<void>): Promise<void> {
  try {
    await open();
  } catch (error) {
    if (error instanceof KeyStoreError && error.code === 'locked') {
      state.phase = 'locked';
      state.problem = null;
      return;
    }
    state.ports.log.error('open-failed', { name: error instanceof Error ? error.name : 'unknown' });
    state.problem = problemOf(error);
    state.phase = 'stopped';
  }
}

/** @throws StoreError while no store is open */
export function openRunning({ running }: ConsoleState): Running {
  if (!running) throw new StoreError('busy', keep('store:noneOpen'), keep('store:setUpFirst'));
  return running;
}
