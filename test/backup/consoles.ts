import Database from 'better-sqlite3';
import { OWN } from '../../main/core/backup/unite/rules.ts';
import {
  changeSource,
  columnsOf,
  type Row,
  type Source,
  sourceOf,
} from '../../main/core/backup/unite/source.ts';
import { NOT_BROUGHT, unite } from '../../main/core/backup/unite/unite.ts';
import { createIds } from '../../main/core/base/ids.ts';
import { openCore } from '../../main/core/open/openCore.ts';
import { openMemory } from '../../main/core/store/open.ts';
import { all } from '../../main/core/store/statement.ts';
import type { Writer } from '../../main/core/store/types.ts';
import { memorySecrets, NOON, testClock, testPorts } from '../helpers/core.ts';

/** Consoles of one organisation that exchange whole stores or single changes. */

/** Rows by table. */
export type Change = Readonly<Record<string, readonly Row[]>>;

/** Of the organisation, and yet no console shows them: what a union knows for itself. */
const NOT_SHOWN = new Set(['ledger', 'removed', 'other_id']);

const empty = openMemory();
export const BROUGHT: readonly string[] = all<{ name: string }>(
  empty,
  "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
)
  .map(({ name }) => name)
  .filter((name) => !NOT_BROUGHT.has(name));
export const SHOWN = BROUGHT.filter((table) => !NOT_SHOWN.has(table)).sort();
export const columns = (table: string) => columnsOf(empty, table);
const blank = empty.serialize();

export function openConsole(name: string, bytes: Buffer = blank) {
  const db = new Database(bytes) as unknown as Writer;
  db.pragma('foreign_keys = ON');
  const known = db.prepare("SELECT 1 FROM meta WHERE key = 'device'").get() !== undefined;
  if (known) db.prepare("UPDATE meta SET value = ? WHERE key = 'device'").run(name.padEnd(5, '-'));
  const clock = testClock(NOON);
  let count = 0;
  const ports = testPorts(clock, {
    ids: createIds(clock, (length) => {
      count += 1;
      const drawn = Buffer.alloc(length, name.charCodeAt(0) + (count % 7));
      drawn.writeUInt32BE(count, Math.max(0, length - 4));
      return drawn;
    }),
  });
  const core = openCore({
    ports,
    secrets: memorySecrets(),
    storeDir: '/nowhere',
    key: '0'.repeat(64),
    demo: false,
    db,
  });
  watch(db);
  return { name, core, clock, db };
}
export type Console = ReturnType<typeof openConsole>;

/** Notes which rows a console writes by itself, as its log of changes will. */
function watch(db: Writer): void {
  db.exec('CREATE TEMP TABLE wrote (kind TEXT, id TEXT, UNIQUE (kind, id)); CREATE TEMP TABLE deaf (yes)');
  for (const table of BROUGHT) {
    if (table === 'ledger') continue;
    const id = columns(table)
      .filter(({ key }) => key)
      .map(({ name }) => `NEW."${name}"`)
      .join(" || ' ' || ");
    for (const when of ['INSERT', 'UPDATE'])
      db.exec(`CREATE TEMP TRIGGER wrote_${table}_${when} AFTER ${when} ON main."${table}"
        WHEN NOT EXISTS (SELECT 1 FROM deaf) BEGIN INSERT OR IGNORE INTO wrote VALUES ('${table}', ${id}); END`);
  }
}

const rowOf = ({ db }: Console, table: string, id: string): Row | undefined => {
  const keys = columns(table).filter(({ key }) => key);
  const names = columns(table).map(({ name }) => `"${name}"`);
  return db
    .prepare(
      `SELECT ${names.join(', ')} FROM "${table}" WHERE ${keys.map(({ name }) => `"${name}"`).join(" || ' ' || ")} = ?`,
    )
    .get(id) as Row | undefined;
};

function rowsOf(at: Console, keys: readonly { kind: string; id: string }[]): Change {
  const change: Record<string, Row[]> = {};
  for (const { kind, id } of keys) {
    const row = rowOf(at, kind, id);
    if (row) change[kind] = [...(change[kind] ?? []), row];
  }
  return change;
}

/** The rows that a console has written by itself since the last call. */
export function changeOf(at: Console): Change {
  const keys = at.db.prepare('SELECT kind, id FROM wrote').all() as { kind: string; id: string }[];
  at.db.exec('DELETE FROM wrote');
  return rowsOf(at, keys);
}

function bring(at: Console, source: Source): Change {
  at.db.exec('INSERT INTO deaf VALUES (1)');
  const { told } = at.core.write((tx) => unite(at.core, tx, source, { mode: 'changes', whole: true }));
  at.db.exec('DELETE FROM deaf');
  return rowsOf(
    at,
    [...told].flatMap(([table, ids]) =>
      [...ids].map((id) => {
        if (table !== 'removed') return { kind: table, id };
        return { kind: table, id };
      }),
    ),
  );
}

export const hasRows = (change: Change) => Object.values(change).some((rows) => rows.length > 0);

/** Applies a change; returns what other consoles have to hear besides. */
export const apply = (at: Console, change: Change): Change => bring(at, changeSource(at.db, change));
/** Unites a whole store. */
export const applyStore = (at: Console, of: Console): Change => bring(at, sourceOf(of.db));

/** All that the product shows, in an order that says nothing. */
export function shown({ db }: Console): Record<string, unknown[]> {
  const figures = ['conversation_count', 'opt_out_count', 'last_text', 'stop_waiting'];
  return Object.fromEntries([
    ...figures.map((table) => [
      table,
      db
        .prepare(
          `SELECT * FROM "${table}" ORDER BY 1, 2, 3, 4, 5, 6`.replace(
            /ORDER.*/,
            table === 'stop_waiting'
              ? 'ORDER BY 1'
              : table === 'last_text'
                ? 'ORDER BY 1, 2'
                : 'ORDER BY 1, 2, 3, 4, 5',
          ),
        )
        .all(),
    ]),
    [
      'conversation_fact',
      db
        .prepare(
          `SELECT * FROM conversation_fact WHERE coalesce(texted_at, replied_at, opt_out_at, refusals, nullif(unwilling, 0)) IS NOT NULL ORDER BY 1`,
        )
        .all(),
    ],
    ['sent_parts', db.prepare('SELECT * FROM sent_parts WHERE texts <> 0 ORDER BY 1, 2').all()],
    ...SHOWN.map((table) => {
      const own = OWN[table] ?? [];
      const names = columns(table)
        .filter(({ name }) => !own.includes(name) && name !== 'rev')
        .map(({ name }) => `"${name}"`);
      return [
        table,
        db.prepare(`SELECT ${names.join(', ')} FROM "${table}" ORDER BY ${names.join(', ')}`).all(),
      ];
    }),
  ]);
}
