import { removedUpTo } from '../../people/unionRecord.ts';
import { isRevision } from '../../store/clock.ts';
import { REMOVABLE } from '../../store/schema/united.ts';
import { one } from '../../store/statement.ts';
import { keyText } from './shape.ts';
import type { Row } from './source.ts';
import { note, type Union } from './union.ts';

/** What a union notes of the rows that come in, and whether they may. */

/** Whether this version, or a later one, was taken away. */
export function wasRemoved(union: Union, table: string, row: Row): boolean {
  const key = REMOVABLE[table];
  if (key === undefined) return false;
  const gone = removedUpTo(union.tx.db, table, keyText(key, row));
  return gone !== null && String(row.rev ?? '') <= gone;
}

/** Notes that a row with this picture came or went, so that nothing else may have the picture. */
export function notePicture(union: Union, { picture_id }: Row): void {
  if (typeof picture_id === 'string') note(union.came, 'picture', picture_id);
}

/** Notes about whom and what something came in. */
export function touch(union: Union, table: string, row: Row): void {
  if (typeof row.id === 'string') note(union.came, table, row.id);
  notePicture(union, row);
  for (const name of ['campaign_id', 'list_id', 'question_id', 'conversation_id'] as const)
    if (typeof row[name] === 'string') note(union.came, `${table}.${name}`, row[name]);
  const about = subjectOf(union, row);
  if (about !== null) union.touched.add(about);
}

/** About whom a row is; null: about nobody, or about somebody of whom nothing has come yet. */
export function subjectOf(union: Union, row: Row): string | null {
  if (typeof row.subject === 'string') return row.subject;
  const of = (table: string, id: unknown) =>
    typeof id === 'string'
      ? one<{ subject: string }>(union.tx.db, `SELECT subject FROM ${table} WHERE id = ?`, id)?.subject
      : undefined;
  return of('conversation', row.conversation_id) ?? of('opt_out', row.opt_out_id) ?? null;
}

/**
 * Revisions that are made here from now on must be later than what came in, or they would not count there.
 * One that no console can have made counts least, since nobody could ever change its row again.
 */
export function follow(union: Union, row: Row): Row {
  const { rev } = row;
  if (typeof rev !== 'string' || rev === '') return row;
  if (!isRevision(rev)) return { ...row, rev: '' };
  if (rev > union.newest) {
    union.newest = rev;
    union.tx.follow(rev);
  }
  return row;
}
