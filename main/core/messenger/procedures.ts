import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import { t } from '../../../shared/text/say.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { setViewing } from '../access/sessions.ts';
import { texterToViewAs, viewerOf } from '../access/viewing.ts';
import { CoreError } from '../base/errors.ts';
import { chosenIds, reassign } from '../campaigns/reassign.ts';
import { readConversation } from '../conversations/conversation.ts';
import { listDrafts, saveDraft } from '../conversations/drafts.ts';
import { addNote, editNote } from '../conversations/notes.ts';
import { readNotes } from '../conversations/notesQuery.ts';
import { clearReminder, setReminder } from '../conversations/reminders.ts';
import { createTag, listTags, removeTag, setTag, updateTag } from '../conversations/tags.ts';
import { append } from '../ledger/append.ts';
import { searchTexts } from './searchTexts.ts';

const os = implement(contract.messenger).$context<RpcContext>().use(translated).use(access).use(signedIn);
const OK = { ok: true } as const;

export const messenger = os.router({
  note: {
    list: os.note.list.handler(({ context, input }) => {
      const viewer = viewerOf(context, input.viewAs);
      readConversation(context.core.db, viewer, input.conversationId);
      const notes = readNotes(context.core.db, viewer, input.conversationId, context.core.ports.clock.now());
      return input.viewAs === undefined ? notes : notes.map((note) => ({ ...note, editableUntil: null }));
    }),
    add: os.note.add.handler(({ context: { core, me }, input }) =>
      core.write((tx) => addNote(core, tx, me, input.conversationId, input.body)),
    ),
    edit: os.note.edit.handler(({ context: { core, me }, input }) =>
      core.write((tx) => editNote(core, tx, me, input.id, input.body)),
    ),
  },

  draft: {
    list: os.draft.list.handler(({ context: { core, me } }) => listDrafts(core.db, me)),
    save: os.draft.save.handler(({ context: { core, me }, input }) => {
      core.write((tx) => saveDraft(tx, me, input));
      return OK;
    }),
  },

  tag: {
    list: os.tag.list.handler(({ context: { core } }) => listTags(core.db)),
    create: os.tag.create.handler(({ context: { core, me }, input }) =>
      core.write((tx) => createTag(core, tx, me.id, input)),
    ),
    update: os.tag.update.handler(({ context: { core, me }, input }) =>
      core.write((tx) => updateTag(core, tx, me.id, input)),
    ),
    remove: os.tag.remove.handler(({ context: { core, me }, input }) => {
      core.write((tx) => removeTag(core, tx, me.id, input.id));
      return OK;
    }),
    set: os.tag.set.handler(({ context: { core, me }, input }) => {
      core.write((tx) => setTag(core, tx, me, input));
      return OK;
    }),
  },

  reminder: {
    set: os.reminder.set.handler(({ context: { core, me }, input }) => {
      core.write((tx) => setReminder(core, tx, me, input.conversationId, input.at));
      return OK;
    }),
    clear: os.reminder.clear.handler(({ context: { core, me }, input }) => {
      core.write((tx) => clearReminder(core, tx, me, input.conversationId));
      return OK;
    }),
  },

  search: os.search.handler(({ context, input }) =>
    searchTexts(context.core.db, viewerOf(context, input.viewAs), input),
  ),

  countChosen: os.countChosen.handler(({ context: { core, me }, input }) => ({
    count: chosenIds(core, me, input.chosen).length,
  })),

  reassign: os.reassign.handler(async ({ context: { core, me }, input }) => ({
    given: await reassign(core, me, input.chosen, input.texterIds),
  })),

  beginViewing: os.beginViewing.handler(({ context: { core, me, token, keyId }, input }) => {
    // An API key has no sign-in that could look as a texter.
    if (keyId !== null) throw new CoreError('FORBIDDEN', t('accounts:personOnly'));
    const { id, name } = texterToViewAs(core.db, input.texterId);
    core.write((tx) => {
      setViewing(tx, token, id);
      append(core, tx, { kind: 'viewing-as', actorId: me.id, evidenceId: id, payload: { texter: id } });
    });
    return { id, name };
  }),

  endViewing: os.endViewing.handler(({ context: { core, token } }) => {
    core.write((tx) => setViewing(tx, token, null));
    return OK;
  }),
});
