import { REMOVABLE } from '../../store/schema/united.ts';
import { one } from '../../store/statement.ts';
import { notePicture } from './cameIn.ts';
import { keyOf, remove, rowsWith, update } from './rows.ts';
import { keyText, referencesTo, shapeOf } from './shape.ts';
import type { Row } from './source.ts';
import { tell, type Union } from './union.ts';

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
  for (const { table: child, column, onDelete } of referencesTo(union, table)) {
    if (onDelete !== 'NO ACTION') continue;
    const { columns, keys } = shapeOf(union, child);
    const refers = { [column]: id };
    if (columns.find(({ name }) => name === column)?.nullable && child !== 'job') {
      update(union, child, refers, { [column]: null });
      continue;
    }
    for (const row of rowsWith(union, child, refers)) {
      notePicture(union, row);
      if (keys.length === 1) removeTree(union, child, String(row[keys[0] ?? '']));
      else remove(union, child, keyOf(union, child, row));
    }
  }
  const [own = 'id'] = shapeOf(union, table).keys;
  remove(union, table, { [own]: id });
}

/** A row that was taken away, in the version that was known there. */
export type Gone = { readonly kind: string; readonly id: string; readonly rev: string };

/**
 * Takes a row of ours away unless it has a later version. One that something else here needs stays, with a
 * new revision, and other consoles hear of it.
 */
export function takeAway(union: Union, { kind, id, rev }: Gone): void {
  const keys = REMOVABLE[kind] ?? [];
  const parts = id.split(' ');
  const key = Object.fromEntries(keys.map((name, at) => [name, parts[at] ?? '']));
  const [ours] = rowsWith(union, kind, key);
  if (!ours || String(ours.rev) > rev) return;
  if (keys.length === 1 && isNeeded(union, kind, id)) {
    update(union, kind, key, { rev: union.tx.rev() });
    tell(union, kind, id);
    return;
  }
  tellOfChildren(union, kind, parts[0] ?? '');
  if (kind === 'campaign') removeTree(union, kind, id);
  else remove(union, kind, key);
  touched(union, ours);
}

/**
 * What goes with a row, such as a tag on conversations, stays away on every console, also where a later
 * version of the row comes back.
 */
function tellOfChildren(union: Union, kind: string, id: string): void {
  for (const { table, column } of referencesTo(union, kind)) {
    const key = REMOVABLE[table];
    if (key === undefined || kind === 'campaign') continue;
    for (const row of rowsWith(union, table, { [column]: id }))
      tell(union, 'removed', `${table} ${keyText(key, row)}`);
  }
}

function touched(union: Union, row: Row): void {
  const conversation = row.conversation_id;
  if (typeof conversation === 'string') {
    const found = one<{ subject: string }>(
      union.tx.db,
      'SELECT subject FROM conversation WHERE id = ?',
      conversation,
    );
    if (found) union.touched.add(found.subject);
  }
  notePicture(union, row);
}
