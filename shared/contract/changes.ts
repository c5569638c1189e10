import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { signedIn } from './base.ts';

/** Coarse on purpose: a notice names no conversation, so a texter learns nothing from it. The screen refetches. */
export const ChangeTopic = z.enum([
  'conversations',
  'campaigns',
  'settings',
  'connections',
  'accounts',
  'actions',
  'jobs',
  'session',
  'integrations',
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
