import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { atDesks } from './procedure.ts';

/**
 * Without details on purpose: a notice names no conversation, so it tells nothing but that the screen should
 * ask again. Texters get fewer (`topicsForTexters` in the core), with numbers of their own, so that gaps do
 * not reveal the others.
 */
export const ChangeTopic = z.enum([
  'conversations',
  // About conversations that texters must not see; texters do not get it.
  'oversight',
  'campaigns',
  'settings',
  'connections',
  'accounts',
  'actions',
  'jobs',
  'session',
  'integrations',
  // Reminders and thanks to texters.
  'nudges',
  // The desktop program on this computer: its settings, an update.
  'computer',
]);
export type ChangeTopic = z.infer<typeof ChangeTopic>;

export const changes = {
  watch: atDesks.signedIn
    .route({
      method: 'GET',
      path: '/changes',
      tags: ['Changes'],
      summary: 'Live notices; resumes after the last event id',
    })
    .output(eventIterator(z.object({ topics: z.array(ChangeTopic) }))),
};
