import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { keep, written } from '../../../shared/text/stored.ts';
import { verify } from '../ledger/verify.ts';
import { encryptAnew, type Lock, unlock } from '../store/cipher.ts';
import { flush } from '../store/flush.ts';
import { connect, connectReader, type StoreKey } from '../store/open.ts';
import { miscounted } from '../store/recount.ts';
import { one } from '../store/statement.ts';
import { ThreadFailed } from '../threads/failure.ts';
import { examineBrought } from './broughtFile.ts';
import { organisationIdOf } from './keyRing.ts';
import type { Checked } from './storeWorkerClient.ts';

/**
 * Copies a store that may be in use: SQLite reads it as it is at one moment (VACUUM INTO, in a read
 * transaction), while the writer goes on. The copy has the same cipher and key, without the free space in
 * which deleted words may still be. SQLite's page-by-page back-up call refuses encrypted files.
 */
export function copyStore(from: string, key: StoreKey, to: string): void {
  const db = connect(from, key, true);
  try {
    // Every page is read and written once, in order: a larger cache takes 24 MB more and no less time.
    db.pragma('cache_size = -4096');
    db.prepare('VACUUM INTO ?').run(to);
  } finally {
    db.close();
  }
  flush(to);
  flush(dirname(to));
}

/**
 * Reads every page (the cipher authenticates each), and recomputes ledger and opt-outs; with `counts` the
 * counters too. `onRow` is called at each row. Throws where the file does not open, and what `onRow` throws.
 */
export function checkFile(
  file: string,
  key: StoreKey,
  onRow: () => void = () => {},
  counts = false,
): Checked {
  const db = connectReader(file, key);
  try {
    const found = verify(db, onRow);
    onRow();
    const pages = one<{ said: string }>(
      db,
      'SELECT integrity_check AS said FROM pragma_integrity_check',
    )?.said;
    const problems =
      pages === 'ok'
        ? found.problems
        : [...found.problems, keep('backup:pages', { pages: written(String(pages)) })];
    const subjectKey = one<{ value: string }>(db, "SELECT value FROM meta WHERE key = 'subject-key'");
    onRow();
    return {
      ...found,
      problems,
      miscounted: counts ? miscounted(db) : [],
      version:
        one<{ version: number }>(db, 'SELECT user_version AS version FROM pragma_user_version')?.version ?? 0,
      organisation: organisationIdOf(subjectKey?.value ?? ''),
    };
  } finally {
    db.close();
  }
}

/**
 * Encrypts a file again that nobody else uses. A passphrase is stretched with a random salt, which is in the
 * file. A file with a passphrase is examined first, since somebody else may have made it. @throws
 * ThreadFailed wrong-key, forged, damaged
 */
export function rekeyFile(file: string, from: Lock, to: Lock): void {
  const db = new Database(file);
  try {
    unlock(db, from);
    try {
      db.prepare('SELECT count(*) FROM sqlite_schema').get();
    } catch {
      throw new ThreadFailed('wrong-key', 'The passphrase is wrong, or this is not a file of Heed.');
    }
    db.pragma('journal_mode = DELETE');
    if ('passphrase' in from) examineBrought(db);
    encryptAnew(db, to);
  } finally {
    db.close();
  }
  flush(file);
}
