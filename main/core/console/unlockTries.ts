import { lockAfter } from '../accounts/tries.ts';

/** Wrong passphrases before the next try has to wait. */
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
 * Counts wrong passphrases while no store is open, in memory: five are free, then the wait doubles from half
 * a minute to a quarter of an hour. Restarting Heed resets it, but whoever can do that has the file anyway,
 * and deriving the key slows them down.
 */
export function createUnlockTries(now: () => number) {
  let [count, lockedUntil] = [0, 0];
  return {
    /** Counts a try before the passphrase is checked. @throws TooManyTries */
    take(): void {
      if (lockedUntil > now()) throw new TooManyTries(lockedUntil);
      count += 1;
      const wait = lockAfter(count, FREE);
      lockedUntil = wait === 0 ? 0 : now() + wait;
    },
    /** The passphrase was right: forgets the tries. */
    forget(): void {
      [count, lockedUntil] = [0, 0];
    },
  };
}
