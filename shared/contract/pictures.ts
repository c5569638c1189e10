import { z } from 'zod';
import { PictureKind, PictureProblem, PictureState } from '../schema/words.ts';
import { Currency } from '../text/money.ts';
import { atDesks, ById, Id, Ok } from './base/procedure.ts';

/** A picture of a text, without its content. */
export const ThreadPicture = z.object({
  id: Id,
  state: PictureState.describe('waiting: it is still fetched from the provider'),
  problem: PictureProblem.nullable().describe('Why it could not be had, or is not shown'),
  kind: PictureKind.nullable(),
  width: z.number().nullable().describe('Pixels, as it is shown'),
  height: z.number().nullable(),
  bytes: z.number().nullable(),
  folded: z.boolean().describe('Show it only when somebody asks to see it'),
});
export type ThreadPicture = z.infer<typeof ThreadPicture>;

const Hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .max(64)
  .describe('SHA-256 of the content, in hexadecimal');

/** The picture of a canned reply, without its content. */
export const ReplyPicture = z.object({ hash: Hash, kind: PictureKind, bytes: z.number() });
export type ReplyPicture = z.infer<typeof ReplyPicture>;

/** Sends the picture of a canned reply with a text, if it is still the one that its author saw. */
export const PictureOfReply = z.object({ replyId: Id, hash: Hash });

const PictureContent = z.object({
  kind: PictureKind,
  type: z.string().describe('Its media type, by its own bytes'),
  width: z.number(),
  height: z.number(),
  bytes: z.number(),
  hash: Hash,
  content: z.base64().describe('Without metadata but for its orientation and colours'),
});

export type PictureContent = z.infer<typeof PictureContent>;

/** Whether a text to this contact can carry a picture, and at what price. */
export const OutgoingPictures = z.object({
  whyNot: z.string().describe('Why none can be sent; empty where one can'),
  mostBytes: z.number().int().describe('How large it may be; 0 where none can be sent'),
  price: z
    .object({ currency: Currency, micros: z.number().int().describe('Millionths of the currency’s unit') })
    .nullable()
    .describe('Of a text with a picture; null: none was entered'),
});
export type OutgoingPictures = z.infer<typeof OutgoingPictures>;

/** A file that somebody chose; what is sent is checked and has no metadata. */
export const PictureFile = z
  .base64()
  .max(1_400_000)
  .describe(
    'JPEG, PNG or GIF, at most a megabyte before encoding; only where the thread says that it can be sent',
  );

const tags = ['Conversations'];

export const picture = {
  get: atDesks.signedIn
    .route({
      method: 'GET',
      path: '/pictures/{id}',
      tags,
      summary: 'A picture of a text that you may read, in base64',
    })
    .input(ById)
    .output(PictureContent),
  tryAgain: atDesks.overseers
    .route({
      method: 'POST',
      path: '/pictures/{id}/try-again',
      tags,
      summary: 'Fetch a picture that could not be had once more',
    })
    .input(ById)
    .output(Ok),
  ofCampaign: atDesks.signedIn
    .route({
      method: 'GET',
      path: '/campaigns/{id}/picture',
      tags: ['Campaigns'],
      summary: 'The picture of a campaign’s first texts, in base64',
    })
    .input(ById)
    .output(PictureContent),
  setOfCampaign: atDesks.admins
    .route({
      method: 'POST',
      path: '/campaigns/{id}/picture',
      tags: ['Campaigns'],
      summary: 'Choose the picture that first texts carry from now on; null: none',
    })
    .input(ById.extend({ picture: PictureFile.nullable() }))
    .output(Ok),
  ofReply: atDesks.signedIn
    .route({
      method: 'GET',
      path: '/campaigns/{id}/replies/{replyId}/picture',
      tags: ['Campaigns'],
      summary: 'The picture of a canned reply, in base64',
    })
    .input(ById.extend({ replyId: Id }))
    .output(PictureContent),
  setOfReply: atDesks.admins
    .route({
      method: 'POST',
      path: '/campaigns/{id}/replies/{replyId}/picture',
      tags: ['Campaigns'],
      summary: 'Choose the picture that texters are offered with a canned reply; null: none',
    })
    .input(ById.extend({ replyId: Id, picture: PictureFile.nullable() }))
    .output(Ok),
};
