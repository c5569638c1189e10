import type { Stored } from '../../../shared/text/stored.ts';
import type { Ports } from '../base/ports.ts';
import { StoreError } from '../store/types.ts';
import { type Errors, Stopped } from '../threads/failure.ts';
import type { Line } from '../threads/line.ts';
import { onThread, threadFile } from '../threads/thread.ts';
import type { Brought } from './bringNext.ts';
import type { Restored } from './restore.ts';
import { type Seed, seedOf } from './threadPorts.ts';
import type { United } from './unite/unite.ts';
import { type Bringing, MayNotUnite, type Stage, type Uniting } from './uniteTasks.ts';

/** The thread's functions; each gets the seed of its time and random values. */
export type UniteWork = {
  /** Unites a file with the store in use. */
  readonly unite: (task: Uniting, seed: Seed) => Promise<Restored>;
  /** The same on a copy of the store, which is deleted. */
  readonly preview: (task: Uniting, seed: Seed) => Promise<United>;
  /** Makes a store of a file, beside the old one. */
  readonly bring: (task: Bringing, seed: Seed) => Brought;
  /** Rewrites the file of the store in use, to clean what was erased. False: somebody was reading. */
  readonly rewrite: (task: Pick<Uniting, 'storeDir' | 'key'>, seed: Seed) => Promise<boolean>;
};
/** The functions that the thread calls meanwhile. */
export type UniteCaller = {
  readonly stage: (stage: Stage) => void;
  /** From now on nobody else may write into the store. */
  readonly hold: () => Promise<void> | void;
};

const errors: Errors = {
  MayNotUnite: ({ kept }) => new MayNotUnite(kept as Stored),
  StoreError: ({ code, kept }) => {
    const { message, remedy } = kept as StoreError['kept'];
    return new StoreError(code as StoreError['code'], message, remedy);
  },
};

export type UniteOptions = {
  readonly ports: Ports;
  /** Asks the thread to stop: it ends at the next row, and its transaction is rolled back. */
  readonly signal?: AbortSignal | undefined;
  readonly tell?: ((stage: Stage) => void) | undefined;
  /** Stops everybody else from writing; an error of it ends the work before it wrote anything. */
  readonly hold?: () => Promise<void> | void;
};

/**
 * Runs one task on a thread of its own. Always waits for the thread, so that its connection is closed and
 * none of its locks outlives the call. @throws Stopped, MayNotUnite, StoreError, ThreadFailed, or what `hold`
 * throws
 */
export async function onUniteWorker<Answer>(
  { ports, signal, tell = () => {}, hold = () => {} }: UniteOptions,
  work: (line: Line<UniteWork>, seed: Seed) => Promise<Answer>,
): Promise<Answer> {
  const ours: UniteCaller = { stage: tell, hold };
  const file = threadFile(import.meta.url, './uniteWorker');
  try {
    return await onThread<UniteWork, Answer>(file, { name: 'unite', ours, errors, signal }, (line) =>
      work(line, seedOf(ports)),
    );
  } catch (error) {
    throw signal?.aborted && error === signal.reason ? new Stopped() : error;
  }
}
