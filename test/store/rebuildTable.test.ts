import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../../main/core/store/migrate.ts';
import { migrations, newestVersion } from '../../main/core/store/migrations.ts';
import { openMemory } from '../../main/core/store/open.ts';
import { rebuildTable } from '../../main/core/store/rebuildTable.ts';
import type { Writer } from '../../main/core/store/types.ts';
import { LATER, migrateLater, plant, versionOf } from './planted.ts';

let db: Writer;
beforeEach(() => {
  db = openMemory();
  plant(db);
});
afterEach(() => db.close());

type Part = { readonly type: string; readonly name: string; readonly sql: string | null };
const parts = () => db.prepare<[], Part>('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all();
const texts = () => db.prepare('SELECT * FROM message ORDER BY id').all() as object[];
const found = (words: string) =>
  db.prepare('SELECT rowid FROM text_index WHERE text_index MATCH ?').all(words);
const step = (change: (to: Writer) => void) =>
  migrate(db, [...migrations, { version: newestVersion() + 1, name: 'made-up', change }]);

test('rows, indexes, triggers and what refers to the table survive; the new column and word are there', () => {
  const before = texts();
  const others = parts().filter(({ name }) => name !== 'message');
  expect(migrateLater(db)).toBe(LATER.version);
  const warmths = [8, 4];
  expect(texts()).toEqual(before.map((row, index) => ({ ...row, warmth: warmths[index] })));
  expect(parts().filter(({ name }) => name !== 'message')).toEqual(others);
  expect(parts().find(({ name }) => name === 'message')?.sql).toContain("'parked'");
  db.exec("UPDATE message SET state = 'parked' WHERE id = 'm'");
  expect(() => db.exec("UPDATE message SET state = 'nonsense'")).toThrow(/CHECK/);

  // Triggers on the table, and triggers and a view elsewhere that name it.
  const insert =
    db.prepare(`INSERT INTO message (id, conversation_id, subject, direction, kind, body, state, at, created_at,
    rev, warmth) VALUES (?, 'c', 'subject', 'out', ?, ?, 'sent', 3, 3, 'r', 1)`);
  insert.run('w', 'reply', 'rhubarb');
  expect(found('rhubarb')).toHaveLength(1);
  db.exec("UPDATE conversation SET texter_id = NULL; INSERT INTO text_index (text_index) VALUES ('rebuild')");
  expect(found('reader : ra')).toEqual([]);
  expect(db.prepare('SELECT texted_at FROM conversation_fact').all()).toEqual([{ texted_at: 3 }]);
  expect(() => insert.run('x', 'initial', 'again')).toThrow(/UNIQUE/);
  expect(() => db.exec("DELETE FROM message WHERE id = 'r'")).toThrow(/FOREIGN/);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
});

test('a table that others refer to, and its children, keep each other', () => {
  const create = (parts().find(({ name }) => name === 'account')?.sql ?? '').replace(
    "'admin'",
    "'admin', 'owner'",
  );
  step((to) => rebuildTable(to, 'account', create));
  db.exec("UPDATE account SET role = 'owner'");
  expect(db.prepare('SELECT texter_id FROM conversation').get()).toEqual({ texter_id: 'a' });
  expect(() => db.exec("DELETE FROM account WHERE id = 'a'")).toThrow(/FOREIGN/);
});

test('row numbers that were used are not used again', () => {
  const create = parts().find(({ name }) => name === 'webhook_delivery')?.sql ?? '';
  step((to) => rebuildTable(to, 'webhook_delivery', create));
  db.exec(`INSERT INTO webhook_delivery (id, endpoint_id, event_id, type, fact_id, at, next_try_at, rev)
    VALUES ('d3', 'e', 'v', 'opt-out', 'o', 1, 1, 'r')`);
  expect(db.prepare('SELECT id, position FROM webhook_delivery ORDER BY position').all()).toEqual([
    { id: 'd', position: 1 },
    { id: 'd3', position: 3 },
  ]);
});

test('what does not fit fails as a whole, and the old store is left', () => {
  const create = parts().find(({ name }) => name === 'tag')?.sql ?? '';
  const before = [parts(), texts()];
  const message = parts().find(({ name }) => name === 'message')?.sql ?? '';
  const fails: readonly (readonly [RegExp, (to: Writer) => void])[] = [
    // An index uses the column that is removed.
    [/no such column/, (to) => rebuildTable(to, 'message', message.replace('error_code TEXT,', ''))],
    // A row has no value for a column that must have one.
    [
      /NOT NULL/,
      (to) => rebuildTable(to, 'message', message.replace('error_code TEXT', 'error_code TEXT NOT NULL')),
    ],
    [/does not create/, (to) => rebuildTable(to, 'message', create)],
    [/no plain name/, (to) => rebuildTable(to, 'message; DROP TABLE ledger', create)],
  ];
  for (const [why, change] of fails) {
    expect(() => step(change)).toThrow(why);
    expect([parts(), texts()]).toEqual(before);
    expect(versionOf(db)).toBe(newestVersion());
  }
  expect(() => rebuildTable(db, 'tag', create)).toThrow(/in a migration alone/);
  expect(db.pragma('legacy_alter_table', { simple: true })).toBe(0);
});
