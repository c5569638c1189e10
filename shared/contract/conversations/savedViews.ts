import { z } from 'zod';
import { says } from '../../text/says.ts';
import { Id } from '../base/procedure.ts';

/** A filter of a list under a name; each list adds its own `filter`. */
export const SavedView = z.object({
  id: Id,
  name: z.string(),
  shared: z.boolean().describe('All admins and supervisors see it'),
  by: z.string().describe('Who saved it'),
  mayRemove: z.boolean(),
});
export type SavedView = z.infer<typeof SavedView>;

/** One’s own of the same name is replaced. */
export const ViewToSave = z.object({
  name: z.string().trim().min(1, says('api:filterName')).max(60),
  shared: z.boolean().default(false),
});
