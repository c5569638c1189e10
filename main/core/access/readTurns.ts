/**
 * So many reads of one caller wait at most; further ones are done at once, as they come in, so that a caller
 * who asks without end fills its wire and not the memory.
 */
const MOST = 64;
/** Reads in one turn of the event loop. */
const AT_ONCE = 32;
/** Milliseconds that reads may take in one turn of the event loop, at least and at most. */
const SHORTEST = 5;
const LONGEST = 25;

export type ReadTurns = {
  /** Resolves when it is this caller's turn, soon where nobody waits. `calm`: others come before it. */
  next(caller: string, calm: boolean): Promise<void>;
};

type Waiting = Map<string, (() => void)[]>;

/**
 * Reads take turns: some in each turn of the event loop, for as long as all else took in the last. Acts,
 * replies and STOPs that come in meanwhile are done between, and so do not wait for the reads of all desks.
 * Callers take turns too; of one caller the reads stay in order.
 */
export function createReadTurns(now: () => number = () => performance.now()): ReadTurns {
  /** Who waits, in the order of their turns. */
  const pressing: Waiting = new Map();
  const calm: Waiting = new Map();
  let ended = Number.NEGATIVE_INFINITY;
  let planned = false;

  function release(waiting: Waiting): void {
    const [first] = waiting;
    if (first === undefined) return;
    const [caller, theirs] = first;
    waiting.delete(caller);
    theirs.shift()?.();
    // Behind all others.
    if (theirs.length > 0) waiting.set(caller, theirs);
  }

  /** All callbacks run in one turn of the event loop; what a read does is done before the next of them. */
  function plan(): void {
    if (planned || pressing.size + calm.size === 0) return;
    planned = true;
    // However many are pressing, one that is calm has its turn too.
    setImmediate(release, calm);
    let until: number | null = null;
    const one = () => {
      const time = now();
      until ??= time + Math.min(LONGEST, Math.max(SHORTEST, time - ended));
      if (time < until) release(pressing.size > 0 ? pressing : calm);
    };
    for (let count = 0; count < AT_ONCE; count += 1) setImmediate(one);
    setImmediate(() => {
      planned = false;
      ended = now();
      plan();
    });
  }

  return {
    next(caller, isCalm) {
      const waiting = isCalm ? calm : pressing;
      const theirs = waiting.get(caller);
      if (theirs && theirs.length >= MOST) return Promise.resolve();
      return new Promise((resolve) => {
        if (theirs) theirs.push(resolve);
        else waiting.set(caller, [resolve]);
        plan();
      });
    },
  };
}
