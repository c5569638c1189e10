import { randomBytes } from 'node:crypto';
import type { Clock, Ids, Random } from '../../core/base/ports.ts';

/** Random bytes of an id, and for how many they are drawn. */
const RANDOM = 10;
const AT_ONCE = 128;

/**
 * UUIDv7 as RFC 9562 describes it (method 1, a counter in `rand_a`): rising within a millisecond too, and
 * when the clock steps back. A counter that runs over borrows the next millisecond.
 */
export function createIds(clock: Clock, bytes: Random['bytes'] = randomBytes): Ids {
  let time = 0;
  let count = 0;
  // Drawn for many ids at once: asking for ten bytes costs more than all else that an id takes.
  let pool = Buffer.alloc(0);
  const draw = (): Buffer => {
    if (pool.length < RANDOM) pool = Buffer.from(bytes(RANDOM * AT_ONCE));
    const drawn = pool.subarray(0, RANDOM);
    pool = pool.subarray(RANDOM);
    return drawn;
  };
  return {
    next: () => {
      const now = clock.now();
      const random = draw();
      if (now > time) {
        time = now;
        // Half of the counter's range stays free for ids in the same millisecond.
        count = random.readUInt16BE(8) & 0x7ff;
      } else {
        count += 1;
        if (count > 0xfff) {
          time += 1;
          count = 0;
        }
      }
      const id = Buffer.alloc(16);
      id.writeUIntBE(time, 0, 6);
      id.writeUInt16BE(0x7000 | count, 6);
      random.copy(id, 8, 0, 8);
      id.writeUInt8((id.readUInt8(8) & 0x3f) | 0x80, 8);
      const hex = id.toString('hex');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    },
  };
}
