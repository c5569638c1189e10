import { closeSync, fsyncSync, openSync } from 'node:fs';
import { codeOf } from '../base/errors.ts';

/** Waits until a file, or the names in a folder, are on the disk. */
export function flush(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } catch (error) {
    // Some systems flush no folders; their files are flushed all the same.
    if (!['EINVAL', 'EPERM', 'EISDIR'].includes(codeOf(error))) throw error;
  } finally {
    closeSync(handle);
  }
}
