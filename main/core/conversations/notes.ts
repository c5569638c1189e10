import type { Note } from '../../../shared/contract/messenger.ts';
import { t } from '../../../shared/text/say.ts';
import { type Viewer, visible } from '../access/visible.ts';
import { CoreError } from '../base/errors.ts';
import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import { one, run, sql } from '../store/statement.ts';
import { mustNotBeErased, readConversation } from './conversation.ts';
import { readNotes } from './notesQuery.ts';

function made(tx: Tx, viewer: Viewer, conversationId: string, id: string): Note {
  const [note] = readNotes(tx.db, viewer, conversationId, tx.now, id);
  if (!note) throw new CoreError('NOT_FOUND', t('core:note.none'));
  return note;
}

/** The ledger has who wrote a note and where, not its words; windows are told. */
function noted(
  core: Core,
  tx: Tx,
  viewer: Viewer,
  kind: 'note-added' | 'note-edited',
  { id: conversationId, subject }: { readonly id: string; readonly subject: string },
  noteId: string,
): Note {
  append(core, tx, {
    kind,
    actorId: viewer.id,
    subject,
    evidenceId: noteId,
    payload: { conversation: conversationId },
  });
  tx.touch('conversations', subject);
  return made(tx, viewer, conversationId, noteId);
}

/**
 * Adds a note to a conversation that the viewer may see. @throws CoreError NOT_FOUND; CONFLICT for an erased
 * person
 */
export function addNote(core: Core, tx: Tx, viewer: Viewer, conversationId: string, body: string): Note {
  const row = readConversation(tx.db, viewer, conversationId);
  mustNotBeErased(row);
  const id = tx.id();
  run(
    tx.db,
    sql`INSERT INTO note (id, conversation_id, account_id, body, overseers_only, at, rev)
      VALUES (${id}, ${conversationId}, ${viewer.id}, ${body}, ${row.opt_state === 'automatic' ? 1 : 0}, ${tx.now}, ${tx.rev()})`,
  );
  return noted(core, tx, viewer, 'note-added', row, id);
}

/**
 * Changes one's own note. @throws CoreError NOT_FOUND for one that the viewer may not see; CONFLICT where it
 * is somebody else's, or too old
 */
export function editNote(core: Core, tx: Tx, viewer: Viewer, id: string, body: string): Note {
  // In the same query: a note that the viewer may not see is treated as missing.
  const seen = visible(viewer);
  const place = one<{ conversation_id: string }>(
    tx.db,
    `SELECT n.conversation_id FROM note n JOIN conversation c ON c.id = n.conversation_id WHERE n.id = ? AND ${seen.sql}`,
    id,
    ...seen.values,
  )?.conversation_id;
  if (place === undefined) throw new CoreError('NOT_FOUND', t('core:note.none'));
  const row = readConversation(tx.db, viewer, place);
  if (made(tx, viewer, place, id).editableUntil === null) {
    throw new CoreError('CONFLICT', t('core:note.locked'));
  }
  run(tx.db, sql`UPDATE note SET body = ${body}, edited_at = ${tx.now}, rev = ${tx.rev()} WHERE id = ${id}`);
  return noted(core, tx, viewer, 'note-edited', row, id);
}

/** Deletes the notes about an erased person. */
export function removeNotesOf(tx: Tx, subject: string): void {
  run(
    tx.db,
    sql`DELETE FROM note WHERE conversation_id IN (SELECT id FROM conversation WHERE subject = ${subject})`,
  );
}
