import { z } from 'zod';
import { byColumn, COLUMN_NAMES } from '../schema/contactColumns.ts';
import { Region } from '../schema/words.ts';
import { SystemName } from '../systems/systems.ts';
import { atDesks, ById, Id, mapOf, Ok, Piece, Time } from './base/procedure.ts';
import { ImportResult, Outcome, ReportedRow, RowReason } from './lists/importOutcomes.ts';
import { NoTextsChoices, NoTextsColumn } from './lists/noTexts.ts';

const Column = z.number().int().min(0);
/** A column that may be missing. */
const Other = Column.nullable().optional();

/** Which column holds what, by zero-based index; null or left out: not in the file. */
export const Mapping = z.object({
  number: Column,
  /**
   * Further columns of numbers, in the order in which they are tried where the ones before have no number
   * that can be texted.
   */
  morePhones: z.array(Column).max(20).optional(),
  ...byColumn(COLUMN_NAMES, () => Other),
  /** Further columns, stored as merge fields: field name to column. */
  fields: z.record(z.string(), Column),
});
export type Mapping = z.infer<typeof Mapping>;

/** How a file is read where the guess is wrong. What is left out is guessed. */
export const FileOptions = z.object({
  encoding: z.enum(['UTF-8', 'UTF-16LE', 'UTF-16BE', 'Windows-1252', 'macintosh']).optional(),
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
  headerLine: z
    .number()
    .int()
    .min(0)
    .max(200)
    .optional()
    .describe('The line with the names of the columns, counted from 1; 0: none, the file begins with data'),
});
export type FileOptions = z.infer<typeof FileOptions>;

/** What a file is, and what its columns seem to hold. */
export const Preview = z.object({
  headers: z.array(z.string()),
  rows: z.array(z.array(z.string())).describe('The first 20 rows'),
  /** Null: no column looks like phone numbers. */
  mapping: Mapping.nullable(),
  system: SystemName.nullable().describe('The system that it seems to be an export of'),
  /** Columns of numbers, for a list of opt-outs: every one of them. */
  numberColumns: z.array(Column),
  noTexts: z
    .array(NoTextsColumn)
    .describe('Columns that say who must not be texted, counted over the whole file'),
  encoding: FileOptions.shape.encoding.unwrap(),
  delimiter: z.string(),
  headerLine: z.number().describe('0: the file has no header'),
  /** What a person should know before importing it. */
  notices: z.array(z.object({ code: z.enum(['nobody', 'many-columns']), message: z.string() })),
});
export type Preview = z.infer<typeof Preview>;

/**
 * Kinds of rows that are left out because of what is known of their number, and may be taken in on purpose:
 * the number is then used again.
 */
export const TakeIn = z.enum(['wrong-number', 'no-texts']);
export type TakeIn = z.infer<typeof TakeIn>;

export const FixedLines = z
  .enum(['leave-out', 'import'])
  .describe('Landlines and internet lines, some of which receive texts; left out unless chosen');
export const TakeIns = z
  .array(TakeIn)
  .max(TakeIn.options.length)
  .default([])
  .describe('Take these rows in although something is known of their number: it is used again');

/** A row about whose number something is known already. */
export const KnownRow = z.object({
  line: z.number(),
  number: z.string(),
  name: z.string(),
  why: z.enum(['on-hold', 'wrong-number', 'no-texts', 'other-name']),
  sentence: z.string().describe('Who said so and when; empty for a hold'),
});
export type KnownRow = z.infer<typeof KnownRow>;

/** The input of an import of contacts and of its dry run. */
export const ContactImport = z.object({
  uploadId: Id,
  campaignId: Id,
  mapping: Mapping.extend({ fields: mapOf(1000, 100, Column) }),
  file: FileOptions.optional(),
  noTexts: NoTextsChoices.optional().describe(
    'Columns that say who must not be texted. Without a choice: wishes are taken in as opt-outs, all others and what is unclear left out',
  ),
  fixedLines: FixedLines.optional(),
  takeIn: TakeIns,
  idsOf: SystemName.optional().describe(
    'The system whose ids stand in the column of ids, so that answers and opt-outs can go back to it',
  ),
});
export type ContactImport = z.infer<typeof ContactImport>;

/** One of the first rows, as the import would read it. */
export const ReadRow = z.object({
  line: z.number(),
  outcome: Outcome,
  /** A sentence, where it is not imported. */
  reason: z.string(),
  number: z.string().nullable(),
  column: Column.nullable().describe('The column that the number is from'),
  firstName: z.string(),
  lastName: z.string(),
});
export type ReadRow = z.infer<typeof ReadRow>;

/** What an import would do with every row of the file, and how it reads the first ones. */
export const ContactDryRun = z.object({
  result: ImportResult,
  reasons: z.array(z.object({ code: RowReason, rows: z.number() })).describe('Why rows are not imported'),
  examples: z.array(ReadRow),
  known: z.array(KnownRow).describe('The first rows of whose numbers something is known, by line'),
});
export type ContactDryRun = z.infer<typeof ContactDryRun>;

/** The input of an import of opt-outs and of its dry run. */
export const OptOutList = z.object({
  uploadId: Id,
  numberColumn: Column,
  moreColumns: z.array(Column).max(50).optional().describe('Further columns of numbers; all of them count'),
  region: Region.optional().describe('Of numbers without a country; left out: as the list shows'),
  file: FileOptions.optional(),
});
export type OptOutList = z.infer<typeof OptOutList>;

export const Job = z.object({
  id: Id,
  kind: z.enum(['contacts', 'opt-outs', 'opt-outs-undo']),
  campaignId: Id.nullable(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  /** Bytes read and to read, and rows so far. Without a file, people looked at in place of bytes. */
  progress: z.object({ bytes: z.number(), totalBytes: z.number(), rows: z.number() }),
  result: ImportResult.nullable(),
  detail: z.string(),
  source: z.string().describe('Where its contacts are from, in words; empty: from a file'),
  createdAt: Time,
});
export type Job = z.infer<typeof Job>;

const tags = ['Imports'];

export const imports = {
  begin: atDesks.admins
    .route({ method: 'POST', path: '/uploads', tags, summary: 'Begin to hand over a file' })
    .input(z.object({ name: z.string().max(300), size: z.number().int().min(0).describe('Bytes') }))
    .output(z.object({ uploadId: Id, chunkBytes: z.number() })),
  append: atDesks.admins
    .route({
      method: 'POST',
      path: '/uploads/{uploadId}',
      tags,
      summary: 'Hand over the next piece, in order',
    })
    .input(
      z.object({
        uploadId: Id,
        offset: z.number().int().min(0),
        data: Piece,
      }),
    )
    .output(z.object({ received: z.number() })),
  preview: atDesks.admins
    .route({
      method: 'POST',
      path: '/uploads/{uploadId}/preview',
      tags,
      summary: 'Headers, first rows, guessed columns',
    })
    .input(z.object({ uploadId: Id, file: FileOptions.optional() }))
    .output(Preview),
  contacts: atDesks.admins
    .route({
      method: 'POST',
      path: '/campaigns/{campaignId}/contacts',
      tags,
      summary: 'Import the file into a campaign',
    })
    .input(ContactImport)
    .output(Job),
  contactsDryRun: atDesks.admins
    .route({
      method: 'POST',
      path: '/campaigns/{campaignId}/contacts/dry-run',
      tags,
      summary: 'What importing the file would do with each row; writes nothing',
    })
    .input(ContactImport)
    .output(ContactDryRun),
  optOuts: atDesks.admins
    .route({ method: 'POST', path: '/opt-outs/import', tags, summary: 'Import a list of opt-outs' })
    .input(
      OptOutList.extend({
        reason: z.string().trim().max(300).optional().describe('Stands with each opt-out in the record'),
      }),
    )
    .output(Job),
  job: atDesks.admins
    .route({ method: 'GET', path: '/jobs/{id}', tags, summary: 'How an import stands' })
    .input(ById)
    .output(Job),
  jobs: atDesks.admins
    .route({ method: 'GET', path: '/jobs', tags, summary: 'Imports, newest first' })
    .input(z.object({ campaignId: Id.optional() }))
    .output(z.array(Job)),
  cancel: atDesks.admins
    .route({
      method: 'POST',
      path: '/jobs/{id}/cancel',
      tags,
      summary: 'Stop an import and take back its rows',
    })
    .input(ById)
    .output(Ok),
  refused: atDesks.admins
    .route({ method: 'GET', path: '/jobs/{id}/refused', tags, summary: 'The refused rows and why, as CSV' })
    .input(ById)
    .output(z.object({ fileName: z.string(), csv: z.string() })),
  rows: atDesks.admins
    .route({
      method: 'GET',
      path: '/jobs/{id}/rows',
      tags,
      summary: 'The rows that were refused or should be looked at, in the order of the file',
    })
    .input(
      ById.extend({
        outcome: Outcome.or(z.literal('toCheck')).optional(),
        offset: z.coerce.number().int().min(0).default(0),
        limit: z.coerce.number().int().min(1).max(1000).default(200),
      }),
    )
    .output(z.object({ rows: z.array(ReportedRow), total: z.number() })),
};
