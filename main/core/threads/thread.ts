import { extname } from 'node:path';
import { MessageChannel, type MessagePort, type ResourceLimits, Worker } from 'node:worker_threads';
import { type Errors, ThreadFailed } from './failure.ts';
import { type Line, lineOver, type Methods } from './line.ts';

/** What a thread begins with; `inside.ts` reads it. */
export type Begun = { readonly port: MessagePort; readonly stop: SharedArrayBuffer };

type Options = {
  readonly name: string;
  /** The functions that the thread may call. */
  readonly ours?: Methods;
  readonly errors?: Errors;
  readonly limits?: ResourceLimits;
};

export type Thread<Theirs extends Methods> = {
  readonly worker: Worker;
  readonly line: Line<Theirs>;
  /** Resolves when the thread has ended, with its connections closed and their locks gone. */
  readonly ended: Promise<void>;
  /** Asks the thread to stop when it next calls `stopIfAsked`. */
  stop(): void;
  /** No more calls will come, so the thread ends by itself. */
  release(): void;
};

/** The file of a thread, which stands beside its caller's: .ts in the sources, .js when built. */
export const threadFile = (caller: string, name: `./${string}`): URL =>
  new URL(`${name}${extname(new URL(caller).pathname)}`, caller);

/** What is new lives as long as one piece of work; with more room for it a thread takes 70 to 100 MB more. */
const LIMITS: ResourceLimits = { maxYoungGenerationSizeMb: 12 };

export function startThread<Theirs extends Methods>(file: URL, options: Options): Thread<Theirs> {
  const { name, ours = {}, errors, limits } = options;
  const { port1, port2 } = new MessageChannel();
  const stop = new SharedArrayBuffer(4);
  const workerData: Begun = { port: port2, stop };
  const resourceLimits = { ...LIMITS, ...limits };
  const worker = new Worker(file, { workerData, transferList: [port2], name, resourceLimits });
  const line = lineOver<Theirs>(port1, ours, errors);
  let why = 'The thread ended too early.';
  // Whatever ends the thread, `exit` follows.
  worker.on('error', (error) => {
    why = error.message;
  });
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      // The end of a thread may be told before its last messages arrive.
      line.drain();
      port1.close();
      line.end(new ThreadFailed('ended', why));
      resolve();
    });
  });
  return {
    worker,
    line,
    ended,
    stop: () => Atomics.store(new Int32Array(stop), 0, 1),
    release: () => port1.close(),
  };
}

/**
 * Does one piece of work on a thread of its own, and resolves after the thread has ended. Rejects with the
 * signal's reason where it was stopped, with what one of `ours` threw, which stops it too, else as `Line.ask`
 * does.
 * `cut`: the thread is ended from outside as soon as nobody waits for it. Never for a thread that works on a
 * store: torn down inside SQLite it can take the whole process with it (better-sqlite3 13 throws into a
 * thread that takes no exceptions any more).
 */
export async function onThread<Theirs extends Methods, Answer>(
  file: URL,
  options: Options & { readonly signal?: AbortSignal | undefined; readonly cut?: boolean },
  work: (line: Line<Theirs>) => Promise<Answer>,
): Promise<Answer> {
  const { ours = {}, signal, cut = false } = options;
  signal?.throwIfAborted();
  const thrown: unknown[] = [];
  const watched = Object.entries(ours).map(([name, method]) => [
    name,
    async (...given: unknown[]) => {
      try {
        return await method(...given);
      } catch (error) {
        thrown.push(error);
        thread.stop();
        throw error;
      }
    },
  ]);
  const thread = startThread<Theirs>(file, { ...options, ours: Object.fromEntries(watched) });
  const end = () => {
    thread.stop();
    if (cut) void thread.worker.terminate();
  };
  signal?.addEventListener('abort', end, { once: true });
  try {
    return await work(thread.line);
  } catch (error) {
    for (const first of thrown) throw first;
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', end);
    thread.release();
    if (cut) void thread.worker.terminate();
    await thread.ended;
  }
}
