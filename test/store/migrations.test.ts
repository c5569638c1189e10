import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stopFirst } from '../../main/core/people/urgency.ts';
import { migrate } from '../../main/core/store/migrate.ts';
import { migrations, newestVersion } from '../../main/core/store/migrations.ts';
import { openMemory } from '../../main/core/store/open.ts';
import { all } from '../../main/core/store/statement.ts';
import { StoreError, type Writer } from '../../main/core/store/types.ts';
import { sentenceColumns } from '../helpers/sentences.ts';
import { plant, versionOf } from './planted.ts';

let db: Writer;
beforeEach(() => {
  db = openMemory();
});
afterEach(() => db.close());

const parts = () => db.prepare('SELECT * FROM sqlite_schema ORDER BY name').all();

test('a new store has the newest version, foreign keys that hold, and an index that agrees with its texts', () => {
  expect(versionOf(db)).toBe(newestVersion());
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  plant(db);
  expect(() => db.exec("UPDATE message SET conversation_id = 'nobody' WHERE id = 'm'")).toThrow(/FOREIGN/);
  db.exec("INSERT INTO text_index (text_index, rank) VALUES ('integrity-check', 1)");
  db.exec("INSERT INTO opt_out_index (opt_out_index, rank) VALUES ('integrity-check', 1)");
  db.exec("INSERT INTO name_index (name_index, rank) VALUES ('integrity-check', 1)");
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
});

test('versions only rise, and every step has a name of its own', () => {
  const versions = migrations.map(({ version }) => version);
  expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
  expect(new Set(migrations.map(({ name }) => name)).size).toBe(migrations.length);
});

test('the schema itself refuses a second first text and a second confirmation', () => {
  plant(db);
  const refused = (sql: string, why: RegExp) => expect(() => db.exec(sql), sql).toThrow(why);
  // Design, rule 12: no second first text, unless the provider surely did not take the one before.
  const again = `INSERT INTO message (id, conversation_id, subject, direction, kind, body, state, at, created_at, rev)
    VALUES ('m2', 'c', 'subject', 'out', 'initial', 'Hi', 'queued', 1, 1, 'r')`;
  refused(again, /UNIQUE/);
  db.exec("UPDATE message SET state = 'failed', provider_id = 'p', connection_id = 'n' WHERE id = 'm'");
  refused(again, /UNIQUE/);
  db.exec("UPDATE message SET provider_id = NULL WHERE id = 'm'");
  db.exec(again);
  // Design, rule 5: one confirmation for each opt-out.
  const confirm = (id: string) =>
    db.exec(`INSERT INTO message (id, subject, direction, kind, body, state, opt_out_id, at, created_at, rev)
      VALUES ('${id}', 'subject', 'out', 'confirmation', 'Bye', 'queued', 'o', 1, 1, 'r')`);
  confirm('f');
  expect(() => confirm('g')).toThrow(/UNIQUE/);
  refused("UPDATE message SET state = 'on its way'", /CHECK/);
  refused("UPDATE conversation SET opt_state = 'hidden'", /CHECK/);
  refused("UPDATE campaign SET state = 'running'", /CHECK/);
  refused("UPDATE connection SET state = 'good'", /CHECK/);
  refused("UPDATE account SET role = 'owner'", /CHECK/);
  refused("INSERT INTO erasure (id, subject, reason, at) VALUES ('f', 's', 'Ana rang', 1)", /CHECK/);
  db.exec(`INSERT INTO ledger (id, chain, position, clock, actor, kind, payload, previous_hash, hash)
    VALUES ('1', 'd', 1, 'c', 'heed', 'k', '{}', '0', '1')`);
  refused("UPDATE ledger SET kind = 'x'", /append-only/);
  refused('DELETE FROM ledger', /append-only/);
});

test('the indexes of actions are found by the order that the lists ask for', () => {
  const list = `SELECT id FROM action a WHERE a.state = 'open' ORDER BY ${stopFirst('a')}, a.decide_by, a.id`;
  const plan = JSON.stringify(db.prepare(`EXPLAIN QUERY PLAN ${list}`).all());
  expect(plan).toContain('action_urgent');
  expect(plan).not.toContain('TEMP B-TREE');
});

test('a store of a newer version is refused in a sentence that says what to do, and is left as it is', () => {
  db.pragma(`user_version = ${newestVersion() + 5}`);
  const before = parts();
  expect(() => migrate(db)).toThrow(StoreError);
  expect(() => migrate(db)).toThrow(/written by a newer Heed.*Install the newest Heed/);
  expect(parts()).toEqual(before);
  expect(versionOf(db)).toBe(newestVersion() + 5);
});

test.each<[string, (db: Writer) => void, RegExp]>([
  ['an error in the middle', (to) => to.exec('CREATE TABLE extra (a); DROP TABLE absent'), /no such table/],
  ['rows that refer to nothing', (to) => to.exec("DELETE FROM message WHERE id = 'r'"), /refer to nothing/],
])('a step that fails leaves the store as it was: %s', (_, change, why) => {
  plant(db);
  const before = [parts(), db.prepare('SELECT * FROM message').all()];
  const next = newestVersion() + 1;
  const good = { version: next, name: 'good', change: 'CREATE TABLE good (a)' };
  expect(() => migrate(db, [...migrations, good, { version: next + 1, name: 'bad', change }])).toThrow(why);
  expect([parts(), db.prepare('SELECT * FROM message').all()]).toEqual(before);
  expect(versionOf(db)).toBe(newestVersion());
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
});

test('a store goes as far as it is asked to, step by step, and no step is taken twice', () => {
  const made = new Database(':memory:') as unknown as Writer;
  const steps = [1, 2, 3].map((version) => ({
    version,
    name: `step ${version}`,
    change: `CREATE TABLE t${version} (a)`,
  }));
  expect(migrate(made, steps, 2)).toBe(2);
  expect(migrate(made, steps)).toBe(3);
  expect(migrate(made, steps)).toBe(3);
  expect(made.prepare('SELECT count(*) AS n FROM sqlite_schema').get()).toEqual({ n: 3 });
  made.close();
});

test('each column that tells people why is known to hold stored sentences, or what else it holds', () => {
  const known = new Set(sentenceColumns().map(([table, column]) => `${table}.${column}`));
  // What a person wrote about a case, and codes for which the screen has the words.
  const others = new Set([
    'action.answer',
    'answer.ended_why',
    'erasure.reason',
    'job_refusal.why',
    'message_picture.problem',
    'number_fact.ended_why',
    'review.note',
    'review_item.reasons',
  ]);
  const columns = all<{ table: string; name: string }>(
    db,
    `SELECT t.name AS "table", c.name FROM pragma_table_list t JOIN pragma_table_xinfo(t.name) c
     WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite%'`,
  ).map(({ table, name }) => `${table}.${name}`);
  const telling = columns.filter((name) => /(detail|reasons?|why|note|answer|error|problem)$/.test(name));
  expect(telling.filter((name) => !known.has(name) && !others.has(name))).toEqual([]);
  expect([...known, ...others].filter((name) => !columns.includes(name))).toEqual([]);
});
