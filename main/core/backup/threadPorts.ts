import { createHash } from 'node:crypto';
import { createIds } from '../base/ids.ts';
import type { Ports } from '../base/ports.ts';

/**
 * What a thread needs from outside to work on a store; `seedOf` makes it from the ports of the thread that
 * starts it.
 */
export type Seed = {
  /** UTC milliseconds at the beginning of the work; everything in it has this time. */
  readonly now: number;
  /** Random digits for this one piece of work, hexadecimal. */
  readonly drawn: string;
};

export function seedOf({ clock, random }: Pick<Ports, 'clock' | 'random'>): Seed {
  return { now: clock.now(), drawn: Buffer.from(random.bytes(32)).toString('hex') };
}

const nothing = () => {};

/**
 * Ports of a thread that works on a file alone: time stands still, and ids and random bytes are derived from
 * the seed, which nobody else knows.
 */
export function threadPorts({ now, drawn }: Seed, dataDir: string): Ports {
  let count = 0;
  const block = () => {
    count += 1;
    return createHash('sha256').update(`heed-thread\n${drawn}\n${count}`).digest();
  };
  const clock = { now: () => now };
  const bytes = (length: number) =>
    Buffer.concat(Array.from({ length: Math.ceil(length / 32) }, block)).subarray(0, length);
  return {
    clock,
    ids: createIds(clock, bytes),
    random: {
      bytes,
      fraction: () => block().readUInt32BE(0) / 2 ** 32,
    },
    keyStore: { kind: 'system', open: () => Promise.reject(new Error('A thread opens no key store.')) },
    log: { info: nothing, warn: nothing, error: nothing },
    fetch: () => Promise.reject(new TypeError('A thread that works on a file asks no network.')),
    dataDir,
    newWindow: () => null,
    webhookBase: () => null,
  };
}
