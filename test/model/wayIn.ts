import { DAY, MINUTE, type Said } from './types.ts';

/** Bandwidth lists fourteen days (reference: providers, 2.5); Heed trusts all of it but the last hour. */
const WINDOW = 14 * DAY - 60 * MINUTE;
/** The simulator's callbacks may take this long. */
const GRACE = 5000;
/** Where no replies were read for this long, nothing leaves. */
const LIMIT = 5 * MINUTE;

/** What Heed may know of replies that it has not read (issue: offline; design, section 5). */
export class WayIn {
  /**
   * Heed was closed for longer than the list reaches back: nothing leaves until an admin has tested the
   * connection.
   */
  stopped = false;
  /** Until when all replies were last known to be read, and from when on they must have been read. */
  private readAt: number | null = null;
  private readSince: number;
  /** Bandwidth's list was read up to here; and whether it has a reply that no webhook has brought. */
  private sweptTo: number | null = null;
  private unheard = false;

  constructor(now: number) {
    this.readSince = now;
  }

  /** Replies could not come in for a while, so they must be read before anything leaves. */
  cut(now: number): void {
    this.readSince = now;
  }

  /** A new run knows how webhooks did in the last one: none has come since. */
  restart(now: number): void {
    this.cut(now);
  }

  /** All replies were read, since Twilio's list has them all. */
  read(now: number): void {
    this.readAt = now;
  }

  /** A webhook came, so webhooks work. */
  called(): void {
    this.unheard = false;
  }

  isFresh(now: number): boolean {
    return this.readAt !== null && this.readAt >= this.readSince && now - this.readAt <= LIMIT;
  }

  /**
   * Bandwidth's list was read; returns the replies in it that Heed never got. It counts for what came in
   * five seconds ago (the simulator's time for a callback), unless webhooks are known to be missing. After
   * a gap, also a reply whose callback may still come keeps everything waiting.
   */
  swept(said: readonly Said[], now: number): Said[] {
    const first = this.sweptTo === null;
    if (this.sweptTo !== null && this.sweptTo < now - WINDOW) this.stopped = true;
    const lost = said
      .filter(
        (text) => !first && now - text.at >= GRACE && text.at >= now - WINDOW && !text.known && !text.gap,
      )
      .toSorted((a, b) => a.at - b.at);
    if (lost.some((text) => text.at >= this.readSince)) this.unheard = true;
    this.sweptTo = now - GRACE;
    const recovering = this.readAt === null || this.readAt < this.readSince;
    const young = said.some((text) => !text.known && now - text.at < GRACE);
    const reached = first || this.sweptTo >= this.readSince;
    if (reached && !this.unheard && !(recovering && young && !first)) this.readAt = now;
    return lost;
  }
}
