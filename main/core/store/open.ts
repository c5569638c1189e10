import { join } from 'node:path';
import Database from 'better-sqlite3';
import { keep } from '../../../shared/text/stored.ts';
import { faultPoint } from '../base/faultPoint.ts';
import { isOfDevelopment, type StoreKey, unlock } from './cipher.ts';
import { copyBefore } from './copyBefore.ts';
import { migrate } from './migrate.ts';
import { type Migration, migrations } from './migrations.ts';
import { makeFolder, refuseLost, refuseRemains, STORE_FILE } from './presence.ts';
import { noteRewritten } from './rewritten.ts';
import { troubleOf } from './trouble.ts';
import { BUSY_PATIENCE, type Reader, StoreError, type Writer } from './types.ts';

export { STORE_FILE, type StoreKey };

/**
 * Pages of the log that are copied into the file at once. A page that changes often is then copied once for
 * many commits; with 1,000 pages copying costs a seventh of the texts that leave in a second.
 */
export const LOG_PAGES = 4000;

/** 'HEED' as a number: distinguishes our files from other SQLite files. */
const APPLICATION_ID = 0x48454544;

function prove(db: Database.Database, key: StoreKey): void {
  try {
    db.pragma('schema_version');
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
  } catch (error) {
    // With a wrong key, or a damaged first page, the file does not read as a database.
    const other = troubleOf(error);
    if (other && other.code !== 'damaged') throw other;
    if (isOfDevelopment(db.name, key))
      throw new StoreError('foreign', keep('store:development'), keep('store:otherFolder'));
    throw new StoreError('wrong-key', keep('store:unreadable'), keep('store:checkKey'), { cause: error });
  }
  const id = Number(db.pragma('application_id', { simple: true }));
  const tables = db.prepare('SELECT count(*) AS n FROM sqlite_schema').get() as { n: number };
  if (id !== APPLICATION_ID && tables.n > 0) {
    throw new StoreError('foreign', keep('store:foreign'), keep('store:otherFolder'));
  }
}

/**
 * Opens a connection to a file of ours, wherever it is, and checks that the key opens it. Throws StoreError.
 */
export function connect(file: string, key: StoreKey, readonly: boolean): Database.Database {
  if (!/^[0-9a-f]{64}$/.test(key)) {
    throw new StoreError('wrong-key', keep('store:keyMalformed'), keep('store:restoreKey'));
  }
  let db: Database.Database;
  try {
    db = new Database(file, { readonly, timeout: BUSY_PATIENCE });
  } catch (error) {
    throw new StoreError('unwritable', keep('store:cannotOpen'), keep('store:checkFolder'), { cause: error });
  }
  try {
    unlock(db, { key });
    // If somebody tampered with the file, no function that could do harm runs from its schema.
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    prove(db, key);
    db.pragma('foreign_keys = ON');
    db.pragma(`busy_timeout = ${BUSY_PATIENCE}`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** A connection to a file of ours that can only read. Throws StoreError. */
export function connectReader(file: string, key: StoreKey): Reader {
  const db = connect(file, key, true);
  db.pragma('query_only = ON');
  return db as Database.Database & Reader;
}

/**
 * Opens the store for writing and brings it up to date, after copying it as it was; makes it when the folder
 * holds none. WAL, synchronous FULL, foreign keys on. Throws StoreError with a remedy; never makes an empty
 * store where one exists. `steps` are for tests.
 */
export function openStore(dataDir: string, key: StoreKey, steps: readonly Migration[] = migrations): Writer {
  makeFolder(dataDir);
  refuseRemains(dataDir);
  const db = connect(join(dataDir, STORE_FILE), key, false) as Writer;
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    // Until a thread does it (checkpoints.ts), and while none can.
    db.pragma(`wal_autocheckpoint = ${LOG_PAGES}`);
    // A log that had to become longer is cut when it begins anew; what is usual stays, to be overwritten.
    db.pragma(`journal_size_limit = ${2 * LOG_PAGES * (4096 + 24)}`);
    db.pragma('cache_size = -65536');
    // Erased data must leave the file as well (main/core/erase).
    db.pragma('secure_delete = ON');
    const fresh = Number(db.pragma('application_id', { simple: true })) === 0;
    if (fresh) db.pragma(`application_id = ${APPLICATION_ID}`);
    faultPoint('migration.created');
    copyBefore(db, steps);
    migrate(db, steps);
    if (fresh) noteRewritten(db);
    return db;
  } catch (error) {
    db.close();
    throw troubleOf(error) ?? error;
  }
}

/** Opens a connection that can only read, for worker threads and long reads. */
export function openReader(dataDir: string, key: StoreKey): Reader {
  // A reader comes after the store was made; an empty file would look like an empty store.
  refuseLost(dataDir);
  refuseRemains(dataDir);
  return connectReader(join(dataDir, STORE_FILE), key);
}

/** A store in memory for tests; same schema, no file. */
export function openMemory(): Writer {
  const db = new Database(':memory:') as unknown as Writer;
  db.pragma('foreign_keys = ON');
  migrate(db);
  return db;
}
