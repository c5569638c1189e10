import Database from 'better-sqlite3';
import { Job } from '../../../shared/contract/lists.ts';
import { WebhookEvent } from '../../../shared/contract/webhooksOut.ts';
import { ProviderName } from '../../../shared/providers/index.ts';
import { QuestionKind } from '../../../shared/questions/script.ts';
import { OptOutCause } from '../../../shared/schema/causes.ts';
import { GuardRule } from '../../../shared/schema/guardRules.ts';
import { ActionKind, MessageKind, Profile, Region } from '../../../shared/schema/words.ts';
import { ALL_FACTS } from '../people/facts.ts';
import { settingsAreReadable } from '../settings/shapes.ts';
import { migrate } from '../store/migrate.ts';
import { migrations, newestVersion } from '../store/migrations.ts';
import { recount } from '../store/recount.ts';
import { buildIndexes } from '../store/searchIndexes.ts';
import type { Reader, Writer } from '../store/types.ts';
import { ThreadFailed } from '../threads/failure.ts';

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

/**
 * SQLite's own statistics about its indexes (PRAGMA optimize). They influence its plans, so they are not
 * taken over either.
 */
const NOTES: ReadonlyMap<string, string> = new Map([
  ['sqlite_stat1', 'CREATE TABLE sqlite_stat1(tbl,idx,stat)'],
  ['sqlite_stat4', 'CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)'],
]);
const isNote = ({ type, name, of, sql }: Part) => type === 'table' && name === of && NOTES.get(name) === sql;

/** The tables, indexes, triggers and views of a store of this version, as this Heed makes them. */
function ownParts(version: number): readonly Part[] {
  const fresh = new Database(':memory:');
  try {
    migrate(fresh as unknown as Writer, migrations, version);
    return partsOf(fresh);
  } finally {
    fresh.close();
  }
}

/** Words that the schema does not check (store/schema/index.ts), since their lists grow. */
const WORDS: readonly (readonly [table: string, column: string, words: readonly string[]])[] = [
  ['opt_out', 'cause', OptOutCause.options],
  ['action', 'kind', ActionKind.options],
  ['message', 'kind', MessageKind.options],
  ['campaign', 'region', Region.options],
  ['campaign', 'profile', Profile.options],
  ['connection', 'provider', ProviderName.options],
  ['connection', 'profile', Profile.options],
  ['number_fact', 'kind', ALL_FACTS],
  ['job', 'kind', Job.shape.kind.options],
  ['job', 'state', Job.shape.state.options],
  ['message', 'rule', GuardRule.options],
  ['prevented', 'rule', GuardRule.options],
  ['question', 'kind', QuestionKind.options],
  ['webhook_delivery', 'type', WebhookEvent.shape.type.options],
];

const holdsUnknownWord = (db: Database.Database): boolean =>
  WORDS.some(
    ([table, column, words]) =>
      db
        .prepare(`SELECT 1 FROM ${table} WHERE ${column} NOT IN (SELECT value FROM json_each(?)) LIMIT 1`)
        .get(JSON.stringify(words)) !== undefined,
  );

/**
 * Checks a file that somebody else may have made, before anything in it runs: whoever knows its passphrase
 * could have written anything into it. Each table, index, trigger and view must be word for word Heed's own
 * of that version. The indexes of texts, names and opt-outs are built again, since nothing else checks their
 * pages, and the counters are counted anew; then every page, every word of a closed list and every setting
 * is read. Needs the file for itself. A file of a newer Heed is refused where it is opened. @throws
 * ThreadFailed forged, damaged
 */
export function examineBrought(db: Database.Database): void {
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > newestVersion()) return;
  const own = ownParts(version);
  const parts = partsOf(db);
  if (JSON.stringify(parts.filter((part) => !isNote(part))) !== JSON.stringify(own))
    throw new ThreadFailed('forged', 'The file holds something that Heed did not put there.');
  try {
    for (const { name } of parts.filter(isNote)) db.exec(`DROP TABLE ${name}`);
    buildIndexes(db, (index) => own.some(({ name }) => name === index));
    if (own.some(({ name }) => name === 'fact_count')) db.transaction(() => recount(db))();
    const whole = db.pragma('quick_check(1)', { simple: true }) === 'ok';
    if (whole && !holdsUnknownWord(db) && settingsAreReadable(db as unknown as Reader)) return;
  } catch (error) {
    throw new ThreadFailed('damaged', error instanceof Error ? error.message : 'The file is damaged.');
  }
  throw new ThreadFailed('damaged', 'The file is damaged.');
}
