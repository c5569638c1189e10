/**
 * What this run knows of the way in, a connection at a time. Nothing of it is stored: after a start
 * everything has to be read anew. That webhooks are missing is another matter, and outlives the run
 * (`missing.ts`).
 */
export type InboundWatch = {
  /**
   * Replies count as read only if they were read from then on: the start, or the last moment at which the way
   * in was cut.
   */
  readSince(connectionId: string, now: number): number;
  /** The provider could not be read or reached: a reply may have come in meanwhile. */
  cut(connectionId: string, now: number): void;
  /**
   * What the provider brought could not be kept, since Heed worked on the store: it counts as not read, and
   * nobody is out of reach.
   */
  missed(connectionId: string, now: number): void;
  /** Everything up to now was read. True when that ends a time without. */
  read(connectionId: string): boolean;
  /** Since when the provider cannot be read; null while it can. */
  cutSince(connectionId: string): number | null;
  /** Reads this connection as soon as possible, not only when it is due. */
  ask(connectionId: string): void;
  /** Whether somebody asked for that; says so once. */
  asked(connectionId: string): boolean;
  /**
   * How far behind the present the last reading reached: the time in which a provider's call may still come.
   * Milliseconds.
   */
  reached(connectionId: string, behind: number): void;
  /** See `reached`; 0 where nothing is known. */
  behind(connectionId: string): number;
  /** The poller looks at its connections. True: it had not for long, as on a computer that slept. */
  beat(now: number): boolean;
};

/** Whoever has not looked for this long was asleep, and replies may have come in. Milliseconds. */
const ASLEEP_AFTER = 10_000;

export function createInboundWatch(openedAt: number): InboundWatch {
  const lastCut = new Map<string, number>();
  const firstCut = new Map<string, number>();
  const wanted = new Set<string>();
  const lag = new Map<string, number>();
  let beatAt: number | null = null;
  let wokeAt = openedAt;
  // A reading of the same millisecond may have been the last one before.
  const missed = (id: string, now: number) => void lastCut.set(id, now + 1);
  return {
    readSince: (id, now) =>
      beatAt !== null && now - beatAt > ASLEEP_AFTER
        ? Number.POSITIVE_INFINITY
        : Math.max(wokeAt, lastCut.get(id) ?? openedAt),
    missed,
    cut(id, now) {
      missed(id, now);
      if (!firstCut.has(id)) firstCut.set(id, now);
    },
    read: (id) => firstCut.delete(id),
    cutSince: (id) => firstCut.get(id) ?? null,
    ask: (id) => void wanted.add(id),
    asked: (id) => wanted.delete(id),
    reached: (id, behind) => void lag.set(id, behind),
    behind: (id) => lag.get(id) ?? 0,
    beat(now) {
      const slept = beatAt !== null && now - beatAt > ASLEEP_AFTER;
      if (slept) wokeAt = now;
      beatAt = now;
      return slept;
    },
  };
}
