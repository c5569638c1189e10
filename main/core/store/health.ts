import { randomBytes } from 'node:crypto';
import { setMeta } from './meta.ts';
import { troubleOf } from './trouble.ts';
import { BUSY_PATIENCE, StoreError, type Writer } from './types.ts';

/**
 * Whether the open store can be written. While it cannot, nothing is sent, since the outcome could not be
 * stored.
 */
export type Health = {
  /** The fault that prevents writing; null: none. */
  trouble(): StoreError | null;
  /**
   * Notes an error that a call met. Returns what it means for a person; null for errors that say nothing
   * about the store's health.
   */
  report(error: unknown): StoreError | null;
  /**
   * After a fault, tries to write. True when writing works. A damaged store does not recover while it is
   * open.
   */
  recovered(): boolean;
};

/** `changed` is called when a fault begins, becomes another, or ends. */
export function createHealth(
  db: Writer,
  changed: () => void,
): Health & { wrote(): void; hold(why: StoreError | null): void } {
  let current: StoreError | null = null;
  let held: StoreError | null = null;
  const set = (next: StoreError | null) => {
    if (current?.code === 'damaged' || current?.code === next?.code) return;
    // With a long timeout each statement would block the windows while another program has the store.
    if (next?.code === 'busy') db.pragma('busy_timeout = 50');
    else if (current?.code === 'busy') db.pragma(`busy_timeout = ${BUSY_PATIENCE}`);
    current = next;
    changed();
  };
  const report = (error: unknown): StoreError | null => {
    // Without a cause this code made it, about something else than this connection.
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
