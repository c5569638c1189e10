import { lockAfter } from '../accounts/tries.ts';

/** Wrong passphrases that are free, before the next has to wait. */
const FREE = 5;

/** Too many wrong passphrases: the next may be tried at `until` (UTC milliseconds). */
export class TooManyTries extends Error {
  readonly until: number;
  constructor(until: number) {
    super('Too many wrong passphrases.');
    this.name = 'TooManyTries';
    this.until = until;
  }
}

/**
 * Counts wrong passphrases while no store is open, so in memory: five are free, then the wait doubles from
 * half a minute to a quarter of an hour. Whoever can start Heed anew has the file, and the key derivation
 * slows them down.
 */
export function createUnlockTries(now: () => number) {
  let [count, lockedUntil] = [0, 0];
  return {
    /** Before a passphrase is looked at. @throws TooManyTries */
    take(): void {
      if (lockedUntil > now()) throw new TooManyTries(lockedUntil);
      count += 1;
      const wait = lockAfter(count, FREE);
      lockedUntil = wait === 0 ? 0 : now() + wait;
    },
    /** It was right. */
    forget(): void {
      [count, lockedUntil] = [0, 0];
    },
  };
}
