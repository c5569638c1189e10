import { z } from 'zod';
import { Id } from '../base/procedure.ts';

/**
 * Admins only: answer as that texter would be answered. For reading only; no procedure that changes anything
 * takes it.
 */
export const ViewAs = z.object({
  viewAs: Id.optional().describe(
    'Admins only, after messenger.beginViewing of this texter: the answer is then the texter’s own',
  ),
});
