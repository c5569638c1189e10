import { noteRemoved } from '../../people/unionRecord.ts';
import { isRevision } from '../../store/clock.ts';
import { REMOVABLE } from '../../store/schema/united.ts';
import { all, one, statement } from '../../store/statement.ts';
import { keyText, ourId, shapeOf } from './copy.ts';
import type { Row } from './source.ts';
import { tell, type Union } from './union.ts';

/** What refers to others is removed before them. */
const FIRST = [
  'campaign_texter',
  'campaign_picture',
  'conversation_tag',
  'note',
  'reminder',
  'sender_number',
];

type Reference = { readonly table: string; readonly column: string; readonly onDelete: string };
const referencesTo = (union: Union, table: string) =>
  all<Reference>(
    union.tx.db,
    `SELECT t.name AS "table", f."from" AS "column", f.on_delete AS onDelete
     FROM sqlite_schema t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table' AND f."table" = ?`,
    table,
  );

/** Whether something else needs the row: a sender number of conversations, or a campaign that began. */
function isNeeded(union: Union, table: string, id: string): boolean {
  const { db } = union.tx;
  if (table === 'campaign')
    return one(db, 'SELECT 1 FROM campaign WHERE id = ? AND launched_at IS NOT NULL', id) !== undefined;
  return referencesTo(union, table).some(
    ({ table: child, column, onDelete }) =>
      onDelete === 'NO ACTION' &&
      one(db, `SELECT 1 FROM "${child}" WHERE "${column}" = ? LIMIT 1`, id) !== undefined,
  );
}

/** Removes a draft with all that is only its own; facts about numbers stay, without it. */
function removeTree(union: Union, table: string, id: string): void {
  const { db } = union.tx;
  for (const { table: child, column, onDelete } of referencesTo(union, table)) {
    if (onDelete !== 'NO ACTION') continue;
    const { columns, keys } = shapeOf(union, child);
    const nullable = columns.find(({ name }) => name === column)?.nullable ?? false;
    if (nullable && child !== 'job') {
      statement(db, `UPDATE "${child}" SET "${column}" = NULL WHERE "${column}" = ?`).run(id);
      continue;
    }
    for (const row of all<Row>(
      db,
      `SELECT ${keys.map((key) => `"${key}"`).join(', ')} FROM "${child}" WHERE "${column}" = ?`,
      id,
    ))
      if (keys.length === 1) removeTree(union, child, String(row[keys[0] ?? '']));
      else
        statement(db, `DELETE FROM "${child}" WHERE ${keys.map((key) => `"${key}" = ?`).join(' AND ')}`).run(
          ...keys.map((key) => row[key]),
        );
  }
  const [own = 'id'] = shapeOf(union, table).keys;
  statement(db, `DELETE FROM "${table}" WHERE "${own}" = ?`).run(id);
}

/**
 * Takes away what was taken away elsewhere, in the version that was known there; a later version stays. A row
 * that something else here needs stays too, with a new revision, and other consoles hear of it.
 */
export function bringRemoved(union: Union): void {
  const { db } = union.tx;
  const gone: { kind: string; id: string; rev: string }[] = [];
  for (const row of union.source.rows('removed')) {
    const { kind, rev } = row as { kind: string; rev: string };
    if (!Object.hasOwn(REMOVABLE, kind) || !isRevision(rev)) continue;
    const id = String(row.id)
      .split(' ')
      .map((part) => ourId(union, part))
      .join(' ');
    union.tx.follow(rev);
    noteRemoved(union.tx.db, kind, id, rev);
    gone.push({ kind, id, rev });
  }
  const rank = ({ kind }: { kind: string }) => (FIRST.includes(kind) ? 0 : 1);
  for (const { kind, id, rev } of gone.sort((a, b) => rank(a) - rank(b))) {
    const keys = REMOVABLE[kind] ?? [];
    const where = keys.map((key) => `"${key}" = ?`).join(' AND ');
    const values = id.split(' ');
    const ours = one<Row>(db, `SELECT * FROM "${kind}" WHERE ${where} AND rev <= ?`, ...values, rev);
    if (!ours) continue;
    if (keys.length === 1 && isNeeded(union, kind, id)) {
      statement(db, `UPDATE "${kind}" SET rev = ? WHERE ${where}`).run(union.tx.rev(), ...values);
      tell(union, kind, id);
      continue;
    }
    tellOfChildren(union, kind, values[0] ?? '');
    if (kind === 'campaign') removeTree(union, kind, id);
    else statement(db, `DELETE FROM "${kind}" WHERE ${where}`).run(...values);
    touched(union, kind, ours);
  }
}

/**
 * What goes with a row, such as a tag on conversations, stays away on every console, also where a later
 * version of the row comes back.
 */
function tellOfChildren(union: Union, kind: string, id: string): void {
  for (const { table, column } of referencesTo(union, kind)) {
    const key = REMOVABLE[table];
    if (key === undefined || kind === 'campaign') continue;
    for (const row of all<Row>(union.tx.db, `SELECT * FROM "${table}" WHERE "${column}" = ?`, id))
      tell(union, 'removed', `${table} ${keyText(key, row)}`);
  }
}

function touched(union: Union, kind: string, row: Row): void {
  const conversation = row.conversation_id;
  if (typeof conversation === 'string') {
    const found = one<{ subject: string }>(
      union.tx.db,
      'SELECT subject FROM conversation WHERE id = ?',
      conversation,
    );
    if (found) union.touched.add(found.subject);
  }
  if (kind === 'campaign_picture') {
    const pictures = union.came.get('picture') ?? new Set<string>();
    union.came.set('picture', pictures.add(String(row.picture_id)));
  }
}

/**
 * Whether both are here and stay two: those of two people always, and all of which only a copy says that they
 * are one, since anybody may have written it.
 */
function areApart({ tx, mode }: Union, table: string, ...ids: readonly string[]): boolean {
  const rows = ids.flatMap((id) => all<Row>(tx.db, `SELECT * FROM "${table}" WHERE id = ?`, id));
  const [first, second] = rows;
  return (
    first?.id !== second?.id &&
    second !== undefined &&
    (mode !== 'changes' || first?.subject !== second.subject)
  );
}

/** Ids that other consoles found to be one thing, of tables in which two rows can be one. */
export function bringOtherIds(
  union: Union,
  unify: (table: string, one: string, another: string) => void,
): void {
  for (const row of union.source.rows('other_id')) {
    const kind = String(row.kind);
    const rules = Object.hasOwn(union.rules, kind) ? union.rules[kind] : undefined;
    if (rules?.natural === undefined) continue;
    const [id, sameAs] = [ourId(union, String(row.id)), ourId(union, String(row.same_as))];
    if (!areApart(union, kind, id, sameAs)) unify(kind, id, sameAs);
  }
}
