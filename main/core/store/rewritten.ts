import { addMeta } from './meta.ts';
import { one } from './statement.ts';
import type { Reader, Writer } from './types.ts';

const KEY = 'rewritten-since-secure-delete';

/** Whether the file's free space is clean of what was deleted before Heed overwrote what it deletes. */
export function isRewritten(db: Reader): boolean {
  return one(db, 'SELECT 1 FROM meta WHERE key = ?', KEY) !== undefined;
}

/** Notes that a file was just made or rewritten. */
export function noteRewritten(db: Writer): void {
  addMeta(db, KEY, '1');
}
