import { z } from 'zod';
import { ProviderName } from '../providers/index.ts';
import { OptOutCause } from '../schema/causes.ts';
import { Profile } from '../schema/words.ts';
import { SystemName } from '../systems/systems.ts';
import { says } from '../text/says.ts';
import { admins, atDesks, ById, Id, Ok, Time } from './base/procedure.ts';
import { ImportResult, Outcome } from './lists/importOutcomes.ts';
import { Job, OptOutList } from './lists.ts';

/**
 * in-force: the opt-out holds; reversed: it was reversed; opted-in: this line is the reversal itself; undone:
 * a reversal within seconds, or of a whole import.
 */
export const RecordState = z.enum(['in-force', 'reversed', 'opted-in', 'undone']);
export type RecordState = z.infer<typeof RecordState>;

/** The latest verdict of a supervisor; open: there is none yet. */
export const ReviewState = z.enum(['open', 'upheld', 'mistaken', 'escalate']);
export type ReviewState = z.infer<typeof ReviewState>;

/** One opt-out or one reversal of a number. */
export const OptOutRecord = z.object({
  id: Id,
  kind: z.enum(['opt-out', 'reversal']),
  /** E.164; null once the person was erased. */
  number: z.string().nullable(),
  name: z.string(),
  conversationId: Id.nullable(),
  state: RecordState,
  /** Whether any opt-out of this number is in force now. */
  optedOut: z.boolean(),
  /** Of a reversal: of an opt-out that it names. */
  cause: OptOutCause.nullable(),
  automatic: z.boolean(),
  rule: z.string(),
  matched: z.string(),
  /** The contact's words, where a text is the evidence. */
  text: z.string(),
  reason: z.string(),
  /** Why the opt-out was reversed or undone; empty where it was not. */
  reversedBecause: z.string(),
  campaignName: z.string().nullable(),
  profile: Profile.nullable(),
  provider: ProviderName.nullable(),
  senderNumber: z.string().nullable(),
  /** Null: no person did it. */
  by: z.string().nullable(),
  importId: Id.nullable(),
  review: ReviewState.nullable(),
  saidAt: Time.nullable(),
  at: Time,
});
export type OptOutRecord = z.infer<typeof OptOutRecord>;

const When = z.coerce.number().int();

export const OptOutFilter = z.object({
  /** Any part of a number in any format, of a name, of the contact's words or of a reason. */
  search: z.string().max(120).optional(),
  state: RecordState.optional(),
  cause: OptOutCause.optional(),
  from: When.optional().describe('UTC milliseconds, included'),
  to: When.optional().describe('UTC milliseconds, not included'),
  profile: Profile.optional(),
  campaignId: Id.optional(),
  texterId: Id.optional().describe('Whose conversation it was, or who opted out or in'),
  review: ReviewState.optional(),
  importId: Id.optional(),
});
export type OptOutFilter = z.infer<typeof OptOutFilter>;

/** Every figure counts the lines that the filter finds. */
export const OptOutCounts = z.object({
  optOuts: z.number(),
  inForce: z.number(),
  reversals: z.number(),
});
export type OptOutCounts = z.infer<typeof OptOutCounts>;

/** The outcomes of OUTCOMES that a row of a list can have. */
export const DryRunOutcome = Outcome.extract(['imported', 'alreadyOptedOut', 'duplicate', 'invalid']);
export type DryRunOutcome = z.infer<typeof DryRunOutcome>;

export const DryRunRow = z.object({
  line: z.number(),
  /** As the file has it. */
  raw: z.string(),
  /** The numbers that were read in the row, as E.164; each is opted out. */
  numbers: z.array(z.string()),
  name: z.string(),
  outcome: DryRunOutcome,
  /** A sentence, where the row is not taken or should be checked. */
  reason: z.string(),
  /** A person should check it: a letter was read as a digit, or two countries have the number. */
  check: z.boolean(),
  /** Queued texts that the opt-outs would cancel. */
  cancelled: z.number(),
});
export type DryRunRow = z.infer<typeof DryRunRow>;

/**
 * rows = imported + alreadyOptedOut + duplicate + invalid, the counts that the import's result will have;
 * `contacts`: rows whose numbers are in a campaign.
 */
export const DryRunCounts = ImportResult.pick({
  rows: true,
  imported: true,
  alreadyOptedOut: true,
  duplicate: true,
  invalid: true,
  numbers: true,
  toCheck: true,
  cancelled: true,
}).extend({ contacts: z.number() });
export type DryRunCounts = z.infer<typeof DryRunCounts>;

export const DryRun = z.object({
  id: Id,
  state: z.enum(['running', 'done', 'failed']),
  progress: Job.shape.progress,
  counts: DryRunCounts,
  detail: z.string(),
});
export type DryRun = z.infer<typeof DryRun>;

/** An import of a list, and what is left of it. */
export const OptOutImport = z.object({
  job: Job,
  by: z.string().nullable(),
  reason: z.string(),
  /** Opt-outs that it made, and those of them that are in force. */
  made: z.number(),
  inForce: z.number(),
});
export type OptOutImport = z.infer<typeof OptOutImport>;

const Reason = z.string().trim().min(3, says('api:sayWhy')).max(300);
const Picked = z
  .array(Id)
  .min(1)
  .max(1000)
  .describe('Lines of the list: opt-outs or reversals; the people behind them are meant');
const tags = ['Opt-outs'];

export const optOut = {
  list: atDesks.overseers
    .route({ method: 'GET', path: '/opt-outs', tags, summary: 'Every opt-out and reversal, latest first' })
    .input(
      OptOutFilter.extend({
        cursor: z.string().max(300).optional(),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      }),
    )
    .output(z.object({ items: z.array(OptOutRecord), nextCursor: z.string().nullable(), readAt: Time })),
  counts: atDesks.overseers
    .route({ method: 'GET', path: '/opt-outs/counts', tags, summary: 'How many lines a filter lets through' })
    .input(OptOutFilter)
    .output(OptOutCounts),
  export: admins
    .route({
      method: 'POST',
      path: '/opt-outs/export',
      tags,
      summary: 'What a filter lets through, as CSV, a piece at a time; join the pieces',
    })
    .input(
      z.object({
        filter: OptOutFilter.default({}),
        system: SystemName.optional().describe(
          'Everybody who is opted out now, one row a number, as this system’s upload takes it; no filter counts',
        ),
        cursor: z.string().max(300).optional(),
      }),
    )
    .output(
      z.object({
        fileName: z.string(),
        csv: z.string(),
        rows: z.number(),
        leftOut: z.number().describe('For a system: numbers of this piece that it could not place'),
        nextCursor: z.string().nullable(),
      }),
    ),
  optOutMany: atDesks.admins
    .route({ method: 'POST', path: '/opt-outs/opt-out', tags, summary: 'Opt people of the list out (again)' })
    .input(z.object({ ids: Picked, reason: Reason }))
    .output(z.object({ optedOut: z.number(), already: z.number(), cancelled: z.number() })),
  optInMany: atDesks.admins
    .route({
      method: 'POST',
      path: '/opt-outs/opt-in',
      tags,
      summary: 'Reverse the opt-outs of people of the list',
    })
    .input(
      z.object({
        ids: Picked,
        reason: Reason,
        readAt: z.number().int().optional().describe('Of the list; an opt-out made later stays in force'),
      }),
    )
    .output(
      z.object({
        optedIn: z.number(),
        notOptedOut: z.number(),
        /** People for whom a later opt-out stays in force. */
        stay: z.number(),
        /** People whom a provider still blocks, who must text START. */
        blocked: z.number(),
      }),
    ),
  dryRun: atDesks.admins
    .route({
      method: 'POST',
      path: '/opt-outs/dry-run',
      tags,
      summary: 'What importing an uploaded list would do; writes nothing',
    })
    .input(OptOutList)
    .output(DryRun),
  dryRunState: atDesks.admins
    .route({ method: 'GET', path: '/opt-outs/dry-run/{id}', tags, summary: 'How a dry run stands' })
    .input(ById)
    .output(DryRun),
  dryRunRows: atDesks.admins
    .route({ method: 'GET', path: '/opt-outs/dry-run/{id}/rows', tags, summary: 'Row by row' })
    .input(
      ById.extend({
        outcome: DryRunOutcome.or(z.enum(['cancelled', 'toCheck'])).optional(),
        offset: z.coerce.number().int().min(0).default(0),
        limit: z.coerce.number().int().min(1).max(500).default(200),
      }),
    )
    .output(z.object({ rows: z.array(DryRunRow), total: z.number() })),
  dropDryRun: atDesks.admins
    .route({
      method: 'DELETE',
      path: '/opt-outs/dry-run/{id}',
      tags,
      summary: 'Stop a dry run and forget its rows',
    })
    .input(ById)
    .output(Ok),
  imports: atDesks.admins
    .route({ method: 'GET', path: '/opt-outs/imports', tags, summary: 'Imported lists, newest first' })
    .output(z.array(OptOutImport)),
  undoImport: atDesks.admins
    .route({
      method: 'POST',
      path: '/opt-outs/imports/{id}/undo',
      tags,
      summary: 'Reverse exactly the opt-outs that an import made',
    })
    .input(ById.extend({ reason: Reason }))
    .output(Job),
};
