import { z } from 'zod';
import { PictureKind, PictureProblem, PictureState } from '../schema/words.ts';
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

const PictureContent = z.object({
  kind: PictureKind,
  type: z.string().describe('Its media type, by its own bytes'),
  width: z.number(),
  height: z.number(),
  bytes: z.number(),
  hash: z.string().describe('SHA-256 of the content, in hexadecimal'),
  content: z.base64().describe('Without metadata but for its orientation and colours'),
});

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
};
