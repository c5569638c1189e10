import { z } from 'zod';

/**
 * What becomes of a row of a file. Every row ends in exactly one of these, in the dry run and in the import alike, so that
 * rows is their sum. A new outcome is a line here and its words in `contacts:report`.
 */
export const OUTCOMES = {
  imported: 'A new contact who can be texted; of a list of opt-outs, a number that is now opted out',
  alreadyOptedOut: 'Opted out before; a contact is in the campaign and is not texted',
  onHold: 'A contact who may have asked to stop; in the campaign, and nothing is sent until a person decides',
  optedOut: 'A contact whom a column of the file names as not to be texted, now opted out',
  leftOut: 'Left out, since a column of the file says that this person must not be texted',
  cannotText: 'A number that cannot receive a text',
  duplicate: 'The number stands in an earlier row, or is in the campaign already',
  invalid: 'No number that can be read',
  wrongRegion: 'A number of another country than the campaign',
  wrongNumber: 'Left out: the number is known as wrong for this person, or the row has no name',
  noTexts: 'Left out: a provider has said that the number takes no texts',
  erased: 'A person who was erased; nothing of the row is kept',
} as const;
export type Outcome = keyof typeof OUTCOMES;
export const Outcome = z.enum(Object.keys(OUTCOMES) as [Outcome, ...Outcome[]]);

/**
 * Why a row stands in the list of rows that a person may want to look at, and the outcome that it counts as. Null: the row was
 * taken, and is listed to be looked at.
 */
export const ROW_REASONS = {
  duplicate: 'duplicate',
  invalid: 'invalid',
  empty: 'invalid',
  'digits-lost': 'invalid',
  extension: 'invalid',
  cells: 'invalid',
  quote: 'invalid',
  'wrong-region': 'wrongRegion',
  'fixed-line': 'cannotText',
  'internet-line': 'cannotText',
  'premium-rate': 'cannotText',
  'toll-free': 'cannotText',
  'personal-number': 'cannotText',
  'company-number': 'cannotText',
  'shared-cost': 'cannotText',
  pager: 'cannotText',
  voicemail: 'cannotText',
  fax: 'cannotText',
  'must-not-be-texted': 'leftOut',
  'unclear-consent': 'leftOut',
  'opted-out': 'optedOut',
  'on-hold': 'onHold',
  'wrong-number': 'wrongNumber',
  'no-texts': 'noTexts',
  erased: 'erased',
  'other-name': null,
  'check-letter': null,
  'check-country': null,
  'check-digits': null,
  'check-cells': null,
} as const satisfies Readonly<Record<string, Outcome | null>>;
export type RowReason = keyof typeof ROW_REASONS;
export const RowReason = z.enum(Object.keys(ROW_REASONS) as [RowReason, ...RowReason[]]);

/** How many rows had each outcome; those left out are none. */
export type OutcomeCounts = Partial<Readonly<Record<Outcome, number>>>;

const count = z.number().default(0);

/**
 * What an import did with its rows. Every row is in exactly one of the counts that `OUTCOMES` lists, and `rows` is their sum. Of the
 * undoing of an import, `imported` are the opt-outs that were reversed, `duplicate` those that had been already.
 */
export const ImportResult = z.object({
  rows: z.number(),
  imported: count.describe(OUTCOMES.imported),
  alreadyOptedOut: count.describe(OUTCOMES.alreadyOptedOut),
  onHold: count.describe(OUTCOMES.onHold),
  optedOut: count.describe(OUTCOMES.optedOut),
  leftOut: count.describe(OUTCOMES.leftOut),
  cannotText: count.describe(OUTCOMES.cannotText),
  duplicate: count.describe(OUTCOMES.duplicate),
  invalid: count.describe(OUTCOMES.invalid),
  wrongRegion: count.describe(OUTCOMES.wrongRegion),
  wrongNumber: count.describe(OUTCOMES.wrongNumber),
  noTexts: count.describe(OUTCOMES.noTexts),
  erased: count.describe(OUTCOMES.erased),
  /** Beside the rows: */
  numbers: count.describe('Numbers that were opted out; a row of a list may hold several'),
  toCheck: count.describe(
    'Rows that were taken and that a person should look at: a letter read as a digit, two countries',
  ),
  unreadPlace: count.describe(
    'Contacts whose ZIP code, state or time zone could not be read, so it does not count for texting hours',
  ),
  cancelled: count.describe('Queued messages that opt-outs of this file cancelled'),
} satisfies Record<Outcome, z.ZodType> & Record<string, z.ZodType>);
export type ImportResult = z.infer<typeof ImportResult>;

/** An import of which nothing is known yet. */
export const NO_RESULT: ImportResult = ImportResult.parse({ rows: 0 });

/** A row that an import did not take, or took and wants to be looked at. */
export const ReportedRow = z.object({
  line: z.number().describe('Of the file, counted from 1'),
  number: z.string().describe('As the file has it'),
  code: RowReason,
  reason: z.string(),
  outcome: Outcome.nullable(),
  name: z.string(),
  externalId: z.string(),
});
export type ReportedRow = z.infer<typeof ReportedRow>;
