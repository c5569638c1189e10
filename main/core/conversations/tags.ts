import type { MessengerTag } from '../../../shared/contract/messenger.ts';
import { t } from '../../../shared/text/say.ts';
import type { Viewer } from '../access/visible.ts';
import { CoreError } from '../base/errors.ts';
import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, one, run, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { mustNotBeErased, readConversation } from './conversation.ts';

/** More tags would neither fit a menu nor be told apart. */
const MOST = 50;

type Draft = Pick<MessengerTag, 'name' | 'tone'>;

/** All tags, by name. */
export function listTags(db: Reader): MessengerTag[] {
  return all<MessengerTag>(db, 'SELECT id, name, tone FROM tag ORDER BY name');
}

function mustExist(tx: Tx, id: string): void {
  if (!one(tx.db, 'SELECT 1 FROM tag WHERE id = ?', id)) throw new CoreError('NOT_FOUND', t('core:tag.none'));
}

function mustBeFree(tx: Tx, name: string, id: string): void {
  if (one(tx.db, 'SELECT 1 FROM tag WHERE name = ? AND id <> ?', name, id))
    throw new CoreError('CONFLICT', t('core:tag.taken', { name }));
}

/** @throws CoreError CONFLICT for a name that is taken, or one tag too many */
export function createTag(core: Core, tx: Tx, actorId: string, { name, tone }: Draft): MessengerTag {
  if (listTags(tx.db).length >= MOST) throw new CoreError('CONFLICT', t('core:tag.most', { most: MOST }));
  mustBeFree(tx, name, '');
  const id = tx.id();
  run(tx.db, sql`INSERT INTO tag (id, name, tone, rev) VALUES (${id}, ${name}, ${tone}, ${tx.rev()})`);
  append(core, tx, { kind: 'tag-defined', actorId, evidenceId: id, payload: { tone } });
  tx.touch('settings');
  return { id, name, tone };
}

/** @throws CoreError NOT_FOUND, CONFLICT */
export function updateTag(
  core: Core,
  tx: Tx,
  actorId: string,
  { id, name, tone }: MessengerTag,
): MessengerTag {
  mustExist(tx, id);
  mustBeFree(tx, name, id);
  run(tx.db, sql`UPDATE tag SET name = ${name}, tone = ${tone}, rev = ${tx.rev()} WHERE id = ${id}`);
  append(core, tx, { kind: 'tag-changed', actorId, evidenceId: id, payload: { tone } });
  tx.touch('settings');
  return { id, name, tone };
}

/** Removes a tag and takes it off every conversation. @throws CoreError NOT_FOUND */
export function removeTag(core: Core, tx: Tx, actorId: string, id: string): void {
  mustExist(tx, id);
  const conversations = run(tx.db, sql`DELETE FROM conversation_tag WHERE tag_id = ${id}`);
  run(tx.db, sql`DELETE FROM tag WHERE id = ${id}`);
  append(core, tx, { kind: 'tag-removed', actorId, evidenceId: id, payload: { conversations } });
  tx.touch('settings');
  tx.touch('conversations');
}

/**
 * Puts a tag on a conversation that the viewer may see, or takes it off. @throws CoreError NOT_FOUND;
 * CONFLICT where it would be put on an erased person
 */
export function setTag(
  core: Core,
  tx: Tx,
  viewer: Viewer,
  input: { readonly conversationId: string; readonly tagId: string; readonly on: boolean },
): void {
  const row = readConversation(tx.db, viewer, input.conversationId);
  if (input.on) mustNotBeErased(row);
  mustExist(tx, input.tagId);
  const changed = input.on
    ? run(
        tx.db,
        sql`INSERT OR IGNORE INTO conversation_tag (tag_id, conversation_id, account_id, at, rev)
          VALUES (${input.tagId}, ${input.conversationId}, ${viewer.id}, ${tx.now}, ${tx.rev()})`,
      )
    : takeTagOff(tx, input.tagId, input.conversationId);
  if (changed === 0) return;
  append(core, tx, {
    kind: input.on ? 'tag-set' : 'tag-taken-off',
    actorId: viewer.id,
    subject: row.subject,
    evidenceId: input.tagId,
    payload: { conversation: input.conversationId },
  });
  tx.touch('conversations', row.subject);
}

/** Takes a tag off a conversation, with no word in the ledger. Returns how many were taken off. */
function takeTagOff(tx: Tx, tagId: string, conversationId: string): number {
  return run(
    tx.db,
    sql`DELETE FROM conversation_tag WHERE tag_id = ${tagId} AND conversation_id = ${conversationId}`,
  );
}

/** Takes all tags off an erased person's conversations. */
export function takeTagsOff(tx: Tx, subject: string): void {
  run(
    tx.db,
    sql`DELETE FROM conversation_tag WHERE conversation_id IN (SELECT id FROM conversation
      WHERE subject = ${subject})`,
  );
}
