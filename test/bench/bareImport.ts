import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse/sync';

/** Columns of the generated file, and of the bare table. */
export const COLUMNS = ['first_name', 'last_name', 'phone', 'postcode', 'id', 'notes'] as const;

const TABLE = `CREATE TABLE contact (${COLUMNS.map((name) => `${name} TEXT`).join(', ')});
CREATE UNIQUE INDEX contact_phone ON contact (phone);`;

/**
 * The least work that an import can be: the cells of a file go into a plain table with a unique index, not
 * encrypted.
 */
export type BareImport = {
  readonly name: string;
  /** Makes an empty store with the table in it. */
  prepare(file: string): void;
  /** Throws where not every row arrived. */
  run(file: string): void;
};

/** `sqlite3 .import` where the machine has it, else a prepared insert of what csv-parse reads. */
export function bareImport(csv: string, rows: number): BareImport {
  const { status } = spawnSync('sqlite3', ['--version']);
  const [name, work] =
    status === 0
      ? ['sqlite3 .import', (file: string) => withCommand(file, csv)]
      : ['csv-parse and a prepared insert', (file: string) => withInsert(file, csv)];
  return {
    name,
    prepare: (file) => using(file, (db) => db.exec(TABLE)),
    run: (file) => {
      work(file);
      const found = using(file, (db) => db.prepare('SELECT count(*) FROM contact').pluck().get());
      if (found !== rows) throw new Error(`${name} brought ${found} rows of ${rows}.`);
    },
  };
}

function withCommand(file: string, csv: string): void {
  const script = `.import --csv --skip 1 "${csv.replaceAll('\\', '/')}" contact\n`;
  const { status, stderr } = spawnSync('sqlite3', ['-bail', file], { input: script, encoding: 'utf8' });
  if (status !== 0 || stderr !== '') throw new Error(`sqlite3 .import failed: ${stderr}`);
}

function withInsert(file: string, csv: string): void {
  using(file, (db) => {
    const insert = db.prepare(`INSERT INTO contact VALUES (${COLUMNS.map(() => '?').join(', ')})`);
    db.transaction(() => {
      for (const cells of parse(readFileSync(csv), { from_line: 2 })) insert.run(...cells);
    })();
  });
}

function using<T>(file: string, work: (db: Database.Database) => T): T {
  const db = new Database(file);
  try {
    return work(db);
  } finally {
    db.close();
  }
}
