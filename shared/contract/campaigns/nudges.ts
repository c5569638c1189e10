import { z } from 'zod';
import { atDesks, ById, Id, Ok, Time } from '../base/procedure.ts';

/** reminder: replies wait, or texts are still to be sent. thanks: well done. */
export const NudgeKind = z.enum(['reminder', 'thanks']);
export type NudgeKind = z.infer<typeof NudgeKind>;

/** A word to a texter, which they see in their messenger; nothing is texted to anybody. */
export const Nudge = z.object({
  id: Id,
  kind: NudgeKind,
  campaignId: Id,
  campaignName: z.string(),
  fromName: z.string(),
  at: Time,
});
export type Nudge = z.infer<typeof Nudge>;

const tags = ['Campaigns'];

export const nudge = {
  send: atDesks.overseers
    .route({
      method: 'POST',
      path: '/campaigns/{campaignId}/nudges',
      tags,
      summary: 'Remind texters, or thank them: they see it in their messenger',
    })
    .input(z.object({ campaignId: Id, texterIds: z.array(Id).min(1).max(500), kind: NudgeKind }))
    .output(Ok),
  list: atDesks.signedIn
    .route({
      method: 'GET',
      path: '/nudges',
      tags,
      summary: 'Reminders and thanks that you have not put away',
    })
    .output(z.array(Nudge)),
  seen: atDesks.signedIn
    .route({ method: 'POST', path: '/nudges/{id}/seen', tags, summary: 'Put one away' })
    .input(ById)
    .output(Ok),
};
