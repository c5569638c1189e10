import { z } from 'zod';
import { SpanText } from '../schema/range.ts';
import { ActionKind } from '../schema/words.ts';
import { Id, Ok, signedIn, texting } from './base.ts';
import { OpenAction } from './conversation.ts';
import { ActionResolution } from './person.ts';

const tags = ['Actions'];

export const action = {
  list: signedIn
    .route({
      method: 'GET',
      path: '/actions',
      tags,
      summary: 'What a person must do; a texter sees their own conversations’',
    })
    .input(
      z.object({
        kind: ActionKind.optional(),
        conversationId: Id.optional(),
        campaignId: Id.optional(),
        opened: SpanText.optional().describe('When it was opened, UTC milliseconds'),
      }),
    )
    .output(z.array(OpenAction)),
  resolve: texting
    .route({ method: 'POST', path: '/actions/{id}', tags, summary: 'Do it, or say why not' })
    .input(z.object({ id: Id, resolution: ActionResolution, reason: z.string().trim().max(300).default('') }))
    .output(Ok),
};
