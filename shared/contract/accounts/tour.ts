import { z } from 'zod';
import { atDesks, Ok } from '../base/procedure.ts';

const tags = ['Session'];

/** How many steps each role's tour has. */
export const TOUR_STEPS = 5;

const Tour = z.object({
  /** The step to show next, from 0. */
  step: z
    .number()
    .int()
    .min(0)
    .max(TOUR_STEPS - 1),
  /** Finished or closed; it can be continued from the account menu. */
  done: z.boolean(),
});

export const tour = {
  state: atDesks.signedIn
    .route({ method: 'GET', path: '/session/tour', tags, summary: 'Your place in the tour' })
    .output(Tour),
  update: atDesks.signedIn
    .route({ method: 'POST', path: '/session/tour', tags, summary: 'Remember your place in the tour' })
    .input(Tour)
    .output(Ok),
};
