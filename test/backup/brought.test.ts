import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { examineBrought } from '../../main/core/backup/broughtFile.ts';
import { asCoreError } from '../../main/core/backup/errorText.ts';
import { unlock } from '../../main/core/store/cipher.ts';
import { migrate } from '../../main/core/store/migrate.ts';
import { migrations } from '../../main/core/store/migrations.ts';
import { connect, openMemory, openStore, STORE_FILE } from '../../main/core/store/open.ts';
import { all, one } from '../../main/core/store/statement.ts';
import type { Reader, Writer } from '../../main/core/store/types.ts';
import { ThreadFailed } from '../../main/core/threads/failure.ts';
import { quickPasswords } from '../helpers/quickPasswords.ts';
import { computers, coreOf, organisation, PASSPHRASE } from './computers.ts';

/** A file from somebody else with its passphrase: they could have written anything into it. */

quickPasswords();
const raw = (db: Reader) => db as unknown as Database.Database;
const TRIGGER =
  'CREATE TRIGGER extra AFTER INSERT ON opt_out BEGIN UPDATE opt_out SET reversed = 1 WHERE id = NEW.id; END';

describe('a schema that is not exactly Heed’s own is refused', () => {
  test.each([
    ['a trigger', TRIGGER],
    ['a view', 'CREATE VIEW extra AS SELECT 1'],
    ['a table', 'CREATE TABLE extra (a)'],
    ['an index', 'CREATE INDEX extra ON message (state)'],
    ['a table of another kind', "CREATE VIRTUAL TABLE extra USING fts5 (a, detail = 'none')"],
    ['a missing trigger', 'DROP TRIGGER message_word_add'],
    ['a changed trigger', `DROP TRIGGER message_word_add; ${TRIGGER.replace('extra', 'message_word_add')}`],
    [
      'a changed view',
      'DROP VIEW message_words; CREATE VIEW message_words (seq, reader, body) AS SELECT 1, 2, 3',
    ],
    ['a column more', 'ALTER TABLE message ADD COLUMN extra TEXT'],
    ['no version', 'PRAGMA user_version = 0'],
    ['a version that never was', 'PRAGMA user_version = -1'],
  ])('%s', (_, sql) => {
    const db = openMemory();
    examineBrought(raw(db));
    db.exec(sql);
    expect(() => examineBrought(raw(db))).toThrow(
      expect.objectContaining({ name: 'ThreadFailed', code: 'forged' }),
    );
    db.close();
  });

  test('Heed’s own schema is accepted in every version; a newer one is refused later, with its version', () => {
    for (const { version } of migrations) {
      const db = new Database(':memory:');
      migrate(db as unknown as Writer, migrations, version);
      examineBrought(db);
      db.pragma('user_version = 100000');
      examineBrought(db);
      expect(() => migrate(db as unknown as Writer)).toThrow(expect.objectContaining({ code: 'newer' }));
      db.close();
    }
  });

  test('SQLite’s own notes are not taken over, and what only calls itself so is refused', () => {
    const db = raw(openMemory());
    db.exec('ANALYZE');
    const notes = () => db.prepare("SELECT name FROM sqlite_schema WHERE name GLOB 'sqlite_stat*'").all();
    expect(notes()).toHaveLength(2);
    examineBrought(db);
    expect(notes()).toEqual([]);
    db.exec('ANALYZE');
    db.unsafeMode(true);
    db.pragma('writable_schema = ON');
    db.exec("UPDATE sqlite_schema SET sql = replace(sql, 'idx', 'idx UNIQUE') WHERE name = 'sqlite_stat1'");
    expect(() => examineBrought(db)).toThrow(expect.objectContaining({ code: 'forged' }));
    db.close();
  });

  test('rows that no Heed could have written are damage', () => {
    const db = openMemory();
    db.pragma('ignore_check_constraints = ON');
    db.exec("INSERT INTO tag (id, name, tone, rev) VALUES ('1', 'Forged', 'loud', '1')");
    db.pragma('ignore_check_constraints = OFF');
    expect(() => examineBrought(raw(db))).toThrow(expect.objectContaining({ code: 'damaged' }));
    db.close();
  });

  test.each([
    [
      'cause of an opt-out',
      `INSERT INTO opt_out (id, subject, cause, automatic, said_at, received_at, at)
        VALUES ('1', 's', 'forged', 0, 1, 1, 1)`,
    ],
    [
      'kind of a task',
      `INSERT INTO action (id, kind, subject, opened_at, due_at, state, rev) VALUES ('1', 'forged', 's', 1, 1, 'open', '1')`,
    ],
    [
      'region of a campaign',
      `INSERT INTO campaign (id, name, region, profile, state, script, created_at, rev)
        VALUES ('1', 'n', 'XX', 'provider-1', 'draft', '', 1, '1')`,
    ],
  ])('so is an unknown %s', (_, sql) => {
    const db = openMemory();
    db.exec(sql);
    expect(() => examineBrought(raw(db))).toThrow(expect.objectContaining({ code: 'damaged' }));
    db.close();
  });

  test.each([
    ['idleLockMinutes', '"abc"'],
    ['quietHours', 'null'],
    ['quietHours', '{"sendFrom":0,"sendUntil":1440}'],
    ['quietHours', '{"sendFrom":1200,"sendUntil":600}'],
    ['autoOptOut', '{'],
    ['review-sampling', '5'],
    ['report-schedule', '{"every":"never","folder":7}'],
    ['report-schedule', 'null'],
    ['back-ups', '{"hourly":"x"}'],
    ['resultColumns', '[]'],
    ['registration', '{}'],
  ])('so is a setting that no Heed can read: %s %s', (key, value) => {
    const db = openMemory();
    db.prepare("INSERT INTO setting (key, value, rev) VALUES (?, ?, '1')").run(key, value);
    expect(() => examineBrought(raw(db))).toThrow(expect.objectContaining({ code: 'damaged' }));
    db.close();
  });

  test('the index of texts is not taken over', () => {
    const db = raw(openMemory());
    db.exec(`INSERT INTO message (id, subject, direction, kind, body, state, at, created_at, rev)
      VALUES ('1', 's', 'in', 'inbound', 'Hello there', 'received', 1, 1, '1')`);
    const find = () => db.prepare("SELECT rowid FROM text_index WHERE text_index MATCH 'hello'").all();
    expect(find()).toHaveLength(1);
    db.unsafeMode(true);
    db.exec("UPDATE text_index_data SET block = x'00ff00ff000000ff' WHERE id > 10");
    db.unsafeMode(false);
    expect(find).toThrow(/corruption/);
    examineBrought(db);
    expect(find()).toHaveLength(1);
    db.close();
  });

  test('each is told in words of its own', () => {
    const words = ['forged', 'damaged', 'wrong-key', 'SQLITE_IOERR'].map((code) =>
      String(asCoreError(new ThreadFailed(code, ''))),
    );
    expect(words[0]).toContain('something that Heed did not put there');
    expect(new Set(words).size).toBe(4);
  });
});

describe('over the API', () => {
  let site: ReturnType<typeof computers>;
  beforeEach(() => {
    site = computers();
  });
  afterEach(() => site.close());

  test('neither a running console nor a new one takes it, and nothing is changed', async () => {
    const { made, core, admin } = await organisation(site.computer('ours'));
    const copy = await made.backups().export({ passphrase: PASSPHRASE, move: false, actorId: admin });
    // The passphrase is stretched with the file's own salt; a newer cipher library might keep the store's
    // salt.
    const saltOf = (exported: string) => readFileSync(exported).toString('hex', 0, 16);
    expect(saltOf(copy.path)).not.toBe(saltOf(join(core.storeDir, STORE_FILE)));
    const forged = join(site.folder, 'forged');
    const file = new Database(copy.path);
    unlock(file, { passphrase: PASSPHRASE });
    file.exec(TRIGGER);
    file.close();
    copyFileSync(copy.path, forged);

    const before = one(core.db, 'SELECT count(*) AS n FROM ledger');
    await expect(
      made.backups().import({ file: forged, passphrase: PASSPHRASE, actorId: admin }),
    ).rejects.toThrow(/something that Heed did not put there/);
    expect(one(core.db, 'SELECT count(*) AS n FROM ledger')).toEqual(before);
    expect(all(core.db, "SELECT 1 FROM sqlite_schema WHERE name = 'extra'")).toEqual([]);

    const there = await site.computer('new').open();
    await expect(there.importNew(copy.path, PASSPHRASE, null)).rejects.toMatchObject({ code: 'forged' });
    expect(there.phase()).toBe('first-run');
    expect(() => coreOf(there)).toThrow();
  });

  test('no function of a schema runs with more than it needs', () => {
    const dir = join(site.folder, 'store');
    const key = '7'.repeat(64);
    openStore(dir, key).close();
    const db = connect(join(dir, STORE_FILE), key, true);
    expect(db.pragma('trusted_schema', { simple: true })).toBe(0);
    expect(db.pragma('cell_size_check', { simple: true })).toBe(1);
    db.close();
  });
});
