import type Database from 'better-sqlite3';
import { removeMeta } from './meta.ts';
import { one, run } from './statement.ts';
import type { Reader, Writer } from './types.ts';

/** What concerns the indexes of words as a whole; their rows come from triggers. */

const BUILD = {
  text_index: "INSERT INTO text_index (text_index) VALUES ('rebuild')",
  name_index: "INSERT INTO name_index (name_index) VALUES ('rebuild')",
  opt_out_index: "INSERT INTO opt_out_index (opt_out_index) VALUES ('rebuild')",
};

/** Builds those of the indexes anew that the store has. */
export function buildIndexes(db: Database.Database, has: (name: string) => boolean): void {
  for (const [name, build] of Object.entries(BUILD)) if (has(name)) db.exec(build);
}

/** Whether contacts were removed whose names lie in pages of the index that wait to be merged. */
export const holdsRemovedNames = (db: Reader): boolean =>
  one(db, "SELECT 1 FROM meta WHERE key = 'names-removed'") !== undefined;

/** Writes the index of names anew without them, which takes seconds where there are many. */
export function forgetRemovedNames(db: Writer): void {
  run(db, "INSERT INTO name_index (name_index) VALUES ('optimize')");
  removeMeta(db, 'names-removed');
}

/**
 * Whether texts changed their reader since the index of texts was last written anew: their words then lie in
 * its older pages as well, from which secure-delete does not remove them.
 */
export const holdsMovedWords = (db: Reader): boolean =>
  one(db, "SELECT 1 FROM meta WHERE key = 'words-moved'") !== undefined;

/** Writes the index of texts anew, so that each word lies in it once. Takes a second for 100,000 texts. */
export function forgetMovedWords(db: Writer): void {
  run(db, "INSERT INTO text_index (text_index) VALUES ('optimize')");
  removeMeta(db, 'words-moved');
}
