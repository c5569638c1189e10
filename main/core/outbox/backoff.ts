const FIRST = 1000;
const LONGEST = 5 * 60_000;

/**
 * Milliseconds to wait before the next try: doubling from one second to at most five minutes, at random
 * between half and the whole; never less than the provider asked for (Retry-After).
 */
export function backoff(attempt: number, fraction: number, afterMs: number | undefined): number {
  const ceiling = Math.min(LONGEST, FIRST * 2 ** Math.min(attempt - 1, 20));
  const jittered = ceiling / 2 + (ceiling / 2) * fraction;
  return Math.round(Math.max(jittered, afterMs ?? 0));
}
