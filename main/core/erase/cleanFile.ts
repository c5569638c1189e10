import { dirname } from 'node:path';
import type { Core } from '../store/context.ts';
import { removeCopies } from '../store/copyBefore.ts';
import { isRewritten, noteRewritten } from '../store/rewritten.ts';
import { emptyLog, rewriteFile } from '../store/upkeep.ts';

/**
 * Takes what was erased out of the file as well. The store overwrites what it deletes (secure_delete); what
 * was deleted before that was so lies in free space until the file is rewritten, which is done once, takes
 * seconds, and belongs on a thread (rewriteStore). Then the write-ahead log is emptied, whose old pages still
 * hold the words. A copy of the store from before an update goes too. Returns false where somebody was reading, so that it must be done again.
 */
export function cleanFile(core: Pick<Core, 'db' | 'write'>): boolean {
  const { db } = core;
  if (!db.memory) removeCopies(dirname(db.name));
  if (!isRewritten(db)) {
    rewriteFile(db);
    core.write((tx) => noteRewritten(tx.db));
  }
  // Whoever waited for a thread that reads would keep everybody else waiting.
  return emptyLog(db, { waits: false });
}
