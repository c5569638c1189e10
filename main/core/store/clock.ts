import { fromOrdered, ordered } from '../base/ordered.ts';
import type { Random } from '../base/ports.ts';

/** Digits of the milliseconds, of the counter and of the console. */
const TIME = 7;
const COUNTER = 2;
const DEVICE = 5;
const COUNTER_LIMIT = 64 ** COUNTER;

/**
 * Hybrid logical clock: milliseconds, counter and console in one text of 14 characters that sorts by time.
 * Its revisions rise even when the wall clock steps back, and two consoles never make the same one. When the
 * counter is used up, the next millisecond is taken.
 */
export type HybridClock = {
  next(now: number): string;
  /** Continues after a revision that another connection of this console made. */
  follow(rev: string): void;
  /** The console has another name from here on. */
  rename(device: string): void;
};

export function createHybridClock(named: string, last: string | null): HybridClock {
  let device = named;
  let milliseconds = 0;
  let counter = 0;
  const follow = (rev: string) => {
    if (!isRevision(rev)) return;
    const ms = timeOf(rev);
    const count = fromOrdered(rev.slice(TIME, TIME + COUNTER));
    if (ms < milliseconds || (ms === milliseconds && count <= counter)) return;
    milliseconds = ms;
    counter = count;
  };
  if (last) follow(last);
  return {
    follow,
    rename(to) {
      device = to;
    },
    next(now) {
      if (now > milliseconds) {
        milliseconds = now;
        counter = 0;
      } else {
        counter += 1;
        if (counter === COUNTER_LIMIT) {
          milliseconds += 1;
          counter = 0;
        }
      }
      return ordered(milliseconds, TIME) + ordered(counter, COUNTER) + device;
    },
  };
}

/** The milliseconds of a revision. */
export function timeOf(rev: string): number {
  return fromOrdered(rev.slice(0, TIME));
}

/** No console's time is later, and soon its digits would not suffice. UTC, milliseconds. */
const END_OF_TIME = Date.UTC(2100, 0, 1);

/**
 * Whether a console can have made a revision. One that none can have made would otherwise stand above all
 * that anybody does later, and a clock that followed it would run out of digits and begin at nothing.
 */
export const isRevision = (rev: string): boolean => WHOLE.test(rev) && timeOf(rev) < END_OF_TIME;

/** The form of a revision of any console, for the file beside the store that holds one. */
export const REVISION = `[\\w-]{${TIME + COUNTER + DEVICE}}`;
const WHOLE = new RegExp(`^${REVISION}$`);

/** A new name for a console, 30 random bits; two of one organisation practically never get the same. */
export function newDevice(random: Pick<Random, 'bytes'>): string {
  return Buffer.from(random.bytes(4)).toString('base64url').slice(0, DEVICE);
}
