import Database from 'better-sqlite3';
import { migrate } from '../store/migrate.ts';
import { migrations } from '../store/migrations/index.ts';
import type { Writer } from '../store/types.ts';
import { StoreTaskError } from './storeWorkerClient.ts';

type Part = {
  readonly type: string;
  readonly name: string;
  readonly of: string;
  readonly sql: string | null;
};

const partsOf = (db: Database.Database): readonly Part[] =>
  db
    .prepare<[], Part>(
      'SELECT type, name, tbl_name AS "of", sql FROM sqlite_schema ORDER BY type, name, tbl_name, sql',
    )
    .all();

/** SQLite's own notes about its indexes (PRAGMA optimize). They steer it, so they are not taken over either. */
const NOTES: ReadonlyMap<string, string> = new Map([
  ['sqlite_stat1', 'CREATE TABLE sqlite_stat1(tbl,idx,stat)'],
  ['sqlite_stat4', 'CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)'],
]);
const isNote = ({ type, name, of, sql }: Part) => type === 'table' && name === of && NOTES.get(name) === sql;

/** What a store of this version consists of, as this Heed makes it. */
function ownParts(version: number): readonly Part[] {
  const fresh = new Database(':memory:');
  try {
    migrate(fresh as unknown as Writer, migrations, version);
    return partsOf(fresh);
  } finally {
    fresh.close();
  }
}

/**
 * Looks at a file that somebody else may have made, before anything in it runs: it opened with a passphrase, so they could write into it
 * what they liked. Each table, index, trigger and view must be word for word Heed's own of that version. The index of texts is made
 * anew from the texts, since its pages are a format of their own that nothing else checks; then every page is read. Wants the file for
 * itself. A file of a newer Heed is left to whoever opens it, who refuses it by name. @throws StoreTaskError forged, damaged
 */
export function examineBrought(db: Database.Database): void {
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > (migrations.at(-1)?.version ?? 0)) return;
  const own = ownParts(version);
  const parts = partsOf(db);
  if (JSON.stringify(parts.filter((part) => !isNote(part))) !== JSON.stringify(own))
    throw new StoreTaskError('forged', 'The file holds something that Heed did not put there.');
  try {
    for (const { name } of parts.filter(isNote)) db.exec(`DROP TABLE ${name}`);
    if (own.some(({ name }) => name === 'text_index'))
      db.exec("INSERT INTO text_index (text_index) VALUES ('rebuild')");
    if (db.pragma('quick_check(1)', { simple: true }) === 'ok') return;
  } catch (error) {
    throw new StoreTaskError('damaged', error instanceof Error ? error.message : 'The file is damaged.');
  }
  throw new StoreTaskError('damaged', 'The file is damaged.');
}
