import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { atDesks } from './procedure.ts';

/**
 * Without details on purpose: a notice names no conversation, so it tells nothing but that the screen should
 * ask again. Texters get fewer, of conversations only those about their own (`TexterFeeds` in the core), with
 * numbers of their own, so that gaps do not reveal the others.
 */
export const ChangeTopic = z.enum([
  'conversations',
  // How far a text of ours is on its way: for texters alone, to whom its list and figures stay as they are.
  'texts',
  // A text of ours waits to leave: for texters alone, of whose notes and actions nothing changes.
  'queued',
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
  // What texters may ask for: contacts that came back, replies that are offered.
  'handing',
  // The consoles of the organisation, and who sends.
  'consoles',
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
