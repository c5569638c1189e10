import { randomBytes } from 'node:crypto';
import { setMeta } from './meta.ts';
import { troubleOf } from './trouble.ts';
import { BUSY_PATIENCE, StoreError, type Writer } from './types.ts';

/**
 * Whether the open store can be written. While something is in the way nothing is sent: what happens then
 * could not be kept.
 */
export type Health = {
  /** What is in the way; null: nothing. */
  trouble(): StoreError | null;
  /**
   * Notes an error met at work. Answers what it means for a person; null for errors that are none of the
   * store's health.
   */
  report(error: unknown): StoreError | null;
  /**
   * Where something was in the way, tries to write. True when nothing is. Damage never heals while the store
   * is open.
   */
  recovered(): boolean;
};

/** `changed` is called when trouble begins, becomes another, or is over. */
export function createHealth(
  db: Writer,
  changed: () => void,
): Health & { wrote(): void; hold(why: StoreError | null): void } {
  let current: StoreError | null = null;
  let held: StoreError | null = null;
  const set = (next: StoreError | null) => {
    if (current?.code === 'damaged' || current?.code === next?.code) return;
    // Whoever waits for another program each time leaves the windows no moment to be answered.
    if (next?.code === 'busy') db.pragma('busy_timeout = 50');
    else if (current?.code === 'busy') db.pragma(`busy_timeout = ${BUSY_PATIENCE}`);
    current = next;
    changed();
  };
  const report = (error: unknown): StoreError | null => {
    // Without a cause it was made by hand, about something else than this connection.
    if (error instanceof StoreError && error.cause === undefined) return error;
    const trouble = troubleOf(error);
    if (trouble && held) return held;
    if (trouble) set(trouble);
    return trouble;
  };
  return {
    trouble: () => held ?? current,
    report,
    wrote: () => set(null),
    hold(why) {
      if (why === null && held === null) return;
      held = why;
      db.pragma(`query_only = ${why === null ? 'OFF' : 'ON'}`);
      changed();
    },
    recovered() {
      if (held !== null) return false;
      if (current === null || current.code === 'damaged') return current === null;
      try {
        setMeta(db, 'tried', randomBytes(8).toString('hex'));
        set(null);
      } catch (error) {
        report(error);
      }
      return current === null;
    },
  };
}
