import { dateErased } from '../../actions/actionRecord.ts';
import { leftOf, tellsOfPeople } from '../../erase/left.ts';
import { scrubLoose } from '../../erase/loose.ts';
import { scrub } from '../../erase/scrub.ts';
import { erasedAt } from '../../people/erased.ts';
import type { Core } from '../../store/context.ts';
import { all, listOf, one, sql } from '../../store/statement.ts';
import type { Row } from './source.ts';
import type { Union } from './union.ts';
import { withoutRevisions } from './withoutRevisions.ts';

/** Tables with texts of people or providers about no particular person. */
const LOOSE = [
  'connection',
  'sender_number',
  'webhook_endpoint',
  'campaign',
  'job',
  'job_refusal',
  'saved_view',
  'texter_note',
];

/** Names that either store has of these people: where one is erased already, the other still knows them. */
function namesOf({ tx, source }: Union, subjects: ReadonlySet<unknown>): string[] {
  const names = new Set<string>();
  const hear = ({ subject, first_name, last_name }: Row) => {
    if (subjects.has(subject)) names.add(`${first_name ?? ''} ${last_name ?? ''}`.trim());
  };
  for (const table of ['conversation', 'saved_list_member']) {
    for (const row of source.rows(table)) hear(row);
    for (const subject of subjects)
      for (const row of all<Row>(tx.db, `SELECT * FROM ${table} WHERE subject = ?`, subject)) hear(row);
  }
  return [...names];
}

/**
 * Erases from what came in everybody who was erased on either side. Returns how many. Of a copy all of them,
 * of changes those about whom something came in.
 */
export function eraseAgain(core: Core, union: Union): number {
  const { tx } = union;
  const inForce = sql`SELECT DISTINCT subject FROM erasure WHERE ended_at IS NULL`;
  const about = [...union.touched];
  const erased = all<{ subject: string }>(
    tx.db,
    union.mode === 'changes' ? sql`${inForce} AND subject IN ${listOf(about)}` : inForce,
  );
  const loose = LOOSE.some(
    (table) =>
      (union.came.get(table)?.size ?? 0) > 0 ||
      (table === 'job_refusal' && (union.added.get(table) ?? 0) > 0),
  );
  const subjects = new Set(erased.map(({ subject }) => subject));
  const names = subjects.size === 0 ? [] : namesOf(union, subjects);
  for (const subject of subjects) {
    // As at the erasure, whenever a console does it again.
    const now = erasedAt(tx.db, subject) ?? tx.now;
    withoutRevisions(union, subject, () => {
      scrub({ ...tx, now }, subject);
      dateErased({ ...tx, now }, subject);
    });
  }
  const searched = loose
    ? new Set(all<{ subject: string }>(tx.db, inForce).map(({ subject }) => subject))
    : subjects;
  if (searched.size > 0) scrubLoose(core, tx, searched, names);
  return erased.length;
}

/** The time at which a row was written. */
const MADE = ['created_at', 'recorded_at', 'opened_at', 'since', 'at', 'set_at'] as const;

/**
 * A row from before the end of an erasure, which came in after that end: its person was erased meanwhile, so
 * it has no words here either. Null: nothing is left of it.
 */
export function withoutErased(union: Union, table: string, row: Row): Row | null {
  if (!tellsOfPeople(table)) return row;
  const { db } = union.tx;
  const subject =
    typeof row.subject === 'string'
      ? row.subject
      : one<{ subject: string }>(db, 'SELECT subject FROM conversation WHERE id = ?', row.conversation_id)
          ?.subject;
  if (subject === undefined) return row;
  const ended = one<{ at: number | null }>(
    db,
    'SELECT max(ended_at) AS at FROM erasure WHERE subject = ? AND ended_at IS NOT NULL',
    subject,
  )?.at;
  const made = MADE.map((name) => row[name]).find((value) => typeof value === 'number');
  if (typeof ended !== 'number' || typeof made !== 'number' || made >= ended) return row;
  return leftOf(table, row);
}
