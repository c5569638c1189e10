import Database from 'better-sqlite3';
import { changeSource, type Row, type Source, sourceOf } from '../../main/core/backup/unite/source.ts';
import { unite } from '../../main/core/backup/unite/unite.ts';
import { createIds } from '../../main/core/base/ids.ts';
import { openCore } from '../../main/core/open/openCore.ts';
import { beginCapture, whileDeaf } from '../../main/core/store/capture/capture.ts';
import { type ChangedRow, contentOf, takeChanged } from '../../main/core/store/capture/changedRows.ts';
import { watchedTables } from '../../main/core/store/capture/watched.ts';
import { columnsOf } from '../../main/core/store/columns.ts';
import { openMemory } from '../../main/core/store/open.ts';
import type { Writer } from '../../main/core/store/types.ts';
import { OWN } from '../../main/core/store/united.ts';
import { memorySecrets, NOON, testClock, testPorts } from '../helpers/core.ts';

/** Consoles of one organisation that exchange whole stores or single changes. */

/** Rows by table. */
export type Change = Readonly<Record<string, readonly Row[]>>;

/** Of the organisation, and yet no console shows them: what a union knows for itself. */
const NOT_SHOWN = new Set(['ledger', 'removed', 'other_id']);

const empty = openMemory();
export const BROUGHT: readonly string[] = watchedTables(empty).map(({ table }) => table);
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
  core.write((tx) => beginCapture(tx.db));
  return { name, core, clock, db };
}
export type Console = ReturnType<typeof openConsole>;

function rowsOf(db: Writer, changed: readonly ChangedRow[]): Change {
  const change: Record<string, Row[]> = {};
  for (const { table, row } of contentOf(db, changed)) change[table] = [...(change[table] ?? []), row];
  return change;
}

/** The rows that a console has written by itself since the last call. */
export const changeOf = (at: Console): Change =>
  at.core.write((tx) => rowsOf(tx.db, takeChanged(tx.db, 1_000_000)));

function bring(at: Console, source: Source): Change {
  return at.core.write((tx) => {
    const { told } = whileDeaf(tx.db, () =>
      unite(at.core, tx, source, { mode: 'changes', whole: true, witness: false }),
    );
    return rowsOf(
      tx.db,
      [...told].flatMap(([kind, ids]) => [...ids].map((id) => ({ kind, id }))),
    );
  });
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
