import { z } from 'zod';
import { Code, Questions } from '../questions/script.ts';
import { CampaignState, Profile, Region } from '../schema/words.ts';
import { says } from '../text/says.ts';
import { ViewAs } from './access/viewAs.ts';
import { atDesks, ById, Id, Ok, Time } from './base/procedure.ts';
import { Confirmed, Warning } from './base/warning.ts';
import { Handing } from './campaigns/handingSettings.ts';
import { Schedule } from './campaigns/schedule.ts';
import { Who } from './campaigns/who.ts';
import { ContactDryRun, FixedLines, Job, TakeIns } from './lists.ts';
import { ReplyPicture } from './pictures.ts';

/** A canned reply; `text` may hold merge fields, such as {firstName} or {answer:vote}. */
export const CannedReply = z.object({
  id: Id.optional().describe('As read. Left out: the one with this title, else a new one'),
  folder: z.string().trim().max(40).default('').describe('Empty: in none'),
  title: z.string().trim().min(1).max(60),
  text: z.string().trim().min(1).max(1600),
  question: Code.nullable().default(null).describe('Code of the question at which it is offered first'),
});
export type CannedReply = z.infer<typeof CannedReply>;
/** One that a campaign offers, as it is read. */
export const OfferedReply = CannedReply.extend({
  picture: ReplyPicture.nullable().describe('The picture that goes with it; changed by a call of its own'),
});
export type OfferedReply = z.infer<typeof OfferedReply>;
export type CannedReplyDraft = z.input<typeof CannedReply>;

const MOST_REPLIES = 100;

const Minutes = z.number().int().min(0).max(1440).nullable().default(null);
/** A campaign’s own hours, within the organisation’s; null: the organisation’s. */
export const CampaignHours = z.object({
  sendFrom: Minutes.describe('Minutes after midnight, local time of the recipient'),
  sendUntil: Minutes,
  zone: z
    .string()
    .trim()
    .max(60)
    .nullable()
    .default(null)
    .describe('IANA time zone in which the hours must suit as well, such as America/Chicago'),
});
export type CampaignHours = z.infer<typeof CampaignHours>;

const DailyGoal = z
  .number()
  .int()
  .min(1)
  .max(100_000)
  .nullable()
  .describe('First texts that each of its texters should send in a day; null: no goal');

/** Every count is of conversations of this campaign that the caller may see. */
const CampaignCounts = z.object({
  contacts: z.number(),
  toSend: z.number(),
  toAnswer: z.number(),
  waiting: z.number(),
  closed: z.number(),
  unassigned: z.number(),
  /** Admins and supervisors only; 0 for texters. */
  optedOut: z.number(),
  onHold: z.number(),
});

const Archived = z.enum(['without', 'only', 'with']);
export type Archived = z.infer<typeof Archived>;

/**
 * What a copy of a campaign takes over; always its region, never its contacts, and of a schedule only what
 * lies ahead.
 */
export const CopyPart = z.enum(['script', 'replies', 'questions', 'hours', 'schedule', 'texters']);
export type CopyPart = z.infer<typeof CopyPart>;
const Parts = z.array(CopyPart).max(CopyPart.options.length).describe('What is taken over');

/** What a campaign was made from. `campaignId` is null where that was deleted, or was no campaign. */
const Origin = z.object({
  campaignId: Id.nullable(),
  sentence: z.string().describe('In words'),
});

export const Campaign = z.object({
  id: Id,
  name: z.string(),
  region: Region,
  profile: Profile,
  state: CampaignState,
  pauseReason: z.string(),
  script: z.string(),
  replies: z.array(OfferedReply),
  texterIds: z.array(Id),
  /** Null: the organisation's hours. */
  hours: CampaignHours.nullable(),
  handing: Handing.nullable().describe('How texters ask for contacts; null: contacts are shared out evenly'),
  schedule: Schedule.nullable().describe('When it begins, pauses and ends by itself; null: only by hand'),
  beginsAt: Time.nullable().describe(
    'When its schedule lets it text the first contact; null: no start is planned',
  ),
  dailyGoal: DailyGoal,
  createdAt: Time,
  launchedAt: Time.nullable(),
  archivedAt: Time.nullable().describe('Since when it is out of the lists; null: it is in them'),
  origin: Origin.nullable().describe('What it was made from; null: from nothing, or not for texters to know'),
  counts: CampaignCounts,
});
export type Campaign = z.infer<typeof Campaign>;

const Draft = z.object({
  name: z.string().trim().min(1, says('api:campaignName')).max(120),
  region: Region,
  script: z.string().trim().min(1, says('api:script')).max(1600),
  replies: z.array(CannedReply).max(MOST_REPLIES).default([]),
  hours: CampaignHours.nullable().default(null),
  dailyGoal: DailyGoal.default(null),
});

/** Contacts of another campaign, for an import without a file. */
const FollowUp = ById.extend({
  who: Who,
  fixedLines: FixedLines.optional(),
  takeIn: TakeIns,
});

const tags = ['Campaigns'];

export const campaign = {
  list: atDesks.signedIn
    .route({
      method: 'GET',
      path: '/campaigns',
      tags,
      summary: 'Campaigns; a texter sees the launched ones they are in',
    })
    .input(
      ViewAs.extend({
        archived: Archived.default('without').describe('What becomes of those that are archived'),
      }).prefault({}),
    )
    .output(z.array(Campaign)),
  get: atDesks.signedIn
    .route({ method: 'GET', path: '/campaigns/{id}', tags, summary: 'One campaign' })
    .input(ById)
    .output(Campaign),
  asks: atDesks.signedIn
    .route({
      method: 'GET',
      path: '/campaigns/{id}/asks',
      tags,
      summary: 'What a campaign asks its contacts; replies as templates',
    })
    .input(ById)
    .output(Questions),
  create: atDesks.admins
    .route({ method: 'POST', path: '/campaigns', tags, summary: 'Draft a campaign' })
    .input(Draft)
    .output(Campaign),
  update: atDesks.admins
    .route({
      method: 'POST',
      path: '/campaigns/{id}',
      tags,
      summary: 'Change name, script, replies or goal; the region only in a draft',
    })
    // Without a default, so that replies that are left out stay.
    .input(
      Draft.extend({
        replies: z.array(CannedReply).max(MOST_REPLIES),
        hours: CampaignHours.nullable(),
        dailyGoal: DailyGoal,
      })
        .partial()
        .extend({ id: Id }),
    )
    .output(Campaign),
  copy: atDesks.admins
    .route({
      method: 'POST',
      path: '/campaigns/{id}/copy',
      tags,
      summary: 'A new draft like this campaign, in the same region and without its contacts',
    })
    .input(
      ById.extend({
        name: Draft.shape.name,
        parts: Parts.default(['script', 'replies', 'questions', 'hours', 'schedule']),
      }),
    )
    .output(Campaign),
  followUpDryRun: atDesks.admins
    .route({
      method: 'POST',
      path: '/campaigns/{id}/follow-up/dry-run',
      tags,
      summary: 'What a follow-up would make of these contacts; writes nothing',
    })
    .input(FollowUp)
    .output(ContactDryRun),
  followUp: atDesks.admins
    .route({
      method: 'POST',
      path: '/campaigns/{id}/follow-up',
      tags,
      summary:
        'A new draft with some of this campaign’s contacts: their columns, and their answers as merge fields such as {answer support}',
    })
    .input(FollowUp.extend({ name: Draft.shape.name, parts: Parts.default([]) }))
    .output(z.object({ campaign: Campaign, job: Job })),
  archive: atDesks.admins
    .route({
      method: 'POST',
      path: '/campaigns/{id}/archive',
      tags,
      summary: 'Take a campaign out of the lists; only one that is closed or was never launched',
    })
    .input(ById)
    .output(Campaign),
  bringBack: atDesks.admins
    .route({
      method: 'POST',
      path: '/campaigns/{id}/bring-back',
      tags,
      summary: 'Put an archived campaign back into the lists',
    })
    .input(ById)
    .output(Campaign),
  schedule: atDesks.admins
    .route({
      method: 'POST',
      path: '/campaigns/{id}/schedule',
      tags,
      summary: 'Say when a campaign begins, pauses and ends by itself; also while it runs',
    })
    .input(ById.extend({ schedule: Schedule.nullable(), confirmed: Confirmed }))
    .output(Campaign),
  scheduleWarnings: atDesks.admins
    .route({
      method: 'GET',
      path: '/campaigns/{id}/schedule-warnings',
      tags,
      summary: 'What would be wrong with the schedule if the campaign were launched now',
    })
    .input(ById)
    .output(z.array(Warning)),
  assign: atDesks.admins
    .route({
      method: 'POST',
      path: '/campaigns/{id}/texters',
      tags,
      summary: 'Share the conversations not yet started among texters',
    })
    .input(z.object({ id: Id, texterIds: z.array(Id).max(500) }))
    .output(Campaign),
  launch: atDesks.admins
    .route({
      method: 'POST',
      path: '/campaigns/{id}/launch',
      tags,
      summary: 'Launch, or go on after a pause',
    })
    .input(ById.extend({ confirmed: Confirmed }))
    .output(Campaign),
  pause: atDesks.admins
    .route({ method: 'POST', path: '/campaigns/{id}/pause', tags, summary: 'Pause: queued texts wait' })
    .input(ById)
    .output(Campaign),
  close: atDesks.admins
    .route({
      method: 'POST',
      path: '/campaigns/{id}/close',
      tags,
      summary: 'Close: queued texts are cancelled',
    })
    .input(ById)
    .output(Campaign),
  remove: atDesks.admins
    .route({ method: 'DELETE', path: '/campaigns/{id}', tags, summary: 'Delete a draft with its contacts' })
    .input(ById)
    .output(Ok),
};
