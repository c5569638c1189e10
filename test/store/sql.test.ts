import { afterEach, expect, test, vi } from 'vitest';
import { openMemory } from '../../main/core/store/open.ts';
import {
  all,
  each,
  listOf,
  names,
  one,
  returned,
  run,
  sql,
  statement,
} from '../../main/core/store/statement.ts';

function withRemarks() {
  const db = openMemory();
  db.exec('CREATE TABLE remark (id INTEGER PRIMARY KEY, body TEXT, number TEXT) STRICT');
  return db;
}

/** Values that would change the statement if they became part of its text. */
const HOSTILE = ["'); DROP TABLE remark; --", '?', '"', '\0', 'WHERE 1'];

test('a value never becomes text', () => {
  const db = withRemarks();
  const texts = HOSTILE.map((body, id) => {
    const insert = sql`INSERT INTO remark (id, body, number) VALUES (${id}, ${body}, ${null})`;
    run(db, insert);
    return insert.text;
  });
  expect(new Set(texts)).toEqual(new Set(['INSERT INTO remark (id, body, number) VALUES (?, ?, ?)']));
  expect(all(db, sql`SELECT body, number FROM remark ORDER BY id`)).toEqual(
    HOSTILE.map((body) => ({ body, number: null })),
  );
  expect(HOSTILE.map((body) => one(db, sql`SELECT id FROM remark WHERE body = ${body}`))).toEqual(
    HOSTILE.map((_, id) => ({ id })),
  );
});

test('parts may stand in parts, and their values keep the order of the text', () => {
  const db = withRemarks();
  run(
    db,
    sql`INSERT INTO remark (id, body) VALUES (${1}, ${'first'}), (${2}, ${'second'}), (${3}, ${'second'})`,
  );
  const young = sql`id > ${1}`;
  const found = sql`body = ${'second'} AND (${young} AND ${sql`id < ${3}`})`;
  const query = sql`SELECT ${'told'} AS word, id FROM remark WHERE ${found} LIMIT ${5}`;
  expect(query).toEqual({
    text: 'SELECT ? AS word, id FROM remark WHERE body = ? AND (id > ? AND id < ?) LIMIT ?',
    values: ['told', 'second', 1, 3, 5],
  });
  expect(all(db, query)).toEqual([{ word: 'told', id: 2 }]);
});

test('only the tag makes a part: an object that looks like one is refused', () => {
  const db = withRemarks();
  const forged = { text: '1; DROP TABLE remark', values: [] } as unknown as string;
  const query = sql`SELECT id FROM remark WHERE id = ${forged}`;
  expect(query.text).toBe('SELECT id FROM remark WHERE id = ?');
  expect(() => one(db, query)).toThrow();
});

test('a list of any length is one statement, prepared once', () => {
  const db = withRemarks();
  for (const id of [1, 2, 3]) run(db, sql`INSERT INTO remark (id, body) VALUES (${id}, ${`b${id}`})`);
  const byId = (ids: readonly number[]) => sql`SELECT id FROM remark WHERE id IN ${listOf(ids)} ORDER BY id`;
  expect(all(db, byId([]))).toEqual([]);
  expect(all(db, byId([3, 1, 9]))).toEqual([{ id: 1 }, { id: 3 }]);
  expect(all(db, sql`SELECT id FROM remark WHERE body IN ${listOf(["b2'", 'b2'])}`)).toEqual([{ id: 2 }]);
  expect(byId([]).text).toBe(byId([1, 2]).text);
  expect(statement(db, byId([]).text)).toBe(statement(db, byId([1, 2, 3]).text));
});

test('who reads cannot write, whatever the statement is', () => {
  const db = withRemarks();
  const writes = sql`INSERT INTO remark (id, body) VALUES (${1}, ${'one'}) RETURNING id`;
  expect(() => one(db, writes)).toThrow('may not run this: INSERT INTO remark');
  expect(() => all(db, writes)).toThrow('may not run this');
  expect(() => [...each(db, writes)]).toThrow('may not run this');
  expect(() => one(db, 'PRAGMA user_version = 7')).toThrow();
  expect(all(db, 'SELECT id FROM remark')).toEqual([]);
  expect(returned(db, writes)).toEqual([{ id: 1 }]);
  expect([...each(db, 'SELECT id FROM remark')]).toEqual([{ id: 1 }]);
});

test('names() takes plain names and nothing else', () => {
  const db = withRemarks();
  run(db, sql`INSERT INTO ${names('remark')} (${names('id', 'body')}) VALUES (${1}, ${'one'})`);
  expect(one(db, sql`SELECT ${names('body')} FROM remark`)).toEqual({ body: 'one' });
  for (const odd of ['remark; DROP TABLE remark', 'a b', '"remark"', 'remark--', '', '1st']) {
    expect(() => names('remark', odd)).toThrow('no plain name');
  }
});

afterEach(() => void vi.restoreAllMocks());

test('a statement is planned once, whatever values and limits it is given', () => {
  const db = withRemarks();
  for (let id = 0; id < 9; id += 1)
    run(db, sql`INSERT INTO remark (id, body, number) VALUES (${id}, ${'word'}, ${null})`);
  // The library makes the function that makes rows anew when SQLite has planned anew.
  const made = vi.spyOn(globalThis, 'Function');
  for (const most of [1, 3, 0, 5, 3]) {
    expect(all(db, sql`SELECT id FROM remark WHERE body = ${'word'} ORDER BY id LIMIT ${most}`)).toHaveLength(
      most,
    );
    expect(all(db, 'SELECT id FROM remark WHERE id IN (SELECT id FROM remark LIMIT ?)', most)).toHaveLength(
      most,
    );
    expect(all(db, sql`SELECT id FROM remark ORDER BY id LIMIT ${most} OFFSET ${1}`)).toHaveLength(most);
  }
  expect(made).toHaveBeenCalledTimes(3);
  expect(() => all(db, sql`SELECT id FROM remark LIMIT ${'many'}`)).toThrow();
  expect(() => all(db, sql`SELECT id FROM remark LIMIT ${1.5}`)).toThrow();
});
