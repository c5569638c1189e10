import { noteRemoved } from '../../people/unionRecord.ts';
import { isRevision } from '../../store/clock.ts';
import { REMOVABLE } from '../../store/schema/united.ts';
import { all, one } from '../../store/statement.ts';
import { keyOf, remove, rowsWith, update } from './rows.ts';
import { keyText, ourId, referencesTo, shapeOf } from './shape.ts';
import type { Row } from './source.ts';
import { unify } from './take.ts';
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
    for (const row of rowsWith(union, child, refers))
      if (keys.length === 1) removeTree(union, child, String(row[keys[0] ?? '']));
      else remove(union, child, keyOf(union, child, row));
  }
  const [own = 'id'] = shapeOf(union, table).keys;
  remove(union, table, { [own]: id });
}

/**
 * Takes away what was taken away elsewhere, in the version that was known there; a later version stays. A row
 * that something else here needs stays too, with a new revision, and other consoles hear of it.
 */
export function bringRemoved(union: Union): void {
  const gone: { kind: string; id: string; rev: string }[] = [];
  for (const row of union.source.rows('removed')) {
    const { kind, rev } = row as { kind: string; rev: string };
    if (!Object.hasOwn(REMOVABLE, kind) || !Object.hasOwn(union.rules, kind) || !isRevision(rev)) continue;
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
    const parts = id.split(' ');
    const key = Object.fromEntries(keys.map((name, at) => [name, parts[at] ?? '']));
    const [ours] = rowsWith(union, kind, key);
    if (!ours || String(ours.rev) > rev) continue;
    if (keys.length === 1 && isNeeded(union, kind, id)) {
      update(union, kind, key, { rev: union.tx.rev() });
      tell(union, kind, id);
      continue;
    }
    tellOfChildren(union, kind, parts[0] ?? '');
    if (kind === 'campaign') removeTree(union, kind, id);
    else remove(union, kind, key);
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
    for (const row of rowsWith(union, table, { [column]: id }))
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
export function bringOtherIds(union: Union): void {
  for (const row of union.source.rows('other_id')) {
    const kind = String(row.kind);
    const rules = Object.hasOwn(union.rules, kind) ? union.rules[kind] : undefined;
    if (rules?.natural === undefined) continue;
    const [id, sameAs] = [ourId(union, String(row.id)), ourId(union, String(row.same_as))];
    if (!areApart(union, kind, id, sameAs)) unify(union, kind, id, sameAs);
  }
}
