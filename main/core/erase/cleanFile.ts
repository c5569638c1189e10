import type { Core } from '../context.ts';
import { one, run } from '../store/statement.ts';

const REWRITTEN = 'rewritten-since-secure-delete';

/**
 * Takes what was erased out of the file as well. The store overwrites what it deletes (secure_delete); what was deleted before that was
 * so lies in free space until the file is rewritten, which is done once. Then the write-ahead log is emptied, whose old pages
 * still hold the words. Returns false where somebody was reading, so that it must be done again.
 */
export function cleanFile(core: Pick<Core, 'db' | 'write'>): boolean {
  const { db } = core;
  if (!one(db, 'SELECT 1 FROM meta WHERE key = ?', REWRITTEN)) {
    db.exec('VACUUM');
    core.write((tx) => run(tx.db, "INSERT OR IGNORE INTO meta (key, value) VALUES (?, '1')", REWRITTEN));
  }
  const [result] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
  return result?.busy !== 1;
}
