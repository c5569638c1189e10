/**
 * Hybrid logical clock: `milliseconds-counter-device`, fixed width, so that text order is time order.
 * Revisions taken from it rise even when the wall clock steps back, and two consoles never make the same one.
 */
export type HybridClock = {
  next(now: number): string;
  /** Goes on from a revision that another connection of this console made. */
  follow(rev: string): void;
};

export function createHybridClock(device: string, last: string | null): HybridClock {
  let milliseconds = 0;
  let counter = 0;
  const follow = (rev: string) => {
    const [ms = 0, count = 0] = rev.split('-', 2).map((part) => Number.parseInt(part, 36));
    if (ms < milliseconds || (ms === milliseconds && count <= counter)) return;
    milliseconds = ms;
    counter = count;
  };
  if (last) follow(last);
  return {
    follow,
    next(now) {
      if (now > milliseconds) {
        milliseconds = now;
        counter = 0;
      } else {
        counter += 1;
      }
      return `${milliseconds.toString(36).padStart(9, '0')}-${counter.toString(36).padStart(4, '0')}-${device}`;
    },
  };
}

/** The milliseconds of a revision. */
export function timeOf(rev: string): number {
  return Number.parseInt(rev.slice(0, rev.indexOf('-')), 36);
}
