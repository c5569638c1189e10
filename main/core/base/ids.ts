import { randomBytes } from 'node:crypto';
import { ordered } from './ordered.ts';
import type { Clock, Ids, Random } from './ports.ts';

/** Digits of the milliseconds (42 bits, until the year 2109) and of the rest (48 bits). */
const TIME = 7;
const REST = 8;
const LIMIT = 2 ** 48;

/**
 * Random bytes of one draw, and of how many draws are fetched at once, since fetching takes most of the time.
 */
const BYTES = 6;
const AT_ONCE = 128;

/**
 * Ids of 15 characters: the time and a rest, in digits whose order is the order of making, within a
 * millisecond too and when the clock steps back. Half of the rests stay free for ids in the same millisecond;
 * when they are used up, the next millisecond is borrowed.
 *
 * **How sure they are.** Two ids of two consoles are the same only if both were made in the same millisecond
 * and begin alike among 2^47. Ten consoles with ten million rows each in a table, made over a year: 140,000
 * pairs share a millisecond, and one of them is the same with a chance of 1 in 10^9. If all ten wrote their
 * ten million at the very same time, 50 each millisecond, it would be 1 in 6,000. A console does not repeat
 * one of its own: ids only rise while it runs, and after a restart with a clock that was set back they begin
 * at random.
 *
 * **What they tell.** When a row was made, and nothing else. Within a millisecond ids are a random distance
 * apart, exponentially about a mean that is drawn anew for each millisecond and told to nobody. What is left
 * when some are hidden looks like ids at another mean, so gaps do not tell a texter that a conversation
 * between two of theirs is hidden, nor how many are.
 */
export function createIds(clock: Clock, bytes: Random['bytes'] = randomBytes): Ids {
  let time = 0;
  let prefix = '';
  let rest = 0;
  let mean = 0;
  let pool = Buffer.alloc(0);
  /** From 0 to below 2^48. */
  const draw = (): number => {
    if (pool.length < BYTES) pool = Buffer.from(bytes(BYTES * AT_ONCE));
    const drawn = pool.readUIntBE(0, BYTES);
    pool = pool.subarray(BYTES);
    return drawn;
  };
  const begin = (at: number) => {
    time = at;
    prefix = ordered(time, TIME);
    rest = Math.floor(draw() / 2);
    // Between 2^20 and 2^34, so that a millisecond has room for at least 8,000 ids.
    mean = 2 ** (20 + (14 * draw()) / LIMIT);
  };
  return {
    next: () => {
      const now = clock.now();
      if (now > time) begin(now);
      else {
        rest += 1 + Math.floor(-Math.log((draw() + 1) / LIMIT) * mean);
        if (rest >= LIMIT) begin(time + 1);
      }
      return prefix + ordered(rest, REST);
    },
  };
}
