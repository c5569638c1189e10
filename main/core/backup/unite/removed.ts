import { noteRemoved } from '../../people/unionRecord.ts';
import { isRevision } from '../../store/clock.ts';
import { REMOVABLE } from '../../store/schema/united.ts';
import { all } from '../../store/statement.ts';
import { ourId } from './shape.ts';
import type { Row } from './source.ts';
import { unify } from './take.ts';
import { type Gone, takeAway } from './takeAway.ts';
import type { Union } from './union.ts';

/** What refers to others is removed before them. */
const FIRST = [
  'campaign_texter',
  'campaign_picture',
  'conversation_tag',
  'note',
  'reminder',
  'sender_number',
];

/**
 * Takes away what was taken away elsewhere, in the version that was known there; a later version stays. A row
 * that something else here needs stays too, with a new revision, and other consoles hear of it.
 */
export function bringRemoved(union: Union): void {
  const gone: Gone[] = [];
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
  const rank = ({ kind }: Gone) => (FIRST.includes(kind) ? 0 : 1);
  for (const each of gone.sort((a, b) => rank(a) - rank(b))) takeAway(union, each);
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
