import { z } from 'zod';
import { ConversationState, OptState } from '../schema/words.ts';
import { says } from '../text/says.ts';
import { ViewAs } from './access/viewAs.ts';
import { atDesks, ById, Id, Ok, Time } from './base/procedure.ts';
import { ConversationFilter } from './conversations.ts';
import { ReplyPicture } from './pictures.ts';

export const Note = z.object({
  id: Id,
  authorName: z.string(),
  body: z.string(),
  at: Time,
  editedAt: Time.nullable(),
  /** Until when the viewer may still change it; null: not theirs, or too late. */
  editableUntil: Time.nullable(),
  /** Written while texters could not see the conversation, so they never see it. */
  overseersOnly: z.boolean(),
});
export type Note = z.infer<typeof Note>;

const NoteBody = z
  .string()
  .trim()
  .min(1, says('api:write'))
  .max(2000, says('api:atMost', { count: 2000 }));

export const TagTone = z.enum(['neutral', 'brand', 'ok', 'hold', 'stop']);
export type TagTone = z.infer<typeof TagTone>;
export const MessengerTag = z.object({ id: Id, name: z.string(), tone: TagTone });
export type MessengerTag = z.infer<typeof MessengerTag>;
const TagDraft = z.object({
  name: z
    .string()
    .trim()
    .min(1, says('api:tagName'))
    .max(30, says('api:atMost', { count: 30 })),
  tone: TagTone,
});

/** A text that was found. `parts` in order are its words, or a piece of them around the first match. */
export const FoundText = z.object({
  messageId: Id,
  /** Null: a text from a number without a conversation. */
  conversationId: Id.nullable(),
  contactName: z.string(),
  number: z.string().nullable(),
  campaignId: Id.nullable(),
  campaignName: z.string().nullable(),
  /** The list in which the conversation stands. */
  state: ConversationState.nullable(),
  optState: OptState,
  direction: z.enum(['in', 'out']),
  at: Time,
  parts: z.array(z.object({ text: z.string(), marked: z.boolean() })),
});
export type FoundText = z.infer<typeof FoundText>;

const tags = ['Messenger'];

const note = {
  list: atDesks.signedIn
    .route({
      method: 'GET',
      path: '/conversations/{conversationId}/notes',
      tags,
      summary: 'Notes, oldest first',
    })
    .input(ViewAs.extend({ conversationId: Id }))
    .output(z.array(Note)),
  add: atDesks.signedIn
    .route({
      method: 'POST',
      path: '/conversations/{conversationId}/notes',
      tags,
      summary: 'Note something; it is never sent',
    })
    .input(z.object({ conversationId: Id, body: NoteBody }))
    .output(Note),
  edit: atDesks.signedIn
    .route({
      method: 'POST',
      path: '/notes/{id}',
      tags,
      summary: 'Change your own note, within a quarter of an hour',
    })
    .input(z.object({ id: Id, body: NoteBody }))
    .output(Note),
};

/** Characters of a reply, and of a draft. */
const LONGEST_REPLY = 1600;

const draft = {
  list: atDesks.texting
    .route({ method: 'GET', path: '/drafts', tags, summary: 'Replies that you have begun and not sent' })
    .output(
      z.array(
        z.object({
          conversationId: Id,
          body: z.string(),
          picture: ReplyPicture.extend({ campaignId: Id, replyId: Id, title: z.string() })
            .optional()
            .describe('That of a canned reply, which goes with it'),
        }),
      ),
    ),
  save: atDesks.texting
    .route({
      method: 'PUT',
      path: '/conversations/{conversationId}/draft',
      tags,
      summary: 'Save what you have written so far; an empty one is deleted. Sending a reply deletes it too',
    })
    .input(
      z.object({
        conversationId: Id,
        body: z.string().max(LONGEST_REPLY),
        pictureOf: Id.nullable().default(null).describe('The canned reply whose picture goes with it'),
      }),
    )
    .output(Ok),
};

const tag = {
  list: atDesks.signedIn
    .route({ method: 'GET', path: '/tags', tags, summary: 'The organisation’s tags' })
    .output(z.array(MessengerTag)),
  create: atDesks.admins
    .route({ method: 'POST', path: '/tags', tags, summary: 'Define a tag' })
    .input(TagDraft)
    .output(MessengerTag),
  update: atDesks.admins
    .route({ method: 'POST', path: '/tags/{id}', tags, summary: 'Rename or recolour a tag' })
    .input(TagDraft.extend({ id: Id }))
    .output(MessengerTag),
  remove: atDesks.admins
    .route({
      method: 'DELETE',
      path: '/tags/{id}',
      tags,
      summary: 'Remove a tag, from conversations as well',
    })
    .input(ById)
    .output(Ok),
  set: atDesks.texting
    .route({
      method: 'POST',
      path: '/conversations/{conversationId}/tags/{tagId}',
      tags,
      summary: 'Put a tag on a conversation, or take it off',
    })
    .input(z.object({ conversationId: Id, tagId: Id, on: z.boolean() }))
    .output(Ok),
};

const reminder = {
  set: atDesks.texting
    .route({
      method: 'POST',
      path: '/conversations/{conversationId}/reminder',
      tags,
      summary: 'Come back to it at a time; nothing is sent then',
    })
    .input(z.object({ conversationId: Id, at: Time }))
    .output(Ok),
  clear: atDesks.texting
    .route({
      method: 'DELETE',
      path: '/conversations/{conversationId}/reminder',
      tags,
      summary: 'Forget about coming back',
    })
    .input(z.object({ conversationId: Id }))
    .output(Ok),
};

/** Which conversations: chosen ones, or all that a filter finds. */
const Chosen = z.union([
  z.object({ ids: z.array(Id).min(1, says('api:chooseConversation')).max(1000) }),
  z.object({ filter: ConversationFilter }),
]);

export const messenger = {
  note,
  draft,
  tag,
  reminder,
  search: atDesks.signedIn
    .route({
      method: 'GET',
      path: '/texts',
      tags,
      summary:
        'Texts with all these words or beginnings of at least three letters, or "a phrase"; latest first',
    })
    .input(
      ViewAs.extend({
        words: z.string().max(200, says('api:atMost', { count: 200 })),
        cursor: z.string().max(20).optional(),
        limit: z.coerce.number().int().min(1).max(100).default(30),
      }),
    )
    .output(z.object({ items: z.array(FoundText), nextCursor: z.string().nullable() })),
  countChosen: atDesks.admins
    .route({
      method: 'POST',
      path: '/messenger/count',
      tags,
      summary: 'How many conversations would be given away',
    })
    .input(z.object({ chosen: Chosen }))
    .output(z.object({ count: z.number() })),
  reassign: atDesks.admins
    .route({
      method: 'POST',
      path: '/messenger/reassign',
      tags,
      summary: 'Give conversations to one texter, evenly to several, or (none named) to nobody',
    })
    .input(z.object({ chosen: Chosen, texterIds: z.array(Id).max(200) }))
    .output(z.object({ given: z.array(z.object({ texterId: Id.nullable(), count: z.number() })) })),
  beginViewing: atDesks.admins
    .route({
      method: 'POST',
      path: '/messenger/viewing',
      tags,
      summary:
        'Begin to look as a texter does: recorded, and nothing can be changed by this sign-in until it ends',
    })
    .meta({ roles: ['admin'], whileViewing: true })
    .input(z.object({ texterId: Id }))
    .output(z.object({ id: Id, name: z.string() })),
  endViewing: atDesks.admins
    .route({ method: 'DELETE', path: '/messenger/viewing', tags, summary: 'Look as oneself again' })
    .meta({ roles: ['admin'], whileViewing: true })
    .output(Ok),
};
