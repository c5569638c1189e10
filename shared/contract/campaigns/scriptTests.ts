import { z } from 'zod';
import { ConversationState } from '../../schema/words.ts';
import { says } from '../../text/says.ts';
import { atDesks, ById, Id, mapOf, Ok, Time } from '../base/procedure.ts';
import { Confirmed } from '../base/warning.ts';

/** A campaign’s script, tried on a number of an admin’s own. It stands in no list and in no figure. */
export const ScriptTest = z.object({
  id: Id,
  campaignId: Id,
  conversationId: Id.describe('Read and answered like every conversation'),
  number: z.string(),
  name: z.string(),
  state: ConversationState,
  optedOut: z.boolean().describe('A STOP from that number is an opt-out like any other'),
  begunBy: z.string().nullable(),
  begunAt: Time,
  endedAt: Time.nullable().describe('Null: it runs'),
});
export type ScriptTest = z.infer<typeof ScriptTest>;

const BeginScriptTest = z.object({
  campaignId: Id,
  number: z.string().trim().min(1, says('api:testNumber')).max(40).describe('In any usual form'),
  firstName: z
    .string()
    .trim()
    .max(80)
    .optional()
    .describe('Left out: as in the last test of the number, else the caller’s'),
  lastName: z.string().trim().max(80).optional(),
  fields: mapOf(50, 60, z.string().max(500))
    .default({})
    .describe('Values of further merge fields of the script; left out: as in the last test'),
  confirmed: Confirmed,
});
export type BeginScriptTest = z.infer<typeof BeginScriptTest>;

const tags = ['Campaigns'];

export const scriptTest = {
  begin: atDesks.admins
    .route({
      method: 'POST',
      path: '/campaigns/{campaignId}/tests',
      tags,
      summary:
        'Text the script, as it is saved, to a number of your own; a test with that number which runs ends',
    })
    .input(BeginScriptTest)
    .output(ScriptTest),
  list: atDesks.admins
    .route({
      method: 'GET',
      path: '/campaigns/{campaignId}/tests',
      tags,
      summary: 'Tests of a campaign’s script, newest first',
    })
    .input(z.object({ campaignId: Id }))
    .output(z.array(ScriptTest)),
  end: atDesks.admins
    .route({
      method: 'POST',
      path: '/tests/{id}/end',
      tags,
      summary: 'End a test: what waits in it is taken back',
    })
    .input(ById)
    .output(Ok),
};
