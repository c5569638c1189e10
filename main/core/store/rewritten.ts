import { addMeta } from './meta.ts';
import { one } from './statement.ts';
import type { Reader, Writer } from './types.ts';

const KEY = 'rewritten-since-secure-delete';

/** Whether no free space of the file holds what was deleted before Heed overwrote what it deletes. */
export function isRewritten(db: Reader): boolean {
  return one(db, 'SELECT 1 FROM meta WHERE key = ?', KEY) !== undefined;
}

/** Of a file that was just made, or was just rewritten. */
export function noteRewritten(db: Writer): void {
  addMeta(db, KEY, '1');
}
