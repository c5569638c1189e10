/**
 * The simulator's time. It follows a base clock until the control API moves or freezes it, so that a test can
 * pass a validity period or a day of retries at once. Times are UTC milliseconds.
 */
export type SimClock = {
  now(): number;
  /** Runs the task once the simulated time is reached; tasks run in the order of their times. */
  at(time: number, task: () => void): void;
  /** Moves the time forward and runs what became due on the way, each task at its own time. */
  advance(ms: number): void;
  /** Sets the time. Frozen time stands still until it is advanced; otherwise it runs on from there. */
  set(time: number, frozen: boolean): void;
  /** Forgets every pending task. */
  clear(): void;
  stop(): void;
};

type Task = { readonly time: number; readonly order: number; readonly run: () => void };

/** Milliseconds of the real timer at most, since the base clock may jump without notice. */
const LONGEST_SLEEP = 250;

/** @param base the clock to follow, in UTC milliseconds */
export function createClock(base: () => number): SimClock {
  let offset = 0;
  let frozenAt: number | null = null;
  let tasks: Task[] = [];
  let order = 0;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const now = () => frozenAt ?? base() + offset;

  function runDue(until: number) {
    for (;;) {
      const next = tasks[0];
      if (next === undefined || next.time > until) return;
      tasks.shift();
      next.run();
    }
  }

  function arm() {
    clearTimeout(timer);
    const next = tasks[0];
    if (stopped || next === undefined || frozenAt !== null) return;
    timer = setTimeout(
      () => {
        runDue(now());
        arm();
      },
      Math.min(Math.max(next.time - now(), 0), LONGEST_SLEEP),
    );
  }

  return {
    now,
    at(time, run) {
      const task = { time, order: order++, run };
      const index = tasks.findIndex((other) => other.time > time);
      tasks.splice(index === -1 ? tasks.length : index, 0, task);
      arm();
    },
    advance(ms) {
      const target = now() + ms;
      const wasFrozen = frozenAt !== null;
      for (;;) {
        const next = tasks[0];
        if (next === undefined || next.time > target) break;
        frozenAt = Math.max(next.time, now());
        tasks.shift();
        next.run();
      }
      frozenAt = wasFrozen ? target : null;
      if (!wasFrozen) offset = target - base();
      arm();
    },
    set(time, frozen) {
      frozenAt = frozen ? time : null;
      offset = time - base();
      runDue(now());
      arm();
    },
    clear() {
      tasks = [];
      arm();
    },
    stop() {
      stopped = true;
      tasks = [];
      clearTimeout(timer);
    },
  };
}
