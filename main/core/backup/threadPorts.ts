import { createHash } from 'node:crypto';
import type { Ports } from '../base/ports.ts';

/**
 * What a thread needs of the world to work on a store: made by `seedOf` from the ports of the thread that
 * starts it.
 */
export type Seed = {
  /** UTC milliseconds: the moment at which the work began, and everything in it carries. */
  readonly now: number;
  /** Drawn for this one piece of work. Hexadecimal. */
  readonly drawn: string;
};

export function seedOf({ clock, random }: Pick<Ports, 'clock' | 'random'>): Seed {
  return { now: clock.now(), drawn: Buffer.from(random.bytes(32)).toString('hex') };
}

const nothing = () => {};

/**
 * Ports of a thread that works on a file and on nothing else: time stands still, ids and random bytes follow
 * from the seed, which nobody else knows. Ids have the form of UUIDv7, with a count in `rand_a`.
 */
export function threadPorts({ now, drawn }: Seed, dataDir: string): Ports {
  let count = 0;
  const block = () => {
    count += 1;
    return createHash('sha256').update(`heed-thread\n${drawn}\n${count}`).digest();
  };
  return {
    clock: { now: () => now },
    ids: {
      next: () => {
        const id = block().subarray(0, 16);
        id.writeUIntBE(now, 0, 6);
        id.writeUInt16BE(0x7000 | (count & 0xfff), 6);
        id.writeUInt8((id.readUInt8(8) & 0x3f) | 0x80, 8);
        return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
      },
    },
    random: {
      bytes: (length) =>
        Buffer.concat(Array.from({ length: Math.ceil(length / 32) }, block)).subarray(0, length),
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
