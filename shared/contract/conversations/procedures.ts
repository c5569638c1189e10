import { z } from 'zod';
import { ClosedAs, QuickReason } from '../../schema/words.ts';
import { says } from '../../text/says.ts';
import { ViewAs } from '../access/viewAs.ts';
import { atDesks, ById, Id, Ok, Time } from '../base/procedure.ts';
import { Confirmed } from '../base/warning.ts';
import { ConversationFilter, ConversationRow, Thread, ThreadMessage } from '../conversations.ts';
import { ConfirmationWords } from '../decisions/optOutByHand.ts';
import { PictureFile, PictureOfReply } from '../pictures.ts';

const tags = ['Conversations'];

/** Reading conversations, texting in them, and opting a contact out by hand. */
export const conversation = {
  list: atDesks.signedIn
    .route({
      method: 'GET',
      path: '/conversations',
      tags,
      summary: 'Conversations, latest first, a page at a time',
    })
    .input(
      ConversationFilter.extend({
        ...ViewAs.shape,
        cursor: z.string().max(200).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(z.object({ items: z.array(ConversationRow), nextCursor: z.string().nullable() })),
  total: atDesks.signedIn
    .route({
      method: 'GET',
      path: '/conversations/total',
      tags,
      summary: 'How many conversations the list has, counted up to a thousand',
    })
    .input(ConversationFilter.extend(ViewAs.shape))
    .output(z.object({ count: z.number(), more: z.boolean().describe('There are more than that') })),
  counts: atDesks.signedIn
    .route({
      method: 'GET',
      path: '/conversations/counts',
      tags,
      summary: 'How many there are of each state',
    })
    .input(ViewAs.extend({ campaignId: Id.optional() }))
    .output(
      z.object({
        toSend: z.number(),
        toAnswer: z.number(),
        waiting: z.number(),
        closed: z.number(),
        /** 0 for texters. */
        optedOut: z.number(),
        onHold: z.number(),
        actions: z.number(),
        /** Plain STOPs that wait for a person, and those of them that are overdue; 0 for texters. */
        stops: z.number(),
        stopsOverdue: z.number(),
        failed: z
          .number()
          .describe('Conversations whose last text is ours and was not delivered, counted up to a thousand'),
        failedMore: z.boolean().describe('More were not delivered than that'),
      }),
    ),
  next: atDesks.texting
    .route({
      method: 'GET',
      path: '/conversations/next',
      tags,
      summary: 'Whom to answer next: who has waited longest, a plain STOP before all others',
    })
    .input(
      z.object({
        campaignId: Id,
        after: Id.describe('The conversation that is open, which is left out'),
        tagId: Id.optional(),
      }),
    )
    .output(
      z
        .object({ id: Id, name: z.string(), since: Time.describe('When they wrote') })
        .nullable()
        .describe('Null: nobody else waits'),
    ),
  held: atDesks.texting
    .route({
      method: 'GET',
      path: '/held-replies',
      tags,
      summary: 'Replies of yours that can still be taken back before they leave, the latest last',
    })
    .output(
      z.array(
        z.object({
          messageId: Id,
          conversationId: Id,
          name: z.string(),
          body: z.string(),
          leftMs: z.number().int().describe('Until it may leave'),
        }),
      ),
    ),
  get: atDesks.signedIn
    .route({ method: 'GET', path: '/conversations/{id}', tags, summary: 'A thread' })
    .input(ById.extend(ViewAs.shape))
    .output(Thread),
  sendInitial: atDesks.texting
    .route({
      method: 'POST',
      path: '/conversations/{id}/initial',
      tags,
      summary: 'Send the initial message, merged by the server',
    })
    .input(ById.extend({ confirmed: Confirmed }))
    .output(z.object({ message: ThreadMessage })),
  send: atDesks.texting
    .route({ method: 'POST', path: '/conversations/{id}/messages', tags, summary: 'Send a reply' })
    .input(
      z.object({
        id: Id,
        body: z.string().trim().min(1, says('api:write')).max(1600),
        holdSeconds: z
          .number()
          .int()
          .min(0)
          .max(60)
          .default(0)
          .describe('For how long it can still be taken back before it leaves'),
        picture: PictureFile.optional(),
        replyPicture: PictureOfReply.optional().describe('In place of a file: the picture of a canned reply'),
        replyId: Id.optional().describe('The canned reply that it began as: its uses are counted'),
        confirmed: Confirmed,
      }),
    )
    .output(z.object({ message: ThreadMessage })),
  cancel: atDesks.texting
    .route({
      method: 'POST',
      path: '/messages/{id}/cancel',
      tags,
      summary: 'Take back a text that is still queued',
    })
    .input(ById)
    .output(Ok),
  optOut: atDesks.texting
    .route({
      method: 'POST',
      path: '/conversations/{id}/opt-out',
      tags,
      summary: 'Opt the contact out by hand',
    })
    .input(
      z.object({
        id: Id,
        quick: QuickReason.optional().describe('A usual reason, said to each reader in their language'),
        reason: z.string().trim().max(300).default('').describe('In other words, or beside a usual reason'),
        /**
         * Send the contact this confirmation. Refused where none may be sent: see the thread's
         * `confirmation`.
         */
        confirmation: ConfirmationWords.optional(),
        confirmed: Confirmed,
      }),
    )
    .output(z.object({ optOutId: Id, undoUntil: Time, cancelled: z.number() })),
  undoOptOut: atDesks.signedIn
    .route({
      method: 'POST',
      path: '/opt-outs/{id}/undo',
      tags,
      summary: 'Undo your own opt-out within seconds; recorded as a reversal',
    })
    .input(ById)
    .output(
      Ok.extend({
        /** What cannot be undone: a confirmation that has left. Empty if nothing. */ note: z.string(),
      }),
    ),
  close: atDesks.texting
    .route({ method: 'POST', path: '/conversations/{id}/close', tags, summary: 'Close, with an outcome' })
    .input(z.object({ id: Id, outcome: ClosedAs }))
    .output(Ok),
  reopen: atDesks.texting
    .route({
      method: 'POST',
      path: '/conversations/{id}/reopen',
      tags,
      summary: 'Open a closed conversation again',
    })
    .input(ById)
    .output(Ok),
  assign: atDesks.admins
    .route({
      method: 'POST',
      path: '/conversations/{id}/texter',
      tags,
      summary: 'Give the conversation to a texter',
    })
    .input(z.object({ id: Id, texterId: Id.nullable() }))
    .output(Ok),
};
