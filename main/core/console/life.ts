import { keep } from '../../../shared/text/stored.ts';
import type { WindowSignIns } from '../access/windowSignIns.ts';
import { KeyStoreError, type Ports } from '../base/ports.ts';
import type { DemoWorld } from '../demo/demo.ts';
import type { KeyProgress } from '../keys/changeKey.ts';
import type { OpenedCore } from '../open/openCore.ts';
import { createPracticeWorld, type PracticeWorld } from '../practice/practice.ts';
import { StoreError } from '../store/types.ts';
import { type Places, placesIn } from './places.ts';
import { type Problem, problemOf } from './problem.ts';
import { type Running, startRunning } from './running.ts';

export type Phase = 'first-run' | 'locked' | 'stopped' | 'open';

/** What the console is at present. Its parts change it, one after the other (`inTurn`). */
export type Life = {
  readonly ports: Ports;
  readonly sessions: WindowSignIns;
  readonly places: Places;
  phase: Phase;
  problem: Problem | null;
  closed: boolean;
  running: Running | null;
  world: DemoWorld | null;
  readonly practice: PracticeWorld;
  /** The store under its new key, until what runs beside it has begun again. */
  swapped: OpenedCore | null;
  keyChange: KeyProgress | null;
};

export const newLife = (ports: Ports, sessions: WindowSignIns): Life => ({
  ports,
  sessions,
  places: placesIn(ports.dataDir),
  phase: 'first-run',
  problem: null,
  closed: false,
  running: null,
  world: null,
  practice: createPracticeWorld(),
  swapped: null,
  keyChange: null,
});

/** Starts what runs beside a store. One that cannot be started is closed again, so that it can be opened anew. */
export async function run(life: Life, core: OpenedCore, prepare?: () => Promise<void>): Promise<void> {
  try {
    await prepare?.();
    if (!core.demo) await life.practice.open(core);
    life.running = await startRunning(core);
  } catch (error) {
    core.close();
    await life.world?.close();
    life.world = null;
    await life.practice.close();
    throw error;
  }
  life.phase = 'open';
  life.problem = null;
}

export async function shut(life: Life): Promise<void> {
  await life.running?.stop();
  life.running = null;
  await life.world?.close();
  life.world = null;
  await life.practice.close();
  life.sessions.clear();
}

/** Nothing is there yet. */
export function beginAnew(life: Life): void {
  life.phase = 'first-run';
  life.problem = null;
}

/** Opens; what is in the way of it stops the console, or asks for its passphrase, and is kept to be shown. */
export async function attempt(life: Life, open: () => Promise<void>): Promise<void> {
  try {
    await open();
  } catch (error) {
    if (error instanceof KeyStoreError && error.code === 'locked') {
      life.phase = 'locked';
      life.problem = null;
      return;
    }
    life.ports.log.error('open-failed', { name: error instanceof Error ? error.name : 'unknown' });
    life.problem = problemOf(error);
    life.phase = 'stopped';
  }
}

/** @throws StoreError while no store is open */
export function openRunning({ running }: Life): Running {
  if (!running) throw new StoreError('busy', keep('store:noneOpen'), keep('store:setUpFirst'));
  return running;
}
