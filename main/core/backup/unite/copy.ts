import { storedFrom } from '../../../../shared/text/stored.ts';
import {
  agreedId,
  earlyRow,
  keepEarly,
  moveRemoved,
  noteOtherId,
  removedUpTo,
  setRemoved,
  takeEarly,
} from '../../people/unionRecord.ts';
import { isRevision } from '../../store/clock.ts';
import { REMOVABLE } from '../../store/schema/united.ts';
import { SENTENCE_COLUMNS } from '../../store/sentenceColumns.ts';
import { all, one, statement } from '../../store/statement.ts';
import { withoutErased } from './erased.ts';
import { columnsOf, type Row } from './source.ts';
import { type Cell, compare, greater, note, type Shape, tell, type Union } from './union.ts';

export function shapeOf(union: Union, table: string): Shape {
  const known = union.shapes.get(table);
  if (known) return known;
  const columns = columnsOf(union.tx.db, table);
  const theirs = new Set(columnsOf(union.source.db, table).map(({ name }) => name));
  const parents = all<{ from: string; table: string; to: string | null }>(
    union.tx.db,
    'SELECT "from", "table", "to" FROM pragma_foreign_key_list(?)',
    table,
  ).map((parent) => ({ column: parent.from, table: parent.table, to: parent.to ?? 'id' }));
  const own = union.rules[table]?.own ?? [];
  const shape = {
    columns,
    shared: columns.map(({ name }) => name).filter((name) => theirs.has(name) && !own.includes(name)),
    keys: columns.filter(({ key }) => key).map(({ name }) => name),
    parents,
    ids: columns
      .map(({ name }) => name)
      .filter(
        (name) => name === 'id' || name.endsWith('_id') || parents.some(({ column }) => column === name),
      ),
  };
  union.shapes.set(table, shape);
  return shape;
}

/** The id of ours for one of theirs. */
export const ourId = (union: Union, id: string): string => union.same.get(id) ?? agreedId(union.tx.db, id);

/** The key of a row in one text, as `removed` and `early` have it. */
export const keyText = (keys: readonly string[], row: Row) => keys.map((key) => String(row[key])).join(' ');

function inOurIds(union: Union, shape: Shape, row: Row): Record<string, unknown> {
  const known: Record<string, unknown> = {};
  for (const name of shape.shared) known[name] = row[name] ?? null;
  for (const name of shape.ids) {
    const value = known[name];
    if (typeof value === 'string') known[name] = ourId(union, value);
  }
  return known;
}

/**
 * Sentences of another store are parsed as ours are, so that a foreign file cannot make Heed say anything
 * else.
 */
function withSentences(table: string, row: Record<string, unknown>): Record<string, unknown> {
  for (const column of SENTENCE_COLUMNS[table] ?? [])
    if (column in row) row[column] = storedFrom(row[column]);
  return row;
}

const exists = (union: Union, table: string, column: string, value: unknown) =>
  one(union.tx.db, `SELECT 1 FROM "${table}" WHERE "${column}" = ?`, value) !== undefined;

/**
 * A row may refer to another that has not come yet, was lost, or was taken away. The reference is empty
 * meanwhile, or, where it must not be, the row is not there yet. From a console that tells its changes the
 * other row will come, so the row is kept aside for then; from a copy nothing more comes.
 */
function withoutOrphans(
  union: Union,
  table: string,
  row: Record<string, unknown>,
): Record<string, unknown> | null {
  const shape = shapeOf(union, table);
  const { ...whole } = row;
  let taken = true;
  for (const { column, table: parent, to } of shape.parents) {
    const value = row[column];
    if (value === null || value === undefined || exists(union, parent, to, value)) continue;
    if (union.mode === 'changes') keepAside(union, table, whole, parent, String(value));
    const mayBeEmpty =
      shape.columns.find(({ name }) => name === column)?.nullable === true &&
      !(union.rules[table]?.needs ?? []).includes(column);
    if (mayBeEmpty) row[column] = null;
    else taken = false;
  }
  return taken ? row : null;
}

function keepAside(union: Union, table: string, row: Row, lacks: string, lacksId: string): void {
  const { db } = union.tx;
  const place = { lacks, lacks_id: lacksId, kind: table, id: keyText(shapeOf(union, table).keys, row) };
  const before = earlyRow(db, place);
  const kept = before === null ? row : joined(union, table, JSON.parse(before) as Row, row);
  const subject = typeof row.subject === 'string' ? row.subject : null;
  keepEarly(db, { ...place, row: JSON.stringify(kept), subject });
}

/** Rows that waited for this one are taken now. */
function bringEarly(union: Union, table: string, id: string): void {
  for (const { kind, row } of takeEarly(union.tx.db, table, id)) take(union, kind, JSON.parse(row) as Row);
}

const byRevision = (row: Row): readonly Cell[] => [String(row.rev ?? '')];

/** Two versions of a row as one. */
function joined(union: Union, table: string, ours: Row, other: Row): Record<string, unknown> {
  const rules = union.rules[table] ?? {};
  const order = rules.order ?? byRevision;
  const [a, b] = [order(ours), order(other)];
  let which = 0;
  for (let at = 0; at < a.length && which === 0; at += 1) which = compare(a[at], b[at]);
  const row: Record<string, unknown> = {};
  for (const name of Object.keys(ours)) {
    if (!(name in other)) continue;
    row[name] = which === 0 ? greater(ours[name], other[name]) : (which > 0 ? ours : other)[name];
  }
  // A reference that was empty until the other row came does not make another version.
  if (ours.rev === other.rev)
    for (const { column } of shapeOf(union, table).parents)
      if (column in row) row[column] = greater(ours[column], other[column]);
  for (const [name, join] of Object.entries(rules.joins ?? {}))
    if (name in row) row[name] = join(ours[name], other[name]);
  return row;
}

const find = (union: Union, table: string, shape: Shape, row: Row) =>
  one<Row>(
    union.tx.db,
    `SELECT ${shape.columns.map(({ name }) => `"${name}"`).join(', ')} FROM "${table}" WHERE ${shape.keys.map((key) => `"${key}" = ?`).join(' AND ')}`,
    ...shape.keys.map((key) => row[key]),
  );

/** The id of another row that is the same thing. */
function sameThing(union: Union, table: string, row: Row): string | null {
  for (const columns of union.rules[table]?.natural ?? []) {
    if (columns.some((name) => row[name] === null || row[name] === undefined)) continue;
    const found = one<{ id: string }>(
      union.tx.db,
      `SELECT id FROM "${table}" WHERE ${columns.map((name) => `"${name}" = ?`).join(' AND ')} AND id <> ?`,
      ...columns.map((name) => row[name]),
      row.id,
    );
    if (found) return found.id;
  }
  return null;
}

/** Whether this version, or a later one, was taken away. */
function wasRemoved(union: Union, table: string, row: Row): boolean {
  const key = REMOVABLE[table];
  if (key === undefined) return false;
  const gone = removedUpTo(union.tx.db, table, keyText(key, row));
  return gone !== null && String(row.rev ?? '') <= gone;
}

/** Notes about whom and what something came in. */
function touch(union: Union, table: string, row: Row): void {
  const { db } = union.tx;
  if (typeof row.id === 'string') note(union.came, table, row.id);
  for (const name of ['campaign_id', 'list_id', 'picture_id', 'question_id', 'conversation_id'] as const)
    if (typeof row[name] === 'string') note(union.came, `${table}.${name}`, row[name]);
  const subject = (sql: string, id: unknown) => one<{ subject: string }>(db, sql, id)?.subject;
  const about =
    typeof row.subject === 'string'
      ? row.subject
      : typeof row.conversation_id === 'string'
        ? subject('SELECT subject FROM conversation WHERE id = ?', row.conversation_id)
        : typeof row.opt_out_id === 'string'
          ? subject('SELECT subject FROM opt_out WHERE id = ?', row.opt_out_id)
          : undefined;
  if (about !== undefined) union.touched.add(about);
}

/**
 * Revisions that are made here from now on must be later than what came in, or they would not count there.
 * One that no console can have made counts least, since nobody could ever change its row again.
 */
function follow(union: Union, row: Row): Row {
  const { rev } = row;
  if (typeof rev !== 'string' || rev === '') return row;
  if (!isRevision(rev)) return { ...row, rev: '' };
  if (rev > union.newest) {
    union.newest = rev;
    union.tx.follow(rev);
  }
  return row;
}

/** Adds a row; returns 0 where something else has its place. */
function insert(union: Union, table: string, row: Row): number {
  const { columns } = shapeOf(union, table);
  const names = Object.keys(row).filter((name) => columns.some((column) => column.name === name));
  return statement(
    union.tx.db,
    `INSERT INTO "${table}" (${names.map((name) => `"${name}"`).join(', ')})
     VALUES (${names.map(() => '?').join(', ')}) ON CONFLICT DO NOTHING`,
  ).run(...names.map((name) => row[name] ?? null)).changes;
}

/** Takes one of their rows. */
function take(union: Union, table: string, came: Row): void {
  const rules = union.rules[table] ?? {};
  const shape = shapeOf(union, table);
  if (shape.shared.length === 0) return;
  const theirs = follow(union, came);
  const plain = rules.plain ?? ((each: Row) => each);
  const wanted = plain(withSentences(table, inOurIds(union, shape, theirs)));
  const taken = rules.theirs ? rules.theirs(wanted) : wanted;
  const known = taken && withoutErased(union, table, taken);
  if (known === null) return;
  let row: Record<string, unknown> = { ...known };
  if (wasRemoved(union, table, row)) {
    if (union.mode !== 'restore') return;
    row.rev = union.tx.rev();
  }
  const other = sameThing(union, table, row);
  if (other !== null) {
    const mine = String(row.id);
    if (union.mode === 'changes') unify(union, table, mine, other);
    else union.same.set(mine, other);
    row = inOurIds(union, shape, row);
  }
  const found = find(union, table, shape, row);
  if (found) {
    // About whom a row is never changes: that person's opt-out, say, would be gone.
    if ('subject' in row && row.subject !== found.subject) return;
    const ours = plain(found);
    const change = rules.onConflict ? rules.onConflict(ours, row) : joined(union, table, ours, row);
    if (change !== null) rewrite(union, table, ours, change, found);
    return;
  }
  const made = rules.onInsert ? rules.onInsert(row) : row;
  const whole = made && withoutOrphans(union, table, { ...made });
  if (!whole) return;
  if (insert(union, table, whole) === 0) return;
  union.added.set(table, (union.added.get(table) ?? 0) + 1);
  touch(union, table, whole);
  rules.after?.(whole);
  if (shape.keys.length === 1) bringEarly(union, table, String(whole[shape.keys[0] ?? '']));
}

/** Writes into our row what differs. */
function rewrite(union: Union, table: string, ours: Row, wanted: Row, stored: Row): void {
  const shape = shapeOf(union, table);
  const differing = Object.fromEntries(
    Object.entries(wanted).filter(
      ([name, value]) => name in ours && !shape.keys.includes(name) && compare(ours[name], value) !== 0,
    ),
  );
  if (Object.keys(differing).length === 0) return;
  // Of another version that an older set retired, nothing is known yet.
  if ('retired_at' in wanted) differing.retired_at = wanted.retired_at;
  const keys = Object.fromEntries(shape.keys.map((key) => [key, ours[key]]));
  const whole = withoutOrphans(union, table, { ...ours, ...wanted, ...keys });
  if (!whole) return;
  const names = Object.keys(differing).filter(
    (name) => compare((name === 'retired_at' ? stored : ours)[name], whole[name]) !== 0,
  );
  if (names.length === 0) return;
  // A name that another row has by now, as after a change of names: both are one thing.
  const other = union.mode === 'changes' ? sameThing(union, table, whole) : null;
  if (other !== null) {
    unify(union, table, String(ours.id), other);
    take(union, table, { ...whole, id: ourId(union, String(ours.id)) });
    return;
  }
  // Whether it counts as the first text follows when its conversation is looked at (texts.ts).
  if (table === 'message' && (!mayBeFirst(ours) || ours.conversation_id === null) && mayBeFirst(whole))
    putBeside(union, ours);
  statement(
    union.tx.db,
    `UPDATE "${table}" SET ${names.map((name) => `"${name}" = ?`).join(', ')} WHERE ${shape.keys.map((key) => `"${key}" = ?`).join(' AND ')}`,
  ).run(...names.map((name) => whole[name]), ...shape.keys.map((key) => ours[key]));
  touch(union, table, whole);
  // Where it belonged before has changed as well.
  touch(union, table, ours);
}

/** Takes all their rows of a table. */
export function bringTable(union: Union, table: string): void {
  for (const row of union.source.rows(table)) take(union, table, row);
}

/** Removes a row of ours without a note that somebody took it away. */
function drop(union: Union, table: string, row: Row): void {
  const { db } = union.tx;
  const { keys } = shapeOf(union, table);
  const noted = REMOVABLE[table];
  const id = noted === undefined ? null : keyText(noted, row);
  const before = id === null ? null : removedUpTo(db, table, id);
  statement(db, `DELETE FROM "${table}" WHERE ${keys.map((key) => `"${key}" = ?`).join(' AND ')}`).run(
    ...keys.map((key) => row[key]),
  );
  if (id !== null) setRemoved(db, table, id, before);
}

/** When each account last wrote, which its texts say anew as they come in again. */
const WRITERS = 'last_text';

/** Tables whose rows are taken out and in again where a row changes to which they refer. */
const apart = (union: Union, table: string, column: string) => {
  const natural = union.rules[table]?.natural ?? [];
  return shapeOf(union, table).keys.includes(column) || natural.some((columns) => columns.includes(column));
};

/**
 * Two ids turn out to be one thing, such as a reply that two consoles took in: the smaller id stays on every
 * console. Rows that refer to the other one refer to it from now on.
 */
export function unify(union: Union, table: string, one_: string, another: string): void {
  const { db } = union.tx;
  const [stays, goes] = one_ < another ? [one_, another] : [another, one_];
  if (stays === goes) return;
  noteOtherId(db, table, goes, stays);
  tell(union, 'other_id', goes);
  moveRemoved(db, goes, stays);
  const shape = shapeOf(union, table);
  const ours = find(union, table, shape, { id: goes });
  const children = all<{ table: string; column: string }>(
    db,
    `SELECT t.name AS "table", f."from" AS "column" FROM sqlite_schema t, pragma_foreign_key_list(t.name) f
       WHERE t.type = 'table' AND f."table" = ?`,
    table,
  );
  if (table === 'opt_out')
    children.push({ table: 'message', column: 'opt_out_id' }, { table: 'reversal_of', column: 'opt_out_id' });
  const out: { table: string; row: Row }[] = [];
  const later: { table: string; column: string; ids: readonly Row[] }[] = [];
  for (const child of children) {
    if (!(child.table in union.rules)) {
      // Of this console alone.
      statement(
        db,
        `UPDATE OR IGNORE "${child.table}" SET "${child.column}" = ? WHERE "${child.column}" = ?`,
      ).run(stays, goes);
      if (find(union, table, shape, { id: goes }))
        statement(db, `DELETE FROM "${child.table}" WHERE "${child.column}" = ?`).run(goes);
      continue;
    }
    const { columns, keys } = shapeOf(union, child.table);
    const rows = all<Row>(
      db,
      `SELECT ${columns.map(({ name }) => `"${name}"`).join(', ')} FROM "${child.table}" WHERE "${child.column}" = ?`,
      goes,
    );
    for (const row of rows) touch(union, child.table, row);
    if (apart(union, child.table, child.column)) {
      for (const row of rows) {
        out.push({ table: child.table, row });
        drop(union, child.table, row);
      }
    } else {
      // What is indexed with the row is taken out while that is still there.
      if (columns.find(({ name }) => name === child.column)?.nullable)
        statement(db, `UPDATE "${child.table}" SET "${child.column}" = NULL WHERE "${child.column}" = ?`).run(
          goes,
        );
      later.push({
        ...child,
        ids: rows.map((row) => Object.fromEntries(keys.map((key) => [key, row[key]]))),
      });
    }
  }
  if (table === 'account') statement(db, `DELETE FROM "${WRITERS}" WHERE author_id = ?`).run(goes);
  const both = ours !== undefined && find(union, table, shape, { id: stays }) !== undefined;
  if (both) drop(union, table, ours);
  else if (ours) {
    statement(db, `UPDATE "${table}" SET id = ? WHERE id = ?`).run(stays, goes);
    touch(union, table, { ...ours, id: stays });
  }
  for (const { table: child, column, ids } of later)
    for (const id of ids) {
      // One of the two first texts is a reply (texts.ts).
      if (child === 'message' && column === 'conversation_id') putBeside(union, id);
      statement(
        db,
        `UPDATE "${child}" SET "${column}" = ? WHERE ${Object.keys(id)
          .map((key) => `"${key}" = ?`)
          .join(' AND ')}`,
      ).run(stays, ...Object.values(id));
    }
  if (ours && both) take(union, table, { ...ours, id: stays });
  for (const { table: child, row } of out) putBack(union, child, row);
  bringEarly(union, table, goes);
  bringEarly(union, table, stays);
}

/** Whether a text would be its conversation's first one by the index `message_initial`. */
const mayBeFirst = ({ kind, state, provider_id }: Row) =>
  kind === 'initial' &&
  state !== 'prevented' &&
  state !== 'cancelled' &&
  (state !== 'failed' || provider_id !== null);

/** Has a first text of ours count as a reply until texts.ts has looked at all of its conversation. */
function putBeside(union: Union, { id }: Row): void {
  const table = 'message';
  statement(
    union.tx.db,
    `UPDATE "${table}" SET kind = 'reply', beside = 1 WHERE id = ? AND kind = 'initial'`,
  ).run(id);
}

/** A row of ours that was taken out, under the ids that count now. */
function putBack(union: Union, table: string, row: Row): void {
  const shape = shapeOf(union, table);
  const mapped: Record<string, unknown> = { ...row };
  for (const name of shape.ids)
    if (typeof mapped[name] === 'string') mapped[name] = ourId(union, mapped[name]);
  if (wasRemoved(union, table, mapped)) return;
  if (find(union, table, shape, mapped) || sameThing(union, table, mapped) !== null) {
    take(union, table, mapped);
    return;
  }
  const plain =
    table === 'message' && mapped.kind === 'initial' ? { ...mapped, kind: 'reply', beside: 1 } : mapped;
  insert(union, table, plain);
  touch(union, table, plain);
}

/** Tables with a revision whose rows are about one number. */
const OF_NUMBERS = ['conversation', 'message', 'action', 'number_fact', 'message_picture', 'provider_block'];

/**
 * Does something to the rows about a number that follows from other rows, such as an erasure. It is done on
 * every console, so no row gets a later revision by it.
 */
export function withoutRevisions(union: Union, subject: string, work: () => void): void {
  const { db } = union.tx;
  const before = [
    ...OF_NUMBERS.map((table) => ({ table, column: 'subject', value: subject })),
    ...all<{ id: string }>(db, 'SELECT list_id AS id FROM saved_list_member WHERE subject = ?', subject).map(
      ({ id }) => ({ table: 'saved_list', column: 'id', value: id }),
    ),
  ].map(({ table, column, value }) => {
    const { keys } = shapeOf(union, table);
    const rows = all<Row>(
      db,
      `SELECT rev, ${keys.map((key) => `"${key}"`).join(', ')} FROM "${table}" WHERE "${column}" = ?`,
      value,
    );
    return { table, keys, rows };
  });
  work();
  for (const { table, keys, rows } of before)
    for (const row of rows)
      statement(
        db,
        `UPDATE "${table}" SET rev = ? WHERE ${keys.map((key) => `"${key}" = ?`).join(' AND ')} AND rev <> ?`,
      ).run(row.rev, ...keys.map((key) => row[key]), row.rev);
}
