/**
 * Whether replies are being read, for each connection, in this run. Nothing of it is stored: after a start
 * everything has to be read again. Missing webhooks are stored elsewhere (`missing.ts`).
 */
export type InboundWatch = {
  /**
   * From when on replies must have been read to count: the start, or the last moment at which reading was
   * interrupted. UTC milliseconds.
   */
  readSince(connectionId: string, now: number): number;
  /** The provider could not be read or reached, so a reply may have come in since. */
  cut(connectionId: string, now: number): void;
  /**
   * Heed could not store what the provider brought, since it worked on the store: replies count as unread,
   * and the provider as reachable.
   */
  missed(connectionId: string, now: number): void;
  /** Everything up to now was read. Returns true if this ends an interruption. */
  read(connectionId: string): boolean;
  /** Since when the provider cannot be read, UTC milliseconds; null while it can. */
  cutSince(connectionId: string): number | null;
  /** Asks the poller to read this connection at once, before it is due. */
  ask(connectionId: string): void;
  /** Whether `ask` was called since the last time; resets it. */
  asked(connectionId: string): boolean;
  /**
   * Notes how far behind the present the last reading reached, in milliseconds: a provider's call may still
   * come for that time.
   */
  reached(connectionId: string, behind: number): void;
  /** What `reached` noted last; 0 where nothing is known. */
  behind(connectionId: string): number;
  /** Called at each of the poller's turns. True: there was no turn for long, as on a computer that slept. */
  beat(now: number): boolean;
};

/** Milliseconds. If there was no turn for this long, the computer slept, and replies may have come in. */
const ASLEEP_AFTER = 10_000;

export function createInboundWatch(openedAt: number): InboundWatch {
  const lastCut = new Map<string, number>();
  const firstCut = new Map<string, number>();
  const wanted = new Set<string>();
  const lag = new Map<string, number>();
  let beatAt: number | null = null;
  let wokeAt = openedAt;
  // Plus one, because a reading in the same millisecond may have ended before.
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
