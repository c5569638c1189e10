import { KEPT_COLUMNS, KEPT_IN_STORE } from '../../../shared/schema/contactColumns.ts';
import type { Region } from '../../../shared/schema/words.ts';
import type { Stored } from '../../../shared/text/stored.ts';
import type { Tx } from '../store/context.ts';
import { listOf, run, sql, statement } from '../store/statement.ts';
import type { ContactRow } from './rows.ts';

/**
 * The only writer of the tables `saved_list` and `saved_list_member`. A list is made whole and does not
 * change, but for people who are erased: they leave every list.
 */

export type NewList = {
  readonly name: string;
  readonly region: Region;
  readonly source: Stored;
  readonly accountId: string;
};

/** Adds an empty list. Returns its id. */
export function addList(tx: Tx, { name, region, source, accountId }: NewList): string {
  const id = tx.id();
  run(
    tx.db,
    sql`INSERT INTO saved_list (id, name, region, source, people, created_by, created_at, rev)
      VALUES (${id}, ${name}, ${region}, ${source}, 0, ${accountId}, ${tx.now}, ${tx.rev()})`,
  );
  return id;
}

const INSERT = `INSERT INTO saved_list_member (list_id, subject, number, fields, ${KEPT_IN_STORE.join(', ')})
  VALUES (?, ?, ?, ?, ${KEPT_IN_STORE.map(() => '?').join(', ')}) ON CONFLICT DO NOTHING`;

/** Puts people into a list, each number once. */
export function addMembers(tx: Tx, listId: string, people: readonly ContactRow[]): void {
  const insert = statement(tx.db, INSERT);
  for (const row of people)
    insert.run(listId, row.subject, row.number, row.fields, ...KEPT_COLUMNS.map((name) => row[name]));
}

/** Counts the people of lists anew, whose rows came or went. */
export function recountLists(tx: Tx, ids: readonly string[]): void {
  const people = sql`(SELECT count(*) FROM saved_list_member m WHERE m.list_id = saved_list.id)`;
  run(
    tx.db,
    sql`UPDATE saved_list SET people = ${people} WHERE id IN ${listOf(ids)} AND people <> ${people}`,
  );
}

export function removeList(tx: Tx, id: string): void {
  run(tx.db, sql`DELETE FROM saved_list WHERE id = ${id}`);
}

/** Takes a person who is erased out of every list. */
export function removeFromLists(tx: Tx, subject: string): void {
  run(
    tx.db,
    sql`UPDATE saved_list SET people = people - 1
      WHERE id IN (SELECT list_id FROM saved_list_member WHERE subject = ${subject})`,
  );
  run(tx.db, sql`DELETE FROM saved_list_member WHERE subject = ${subject}`);
}
