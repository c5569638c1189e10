import { scrubLoose } from '../../erase/loose.ts';
import { scrub } from '../../erase/scrub.ts';
import type { Core } from '../../store/context.ts';
import { all } from '../../store/statement.ts';
import type { Union } from './copy.ts';
import type { Row } from './source.ts';

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

/** Erases from what came in everybody who was erased on either side. Returns how many. */
export function eraseAgain(core: Core, union: Union): number {
  const { tx } = union;
  const erased = all<{ subject: string }>(
    tx.db,
    'SELECT DISTINCT subject FROM erasure WHERE ended_at IS NULL',
  );
  if (erased.length === 0) return 0;
  const subjects = new Set(erased.map(({ subject }) => subject));
  const names = namesOf(union, subjects);
  for (const subject of subjects) scrub(tx, subject);
  scrubLoose(core, tx, subjects, names);
  return erased.length;
}
