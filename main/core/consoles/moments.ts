import type { Clock } from '../base/ports.ts';

/**
 * Time that has passed, by the clock that only runs on and by the computer's: the one stands still while a
 * computer sleeps, the other can be put back. What passed is the longer of both.
 */
export type Moment = { readonly steady: number; readonly clock: number };
export type Moments = {
  now(): Moment;
  /** Milliseconds since then. */
  since(moment: Moment): number;
};

/** `steady`: milliseconds by a clock that only runs on. */
export function createMoments(clock: Clock, steady: () => number = () => performance.now()): Moments {
  return {
    now: () => ({ steady: steady(), clock: clock.now() }),
    since: (moment) => Math.max(steady() - moment.steady, clock.now() - moment.clock),
  };
}
