import {
  closeSync,
  constants,
  existsSync,
  fsync,
  fsyncSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { keep } from '../../../shared/text/stored.ts';
import { codeOf } from '../base/errors.ts';
import { REVISION } from './clock.ts';
import { flush } from './flush.ts';
import { StoreError } from './types.ts';

/**
 * The tide mark: the newest revision that was committed, in a file outside of the store's folder. It tells
 * two things that the store cannot tell of itself: that there was one (so a store that is gone or empty is no
 * first run), and that this one is older than what was saved (a journal cut short or damaged, an old copy put
 * in its place). SQLite takes such a store for a whole one.
 */
export type TideMark = {
  /** Revisions are written after their commit is durable, so the mark is never ahead of a whole store. */
  note(rev: string): void;
  close(): void;
};

const LINE = new RegExp(`^heed-mark 1 (${REVISION}) *\n`);
/** Of fixed length, so that each write covers the one before it. */
const lineOf = (rev: string) => `${`heed-mark 1 ${rev}`.padEnd(79)}\n`;

/**
 * The revision of the mark; an empty text for one that cannot be read, which still says that there was a
 * store; null: no mark.
 */
export function readMark(file: string): string | null {
  try {
    return LINE.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    return '';
  }
}

/** So long after a revision was noted it is on the disk. Milliseconds. */
const FLUSH_AFTER = 1000;

/**
 * Opens the mark for writing; makes it when there is none. Flushing it to the disk at each commit would cost
 * as much as the commit, so it is done a second later for all that came meanwhile, and nobody waits for it:
 * after a power cut the mark misses that second at most. A mark that cannot be written is left alone; the
 * store is what counts. `toDisk` is for tests.
 */
export function openMark(
  file: string,
  toDisk: (handle: number) => void = (handle) => fsync(handle, () => undefined),
): TideMark {
  let handle: number | null = null;
  let timer: NodeJS.Timeout | null = null;
  function open(): number {
    const made = !existsSync(file);
    const opened = openSync(file, constants.O_RDWR | constants.O_CREAT, 0o600);
    // Its name must last as well.
    if (made) flush(dirname(file));
    return opened;
  }
  function later(): void {
    timer ??= setTimeout(() => {
      timer = null;
      if (handle !== null) toDisk(handle);
    }, FLUSH_AFTER).unref();
  }
  return {
    note(rev) {
      try {
        handle ??= open();
        writeSync(handle, lineOf(rev), 0);
        later();
      } catch {
        // See above.
      }
    },
    close() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      if (handle === null) return;
      try {
        fsyncSync(handle);
      } catch {
        // See above.
      }
      closeSync(handle);
      handle = null;
    },
  };
}

/**
 * Refuses a store that lacks what the mark says was saved. `clock`: the newest revision in the store. Throws
 * StoreError.
 */
export function refuseOlder(file: string, clock: string | null): void {
  const mark = readMark(file);
  if (mark === null || mark === '' || (clock !== null && clock >= mark)) return;
  throw new StoreError('older', keep('store:older'), keep('store:olderRemedy'));
}
