import { setImmediate } from 'node:timers/promises';
import { startThread, type Thread, threadFile } from '../threads/thread.ts';
import type { StoreKey } from './cipher.ts';
import { LOG_PAGES } from './open.ts';
import type { Writer } from './types.ts';

/** The thread's functions. */
export type CheckpointWork = {
  /** Takes the pages that the log holds now into the file, as far as nobody reads an older moment. */
  readonly copy: (store: { readonly file: string; readonly key: StoreKey }) => void;
  readonly close: () => void;
};

/** Pages of the log. */
export type Bounds = {
  /** So many that are not in the file yet are copied. */
  readonly copyAt: number;
  /** From here on the log is to begin anew, for which all of it must be in the file. */
  readonly longAt: number;
  /** When so few are left, or writes come too fast, long work pauses until the thread has caught up. */
  readonly few: number;
  /** So few the main loop copies itself, which takes as long as a commit. */
  readonly fewest: number;
  /** So long a log the main loop copies itself, however much is left. */
  readonly longest: number;
};

/**
 * A log of 32 MiB is usual under load; one of 130 MiB makes writes wait. Longer it becomes only while
 * somebody reads an old moment of the store, as a back-up does.
 */
const BOUNDS: Bounds = {
  copyAt: LOG_PAGES,
  longAt: 2 * LOG_PAGES,
  few: 1000,
  fewest: 64,
  longest: 8 * LOG_PAGES,
};

/** Milliseconds without a write after which the thread ends, with the whole log in the file. */
const QUIET = 5000;
/** Milliseconds until a thread is tried again after one has failed. */
const AGAIN = 60_000;

export type Checkpoints = {
  /** To be called after each commit. */
  wrote(): void;
  /** Between two parts of long work: others have their turn, and the thread may catch up. */
  turn(): Promise<void>;
  /** Resolves when the thread has ended; it begins again when there is something to copy. */
  rest(): Promise<void>;
  /** Resolves when it has ended for good; from then on the connection copies by itself again. */
  end(): Promise<void>;
};

/**
 * Takes the log of a store into its file on a thread, which copying would block the main loop for: thousands
 * of pages, decrypted and encrypted anew, and two flushes. The thread runs from the first time that there is
 * something to copy until nobody writes any more. While it fails, the connection copies in its commits, as
 * SQLite does by itself. `failed` is told why.
 */
export function createCheckpoints(
  db: Writer,
  key: StoreKey,
  failed: (error: unknown) => void,
  bounds: Bounds = BOUNDS,
): Checkpoints {
  const look = db.prepare<[], { log: number; checkpointed: number }>('PRAGMA wal_checkpoint(NOOP)');
  let thread: Thread<CheckpointWork> | null = null;
  let working: Promise<void> | null = null;
  let quiet: NodeJS.Timeout | null = null;
  /** Pages that could not be copied the last time, since they came meanwhile or somebody reads. */
  let left = 0;
  let notBefore = 0;
  /** While the thread catches up. */
  let pause: PromiseWithResolvers<void> | null = null;
  let over = false;
  byItself(false);

  function byItself(yes: boolean): void {
    if (db.open) db.pragma(`wal_autocheckpoint = ${yes ? LOG_PAGES : 0}`);
  }

  /** Pages of the log, and how many of them are in the file, or wait to be. */
  function state(): Record<'log' | 'copied' | 'waiting', number> {
    const { log = 0, checkpointed: copied = 0 } = (db.open ? look.get() : null) ?? {};
    return { log, copied, waiting: log - copied };
  }

  function wrote(): void {
    quiet?.refresh();
    if (over || !db.open || working !== null || performance.now() < notBefore) return;
    try {
      const { waiting } = state();
      // Then the log has begun anew.
      if (waiting < left) left = 0;
      if (waiting - left >= bounds.copyAt) work(copyOn);
    } catch (error) {
      // The commit is done, whatever became of this.
      work(() => Promise.reject(error));
    }
  }

  /** Does one thing after another with the thread; what fails ends it for a while. */
  function work(what: () => Promise<void>): void {
    working = what()
      .catch(fail)
      .finally(() => {
        working = null;
      });
  }

  async function copyOn(): Promise<void> {
    try {
      for (let before = state(); ; ) {
        await begin().line.ask('copy', { file: db.name, key });
        const now = state();
        left = now.waiting;
        if (over || now.log < bounds.longAt || now.waiting === 0) return;
        if (now.waiting <= bounds.fewest || (pause !== null && now.log >= bounds.longest)) {
          // The next commit begins the log anew.
          db.pragma('wal_checkpoint(PASSIVE)');
          left = state().waiting;
          return;
        }
        // Somebody reads an old moment.
        if (now.copied === before.copied) return;
        const gains = now.waiting < 0.8 * before.waiting;
        // What does not pause writes as fast.
        if (pause !== null && !gains) return;
        if (now.waiting <= bounds.few || !gains) pause ??= Promise.withResolvers();
        before = now;
      }
    } finally {
      pause?.resolve();
      pause = null;
    }
  }

  function begin(): Thread<CheckpointWork> {
    if (thread !== null) return thread;
    byItself(false);
    thread = startThread<CheckpointWork>(threadFile(import.meta.url, './checkpointWorker'), {
      name: 'checkpoints',
      limits: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 64 },
    });
    quiet = setTimeout(whenQuiet, QUIET).unref();
    return thread;
  }

  /** Nobody has written for a while. */
  function whenQuiet(): void {
    if (over || thread === null) return;
    // It is at work: it ends the next time.
    if (working !== null) quiet?.refresh();
    else work(() => close(true));
  }

  async function rest(): Promise<void> {
    while (working !== null) await working;
    if (thread !== null) work(() => close(true));
    await working;
  }

  async function close(whole: boolean): Promise<void> {
    const ending = thread;
    if (ending === null) return;
    if (quiet !== null) clearTimeout(quiet);
    // One that has run could be started again.
    quiet = null;
    try {
      if (whole) await ending.line.ask('copy', { file: db.name, key });
      await ending.line.ask('close');
    } finally {
      thread = null;
      left = 0;
      ending.release();
      await ending.ended;
    }
  }

  async function fail(error: unknown): Promise<void> {
    failed(error);
    byItself(true);
    notBefore = performance.now() + AGAIN;
    await close(false).catch(() => undefined);
  }

  return {
    wrote,
    async turn() {
      await setImmediate();
      await pause?.promise;
    },
    rest,
    async end() {
      over = true;
      await rest();
      if (db.open) byItself(true);
    },
  };
}
