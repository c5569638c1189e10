import { type ChildProcess, fork } from 'node:child_process';
import { createServer } from 'node:net';
import { builtProgram } from '../programs/built.ts';
import type { Order, Report, Start, Told } from './protocol.ts';

/** One run of a console in a process of its own. */
export type Life = {
  /**
   * The webhook connection once the console answers; null if it died before. Rejects if it ended by itself,
   * with its message.
   */
  readonly ready: Promise<string | null>;
  /** Resolves with the signal that ended it. */
  readonly ended: Promise<NodeJS.Signals | null>;
  order(order: Order): void;
  /** Null when it died before it could answer. */
  report(): Promise<Report | null>;
  kill(): Promise<void>;
};

export function begin(start: Start, hear: (reported: Told) => void): Life {
  const child: ChildProcess = fork(builtProgram('crashChild'), [JSON.stringify(start)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const errors: Buffer[] = [];
  child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk));
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once('exit', (_, signal) => resolve(signal)),
  );
  const listeners = new Set<(reported: Told) => void>([hear]);
  child.on('message', (reported: Told) => {
    for (const listener of listeners) listener(reported);
  });
  const answer = <T>(pick: (reported: Told) => T | undefined): Promise<T | null> =>
    new Promise((resolve, reject) => {
      listeners.add((reported) => {
        const picked = pick(reported);
        if (picked !== undefined) resolve(picked);
      });
      void ended.then((signal) => {
        if (signal === 'SIGKILL') resolve(null);
        else reject(new Error(`The console ended by itself: ${Buffer.concat(errors)}`));
      });
    });
  const ready = answer((reported) => (reported.what === 'ready' ? reported.webhookConnection : undefined));
  ready.catch(() => undefined);
  return {
    ready,
    ended,
    order: (order) => {
      // It may die between the question and the call.
      if (child.connected) child.send(order, () => undefined);
    },
    report() {
      const reported = answer((heard) => (heard.what === 'report' ? heard.report : undefined));
      if (child.connected) child.send({ do: 'report' } satisfies Order, () => undefined);
      return reported;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Repeatable numbers in [0, 1). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
