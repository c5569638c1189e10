import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { signedIn } from './procedure.ts';

/**
 * Coarse on purpose: a notice names no conversation, so nobody learns anything from it but that the screen
 * should refetch. Texters hear of less (`topicsForTexters` in the core), and are counted for themselves, so
 * that no gap in the numbers tells of the rest.
 */
export const ChangeTopic = z.enum([
  'conversations',
  // Of a conversation that texters must not know of; they are not told.
  'oversight',
  'campaigns',
  'settings',
  'connections',
  'accounts',
  'actions',
  'jobs',
  'session',
  'integrations',
  // The desktop program on this computer: its settings, an update.
  'computer',
]);
export type ChangeTopic = z.infer<typeof ChangeTopic>;

export const changes = {
  watch: signedIn
    .route({
      method: 'GET',
      path: '/changes',
      tags: ['Changes'],
      summary: 'Live notices; resumes after the last event id',
    })
    .output(eventIterator(z.object({ topics: z.array(ChangeTopic) }))),
};
