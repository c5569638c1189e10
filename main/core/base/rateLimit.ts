/**
 * Keeps to a rate: of a provider, messages per sender number or segments per account, each a second; of those
 * who call us, calls per key and per desk.
 */
export type RateLimiter = {
  /** Whether `cost` may leave now; if so, it is counted. */
  take(key: string, cost: number, now: number): boolean;
  /**
   * Lets nothing leave until then, because the provider asked to slow down. UTC milliseconds. Ends as well
   * when the clock is put back behind `now`, which would make the pause longer.
   */
  pause(key: string, now: number, until: number): void;
};

/** Buckets above this number that are full again are forgotten: a new one is full as well. */
const MANY = 1000;

/**
 * A token bucket for each key, filled by the clock; it holds what may leave in one second, at least one. A
 * text of more segments than the bucket holds leaves when the bucket is full and overdraws it, so long texts
 * are slow but do leave.
 */
export function createRateLimiter(perSecond: number): RateLimiter {
  const capacity = Math.max(1, perSecond);
  const buckets = new Map<string, { tokens: number; at: number; pausedFrom: number; pausedUntil: number }>();
  const forgetFull = (now: number) => {
    for (const [key, { tokens, at, pausedUntil }] of buckets)
      if (now >= pausedUntil && tokens + (Math.max(0, now - at) / 1000) * perSecond >= capacity)
        buckets.delete(key);
  };
  const bucketOf = (key: string, now: number) => {
    let bucket = buckets.get(key);
    if (!bucket) {
      if (buckets.size >= MANY) forgetFull(now);
      bucket = { tokens: capacity, at: now, pausedFrom: 0, pausedUntil: 0 };
      buckets.set(key, bucket);
    }
    const elapsed = Math.max(0, now - bucket.at);
    bucket.tokens = Math.min(capacity, bucket.tokens + (elapsed / 1000) * perSecond);
    bucket.at = now;
    return bucket;
  };
  return {
    take(key, cost, now) {
      const bucket = bucketOf(key, now);
      if (now < bucket.pausedFrom) bucket.pausedUntil = 0;
      if (now < bucket.pausedUntil || bucket.tokens < Math.min(cost, capacity)) return false;
      bucket.tokens -= cost;
      return true;
    },
    pause(key, now, until) {
      const bucket = bucketOf(key, until);
      bucket.at = until;
      bucket.tokens = 0;
      bucket.pausedFrom = now;
      bucket.pausedUntil = Math.max(bucket.pausedUntil, until);
    },
  };
}
