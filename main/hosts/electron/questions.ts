export type Questions<Answer> = {
  /** `send` posts the question under this number; the promise resolves or rejects with what comes back. */
  ask(send: (id: number) => void): Promise<Answer>;
  /** An answer came; it is dropped where nobody waits for it any more. */
  answer(id: number, answer: Answer): void;
  refuse(id: number, error: Error): void;
  /** The other process is gone: all that wait for it are rejected. */
  answerAll(answer: Answer): void;
};

/**
 * Questions to another process, and the promises that wait for its answers. Electron's processes exchange
 * messages with a schema (messages.ts); the core's threads have core/threads, which needs Node's ports.
 */
export function createQuestions<Answer>(): Questions<Answer> {
  const waiting = new Map<number, PromiseWithResolvers<Answer>>();
  let last = 0;
  const take = (id: number) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    return asked;
  };
  return {
    async ask(send) {
      last += 1;
      const id = last;
      const asked = Promise.withResolvers<Answer>();
      waiting.set(id, asked);
      try {
        send(id);
      } catch (error) {
        waiting.delete(id);
        throw error;
      }
      return asked.promise;
    },
    answer: (id, answer) => take(id)?.resolve(answer),
    refuse: (id, error) => take(id)?.reject(error),
    answerAll(answer) {
      for (const id of [...waiting.keys()]) take(id)?.resolve(answer);
    },
  };
}
