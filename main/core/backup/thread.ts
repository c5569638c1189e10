import { Worker } from 'node:worker_threads';

export type Thread = {
  readonly worker: Worker;
  /** Ends when the thread has ended by itself, its connections closed and no lock of them left. */
  readonly ended: Promise<void>;
};

/**
 * Starts a thread that works on a store, and asks it to stop when the signal is raised (`stopAsked` in the
 * thread). It is never ended from outside: one that is torn down while it is inside SQLite can take the whole
 * process with it (better-sqlite3 13 throws into a thread that takes no exceptions any more).
 */
export function startThread(url: URL, name: string, data: object, signal?: AbortSignal): Thread {
  const stop = new SharedArrayBuffer(4);
  const raise = () => Atomics.store(new Int32Array(stop), 0, 1);
  if (signal?.aborted) raise();
  signal?.addEventListener('abort', raise, { once: true });
  const worker = new Worker(url, { workerData: { ...data, stop }, name });
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      signal?.removeEventListener('abort', raise);
      resolve();
    });
  });
  return { worker, ended };
}

/** In the thread: whether it was asked to stop. */
export const stopAsked = (stop: SharedArrayBuffer): boolean => Atomics.load(new Int32Array(stop), 0) !== 0;
