import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { type Errors, errorOf, type Failure, failureOf } from './failure.ts';

/** The functions that one end offers, by name. Arguments and results are cloned on the way. */
// biome-ignore lint/suspicious/noExplicitAny: functions of any parameters; `ask` and `tell` check them.
export type Methods = { readonly [name: string]: (...given: any[]) => unknown };

export type Line<Theirs extends Methods> = {
  /**
   * Calls a function of the other end. Rejects with what it threw (see `errors`), as `end` says, or where a
   * value cannot be cloned.
   */
  ask<Name extends keyof Theirs & string>(
    name: Name,
    ...given: Parameters<Theirs[Name]>
  ): Promise<Awaited<ReturnType<Theirs[Name]>>>;
  /** Calls a function of the other end without waiting; its errors go nowhere. */
  tell<Name extends keyof Theirs & string>(name: Name, ...given: Parameters<Theirs[Name]>): void;
  /** Handles at once the calls that have come in, also those since this thread began its present work. */
  drain(): void;
  /** The other end is gone: pending calls are rejected with this error. */
  end(error: Error): void;
};

type Packet =
  | { readonly kind: 'ask'; readonly id: number; readonly name: string; readonly given: readonly unknown[] }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: Failure };

/** In place of an id: nobody waits for the answer. */
const NO_ANSWER = 0;

/** One end of a line. Calls arrive in the order in which they were made, and each begins at once. */
export function lineOver<Theirs extends Methods>(
  port: MessagePort,
  ours: Methods,
  errors: Errors = {},
): Line<Theirs> {
  const asked = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = NO_ANSWER;
  let ended: Error | null = null;
  const post = (packet: Packet) => port.postMessage(packet);

  async function serve({ id, name, given }: Extract<Packet, { kind: 'ask' }>): Promise<void> {
    try {
      const method = Object.hasOwn(ours, name) ? ours[name] : undefined;
      if (!method) throw new Error(`The other end has no function called ${name}.`);
      const value = await method(...given);
      if (id !== NO_ANSWER) post({ kind: 'answer', id, value });
    } catch (error) {
      if (id !== NO_ANSWER) post({ kind: 'failed', id, failure: failureOf(error) });
    }
  }

  function hear(packet: Packet): void {
    if (packet.kind === 'ask') {
      void serve(packet);
      return;
    }
    const waiting = asked.get(packet.id);
    asked.delete(packet.id);
    if (packet.kind === 'answer') waiting?.resolve(packet.value);
    else waiting?.reject(errorOf(packet.failure, errors));
  }

  port.on('message', hear);
  return {
    async ask(name, ...given) {
      if (ended) throw ended;
      lastId += 1;
      // biome-ignore lint/suspicious/noExplicitAny: the other end answers as its type says.
      const waiting = Promise.withResolvers<any>();
      // Posted first: what cannot be cloned throws here, and then nothing waits.
      post({ kind: 'ask', id: lastId, name, given });
      asked.set(lastId, waiting);
      return waiting.promise;
    },
    tell: (name, ...given) => post({ kind: 'ask', id: NO_ANSWER, name, given }),
    drain() {
      for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) hear(next.message);
    },
    end(error) {
      ended = error;
      for (const { reject } of asked.values()) reject(error);
      asked.clear();
    },
  };
}
