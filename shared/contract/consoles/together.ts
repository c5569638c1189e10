import { z } from 'zod';
import { Id, Time } from '../base/procedure.ts';

/** What somebody may have done while the consoles were apart, in the order in which it is listed. */
export const DoneSubject = z.enum([
  'optOuts',
  'optIns',
  'holds',
  'requests',
  'verdicts',
  'notes',
  'imports',
  'campaigns',
  'settings',
  'accounts',
]);
export type DoneSubject = z.infer<typeof DoneSubject>;

/** How often; what was not done is left out. */
export const Done = z.partialRecord(DoneSubject, z.number().int());
export type Done = z.infer<typeof Done>;

const At = z.string().describe('The name of a console; empty: one whose name is not known here');

/** A time during which one console did not hear the others, nor they it. */
export const TimeApart = z.object({
  id: Id,
  console: At.describe('The console that was away; empty: its name is not known here'),
  self: z.boolean().describe('It was this one'),
  since: Time,
  until: Time,
  there: Done.describe('What was done at that console'),
  elsewhere: Done.describe('What was done at the others'),
  decided: z.number().int().describe('How many things both sides had changed'),
});
export type TimeApart = z.infer<typeof TimeApart>;

/** About what both sides had said something. */
export const DecidedKind = z.enum([
  'person',
  'request',
  'verdict',
  'conversation',
  'note',
  'campaign',
  'campaignState',
  'questions',
  'replies',
  'setting',
  'account',
  'password',
]);
export type DecidedKind = z.infer<typeof DecidedKind>;

const Link = z.object({
  number: z.string().optional().describe('E.164 of the person'),
  campaignId: Id.optional(),
  setting: z.string().optional(),
});

/** Something that both sides had changed, and which of them counts. */
export const Decided = z.object({
  kind: DecidedKind,
  about: z.string().describe('The person, the campaign, the setting'),
  link: Link,
  rule: z
    .enum(['stays-out', 'asked-to-stop', 'closed', 'later', 'kept'])
    .describe(
      'stays-out: an opt-out that the opt-in had not seen holds; asked-to-stop: so does one against another decision; closed: a campaign that was closed stays so; later: the later change counts; kept: what was removed on one side and changed on the other is kept',
    ),
  sides: z
    .array(
      z.object({
        console: At,
        by: z.string().describe('Whose account; empty: Heed by itself'),
        at: Time,
        said: z.string(),
        counts: z.boolean(),
      }),
    )
    .describe('First what counts'),
});
export type Decided = z.infer<typeof Decided>;

/** A text to somebody who had asked to stop at another console. */
export const TextApart = z.object({
  about: z.string(),
  link: Link,
  campaign: z.string(),
  by: z.string().describe('Who had written it; empty: Heed'),
  optedOutAt: Time.describe('When the person was opted out'),
  console: At.describe('Where the person was opted out'),
  at: Time.describe('When the text was stopped, or left'),
});
export type TextApart = z.infer<typeof TextApart>;

export const TimeApartInFull = TimeApart.extend({
  decisions: z.array(Decided),
  stopped: z
    .array(TextApart)
    .describe('Texts that waited on one side and were stopped by an opt-out on the other'),
  left: z.array(TextApart).describe('Texts that had left before the opt-out of the other side was known'),
  more: z.boolean().describe('There are more than are told'),
});
export type TimeApartInFull = z.infer<typeof TimeApartInFull>;
