import { z } from 'zod';
import { Region } from '../../schema/words.ts';
import { says } from '../../text/says.ts';
import { atDesks, ById, Id, Ok, Time } from '../base/procedure.ts';
import { ContactDryRun, FixedLines, Job, TakeIns } from '../lists.ts';
import { Who } from './who.ts';

/** People kept under a name, to be texted in further campaigns. */
export const SavedList = z.object({
  id: Id,
  name: z.string(),
  region: Region,
  people: z.number(),
  source: z.string().describe('Where they are from, in words'),
  createdBy: z.string().nullable(),
  createdAt: Time,
});
export type SavedList = z.infer<typeof SavedList>;

/** A campaign that took the list in, and what became of the people there. */
const ListUse = z.object({
  campaignId: Id,
  campaignName: z.string(),
  at: Time,
  contacts: z.number().describe('Contacts that the campaign has of it; the other figures are of these'),
  texted: z.number(),
  replied: z.number(),
  optedOut: z.number().describe('Opted out now, in whichever campaign'),
});
export const ListWithUses = SavedList.extend({ uses: z.array(ListUse).describe('Newest first') });
export type ListWithUses = z.infer<typeof ListWithUses>;

/** Where the people of a new list are from. */
export const ListSource = z.discriminatedUnion('from', [
  z.object({ from: z.literal('campaign'), campaignId: Id, who: Who }),
  z.object({ from: z.literal('import'), jobId: Id.describe('An import of contacts') }),
  z.object({ from: z.literal('list'), listId: Id }),
]);
export type ListSource = z.infer<typeof ListSource>;

const Use = ById.extend({ fixedLines: FixedLines.optional(), takeIn: TakeIns });
const tags = ['Saved lists'];

export const savedList = {
  list: atDesks.admins
    .route({ method: 'GET', path: '/lists', tags, summary: 'Saved lists of people, newest first' })
    .output(z.array(SavedList)),
  get: atDesks.admins
    .route({ method: 'GET', path: '/lists/{id}', tags, summary: 'A saved list, and where it was used' })
    .input(ById)
    .output(ListWithUses),
  create: atDesks.admins
    .route({
      method: 'POST',
      path: '/lists',
      tags,
      summary: 'Keep people under a name: those of an import, some of a campaign, or those of another list',
    })
    .input(
      z.object({
        name: z.string().trim().min(1, says('api:listName')).max(120),
        source: ListSource,
      }),
    )
    .output(SavedList),
  remove: atDesks.admins
    .route({
      method: 'DELETE',
      path: '/lists/{id}',
      tags,
      summary: 'Delete a saved list; campaigns that took it in keep their contacts',
    })
    .input(ById)
    .output(Ok),
  dryRun: atDesks.admins
    .route({
      method: 'POST',
      path: '/lists/{id}/dry-run',
      tags,
      summary: 'How many of a list may be texted now, in a campaign or a new one; writes nothing',
    })
    .input(Use.extend({ campaignId: Id.optional() }))
    .output(ContactDryRun),
  use: atDesks.admins
    .route({ method: 'POST', path: '/lists/{id}/use', tags, summary: 'Take a list into a campaign' })
    .input(Use.extend({ campaignId: Id }))
    .output(Job),
};
