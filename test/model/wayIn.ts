import { DAY, MINUTE, type Said } from './types.ts';

/** Bandwidth lists fourteen days (reference: providers, 2.5), of which Heed trusts all but the last hour. */
const WINDOW = 14 * DAY - 60 * MINUTE;
/** The simulator's callbacks have this long. */
const GRACE = 5000;
/** Without reading replies for this long nothing leaves. */
const LIMIT = 5 * MINUTE;

/** What Heed may know of the replies that it has not read (issue: offline; design, section 5). */
export class WayIn {
  /** Away for longer than the list reaches back: nothing leaves until an admin has tested the connection. */
  stopped = false;
  /** Replies were last known to be read, and must have been read since. */
  private readAt: number | null = null;
  private readSince: number;
  /** Bandwidth's list: read up to here; a reply is in it that no webhook has brought. */
  private sweptTo: number | null = null;
  private unheard = false;

  constructor(now: number) {
    this.readSince = now;
  }

  /** The way in was cut: what came in meanwhile has to be read before anything leaves. */
  cut(now: number): void {
    this.readSince = now;
  }

  /** A new run knows how webhooks fared in the last one: nothing has come since. */
  restart(now: number): void {
    this.cut(now);
  }

  /** Every reply was read: Twilio's list has all of them. */
  read(now: number): void {
    this.readAt = now;
  }

  /** A webhook came: they do come. */
  called(): void {
    this.unheard = false;
  }

  isFresh(now: number): boolean {
    return this.readAt !== null && this.readAt >= this.readSince && now - this.readAt <= LIMIT;
  }

  /**
   * Bandwidth's list was read; the answer are the replies in it that nobody heard. It vouches for what came
   * in five seconds ago (the simulator's grace for a callback), unless webhooks are known to be missing;
   * after a cut, also a reply whose callback may still come keeps everything waiting.
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
