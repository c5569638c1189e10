import { closeSync, fsyncSync, openSync } from 'node:fs';
import { codeOf } from '../base/errors.ts';

/** Waits until a file, or a folder's list of names, is on the disk. */
export function flush(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } catch (error) {
    // Some systems cannot flush folders; the files in them are flushed all the same.
    if (!['EINVAL', 'EPERM', 'EISDIR'].includes(codeOf(error))) throw error;
  } finally {
    closeSync(handle);
  }
}
