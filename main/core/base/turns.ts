import type { ChangeTopic } from '../../../shared/contract/base/changes.ts';
import type { ChangeFeed } from './changeFeed.ts';

/** Milliseconds between two turns when nothing wakes it. */
const IDLE_WAIT = 2000;
/** Milliseconds in which changes are gathered, since they come in bursts. */
const GATHER = 50;

export type Turns = {
  /** Begins with a turn at once. */
  start(): void;
  /** Begins no further turn, and waits for the end of the present one. */
  stop(): Promise<void>;
};

/**
 * Does work in turns, never two at once: soon after a change of these topics, and every two seconds. What is
 * to do stands in the store, so a turn that fails loses nothing; `failed` is told of it.
 */
export function createTurns(
  changes: ChangeFeed,
  topics: readonly ChangeTopic[],
  work: () => Promise<void>,
  failed: (error: unknown) => void,
): Turns {
  let timer: NodeJS.Timeout | null = null;
  let soon = false;
  let stopped = false;
  let working: Promise<void> | null = null;
  let unsubscribe = () => {};

  function turn(): void {
    soon = false;
    if (stopped) return;
    working ??= work()
      .catch(failed)
      .finally(() => {
        working = null;
        schedule(IDLE_WAIT);
      });
  }

  function schedule(delay: number): void {
    // Further changes must not postpone the turn for ever.
    if (stopped || soon) return;
    soon = delay <= GATHER;
    if (timer) clearTimeout(timer);
    timer = setTimeout(turn, delay);
  }

  return {
    start() {
      unsubscribe = changes.subscribe((notice) => {
        if (notice.topics.some((topic) => topics.includes(topic))) schedule(GATHER);
      });
      schedule(0);
    },
    async stop() {
      stopped = true;
      unsubscribe();
      if (timer) clearTimeout(timer);
      await working;
    },
  };
}
