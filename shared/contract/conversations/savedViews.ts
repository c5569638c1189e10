import { z } from 'zod';
import { says } from '../../text/says.ts';
import { atDesks, ById, Id, Ok } from '../base/procedure.ts';
import { ConversationFilter } from '../conversations.ts';
import { OptOutFilter } from '../optOuts.ts';

/** The lists whose filters can be saved, each with its filter. */
export const VIEW_FILTERS = { conversations: ConversationFilter, 'opt-outs': OptOutFilter } as const;

export const ViewedList = z.enum(['conversations', 'opt-outs']);
export type ViewedList = z.infer<typeof ViewedList>;

/** What `view` says of every list, and the filter of one of them. */
const ofEachList = <Shape extends z.ZodRawShape>(view: z.ZodObject<Shape>) =>
  z.discriminatedUnion('list', [
    view.extend({ list: z.literal('conversations'), filter: VIEW_FILTERS.conversations }),
    view.extend({ list: z.literal('opt-outs'), filter: VIEW_FILTERS['opt-outs'] }),
  ]);

/** A filter of a list under a name. */
export const SavedView = ofEachList(
  z.object({
    id: Id,
    name: z.string(),
    shared: z.boolean().describe('All admins and supervisors see it'),
    by: z.string().describe('Who saved it'),
    mayRemove: z.boolean(),
  }),
);
export type SavedView = z.infer<typeof SavedView>;

const ViewToSave = ofEachList(
  z.object({
    name: z.string().trim().min(1, says('api:viewName')).max(60),
    shared: z.boolean().default(false),
  }),
);
export type ViewToSave = z.infer<typeof ViewToSave>;

const tags = ['Saved views'];

export const savedView = {
  list: atDesks.overseers
    .route({
      method: 'GET',
      path: '/saved-views',
      tags,
      summary: 'Saved views of a list, by name: your own and those that others share',
    })
    .input(z.object({ list: ViewedList }))
    .output(z.array(SavedView)),
  save: atDesks.overseers
    .route({
      method: 'POST',
      path: '/saved-views',
      tags,
      summary: 'Save a view of a list; your own of the same name is replaced',
    })
    .input(ViewToSave)
    .output(SavedView),
  remove: atDesks.overseers
    .route({ method: 'DELETE', path: '/saved-views/{id}', tags, summary: 'Forget a saved view' })
    .input(ById)
    .output(Ok),
};
