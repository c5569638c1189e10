import { all } from '../../store/statement.ts';
import { find, keyOf, rowsWith, update } from './rows.ts';
import type { Union } from './union.ts';

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
  ].flatMap(({ table, column, value }) =>
    rowsWith(union, table, { [column]: value }).map(({ rev, ...row }) => ({
      table,
      key: keyOf(union, table, row),
      rev,
    })),
  );
  work();
  for (const { table, key, rev } of before)
    if (find(union, table, key)?.rev !== rev) update(union, table, key, { rev });
}
