import { placeItems, projectVerdictsOf } from '../../actions/reviewItem.ts';
import { projectConversations } from '../../conversations/conversationRecord.ts';
import { endTakenBack } from '../../conversations/messageRecord.ts';
import { endOverReminders } from '../../conversations/reminders.ts';
import { recountLists } from '../../lists/savedListRecord.ts';
import { projectReversed } from '../../optOuts/optOutRecord.ts';
import { removeUnused } from '../../pictures/pictureRecord.ts';
import { settleAnswers } from '../../questions/answerRecord.ts';
import { all, listOf, one, sql } from '../../store/statement.ts';
import { settleSets } from './sets.ts';
import { settleFirsts } from './texts.ts';
import { came, tell, type Union } from './union.ts';

/** Subjects about which something came in by another row of theirs. */
function widen(union: Union): void {
  const { db } = union.tx;
  for (const id of came(union, 'message', 'opt_out', 'action', 'conversation'))
    for (const table of ['message', 'opt_out', 'action', 'conversation'] as const) {
      if (!union.came.get(table)?.has(id)) continue;
      const row = one<{ subject: string }>(db, `SELECT subject FROM ${table} WHERE id = ?`, id);
      if (row) union.touched.add(row.subject);
    }
}

const remindersOf = ({ tx }: Union, subject: string) =>
  all<{ id: string }>(
    tx.db,
    sql`SELECT r.conversation_id AS id FROM reminder r JOIN conversation c ON c.id = r.conversation_id
      WHERE c.subject = ${subject}`,
  ).map(({ id }) => id);

/**
 * Which pictures go that nothing has: those that came in; none, since what has them comes with another part
 * of the same moment; with the last part all.
 */
export type Unused = 'theirs' | 'none' | 'all';

function projectPerson(union: Union, subject: string): void {
  const { tx, mode } = union;
  if (mode === 'changes') projectReversed(tx, subject);
  for (const id of endTakenBack(tx, subject)) tell(union, 'message', id);
  const conversations = all<{ id: string }>(
    tx.db,
    sql`SELECT id FROM conversation WHERE subject = ${subject}`,
  ).map(({ id }) => id);
  const reminded = remindersOf(union, subject);
  for (const id of conversations) {
    settleFirsts(union, id);
    settleAnswers(tx, id);
  }
  projectConversations(tx, subject);
  if (mode !== 'restore')
    for (const id of conversations) if (endOverReminders(tx, id)) projectConversations(tx, subject);
  // It is over on every console, also where its end was not to be seen.
  const left = new Set(remindersOf(union, subject));
  for (const id of reminded) if (!left.has(id)) tell(union, 'removed', `reminder ${id}`);
  projectVerdictsOf(tx, subject);
  if (conversations.length > 0) placeItems(tx, subject);
}

/**
 * Works out anew what follows from rows of others, of the people and campaigns of which rows came in and no
 * others: the same rows give the same on every console. `later`: takes up those people instead, since more of
 * the same store comes.
 */
export function project(
  union: Union,
  { later, unused = 'theirs' }: { readonly later?: Set<string>; readonly unused?: Unused },
): void {
  const { tx } = union;
  widen(union);
  settleSets(union);
  const lists = came(union, 'saved_list', 'saved_list_member.list_id');
  if (later !== undefined) for (const subject of union.touched) later.add(subject);
  else for (const subject of union.touched) projectPerson(union, subject);
  if (lists.size > 0) recountLists(tx, [...lists]);
  const pictures = came(union, 'picture');
  if (unused === 'all') removeUnused(tx);
  else if (unused === 'theirs' && pictures.size > 0) removeUnused(tx, sql`id IN ${listOf([...pictures])}`);
}
