import { setImmediate } from 'node:timers/promises';
import type { Appended, Heads, Lease } from './log/changeLog.ts';
import type { Moment, Moments } from './moments.ts';

/** How old a confirmation may be when a request leaves on it. Milliseconds. */
const YOUNG = 2000;
/** Rounds that follow each other where applying what others did takes longer than that. */
const ROUNDS = 5;

/** The two ways between this store and the log (`courier.ts`). */
export type LogWays = {
  send(leases: readonly Pick<Lease, 'connection' | 'fence'>[]): Promise<Appended>;
  receive(upTo: Heads): Promise<unknown>;
};

export type Confirming = {
  /**
   * Brings what was written so far to the log and applies what others had written there; calls of one turn
   * share it. Resolves with the connections whose lease was still ours. @throws LogError; StoreError
   */
  confirm(): Promise<ReadonlySet<string>>;
  /** Whether a connection was confirmed under this lease so shortly ago that a request may leave. */
  isYoung(connection: string, fence: number): boolean;
};

/** `leases`: those that are ours now. */
export function createConfirming(
  ways: LogWays,
  moments: Moments,
  leases: () => readonly Pick<Lease, 'connection' | 'fence'>[],
): Confirming {
  const confirmed = new Map<string, { readonly fence: number; readonly at: Moment }>();
  let next: Promise<ReadonlySet<string>> | null = null;
  let last: Promise<unknown> = Promise.resolve();

  async function round(): Promise<ReadonlySet<string>> {
    for (let left = ROUNDS; left > 0; left -= 1) {
      const at = moments.now();
      const asked = leases();
      const { heads, held } = await ways.send(asked);
      await ways.receive(heads);
      if (moments.since(at) >= YOUNG) continue;
      const ours = asked.filter(({ connection }) => held.has(connection));
      for (const { connection, fence } of ours) confirmed.set(connection, { fence, at });
      return new Set(ours.map(({ connection }) => connection));
    }
    return new Set();
  }

  return {
    confirm() {
      if (next !== null) return next;
      const begun = last
        .then(() => setImmediate())
        .then(() => {
          // What is claimed from now on needs a further round.
          next = null;
          return round();
        });
      next = begun;
      last = begun.catch(() => undefined);
      return begun;
    },
    isYoung(connection, fence) {
      const found = confirmed.get(connection);
      return found !== undefined && found.fence === fence && moments.since(found.at) < YOUNG;
    },
  };
}
