import { dirname } from 'node:path';
import type { Core } from '../store/context.ts';
import { removeCopies } from '../store/copyBefore.ts';
import { isRewritten, noteRewritten } from '../store/rewritten.ts';
import {
  forgetMovedWords,
  forgetRemovedNames,
  holdsMovedWords,
  holdsRemovedNames,
} from '../store/searchIndexes.ts';
import { emptyLog, rewriteFile } from '../store/upkeep.ts';

/**
 * Removes what was erased from the file as well. The store overwrites what it deletes (secure_delete); what
 * was deleted before that setting lies in free space until the file is rewritten, which is done once, takes
 * seconds, and belongs on a thread (rewriteStore). So do the indexes of names and of texts, which are written
 * anew where contacts were removed or texts changed their reader since (store/schema/search.ts). Then the
 * write-ahead log is emptied, whose old pages still have the words. A copy from before an update is deleted
 * too. Returns false where somebody was reading, so it must be done again.
 */
export function cleanFile(core: Pick<Core, 'db' | 'write'>): boolean {
  const { db } = core;
  if (!db.memory) removeCopies(dirname(db.name));
  if (!isRewritten(db)) {
    rewriteFile(db);
    core.write((tx) => noteRewritten(tx.db));
  }
  if (holdsRemovedNames(db)) core.write((tx) => forgetRemovedNames(tx.db));
  if (holdsMovedWords(db)) core.write((tx) => forgetMovedWords(tx.db));
  // Waiting for a thread that reads would make everybody else wait.
  return emptyLog(db, { waits: false });
}
