import { z } from 'zod';
import { ConversationState } from '../../schema/words.ts';
import { says } from '../../text/says.ts';
import { ViewAs } from '../access/viewAs.ts';
import { atDesks, Id, Ok, Time } from '../base/procedure.ts';

/** What an admin or a supervisor tells one texter; never sent to a contact, and no note on a conversation. */
export const TexterNote = z.object({
  id: Id,
  texterId: Id,
  texterName: z.string(),
  authorName: z.string(),
  conversationId: Id.nullable().describe('What it is about; null: no conversation'),
  contactName: z.string(),
  campaignId: Id.nullable(),
  state: ConversationState.nullable().describe('The list in which that conversation stands'),
  body: z.string(),
  at: Time,
  seenAt: Time.nullable().describe('When the texter said that they have seen it'),
});
export type TexterNote = z.infer<typeof TexterNote>;

const tags = ['Notes to texters'];

export const texterNote = {
  mine: atDesks.signedIn
    .route({ method: 'GET', path: '/texter-notes/mine', tags, summary: 'Notes to yourself, newest first' })
    .input(ViewAs.default({}))
    .output(z.array(TexterNote)),
  seen: atDesks.signedIn
    .route({
      method: 'POST',
      path: '/texter-notes/{id}/seen',
      tags,
      summary: 'Say that you have seen a note to you',
    })
    .input(z.object({ id: Id }))
    .output(Ok),
  sent: atDesks.overseers
    .route({
      method: 'GET',
      path: '/texter-notes',
      tags,
      summary: 'Notes to texters, newest first, and whether they were seen',
    })
    .input(z.object({ texterId: Id.optional(), conversationId: Id.optional() }))
    .output(z.array(TexterNote)),
  write: atDesks.overseers
    .route({
      method: 'POST',
      path: '/texter-notes',
      tags,
      summary: 'Write to a texter, about one of their conversations or in general',
    })
    .input(
      z.object({
        texterId: Id,
        conversationId: Id.optional(),
        body: z.string().trim().min(1, says('api:write')).max(1000),
      }),
    )
    .output(TexterNote),
};
