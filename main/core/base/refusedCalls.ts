/** Calls to the webhook address with wrong credentials or a wrong signature. */
export type Refused = {
  readonly count: number;
  /** Times of the first and the last call, UTC milliseconds. */
  readonly since: number;
  readonly last: number;
};

/**
 * Counts refused calls for each connection, in memory and without their content, so that strangers cannot
 * fill the store. After a start the next call is counted from one again, since a provider repeats refused
 * calls for a day.
 */
export type RefusedCalls = {
  /** Adds `count` calls. True for the first, and then at most once a minute: then the screens are told. */
  note(connectionId: string, now: number, count: number): boolean;
  /** A reply came in with the right credentials, so the fault is mended. True where calls were noted. */
  clear(connectionId: string): boolean;
  /** Null: none within a day, or a reply has come in since. */
  of(connectionId: string, now: number): Refused | null;
};

/**
 * A provider repeats a refused call for this long (Bandwidth: 24 hours); without one for longer, nothing is
 * wrong any more.
 */
const FORGET_AFTER = 24 * 3_600_000;
const TELL_EVERY = 60_000;

/** `note` is only called for connections that exist, so there are no more entries than connections. */
export function createRefusedCalls(): RefusedCalls {
  const found = new Map<string, Refused & { readonly reportedAt: number }>();
  const current = (id: string, now: number) => {
    const noted = found.get(id);
    return noted && now - noted.last <= FORGET_AFTER ? noted : undefined;
  };
  return {
    note(id, now, count) {
      const before = current(id, now);
      const reports = before === undefined || now - before.reportedAt >= TELL_EVERY;
      found.set(id, {
        count: (before?.count ?? 0) + count,
        since: before?.since ?? now,
        last: now,
        reportedAt: reports ? now : (before?.reportedAt ?? now),
      });
      return reports;
    },
    clear: (id) => found.delete(id),
    of(id, now) {
      const noted = current(id, now);
      return noted === undefined ? null : { count: noted.count, since: noted.since, last: noted.last };
    },
  };
}
