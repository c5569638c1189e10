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
 * two things that the store cannot: that there was a store (so one that is gone or empty is no first run),
 * and that this store is older than what was saved (its journal was cut or damaged, or an old copy was put in
 * its place), which SQLite would not notice.
 */
export type TideMark = {
  /** Called after a revision's commit is durable, so the mark is never ahead of an intact store. */
  note(rev: string): void;
  close(): void;
};

const LINE = new RegExp(`^heed-mark 1 (${REVISION}) *\n`);
/** All lines have the same length, so that each write covers the one before. */
const lineOf = (rev: string) => `${`heed-mark 1 ${rev}`.padEnd(79)}\n`;

/**
 * The revision of the mark; '' for a mark that cannot be read, which still says that there was a store; null:
 * no mark.
 */
export function readMark(file: string): string | null {
  try {
    return LINE.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    return '';
  }
}

/** Milliseconds after which a noted revision is flushed to the disk. */
const FLUSH_AFTER = 1000;

/**
 * Opens the mark for writing; makes it when there is none. Flushing it at each commit would take as long as
 * the commit, so it is flushed a second later, for all commits since, and nobody waits for it: a power cut
 * loses that second at most. A mark that cannot be written is ignored, since only the store matters. `toDisk`
 * is for tests.
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
    // Its name in the folder must be durable too.
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
        // A mark that cannot be written is ignored.
      }
    },
    close() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      if (handle === null) return;
      try {
        fsyncSync(handle);
      } catch {
        // A mark that cannot be written is ignored.
      }
      closeSync(handle);
      handle = null;
    },
  };
}

/**
 * Refuses a store that lacks what was saved according to the mark. `clock`: the newest revision in the store.
 * Throws StoreError.
 */
export function refuseOlder(file: string, clock: string | null): void {
  const mark = readMark(file);
  if (mark === null || mark === '' || (clock !== null && clock >= mark)) return;
  throw new StoreError('older', keep('store:older'), keep('store:olderRemedy'));
}
