import type { TexterNote } from '../../../shared/contract/messenger/texterNotes.ts';
import { t } from '../../../shared/text/say.ts';
import { and, type Condition, type Viewer, visible } from '../access/visible.ts';
import { CoreError } from '../base/errors.ts';
import { append } from '../ledger/append.ts';
import { isErased } from '../people/erased.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, one, run, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/**
 * The only writer of the table `texter_note`: what an admin or a supervisor writes to one texter, about one
 * of their conversations or in general. That texter reads it and can mark it as seen; admins and
 * supervisors read it too. A note on a conversation is something else (notes.ts): everybody who sees the
 * conversation reads it.
 */

/** At most so many are shown. */
const MOST = 100;

const COLUMNS = `n.id, n.account_id AS texterId, a.name AS texterName, w.name AS authorName, n.conversation_id AS conversationId,
  trim(coalesce(c.first_name, '') || ' ' || coalesce(c.last_name, '')) AS contactName, c.campaign_id AS campaignId,
  c.state, n.body,   n.at, n.seen_at AS seenAt`;
const FROM = `texter_note n JOIN account a ON a.id = n.account_id JOIN account w ON w.id = n.author_id
  LEFT JOIN conversation c ON c.id = n.conversation_id`;

function list(db: Reader, where: Condition): TexterNote[] {
  return all<TexterNote>(
    db,
    `SELECT ${COLUMNS} FROM ${FROM} WHERE ${where.sql} ORDER BY n.at DESC, n.id DESC LIMIT ${MOST}`,
    ...where.values,
  );
}

/**
 * What was written to the viewer, newest first. Of a conversation that they do not see any more, be it
 * somebody else's or hidden, nothing is shown.
 */
export function notesTo(db: Reader, viewer: Viewer): TexterNote[] {
  const seen = visible(viewer);
  return list(
    db,
    and(
      { sql: 'n.account_id = ?', values: [viewer.id] },
      { sql: `(n.conversation_id IS NULL OR (${seen.sql}))`, values: seen.values },
    ),
  );
}

/** What was written to texters, newest first, for admins and supervisors. */
export function notesSent(
  db: Reader,
  filter: { readonly texterId?: string | undefined; readonly conversationId?: string | undefined },
): TexterNote[] {
  const parts: Condition[] = [];
  if (filter.texterId !== undefined) parts.push({ sql: 'n.account_id = ?', values: [filter.texterId] });
  if (filter.conversationId !== undefined)
    parts.push({ sql: 'n.conversation_id = ?', values: [filter.conversationId] });
  return list(db, and(...parts));
}

type NewNote = {
  readonly texterId: string;
  readonly conversationId?: string | undefined;
  readonly body: string;
  readonly actorId: string;
};

/**
 * The conversation that a note is about. @throws CoreError NOT_FOUND; INVALID where the texter could not read
 * it
 */
function conversationOf(tx: Tx, texterId: string, id: string): { readonly subject: string } {
  const row = one<{ subject: string; texter_id: string | null; opt_state: string }>(
    tx.db,
    sql`SELECT subject, texter_id, opt_state FROM conversation WHERE id = ${id}`,
  );
  if (!row) throw new CoreError('NOT_FOUND', t('core:conversation.none'));
  if (row.texter_id !== texterId || row.opt_state === 'automatic')
    throw new CoreError('INVALID', t('core:texterNote.notTheirs'));
  if (isErased(tx.db, row.subject)) throw new CoreError('CONFLICT', t('core:conversation.erased'));
  return row;
}

/**
 * Writes to a texter. Nothing of it is sent to a contact.
 * @throws CoreError NOT_FOUND; INVALID for somebody who does not text, or a conversation that they cannot
 * read
 */
export function writeToTexter(
  core: Core,
  tx: Tx,
  { texterId, conversationId, body, actorId }: NewNote,
): TexterNote {
  const texter = one(
    tx.db,
    sql`SELECT 1 FROM account WHERE id = ${texterId} AND active = 1 AND api_key = 0 AND role <> 'supervisor'`,
  );
  if (!texter) throw new CoreError('NOT_FOUND', t('core:texterNote.nobody'));
  const subject = conversationId === undefined ? null : conversationOf(tx, texterId, conversationId).subject;
  const id = tx.id();
  run(
    tx.db,
    sql`INSERT INTO texter_note (id, account_id, author_id, conversation_id, body, at, rev)
      VALUES (${id}, ${texterId}, ${actorId}, ${conversationId ?? null}, ${body}, ${tx.now}, ${tx.rev()})`,
  );
  append(core, tx, {
    kind: 'texter-note-written',
    actorId,
    subject,
    evidenceId: id,
    payload: { to: texterId, conversation: conversationId ?? null },
  });
  tx.touch('conversations', subject ?? { texters: [texterId] });
  const [made] = list(tx.db, { sql: 'n.id = ?', values: [id] });
  if (!made) throw new CoreError('NOT_FOUND', t('core:texterNote.none'));
  return made;
}

/**
 * Marks a note as seen by its texter; a second time changes nothing. @throws CoreError NOT_FOUND for
 * another's, or a hidden one
 */
export function markNoteSeen(core: Core, tx: Tx, viewer: Viewer, id: string): void {
  const note = notesTo(tx.db, viewer).find((each) => each.id === id);
  if (!note) throw new CoreError('NOT_FOUND', t('core:texterNote.none'));
  if (note.seenAt !== null) return;
  run(tx.db, sql`UPDATE texter_note SET seen_at = ${tx.now}, rev = ${tx.rev()} WHERE id = ${id}`);
  append(core, tx, { kind: 'texter-note-seen', actorId: viewer.id, evidenceId: id });
  tx.touch('conversations', { texters: [viewer.id] });
}

/** Deletes the notes about an erased person's conversations. */
export function removeTexterNotesOf(tx: Tx, subject: string): void {
  run(
    tx.db,
    sql`DELETE FROM texter_note WHERE conversation_id IN (SELECT id FROM conversation WHERE subject = ${subject})`,
  );
}

/** Deletes a note in whose words an erased person is named. */
export function forgetTexterNote(tx: Tx, id: string): void {
  run(tx.db, sql`DELETE FROM texter_note WHERE id = ${id}`);
}
