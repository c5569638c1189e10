/** Calls to the webhook address with wrong credentials, or with a signature that does not fit. */
export type Refused = {
  readonly count: number;
  /** The first and the last of them, UTC milliseconds. */
  readonly since: number;
  readonly last: number;
};

/**
 * Counts refused calls, a connection at a time, in memory and without anything of their content: strangers
 * must not be able to fill the store. What is forgotten with the run is counted anew by the next call, since
 * a provider repeats what was refused for a day.
 */
export type RefusedCalls = {
  /** So many came. True for the first, and then at most once a minute: time to tell the screens. */
  note(connectionId: string, now: number, count: number): boolean;
  /**
   * A reply came in with the right credentials: what was wrong is put right. True where something was noted.
   */
  clear(connectionId: string): boolean;
  /** Null: none within a day, or a reply has come since. */
  of(connectionId: string, now: number): Refused | null;
};

/**
 * A provider repeats a refused call for this long (Bandwidth: 24 hours); after that nothing is wrong any
 * more.
 */
const FORGET_AFTER = 24 * 3_600_000;
const TELL_EVERY = 60_000;

/** `note` is called for connections that exist, so there are no more entries than connections. */
export function createRefusedCalls(): RefusedCalls {
  const found = new Map<string, Refused & { readonly toldAt: number }>();
  const current = (id: string, now: number) => {
    const noted = found.get(id);
    return noted && now - noted.last <= FORGET_AFTER ? noted : undefined;
  };
  return {
    note(id, now, count) {
      const before = current(id, now);
      const tell = before === undefined || now - before.toldAt >= TELL_EVERY;
      found.set(id, {
        count: (before?.count ?? 0) + count,
        since: before?.since ?? now,
        last: now,
        toldAt: tell ? now : (before?.toldAt ?? now),
      });
      return tell;
    },
    clear: (id) => found.delete(id),
    of(id, now) {
      const noted = current(id, now);
      return noted === undefined ? null : { count: noted.count, since: noted.since, last: noted.last };
    },
  };
}
