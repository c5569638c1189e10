import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Waits until a file, or the names in a folder, are on the disk. */
export function flush(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } catch (error) {
    // Some systems flush no folders; their files are flushed all the same.
    if (
      !(
        error instanceof Error &&
        'code' in error &&
        ['EINVAL', 'EPERM', 'EISDIR'].includes(String(error.code))
      )
    )
      throw error;
  } finally {
    closeSync(handle);
  }
}
