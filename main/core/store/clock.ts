/**
 * Hybrid logical clock: `milliseconds-counter-device`, fixed width, so that text order is time order. Revisions taken from it
 * rise even when the wall clock steps back, and two consoles never make the same one.
 */
export type HybridClock = { next(now: number): string };

export function createHybridClock(device: string, last: string | null): HybridClock {
  const [lastMs, lastCount] = last ? last.split('-') : [];
  let milliseconds = lastMs ? Number.parseInt(lastMs, 36) : 0;
  let counter = lastCount ? Number.parseInt(lastCount, 36) : 0;
  return {
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
